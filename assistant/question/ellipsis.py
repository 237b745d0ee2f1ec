"""What a short follow-up leaves out: 农村的呢 (the same of another), 讲座呢 (how many of these), 前者, 上一年."""

from __future__ import annotations

import re

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import contrasts, generic_words, official, units_of_heads
from assistant.lexicon.trie import any_of
from assistant.lexicon.words import is_light
from assistant.model import Question
from assistant.question.patterns import group, single


def named_again(asked: str, before: Question) -> str:
    """Put names for words that point back: 前者 and 后者 are places asked of before, 上一年 counts from their year."""
    places = before.regions + before.missing_regions
    if len(places) > 1:
        asked = single("followup", "former").sub(places[0], asked)
        asked = single("followup", "latter").sub(places[-1], asked)
    if before.years:
        for offset, pattern in group("years_from"):
            edge = min(before.years) if int(offset) < 0 else max(before.years)
            asked = pattern.sub(f"{edge + int(offset)}年", asked)
    return asked


def said_alone(asked: str) -> str:
    """Give X of X呢, 那X的呢, X怎么样; "" for a follow-up of another shape."""
    match = single("followup", "ellipsis").match(fold(asked.strip()))
    return match[1].removesuffix("的") if match else ""


def in_its_place(asked: str, before: str) -> str | None:
    """Ask `before` with X in the place of what stands against it there (城镇居民收入, 农村的呢); None without one."""
    said = official(said_alone(asked))
    for group_ in contrasts():
        new = next((word for word in group_ if word in said), None)
        old = next((word for word in group_ if word in before and word not in said), None)
        if new and old and said.replace(new, "") in before:
            names = any_of(list(group_))
            return re.sub(f"{names}(?:[、和及与]?{names})*", new, before, count=1)
    return None


def counted_alike(asked: str, now: Question, before: Question) -> str:
    """Ask how many of X there are in the measure word of before (讲座呢 → 讲座有多少场), where X may be counted so."""
    said = said_alone(asked)
    if not said or now.kind != "figure" or now.unit or now.operation or before.unit is None:
        return asked
    usual = next((units for head, units in units_of_heads() if now.indicator.endswith(head)), None)
    if single("bare", "figure").search(now.indicator) or (usual and before.unit not in usual):
        return asked
    return f"{said}有多少{before.unit}"


def rests_on_before(now: Question) -> bool:
    """Tell whether the words of a follow-up say only what is done or how many (覆盖了几个村), not of what."""
    carried = single("followup", "carried")
    light = (is_light(term) or term in generic_words() or carried.fullmatch(term) for term in now.terms)
    return bool(now.terms) and all(light)

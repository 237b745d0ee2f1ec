"""Claims: every figure of a passage with the words it belongs to.

A sentence is split into clauses; a figure's own words stand in its clause (before it, back to the figure before;
behind it, up to the next), the words it inherits in the clauses before. Nothing here knows the question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.answering.figures.periods import period_before
from assistant.answering.figures.respectively import RESPECTIVELY, in_turn, respectively
from assistant.answering.figures.unsaid import of_all, spent_on, subject_of
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.hostile import TO_A_MODEL
from assistant.lexicon.tables import canonical
from assistant.model import Passage
from assistant.reports.structure.sentences import sentences

CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|[;:\t\n]")
# what a clause denies is a figure too: 无行政复议案件, 未发生一例违约
NONE_AT_ALL = re.compile(
    r"(?:^|[,;:]|年|全[市县区省乡]|本[市县区省])((?:均?无|没有|未发生|零)([^,;:。、]{2,24}?)(?:的?情[况形])?)(?=[,;:。]|$)"
)
GOAL = re.compile(r"力争|目标|预期|确保|争取|计划(?:新建|实施|完成|安排)|不低于|达到?.{0,6}以上$")
GOALS_FOLLOW = re.compile(r"(?:预期|主要|奋斗|发展)目标[^,。;]{0,6}(?:是|为|[:])")
# What a figure counts stands right behind it (8名法律顾问), not at the far end of its clause
NEAR_AFTER = re.compile(r"[^、(),;:]{0,14}")
# 三是行政复议。 — the head of an item is what all its sentences speak of
TOPIC = re.compile(r"\s*(?:[一二三四五六七八九十]+是|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、])")
# 12.“甲”：乙、丙 tells what a name means: no heading
EXPLAINS = re.compile("[:：].{6}")
NUMBERED = re.compile(r"(?:第?[一二三四五六七八九十]+[章节、.]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、](?!\d))")


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure and its words; spans are offsets of the stored text. `own` and `earlier` are canonical words.

    `earlier` are the clauses before it in the sentence, nearest first; `around` the sentence before and the
    headings; `words` all of them. `denied` marks a figure that the text gives as none (无…案件).
    """

    figure: Figure
    start: int
    end: int
    sentence: tuple[int, int]
    clause: tuple[int, int]
    before: str
    after: str
    earlier: tuple[str, ...]
    around: str
    period: str | None
    goal: bool
    denied: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of a passage, and the places of the one before it and of the one that names its topic, -1 for none.

    `hostile` marks what speaks to a machine, of which nothing is read.
    """

    start: int
    end: int
    previous: int
    topic: int
    hostile: bool


def is_heading(sentence: str) -> bool:
    """Tell whether it is a heading: it names what follows; it says nothing itself."""
    bare = sentence.strip().strip("#* ")
    if EXPLAINS.search(bare) and bare.endswith("。"):
        return False
    return len(bare) <= 32 and bool(NUMBERED.match(bare)) and (not figures(bare) or not bare.endswith("。"))


def spoken(passage: Passage) -> list[Spoken]:
    """Give the sentences of a passage, in the order of the text."""
    text, found = passage.text, []
    previous = topic = -1
    for place, (start, end) in enumerate(sentences(text, 0, len(text))):
        sentence = text[start:end]
        topic = place if TOPIC.match(sentence) and end - start <= 30 else topic
        hostile = bool(TO_A_MODEL.search(fold(sentence)))
        found.append(Spoken(start, end, previous, topic, hostile))
        previous = previous if hostile else place
    return found


@lru_cache(maxsize=20000)
def claims(passage: Passage) -> tuple[Claim, ...]:
    """Give the claims of a passage, in the order of the text."""
    found = spoken(passage)
    return tuple(claim for one in found for claim in claims_of(passage, found, one))


def claims_of(passage: Passage, found: Sequence[Spoken], one: Spoken) -> list[Claim]:
    """Give the claims of one sentence of those that `spoken` found."""
    if one.hostile:
        return []
    previous, topic = (
        passage.text[found[at].start : found[at].end] if at >= 0 else "" for at in (one.previous, one.topic)
    )
    return _of_sentence(passage, one.start, one.end, previous if topic == previous else topic + previous)


def _clauses(sentence: str) -> list[tuple[int, int]]:
    cuts = [match.end() for match in CLAUSE.finditer(fold(sentence))]
    bounds = [0, *cuts, len(sentence)]
    return [(a, b) for a, b in pairwise(bounds) if a < b]


def _of_sentence(passage: Passage, start: int, end: int, previous: str) -> list[Claim]:
    sentence = passage.text[start:end]
    around = canonical(fold(" ".join([*passage.heading, passage.header or "", previous])))
    found: list[Claim] = []
    seen: list[str] = []
    clauses = _clauses(sentence)
    texts = [*(sentence[left:right] for left, right in clauses), ""]
    for place, span in enumerate(clauses):
        clause, behind = texts[place], texts[place + 1 :]
        subject, all_of_it = subject_of(clause, seen), of_all(behind)
        for figure, before, after in _with_words(clause):
            led = canonical(fold(clause[: max(0, figure.start - len(before))])) if before in clause else ""
            earlier = [subject + led, *seen[:5]] if led else seen[:5]
            told = before if led else subject + before
            after = spent_on(figure, before, after, behind[0])
            found.append(_claim(passage, sentence, (start, end), span, figure, told, after, earlier, around, all_of_it))
        seen.insert(0, subject + canonical(fold(clause)))
    return found


def _claim(
    passage: Passage, sentence: str, span: tuple[int, int], clause: tuple[int, int], figure: Figure,
    before: str, after: str, seen: list[str], around: str, all_of_it: str,
) -> Claim:  # fmt: skip
    offset = passage.start + span[0] + clause[0]
    until = fold(sentence[: clause[0] + figure.end])
    near = canonical(NEAR_AFTER.match(fold(after)).group())  # type: ignore[union-attr]
    goal = _is_goal(passage, fold(sentence), fold(sentence[clause[0] : clause[1]]))
    own = [canonical(fold(f"{before}|{after}")), *([all_of_it] if all_of_it else [])]
    return Claim(
        figure=figure,
        start=offset + figure.start,
        end=offset + figure.end,
        sentence=(passage.start + span[0], passage.start + span[1]),
        clause=(offset, passage.start + span[0] + clause[1]),
        before=canonical(fold(before)),
        after=near + (f"|{all_of_it}" if all_of_it else ""),
        earlier=tuple(seen[:6]),
        around=around,
        period=period_before(until),
        goal=goal,
        denied=figure.kind == "none",
        words="|".join([*own, *seen[:6], around]),
    )


def _is_goal(passage: Passage, sentence: str, clause: str) -> bool:
    """A figure of a plan is a goal, one of a review a result; elsewhere its own clause tells."""
    if passage.part == "plan" or GOALS_FOLLOW.search(sentence):
        return True
    return passage.part is None and bool(GOAL.search(clause))


def _with_words(clause: str) -> list[tuple[Figure, str, str]]:
    """Give each figure of a clause with the words before and behind it."""
    found = figures(clause)
    if not found:
        return _denials(clause)
    if RESPECTIVELY in clause[: found[-1].start] and len(found) > 1:
        return respectively(clause, found)
    if named := in_turn(clause, found):
        return named
    bounds = [0, *(one.end for one in found)]
    nexts = [*(one.start for one in found[1:]), len(clause)]
    return [(one, clause[bounds[i] : one.start], clause[one.end : nexts[i]]) for i, one in enumerate(found)]


def _denials(clause: str) -> list[tuple[Figure, str, str]]:
    match = NONE_AT_ALL.search(fold(clause))
    if not match:
        return []
    start, end = match.span(1)
    return [(Figure(start, end, clause[start:end], 0, "", "none"), match[2], "")]

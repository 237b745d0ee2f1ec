"""Complete a follow-up ("那衡阳呢?", "其中成功的有多少件?") from the questions before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.lexicon.tables import only_aspects
from assistant.model import Question
from assistant.question.patterns import without_scope

POINTS_BACK = re.compile(r"^(?:那(?:里|边|儿)的?|那么?|其中|这些?|它们?|他们|上述|该|此|还有|另外|再|同样|占)")
ELLIPSIS = re.compile(r"^(?:那(?:里|边|儿)的?|那么?|还有|再看看?)?(.{1,24}?)(?:呢|怎么样|如何)[?。!]*$")


def complete(asked: str, history: Sequence[Mapping[str, str]], read: Callable[[str], Question]) -> tuple[str, str]:
    """Give the question with what it leaves out filled in from the user's earlier ones, and the one before it.

    `read` understands one question on its own. Nothing is added to a question that stands by itself; "" stands
    for no earlier one.
    """
    before = ""
    for turn in history:
        if turn.get("role") == "user":
            before = _joined(turn.get("content", ""), before, read)
    return _joined(asked, before, read), before


def _joined(asked: str, before: str, read: Callable[[str], Question]) -> str:
    if not before or not asked.strip():
        return asked
    now = read(asked)
    placed = bool(now.regions or now.missing_regions or now.scope == "all")
    if not now.terms and (placed or now.years or ELLIPSIS.match(asked)):
        return _with_places(asked, now, read(before))
    asks = now.indicator or now.operation or now.unit
    if not placed and asks and (not now.terms or only_aspects(now.indicator)):
        return _with_topic(asked, now, read(before), topic=True)
    if not placed and (POINTS_BACK.match(asked) or len(now.terms) <= 3):
        return _with_topic(asked, now, read(before))
    return asked


def _with_places(asked: str, now: Question, before: Question) -> str:
    """Ask the earlier question of another place or year."""
    places = now.regions + now.missing_regions or before.regions + before.missing_regions
    where = "各地" if now.scope == "all" else "和".join(places)
    if not where and before.scope == "all":
        where = "各地"
    years = now.years or before.years
    return where + "、".join(f"{year}年" for year in years) + without_scope(before.left or before.indicator)


def _with_topic(asked: str, now: Question, before: Question, *, topic: bool = False) -> str:
    """Ask something else of the place (and, with 其中 or 占, of the matter) that was spoken of."""
    where = "各地" if before.scope == "all" else "和".join(before.regions + before.missing_regions)
    years = "" if now.years else "、".join(f"{year}年" for year in before.years)
    inside = POINTS_BACK.match(asked) and not asked.startswith(("那", "还有", "另外", "再"))
    matter = f"{before.indicator}里" if topic and now.operation == "rest" else before.indicator
    return where + years + (matter if topic or inside else "") + POINTS_BACK.sub("", asked)

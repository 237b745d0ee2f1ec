"""Names that count their members: 三重压力, 新三样, 三个不罚; the series of so many that a report tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.answering.facts.sentences import Said, said_in
from assistant.answering.facts.series import Span, clauses, numbered, series
from assistant.answering.facts.wanted import tables
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.words import boundaries
from assistant.model import Hit, Question, Report, Section

# How many sentences are looked at for the series
LOOKED_AT = 400
# … how far behind an item's beginning its head stands, how much of the last member may stand before the name
HEAD, GAP = 14, 4
MARKS = "\"'《》() "


@lru_cache(maxsize=500)
def counted_name(asked: str) -> tuple[str, int, str] | None:
    """Give the name that counts its members, their number, and what each of them may be called (三个不罚: 不罚)."""
    match = re.search(tables()["counted"]["name"], asked)
    if match is None:
        return None
    count = figures(f"{match['count']}个")
    head = match["head"] or (match["of"] if match["of"] not in "个大项条种" else "")
    return (match["name"], int(count[0].number), head) if count and len(match["name"]) > 1 else None


def named_series(question: Question, text: str) -> list[Span]:
    """Give the members of the series that a text tells of a counted name; [] where it tells none of that number.

    The name stands right behind them or right before; else each member bears its head.
    """
    found = _rated(question, text)
    return found[1] if found else []


def said_of_name(question: Question, hits: Sequence[Hit]) -> Said | None:
    """Give the sentence that tells the members of a counted name; None where none does."""
    if counted_name(question.left) is None:
        return None
    best: tuple[int, Said] | None = None
    for one in list(said_in(question, hits))[:LOOKED_AT]:
        found = _rated(question, one.passage.text[one.start - one.passage.start : one.end - one.passage.start])
        if found and (best is None or found[0] < best[0]):
            best = found[0], one
    return best[1] if best else None


def items_of_name(question: Question, report: Report) -> list[Section]:
    """Give the items in a row, so many as a name counts, that each begin with its head (三个到位: 一是组织到位 …)."""
    named = counted_name(question.left)
    if named is None or len(named[2]) < 2:
        return []
    _name, count, head = named
    run: list[Section] = []
    runs = [run]
    for one in (one for one in report.sections if one.kind == "item"):
        bears = head in report.text[one.start : one.start + HEAD]
        if not bears or (run and one.heading != run[-1].heading):
            run = []
            runs.append(run)
        if bears:
            run.append(one)
    return next((one for one in runs if len(one) == count), [])


def _up_to(folded: str, spans: list[Span], name: str) -> list[Span]:
    """Let the last member reach to the name behind it: 司法调解“三调联动”."""
    spans = [_as_long(folded, spans), *spans[1:]]
    start, end = spans[-1]
    if name in folded[start:end]:
        # 光伏产品“新三样”
        end = start + len(folded[start : folded.find(name, start)].rstrip(MARKS))
        return [*spans[:-1], (start, end)] if end > start + 1 else spans
    gap = folded[end : folded.find(name, end)].rstrip(MARKS) if name in folded[end:] else ""
    return [*spans[:-1], (start, end + len(gap))] if 0 < len(gap) <= GAP and gap.isalpha() else spans


def _as_long(folded: str, spans: list[Span]) -> Span:
    """Give the first member as long as the others, where a word begins there (面对|需求收缩、供给冲击)."""
    start, end = spans[0]
    usual = {right - left for left, right in spans[1:]}
    longer = end - max(usual)
    fits = len(usual) == 1 and 0 <= longer < start and longer in boundaries(folded)
    return (longer, end) if fits and folded[longer:end].isalpha() else (start, end)


def _rated(question: Question, text: str) -> tuple[int, list[Span]] | None:
    named = counted_name(question.left)
    if named is None:
        return None
    name, count, head = named
    folded = fold(text)
    if head and len(head) > 1 and head not in folded and name not in folded:
        return None
    for left, right in clauses(text):
        for members in series(text[left:right]):
            if len(members) != count:
                continue
            spans = _up_to(folded, [(left + a, left + b) for a, b in members], name)
            first, last = spans[0][0], spans[-1][1]
            behind, before = folded[last:].lstrip(MARKS), folded[:first].rstrip(MARKS + ":,是即指为")
            if behind.removeprefix("等").lstrip(MARKS).startswith(name) or before.endswith(name):
                return 0, spans
            if head and all(head in folded[a:b] for a, b in spans):
                return 1, spans
    items = numbered(text)
    if name in folded and len(items) == count:
        return 0, items
    return None

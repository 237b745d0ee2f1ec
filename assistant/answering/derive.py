"""Figures that a report does not state but its figures give: a share of a whole, and what is left of it.

Each is shown with its computation and the quotes it rests on, so that the check can work it out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.cite import Markers
from assistant.answering.compute import amount
from assistant.answering.names import short_region
from assistant.answering.select import Found, found_in
from assistant.model import Hit, Question, Report, Row
from assistant.question.terms import indicator_of, terms_of

ASKED = r"(?:多大|多少|几成|百分之几|比例|比重|比率|占比|的?一半)"
SHARE = (
    re.compile(rf"(?P<whole>.+?)(?:里面|里头|里|当中|之中|中),?(?P<part>[^,]+?)(?:所占|占了?|的占比).{{0,4}}?{ASKED}?"),
    re.compile(rf"(?P<whole>[^,]+),(?P<part>[^,]+?)(?:所占|占了?).{{0,4}}?{ASKED}"),
    re.compile(rf"(?P<part>.+?)(?:占了?|占到)(?P<whole>[^多几百]+?)的?{ASKED}"),
)
# 既没化解也不在调: every part is taken off
AND_NOT = re.compile(r"[,、]?(?:也|又|且|并且)?(?:不|没有?|未)(?=.)|、|和")
REST = (
    re.compile(
        r"(?P<whole>.+?)(?:里面|里|中|当中)?,?(?:还有|还剩|剩下|有)?多少[^,]{0,3}?(?P<no>没有?|未能?)(?P<part>[^,?]+)"
    ),
    re.compile(
        r"(?P<whole>.+?)(?:里面|里|中|当中)?,?(?P<no>没有?|未能?)(?P<part>[^,?]+?)的?(?:共?有|是|为)?(?:多少|几)"
    ),
)


# words of the question that tell which year's figure is meant, not which figure
OF_YEARS = frozenset({"目标", "计划", "预期", "完成", "实际"})


@dataclass(frozen=True, slots=True)
class Derived:
    """A sentence with its computation, and the row of its result."""

    text: str
    row: Row


def derived(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Work a share or a remainder out of two figures of one report; None where it does not state both."""
    if question.operation == "share":
        names = next((match for pattern in SHARE if (match := pattern.search(question.left))), None)
        return _share(names, question, hits, card, markers) if names else None
    if question.operation in ("difference", "compare") and len(question.years) == 2:
        return _between_years(question, hits, card, markers)
    if question.operation == "rest":
        names = next((match for pattern in REST if (match := pattern.search(question.left))), None)
        return _rest(names, question, hits, card, markers) if names else None
    return None


def _between_years(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Take one year's figure from another's; a year that the report only plans for has its goal."""
    found: list[Found] = []
    for year in sorted(question.years):
        ahead = card.year is not None and year > card.year
        terms = tuple(term for term in question.terms if term not in OF_YEARS) or question.terms
        asked = replace(question, operation=None, years=(year,), goal=ahead, terms=terms)
        best = found_in(asked, hits, card)
        if not best:
            return None
        found.append(best[0])
    less, more = sorted(found, key=lambda one: one.claim.figure.number)
    if less.claim.figure.unit != more.claim.figure.unit:
        return None
    markers_of = [markers.add(one.passage, one.claim.sentence, period=one.period) for one in (more, less)]
    gap = Decimal(str(more.claim.figure.number)) - Decimal(str(less.claim.figure.number))
    unit = "个百分点" if less.claim.figure.unit == "%" else less.claim.figure.unit
    like = more.claim.figure.text
    value = amount(gap, unit, like)
    formula = f"{amount(Decimal(str(more.claim.figure.number)), more.claim.figure.unit, like)} − {_shown(less)}"
    later = "增加" if more is found[-1] else "减少"
    cited = "".join(f"[{marker}]" for marker in dict.fromkeys(markers_of))
    said = f"{question.years[-1]}年比{question.years[0]}年{later}{value}"
    text = f"{short_region(card)}{said}，算法：{formula} = {value}。{cited}"
    row = Row(
        report=card.report, region=card.region, year=card.year, period=more.period, stated=True, value=value,
        number=float(gap), unit=unit, goal=more.claim.goal, computed=True, marker=markers_of[0],
    )  # fmt: skip
    return Derived(text, row)


def _pair(whole: str, part: str, question: Question, hits: Sequence[Hit], card: Report) -> tuple[Found, Found] | None:
    """Find both figures, in one unit and one sentence, the part smaller than the whole; the best said first."""
    wholes = _figures(whole, question, hits, card)
    parts = _figures(f"{whole} {part}", question, hits, card) or _figures(part, question, hits, card)
    pairs = [
        (a.score + b.score, a, b)
        for a in wholes[:4]
        for b in parts[:4]
        if a.claim.sentence == b.claim.sentence
        and a.claim.figure.unit == b.claim.figure.unit
        and 0 < b.claim.figure.number < a.claim.figure.number
    ]
    best = max(pairs, key=lambda pair: (pair[0], pair[1].claim.figure.number), default=None)
    return best[1:] if best else None


def _figures(words: str, question: Question, hits: Sequence[Hit], card: Report) -> list[Found]:
    indicator = indicator_of(words)
    asked = replace(question, kind="figure", operation=None, unit=None, indicator=indicator, terms=terms_of(indicator))
    return [one for one in found_in(asked, hits, card) if one.claim.figure.kind != "percent"]


def _shown(one: Found) -> str:
    return amount(Decimal(str(one.claim.figure.number)), one.claim.figure.unit, one.claim.figure.text)


def _result(
    name: str, formula: str, number: Decimal, unit: str, base: Found, card: Report, marker: int, also: int
) -> Derived:
    when = base.period or (f"{card.year}年" if len(card.years) == 1 else "")
    value = amount(number, unit)
    cited = f"[{marker}]" + (f"[{also}]" if also != marker else "")
    text = f"{short_region(card)}{when}{name}为{value}，算法：{formula} = {value}。{cited}"
    row = Row(
        report=card.report, region=card.region, year=card.year, period=base.period, stated=True, value=value,
        number=float(number), unit=unit, goal=base.claim.goal, computed=True, marker=marker,
    )  # fmt: skip
    return Derived(text, row)


def _share(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    pair = _pair(names["whole"], names["part"], question, hits, card)
    if pair is None:
        return None
    whole, part = pair
    also = markers.add(whole.passage, whole.claim.sentence, period=whole.period)
    marker = markers.add(part.passage, part.claim.sentence, period=part.period)
    share = round(Decimal(str(part.claim.figure.number)) / Decimal(str(whole.claim.figure.number)) * 100, 2)
    name = f"{indicator_of(names['part'])}占比".replace(" ", "")
    return _result(name, f"{_shown(part)} ÷ {_shown(whole)} × 100%", share, "%", part, card, marker, also)


def _rest(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    pairs = [_pair(names["whole"], part, question, hits, card) for part in AND_NOT.split(names["part"])]
    found = [pair for pair in pairs if pair is not None]
    if len(found) < len(pairs) or len({pair[0].claim.figure for pair in found}) != 1:
        return None
    whole, parts = found[0][0], [pair[1] for pair in found]
    marker = markers.add(whole.passage, whole.claim.sentence, period=whole.period)
    rest = Decimal(str(whole.claim.figure.number)) - sum(Decimal(str(one.claim.figure.number)) for one in parts)
    name = f"{names['no']}{names['part']}".replace(" ", "")
    formula = " − ".join(_shown(one) for one in (whole, *parts))
    return _result(name, formula, rest, whole.claim.figure.unit, parts[0], card, marker, marker)

"""One place asked about over several years, a report each: which rows are compared, and what they are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.figures.compute import year_of
from assistant.answering.figures.cover import aspects_in
from assistant.lexicon.tables import only_aspects
from assistant.model import Question, Report, Row
from assistant.question.patterns import single

ROUGH = re.compile("以上|以下|以内|左右|超|近|约|逾|突破|余")
POINTS, RATE = "个百分点", "%"
# what is worked out of the values themselves, not of how each changed
WORKED = frozenset({"difference", "compare", "times", "sum", "mean", "max", "min", "rank"})


def over_years(question: Question, cards: Mapping[str, Report]) -> bool:
    """Tell whether years of one place are held against each other; reports that tell no place are of one."""
    if len(question.reports) < 2 or len(question.regions) > 1 or question.bound:
        return False
    known = [cards[name] for name in question.reports]
    one_place = len({card.region for card in known if card.region}) < 2
    return one_place and len({card.year for card in known}) > 1 and question.operation in WORKED


def of_values(question: Question) -> Question:
    """Ask for the values of years: 比2022年增加几件, 高几个百分点 speak of what is worked out of them."""
    if question.operation not in ("difference", "compare", "times"):
        return question
    # 增长了几成 asks for what is worked out; 增速高多少 for growth itself
    changed = single("between", "years").search(question.left)
    terms = tuple(term for term in question.terms if not (changed and only_aspects(term) and _changes(term)))
    kind = "figure" if question.kind == "rate" and not any(term.endswith("率") for term in terms) else question.kind
    asked = replace(in_any_measure(question), kind=kind)
    return replace(asked, terms=terms, indicator=" ".join(terms)) if terms and terms != question.terms else asked


def in_any_measure(question: Question) -> Question:
    """Leave open what is counted where 几个百分点 or 几倍 is asked: the figures that it is worked out of are others."""
    differ = question.operation in ("difference", "compare", "times") and question.unit in (POINTS, RATE, "倍")
    return replace(question, unit=None) if differ else question


def _changes(term: str) -> bool:
    return any(aspect in ("growth", "fall") for aspect, _hard in aspects_in(term))


def by_year(question: Question, rows: Sequence[Row]) -> list[Row]:
    """Give one row a year, earliest first, for a multiple as the question names them, each called by place and year."""
    stated = [row for row in rows if row.stated and row.number is not None]
    if not stated:
        return []
    unit = Counter(row.unit for row in stated).most_common(1)[0][0]
    of_year: dict[int, list[Row]] = {}
    for row in sorted(stated, key=lambda row: row.year != year_of(row)):
        year = year_of(row)
        if year is not None and row.unit == unit and (not question.years or year in question.years):
            of_year.setdefault(year, []).append(row)
    best = {year: one for year, found in of_year.items() if (one := _sure(found))}
    named = question.operation == "times"
    ordered = sorted(best, key=lambda year: (_at(question.text, year) if named else 0, year))
    return [replace(best[year], region=f"{best[year].region or ''}{year}年") for year in ordered]


def _sure(rows: Sequence[Row]) -> Row | None:
    """Give the first of a year's rows, an exact one before a bound; None where two say different values."""
    own = [row for row in rows if row.report == rows[0].report]
    exact = [row for row in own if not ROUGH.search(row.value or "")] or own
    return exact[0] if len({row.number for row in exact}) == 1 else None


def _at(text: str, year: int) -> int:
    places = [at for form in (str(year), f"{year % 100:02d}年") if (at := text.find(form)) >= 0]
    return min(places, default=len(text))


def growth(rows: Sequence[Row]) -> tuple[Row, Row] | None:
    """Give the later and the earlier of two years' rows; None where they are not two, or the earlier is nothing."""
    if len(rows) != 2:
        return None
    earlier, later = sorted(rows, key=lambda row: year_of(row) or 0)
    return (later, earlier) if earlier.number else None

"""Whether a row holds: its report's region and year, its value as the quote writes it, its number, unit, time, goal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answering.checking.figures import places
from assistant.answering.checking.grounds import Grounds, Unit, Unknown, around, within
from assistant.answering.checking.places import report_years
from assistant.answering.checking.squeeze import squeezed
from assistant.answering.figures.claims import NONE_AT_ALL, claims
from assistant.answering.figures.periods import YEARLIKE, period_before
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.lost import MARK
from assistant.model import Citation, Coverage, Part, Passage, Report, Row

GOAL_WORDS = re.compile(r"力争|目标|预期|确保|争取|计划|不低于|达到?.{0,6}以上")
# What a period is made of beside its years
OF_PERIOD = re.compile(r"年|目标|度|全年|[、—–~至到-]|\s")


def row_holds(row: Row, grounds: Grounds, results: Sequence[Figure]) -> bool:
    """Tell whether a row is its report's and says what its quote says; a computed one is among the `results`."""
    card, one = grounds.cards.get(row.report), grounds.sound.get(row.marker)
    if card is None or (row.region, row.year) != (card.region, card.year):
        return False
    if not row.stated:
        return row.value is None and row.number is None and row.marker is None
    if one is None or one.report != row.report or not row.value:
        return False
    part = grounds.parts.get(one.marker)
    dated = _reckoned_back(row, card, grounds) or _period_stands(row, one, card, part)
    if not dated or not _goal_stands(row, one, part):
        return False
    if row.computed:
        return any(result.text == row.value and _is_number(row, result) for result in results)
    if not within(row.value, one.quote):
        return False
    if row.number is None:
        return row.unit is None and all(places(one.quote, figure, row.value) for figure in figures(row.value))
    return _number_stands(row, one, grounds)


def _reckoned_back(row: Row, card: Report, grounds: Grounds) -> bool:
    """Tell whether a computed row is of the one year that is asked for and that lies right before its report's."""
    if not row.computed or not card.years or grounds.question is None:
        return False
    before = min(card.years) - 1
    return grounds.question.years == (before,) and row.period == f"{before}年"


def _is_number(row: Row, figure: Figure) -> bool:
    number = row.number
    return (
        number is not None and abs(figure.number - number) < 1e-12 * max(1.0, abs(number)) and figure.unit == row.unit
    )


def _number_stands(row: Row, one: Citation, grounds: Grounds) -> bool:
    value = row.value or ""
    found = figures(value)
    if found:
        return any(_is_number(row, figure) for figure in found) and all(
            places(one.quote, figure, value) for figure in found
        )
    asked = grounds.question.unit if grounds.question else None
    denied = (squeezed(match[1]) for match in NONE_AT_ALL.finditer(fold(one.quote)))
    return row.number == 0 and row.unit in (asked, "件") and squeezed(value) in denied


def _period_stands(row: Row, one: Citation, card: Report, part: Part | Unknown | None) -> bool:
    """A period stands right before the figure, else anywhere near it if its years are the report's."""
    if row.period is None:
        return True
    if one.period is not None and one.period != row.period:
        return False
    told = set(YEARLIKE.findall(row.period))
    said = [
        period_before(fold(one.quote[: place.end]))
        for figure in figures(row.value or "")
        for place in places(one.quote, figure, row.value or "")
    ]
    if told and any(said):
        return any(
            told <= set(YEARLIKE.findall(period or "")) or not YEARLIKE.search(period or "") for period in said
        ) and (_words_of(row.period) in squeezed(one.quote))
    near = squeezed(" ".join([one.quote, *one.heading]))
    years = report_years(card, part) | set(YEARLIKE.findall(near))
    return told <= years and (squeezed(row.period) in near or not OF_PERIOD.sub("", YEARLIKE.sub("", row.period)))


def _words_of(period: str) -> str:
    """Give the words of a period behind its years: 2021年以来 → 以来."""
    return squeezed(re.sub(r"^.*?(?:19|20)\d\d年?(?:目标)?", "", period))


def _goal_stands(row: Row, one: Citation, part: Part | Unknown | None) -> bool:
    """A goal is told as a goal, a result as a result."""
    if not row.goal and part != "plan" and not GOAL_WORDS.search(fold(one.quote)):
        return True
    if part == "unknown":
        return True
    passage = Passage(one.report, -1, one.start, one.end, one.quote, one.heading, part)
    found = [claim for claim in claims(passage) if row.computed or claim.denied or _is_number(row, claim.figure)]
    return any(claim.goal == bool(row.goal) for claim in found) if found else not row.goal


def table_line_holds(unit: Unit, header: Sequence[str], grounds: Grounds) -> bool:
    """Tell whether a line of a table says what one of the rows with its marker says, cell by cell, and no more."""
    cells = [one.replace("\0", "").strip() for one in unit.words.strip().strip("|").split("|")]
    return len(cells) == len(header) and any(
        all(_cell(row, column, told, unit) for column, told in zip(header, cells, strict=True))
        for row in grounds.rows_with(unit.markers)
    )


def _cell(row: Row, column: str, told: str, unit: Unit) -> bool:
    """Hold a cell against its row; one of a column that no row has stands in the quote."""
    if column == "出处":
        return not told
    column_of = COLUMNS.get(column)
    if column_of is None:
        return told == "—" or squeezed(told) in around(unit.cited)
    wanted = column_of(row)
    return told == wanted or squeezed(told.replace(MARK, "")) == squeezed(wanted.replace("|", "｜"))


COLUMNS: Mapping[str, Callable[[Row], str]] = {
    "地区": lambda row: row.region or row.report,
    "年度": lambda row: str(row.year or "不详"),
    "期间": lambda row: row.period or "—",
    "数值": lambda row: f"{row.value or ''}{'（目标）' if row.goal else ''}",
    "原文": lambda row: row.value or "",
}


def recounted(coverage: Coverage | None, rows: Sequence[Row]) -> Coverage | None:
    """Count the reports that are looked into and that state it anew, from the rows that hold."""
    if coverage is None or not rows:
        return coverage
    stating = {row.report for row in rows if row.stated}
    return Coverage(coverage.reports, len(stating), coverage.silent)

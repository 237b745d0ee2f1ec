"""The check: nothing is said whose figure does not stand in the quote that its own marker cites.

It runs on every answer of every kind. Each line of an answer, and each sentence of a line, is a unit. Its figures
must stand (same number, same unit) in a quote cited by a marker of that unit, or be the result of a computation that
the unit shows, or count the reports looked into. Every other number in it must be a year or date of a quote, of its
heading, or of a report's identity, or stand in the question's own wording (12345热线). A unit that fails is taken
out and the status says `partial`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.claims import NONE_AT_ALL
from assistant.answering.computations import is_result, without_count
from assistant.lexicon.figures import Figure, figures, states, without_figures
from assistant.lexicon.fold import fold
from assistant.model import Answer, Citation, Report, Row

MARKER = re.compile(r"\[(\d+)\]")
UNITS = re.compile(r"[^\n。！？]*(?:[。！？]+[ \t]*(?:\[\d+\])*|\n|$)")
NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
LIST_NUMBER = re.compile(r"^\s*\d{1,2}\.\s")
STRUCK = "（有内容未通过与原文的核对，已删去。）"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an answer may rest on: sound citations by marker, counts of reports, numerals of years and wording."""

    sound: Mapping[int | None, Citation]
    counts: frozenset[int]
    numerals: frozenset[str]


def check(answer: Answer, report_of: Callable[[str], Report], cards: Mapping[str, Report] | None = None) -> Answer:
    """Take out what does not hold; a refusal holds no figure to check.

    `report_of` gives a report with its text; `cards` the identities, so that no text is read for a name and a year.
    """
    if answer.status in ("refused", "failed"):
        return answer
    grounds = _grounds(answer, report_of, cards or {})
    units = UNITS.findall(answer.answer)
    kept = [unit for unit in units if _holds(unit, grounds)]
    said = "".join(kept)
    rows = tuple(row for row in answer.rows if not row.stated or _row_holds(row, grounds.sound, said))
    lost = len(units) - len(kept) + len(answer.rows) - len(rows) + len(answer.citations) - len(grounds.sound)
    if not lost:
        return answer
    used = {int(one) for one in MARKER.findall(said)}
    if not used:
        unsure = "核对原文时未能确认数据，不予作答。"
        return replace(
            answer, status="refused", reason="not_stated", answer=unsure, citations=(), rows=(), coverage=None
        )
    used |= {row.marker for row in rows if row.marker is not None}
    text = said.strip() + "\n\n" + STRUCK
    citations = tuple(one for one in answer.citations if one.marker in used and one.marker in grounds.sound)
    return replace(answer, status="partial", answer=text, citations=citations, rows=rows)


def _grounds(answer: Answer, report_of: Callable[[str], Report], cards: Mapping[str, Report]) -> Grounds:
    sound = {
        one.marker: one for one in answer.citations if report_of(one.report).text[one.start : one.end] == one.quote
    }
    names = {one.report for one in answer.citations} | {row.report for row in answer.rows}
    counts: set[int] = set()
    if answer.coverage:
        counts = {answer.coverage.reports, answer.coverage.stating, len(answer.coverage.silent)}
        names |= {one.report for one in answer.coverage.silent}
    asked = answer.understood.text if answer.understood else answer.question
    numerals = set(NUMERAL.findall(without_figures(fold(asked))))
    for name in names:
        numerals |= _identity_numerals(cards.get(name) or report_of(name))
    return Grounds(sound, frozenset(counts), frozenset(numerals))


def _identity_numerals(report: Report) -> set[str]:
    years = {str(year) for year in (*report.years, report.delivered) if year}
    return years | set(NUMERAL.findall(fold(f"{report.title or ''} {report.report} {report.published or ''}")))


def _row_holds(row: Row, sound: Mapping[int | None, Citation], said: str) -> bool:
    one = sound.get(row.marker)
    if one is None or one.report != row.report:
        return False
    if row.computed:
        return (row.value or "") in said
    if row.number is None:
        return (row.value or "") in " ".join(one.quote.split())
    if row.number == 0 and NONE_AT_ALL.search(fold(one.quote)):
        return True
    return any(
        figure.unit == row.unit and Decimal(str(figure.number)) == Decimal(str(row.number))
        for figure in figures(one.quote)
    )


def _holds(unit: str, grounds: Grounds) -> bool:
    """Tell whether every number of a unit is backed by a quote that this unit cites."""
    markers = [int(one) for one in MARKER.findall(unit)]
    if any(one not in grounds.sound for one in markers):
        return False
    cited = [grounds.sound[one] for one in markers]
    quotes = [one.quote for one in cited]
    words = LIST_NUMBER.sub("", MARKER.sub("", unit))
    backed = all(
        any(states(quote, figure) for quote in quotes)
        or _counts_reports(figure, grounds.counts)
        or (figure.number == 0 and any(NONE_AT_ALL.search(fold(quote)) for quote in quotes))
        or is_result(figure, words, quotes)
        for figure in figures(words)
    )
    return backed and _numerals_stand(without_count(words), cited, grounds.numerals)


def _numerals_stand(words: str, cited: Sequence[Citation], known: frozenset[str]) -> bool:
    """Numbers that are no figures (years, dates, names such as 12345热线) stand in quote, heading or identity."""
    there = set(known)
    for one in cited:
        there |= set(NUMERAL.findall(fold(" ".join([one.quote, *one.heading, one.period or ""]))))
    return all(numeral in there for numeral in NUMERAL.findall(without_figures(fold(words))))


def _counts_reports(figure: Figure, counts: frozenset[int]) -> bool:
    """查阅了5份报告，其中3份写明了: counts of reports are held against the coverage."""
    return figure.unit == "份" and figure.number in counts

"""The table of several reports made anew, by the same code as without a model, with the rows that were added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering.cite import Markers
from assistant.answering.figures.rows import coverage_of, ordered, row_of, silent_row
from assistant.answering.figures.select import Found
from assistant.answering.figures.tables import several
from assistant.model import Answer, Citation, Hit, Passage, Question, Report, Row


def joined(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    found: Answer,
    cards: Mapping[str, Report],
    added: Mapping[str, Found],
) -> Answer:
    """Give `found` with a row for each claim of `added`; the rows of before stay."""
    markers = Markers(cards)
    cited = {one.marker: one for one in found.citations}
    stated: list[Row] = []
    silent: list[Row] = []
    for name in ordered(question.reports, cards):
        own = [row for row in found.rows if row.report == name and row.stated]
        stated += [replace(row, marker=_again(markers, cited[row.marker])) for row in own]
        if name in added:
            one = added[name]
            marker = markers.add(one.passage, one.claim.sentence, period=one.period)
            stated.append(row_of(one, cards[name], marker, question))
        elif not own:
            silent.append(silent_row(cards[name]))
    rows = (*stated, *silent)
    coverage = coverage_of(rows, question, hits, cards)
    return replace(
        found,
        status="partial" if question.missing_regions else "answered",
        reason=None,
        answer=several(question, rows, coverage, cards),
        citations=markers.citations(),
        nearest=(),
        rows=rows,
        coverage=coverage,
    )


def _again(markers: Markers, one: Citation) -> int:
    passage = Passage(one.report, -1, one.start, one.end, one.quote, one.heading, page=one.page, ocr=one.ocr)
    return markers.add(passage, (one.start, one.end), period=one.period)

"""Figures as rows: one per value and report, silent reports too, with the markers of their quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from assistant.answering.cite import Markers, cite
from assistant.answering.everywhere.evidence import Evidence, Later
from assistant.answering.facts.sentences import nearest_in, snippet
from assistant.answering.figures.select import Found, answers_of, found_in, may_deny
from assistant.answering.figures.years import in_any_measure, of_values, over_years
from assistant.model import Citation, Coverage, Hit, Question, Report, Row, Silent

# Least share of the question's words that a silent report's nearest sentence must have to be shown
NEAR = 0.3
Hits = Mapping[str, Sequence[Hit]]


def row_of(found: Found, card: Report, marker: int, question: Question) -> Row:
    """Give the row of one claim; a denied one (无…案件) is 0 in the unit asked for."""
    figure = found.claim.figure
    unit = (question.unit or "件") if found.claim.denied else figure.unit
    return Row(
        report=card.report, region=card.region, year=card.year, period=found.period, stated=True, value=figure.text,
        number=figure.number, unit=unit, goal=found.claim.goal, computed=False, marker=marker,
    )  # fmt: skip


def figure_rows(question: Question, hits: Hits, cards: Mapping[str, Report], markers: Markers) -> tuple[Row, ...]:
    """Give the rows of every admitted report: the stated ones by region, newest first, then the silent ones."""
    stated: list[Row] = []
    silent: list[Row] = []
    question = of_values(question) if over_years(question, cards) else in_any_measure(question)
    for name in ordered(question.reports, cards):
        card = cards[name]
        chosen = answers_of(found_in(question, hits.get(name, ()), card))
        for one in chosen:
            marker = markers.add(one.passage, one.claim.sentence, period=one.period)
            stated.append(row_of(one, card, marker, question))
        if not chosen:
            silent.append(silent_row(card))
    return (*stated, *silent)


def denied_by_any(question: Question, hits: Evidence, cards: Mapping[str, Report]) -> bool:
    """Tell whether any report states 0; most of thousands hold none that could, which is seen without reading them."""
    return any(
        one.claim.figure.number == 0
        for name in question.reports
        if may_deny(question, hits[name])
        for one in answers_of(found_in(question, hits[name], cards[name]))
    )


def silent_row(card: Report) -> Row:
    """Give the row of a report that was looked into and does not state it."""
    return Row(report=card.report, region=card.region, year=card.year)


def ordered(names: Sequence[str], cards: Mapping[str, Report]) -> list[str]:
    """Order reports by region as they entered the library, newest first within a region."""
    place: dict[str | None, int] = {}
    for name in names:
        place.setdefault(cards[name].region, len(place))
    return sorted(names, key=lambda name: (place[cards[name].region], -(cards[name].year or 0)))


def nearest_sentence(question: Question, hits: Sequence[Hit], card: Report) -> Citation | None:
    """Quote the sentence of a silent report that comes nearest, for a person to check."""
    best = next((one for one in nearest_in(question, hits) if one.cover > NEAR), None)
    return cite(best.passage, snippet(question, best), card) if best else None


def coverage_of(rows: Sequence[Row], question: Question, hits: Hits, cards: Mapping[str, Report]) -> Coverage:
    """Count the reports that were looked into and that state it, and name the silent ones with their nearest."""
    stating = {row.report for row in rows if row.stated}
    silent = tuple(
        _silent(question, hits, cards[name]) for name in ordered(question.reports, cards) if name not in stating
    )
    return Coverage(len(question.reports), len(stating), silent)


def _silent(question: Question, hits: Hits, card: Report) -> Silent:
    if isinstance(hits, Evidence):
        find = partial(_nearest_later, question, hits, card)
        return Later(card.report, card.region, card.year, find)
    nearest = nearest_sentence(question, hits.get(card.report, ()), card)
    return Silent(card.report, card.region, card.year, nearest)


def _nearest_later(question: Question, hits: Evidence, card: Report) -> Citation | None:
    return nearest_sentence(question, hits[card.report], card)

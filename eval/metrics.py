"""The metrics. Each is one function from records to a Score: hits of a total, also for each question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.evidence import overlaps
from eval.figures import values
from eval.normalise import normalise
from eval.records import Count, Record
from eval.support import figure_counts


@dataclass(frozen=True, slots=True)
class Score:
    """`score` is hits / total, None where nothing counts; `individual` gives (hits, total) by question id."""

    hits: int
    total: int
    individual: dict[str, tuple[int, int]]

    @property
    def score(self) -> float | None:
        """The share, from 0 to 1."""
        return self.hits / self.total if self.total else None

    def to_dict(self) -> dict[str, float | int | None]:
        """Give the share with its counts."""
        share = None if self.score is None else round(self.score, 4)
        return {"score": share, "hits": self.hits, "total": self.total}


def right(records: Sequence[Record]) -> Score:
    """Of all questions: the answer holds all of `must` and nothing of `must_not`, or rightly declines."""
    return _counted(records, lambda one: (one.verdict.right, 1))


def refused(records: Sequence[Record]) -> Score:
    """Of the questions that must be declined: declined."""
    return _counted(records, lambda one: (one.refused, 1) if one.item.declines else (0, 0))


def refused_wrongly(records: Sequence[Record]) -> Score:
    """Of the questions that have an answer: declined. Lower is better."""
    return _counted(records, lambda one: (0, 0) if one.item.declines else (one.refused, 1))


def cited(records: Sequence[Record]) -> Score:
    """Of the answered questions with evidence in the library: a citation overlaps it in the right report."""

    def count(one: Record) -> tuple[int, int]:
        if one.item.declines or one.refused or not one.places:
            return 0, 0
        return any(overlaps(citation, list(one.places)) for citation in one.entry["citations"]), 1

    return _counted(records, count)


def verbatim(records: Sequence[Record]) -> Score:
    """Of all quotes, nearest evidence too: they stand in their report, to the character, at their place."""

    def count(one: Record) -> tuple[int, int]:
        quotes = quotes_of(one.entry)
        return sum(_stands(quote, one.text_of(quote["report"])) for quote in quotes), len(quotes)

    return _counted(records, count)


def figures(records: Sequence[Record]) -> Score:
    """Of the figures with unit in answers and rows: in the quote of their own marker, or accounted for.

    Accounted for are figures of the question, counts of the coverage, and results of a computation shown.
    """
    return _counted(records, lambda one: figure_counts(one.entry))


def rows_precision(records: Sequence[Record]) -> Score:
    """Of the stated rows that were given where rows are expected: report and value are expected."""

    def count(one: Record) -> tuple[int, int]:
        wanted, given = rows_of(one)
        return (0, 0) if one.item.rows is None else (sum(row in wanted for row in given), len(given))

    return _counted(records, count)


def rows_recall(records: Sequence[Record]) -> Score:
    """Of the expected rows: given, with report and value."""

    def count(one: Record) -> tuple[int, int]:
        wanted, given = rows_of(one)
        return sum(row in given for row in wanted), len(wanted)

    return _counted(records, count)


def false_silence(records: Sequence[Record]) -> Score:
    """Of the reports called silent where rows are expected: those that do state it. Lower is better."""

    def count(one: Record) -> tuple[int, int]:
        if one.item.rows is None or one.entry["coverage"] is None:
            return 0, 0
        silent = {report["report"] for report in one.entry["coverage"]["silent"]}
        return len(silent & {row.report for row in one.item.rows}), len(silent)

    return _counted(records, count)


def latency(records: Sequence[Record], share: float) -> float | None:
    """Milliseconds that this share of the questions took at most (nearest rank); None without answers."""
    times = sorted(one.entry["elapsed_ms"] for one in records if one.entry["status"] != "failed")
    return times[math.ceil(share * len(times)) - 1] if times else None


ALL = (right, refused, refused_wrongly, cited, verbatim, figures, rows_precision, rows_recall, false_silence)
METRICS = {metric.__name__: metric for metric in ALL}


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """Give every metric over some records, with the number of questions and the times."""
    measured = {name: metric(records).to_dict() for name, metric in METRICS.items()}
    times = {"p50_ms": latency(records, 0.5), "p95_ms": latency(records, 0.95)}
    failed = sum(one.entry["status"] == "failed" for one in records)
    return {"questions": len(records), "failed": failed, **measured, **times}


def quotes_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every quote of an entry: citations, nearest evidence, nearest evidence of silent reports."""
    silent = entry["coverage"]["silent"] if entry["coverage"] else []
    return [*entry["citations"], *entry["nearest"], *(one["nearest"] for one in silent if one["nearest"])]


def _counted(records: Sequence[Record], count: Count) -> Score:
    counts = {one.item.id: count(one) for one in records}
    individual = {name: (int(hits), total) for name, (hits, total) in counts.items() if total}
    hits = sum(hits for hits, _ in individual.values())
    return Score(hits, sum(total for _, total in individual.values()), individual)


def _stands(quote: dict[str, Any], text: str | None) -> bool:
    return text is not None and text[quote["start"] : quote["end"]] == quote["quote"]


def rows_of(one: Record) -> tuple[set[tuple[str, object]], set[tuple[str, object]]]:
    """Give expected and given rows as (report, comparable value)."""
    wanted = {(row.report, _comparable(row.value)) for row in one.item.rows or ()}
    given = {(row["report"], _comparable(row["value"] or "")) for row in one.entry["rows"] if row["stated"]}
    return wanted, given


def _comparable(value: str) -> object:
    found = values(value)
    return frozenset(found) if found else normalise(value)

"""Whether an answer is right, verbatim and supported, and how long it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from eval.metrics.score import Score, counted
from eval.records import Record
from eval.support import figure_counts


def right(records: Sequence[Record]) -> Score:
    """Of all questions: the answer holds all of `must` and nothing of `must_not`, or rightly declines."""
    return counted(records, lambda one: (int(one.verdict.right), 1))


def verbatim(records: Sequence[Record]) -> Score:
    """Of all quotes, nearest evidence too: they stand in their report, to the character, at their place."""

    def count(one: Record) -> tuple[int, int]:
        quotes = quotes_of(one.entry)
        return sum(_stands(quote, one.text_of(quote["report"])) for quote in quotes), len(quotes)

    return counted(records, count)


def figures(records: Sequence[Record]) -> Score:
    """Of the figures with unit in answers and rows: in the quote of their own marker, or accounted for.

    Accounted for are figures of the question, counts of the coverage, and results of a computation shown.
    """
    return counted(records, lambda one: figure_counts(one.entry))


def latency(records: Sequence[Record], share: float) -> float | None:
    """Milliseconds that this share of the questions took at most (nearest rank); None without answers."""
    times = sorted(one.entry["elapsed_ms"] for one in records if one.entry["status"] != "failed")
    return times[math.ceil(share * len(times)) - 1] if times else None


def quotes_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every quote of an entry: citations, nearest evidence, nearest evidence of silent reports."""
    silent = entry["coverage"]["silent"] if entry["coverage"] else []
    return [*entry["citations"], *entry["nearest"], *(one["nearest"] for one in silent if one["nearest"])]


def _stands(quote: dict[str, Any], text: str | None) -> bool:
    return text is not None and text[quote["start"] : quote["end"]] == quote["quote"]

"""Whether it declines what it must, and only that."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.score import Score, counted
from eval.records import Record


def refused(records: Sequence[Record]) -> Score:
    """Refusal recall. Of the questions that must be declined: declined."""
    return counted(records, lambda one: (int(one.refused), 1) if one.item.declines else (0, 0))


def refusal_precision(records: Sequence[Record]) -> Score:
    """Of the questions that were declined: those that must be."""
    return counted(records, lambda one: (int(one.item.declines), 1) if one.refused else (0, 0))


def refused_wrongly(records: Sequence[Record]) -> Score:
    """Of the questions that have an answer: declined. Lower is better."""
    return counted(records, lambda one: (0, 0) if one.item.declines else (int(one.refused), 1))

"""Whether what is cited is what a right answer rests on: overlap of characters, not the same file."""

from __future__ import annotations

from collections.abc import Sequence

from eval.evidence import overlaps
from eval.metrics.score import Score, counted
from eval.records import Record


def cited(records: Sequence[Record]) -> Score:
    """Of the answered questions with evidence in the library: a citation overlaps it in the right report."""

    def count(one: Record) -> tuple[int, int]:
        if not _answered(one):
            return 0, 0
        return int(any(overlaps(citation, list(one.places)) for citation in one.entry["citations"])), 1

    return counted(records, count)


def citation_precision(records: Sequence[Record]) -> Score:
    """Of the citations of answered questions with evidence in the library: they overlap a piece of it."""

    def count(one: Record) -> tuple[int, int]:
        if not _answered(one):
            return 0, 0
        citations = one.entry["citations"]
        return sum(overlaps(citation, list(one.places)) for citation in citations), len(citations)

    return counted(records, count)


def citation_recall(records: Sequence[Record]) -> Score:
    """Of the pieces of evidence in the library, of questions that have an answer: a citation overlaps them.

    Of a question that is declined no piece is cited.
    """

    def count(one: Record) -> tuple[int, int]:
        if one.item.declines:
            return 0, 0
        citations = () if one.refused else one.entry["citations"]
        places = set(one.places)
        return sum(any(overlaps(each, [place]) for each in citations) for place in places), len(places)

    return counted(records, count)


def _answered(one: Record) -> bool:
    return bool(one.places) and not one.item.declines and not one.refused

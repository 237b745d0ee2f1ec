"""Whether the passages that were found show the evidence: overlap of characters, not the same file.

Read are the passages that an answerer found, best first, as `hits` of its entry; one that tells none isn't measured.
A passage shows a piece of evidence when it shares a character with it in the same report. Questions that must be
declined, and those whose evidence is not in the library, are left out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.evidence import overlaps
from eval.metrics.score import Score, counted
from eval.records import Record

DEEP = 10


def recall_at_1(records: Sequence[Record]) -> Score:
    """Of the pieces of evidence: the best passage shows them."""
    return recall(records, 1)


def recall_at_5(records: Sequence[Record]) -> Score:
    """Of the pieces of evidence: one of the best five passages shows them."""
    return recall(records, 5)


def recall_at_10(records: Sequence[Record]) -> Score:
    """Of the pieces of evidence: one of the best ten passages shows them."""
    return recall(records, 10)


def recall(records: Sequence[Record], k: int) -> Score:
    """Of the pieces of evidence: one of the best k passages shows them."""

    def count(one: Record) -> tuple[int, int]:
        firsts = _firsts(one)
        return sum(first is not None and first <= k for first in firsts), len(firsts)

    return counted(records, count)


def mrr(records: Sequence[Record]) -> Score:
    """Mean over questions of 1 / rank of the first passage among the best ten that shows any evidence, 0 without."""

    def count(one: Record) -> tuple[float, int]:
        firsts = _firsts(one)
        found = [first for first in firsts if first is not None and first <= DEEP]
        return (1 / min(found) if found else 0.0), int(bool(firsts))

    return counted(records, count)


def ndcg(records: Sequence[Record]) -> Score:
    """Mean over questions of nDCG among the best ten: each piece of evidence gains 1 where it is first shown.

    The discount of rank r is 1 / log2(r + 1); the ideal order shows one piece a rank. A passage that shows several
    pieces counts for the best of them at its rank and for the others at the ranks after it, so that none exceeds 1.
    """

    def count(one: Record) -> tuple[float, int]:
        firsts = _firsts(one)
        ranks = _apart(sorted(first for first in firsts if first is not None))
        gained = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= DEEP)
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(firsts), DEEP) + 1))
        return (gained / ideal if firsts else 0.0), int(bool(firsts))

    return counted(records, count)


def _firsts(one: Record) -> list[int | None]:
    """Give for each piece of evidence the rank, from 1, of the first passage that shows it, None without."""
    if one.item.declines or "hits" not in one.entry:
        return []
    hits = one.entry["hits"]
    return [
        next((rank for rank, hit in enumerate(hits, 1) if overlaps(hit, [place])), None)
        for place in dict.fromkeys(one.places)
    ]


def _apart(ranks: Sequence[int]) -> list[int]:
    """Give ascending ranks without any twice: a second at one rank moves to the next that is free."""
    found: list[int] = []
    for rank in ranks:
        found.append(max(rank, found[-1] + 1) if found else rank)
    return found

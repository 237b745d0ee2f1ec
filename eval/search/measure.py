"""From scores to recall, hit rate, MRR and nDCG, by ir-measures, with intervals by the bootstrap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index import Library
from assistant.index.lexical import Scores
from eval.search.collections import Asked
from eval.search.ways import Way

DEEP = 100
MEASURES = ("R@1", "R@5", "R@10", "R@100", "Success@10", "Success@100", "RR@10", "nDCG@10")
RESAMPLES = 2000
_PIECE = "piece {}"


@dataclass(frozen=True, slots=True)
class Target:
    """A question with the positions that show each of its pieces; `by_report` counts reports, not passages."""

    asked: Asked
    pieces: tuple[NDArray[np.int64], ...]
    by_report: bool = False

    def units(self, scores: Scores, owners: NDArray[np.int32]) -> dict[str, float]:
        """Give the best DEEP units, best first, each with its score."""
        if self.by_report:
            best = np.full(int(owners.max()) + 1, -np.inf, np.float32)
            np.maximum.at(best, owners, scores)
            return {str(at): float(best[at]) for at in _first(best, DEEP)}
        shown: dict[int, list[str]] = {}
        for number, piece in enumerate(self.pieces):
            for at in piece.tolist():
                shown.setdefault(at, []).append(_PIECE.format(number))
        found: dict[str, float] = {}
        # a piece that several passages show is one unit; a passage that shows several is one place for all of them
        for at in _first(scores, DEEP + len(shown)).tolist():
            for unit in shown.get(at, [str(at)]):
                found.setdefault(unit, float(scores[at]))
        return dict(list(found.items())[:DEEP])

    def relevant(self, owners: NDArray[np.int32]) -> dict[str, int]:
        """Give the units that must be found."""
        if self.by_report:
            return {str(owners[at]): 1 for piece in self.pieces for at in piece}
        return {_PIECE.format(number): 1 for number, _ in enumerate(self.pieces)}


def targets(library: Library, questions: Sequence[Asked], *, by_report: bool = False) -> list[Target]:
    """Find the positions of what must be found; a question without any is left out."""
    ranges = {name: library.positions([name]) for name in {q.report for a in questions for p in a.pieces for q in p}}
    found = []
    for asked in questions:
        pieces = tuple(
            np.array(
                [at for place in piece for at in ranges[place.report] if place.holds(library.passages[int(at)])],
                np.int64,
            )
            for piece in asked.pieces
        )
        if pieces and all(len(piece) for piece in pieces):
            found.append(Target(asked, pieces, by_report))
    return found


def measured(way: Way, asked: Sequence[Target], owners: NDArray[np.int32]) -> NDArray[np.float64]:
    """Give every measure of every question, shape (questions, MEASURES)."""
    import ir_measures

    run = {str(at): _spread(one.units(way(one.asked.text), owners)) for at, one in enumerate(asked)}
    wanted = {str(at): one.relevant(owners) for at, one in enumerate(asked)}
    places = {ir_measures.parse_measure(name): number for number, name in enumerate(MEASURES)}
    found = np.zeros((len(asked), len(MEASURES)))
    for metric in ir_measures.iter_calc(list(places), wanted, run):
        found[int(metric.query_id), places[metric.measure]] = metric.value
    return found


def interval(values: NDArray[np.float64], seed: int = 7) -> tuple[float, float]:
    """Give the 95 % interval of a mean over questions, by the bootstrap."""
    rows = np.random.default_rng(seed).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[rows].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _first(scores: Scores, deep: int) -> NDArray[np.int64]:
    deep = min(deep, len(scores))
    best = np.argpartition(-scores, deep - 1)[:deep]
    order: NDArray[np.int64] = best[np.lexsort((best, -scores[best]))]
    return order


def _spread(units: dict[str, float]) -> dict[str, float]:
    """Give the order as scores: trec_eval breaks ties of scores its own way."""
    return {name: float(len(units) - place) for place, name in enumerate(units)}

"""Intervals by the bootstrap: questions are drawn anew with replacement, all with one seed.

A share of hits over a total that differs from question to question is drawn whole questions at a time, because what
one question counts stands or falls together. Where every question hits, or none does, the interval is a point: what
never happened can't be drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from eval.metrics.score import Number

RESAMPLES, SEED, LEVEL = 2000, 7, 0.95
BLOCK = 4_000_000
Counts = Sequence[tuple[Number, Number]]
Values = NDArray[np.float64]


def interval(counts: Counts) -> tuple[float, float] | None:
    """Give the 95 % percentile interval of sum(hits) / sum(totals) over questions; None without any."""
    pairs = np.asarray([pair for pair in counts if pair[1]], float).reshape(-1, 2)
    return _between(_drawn(len(pairs), partial(_share, pairs))) if len(pairs) else None


def difference(first: Counts, second: Counts) -> tuple[float, float] | None:
    """Give the 95 % interval of second's share minus first's, the same questions drawn of both; None without any.

    Both have one (hits, total) a question, in one order, (0, 0) where it counts nothing. Raises ValueError otherwise.
    """
    if len(first) != len(second):
        raise ValueError(f"{len(first)} questions beside {len(second)}")
    pairs = np.asarray([(*one, *two) for one, two in zip(first, second, strict=True)], float).reshape(-1, 4)
    pairs = pairs[(pairs[:, 1] > 0) | (pairs[:, 3] > 0)]
    if not len(pairs) or not pairs[:, 1].any() or not pairs[:, 3].any():
        return None

    def apart(drawn: Values) -> Values:
        return _share(pairs[:, 2:], drawn) - _share(pairs[:, :2], drawn)

    return _between(_drawn(len(pairs), apart))


def _drawn(questions: int, value: Callable[[Values], Values]) -> Values:
    """Give a value of each resample; how often each question is drawn comes in blocks of bounded memory."""
    return np.concatenate([value(times) for times in _times(questions)])


def _times(questions: int) -> Iterator[Values]:
    """Give blocks of shape (resamples, questions): how often each question is drawn."""
    random, left = np.random.default_rng(SEED), RESAMPLES
    rows = max(1, BLOCK // questions)
    while left > 0:
        block = min(rows, left)
        yield random.multinomial(questions, np.full(questions, 1 / questions), block).astype(float)
        left -= block


def _share(pairs: Values, times: Values) -> Values:
    hits, totals = (times @ pairs).T
    return np.divide(hits, totals, out=np.full(len(hits), np.nan), where=totals > 0)


def _between(values: Values) -> tuple[float, float] | None:
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return round(float(low), 4), round(float(high), 4)

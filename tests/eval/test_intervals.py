"""Intervals by the bootstrap: literal values, beside SciPy's, and the paired difference."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from eval.metrics import intervals
from eval.metrics.intervals import difference, interval


def test_interval_of_a_share() -> None:
    """Sixty of eighty; the same seed gives the same interval."""
    counts = [(1, 1)] * 60 + [(0, 1)] * 20
    assert interval(counts) == interval(counts) == (0.65, 0.8375)


def test_interval_is_scipys() -> None:
    """Hits and totals that differ by question, drawn together: within what 2,000 draws leave open."""
    random = np.random.default_rng(3)
    totals = random.integers(1, 6, 90)
    hits = random.binomial(totals, 0.7)
    low, high = interval(list(zip(hits.tolist(), totals.tolist(), strict=True))) or (0.0, 0.0)
    theirs = bootstrap(
        (hits, totals), lambda h, t, axis: h.sum(axis=axis) / t.sum(axis=axis), paired=True, method="percentile",
        n_resamples=9999, rng=np.random.default_rng(5),
    ).confidence_interval  # fmt: skip
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=0.01)


def test_nothing_and_everything() -> None:
    """Without questions there is none; where every question hits it is a point."""
    assert interval([]) is None
    assert interval([(0, 0)]) is None
    assert interval([(3, 3)] * 20) == (1.0, 1.0)


def test_difference_is_paired() -> None:
    """The same questions are drawn of both: what is equal cancels, though each share alone is uncertain."""
    same = [(1, 1), (0, 1)] * 30
    assert difference(same, same) == (0.0, 0.0)
    better = [(1, 1)] * 20 + same[20:]
    assert difference(same, better) == (0.0833, 0.2667)
    assert difference(better, same) == (-0.2667, -0.0833)


def test_difference_of_what_one_does_not_count() -> None:
    """A question that counts in one run only stays; without anything in common to measure there is no interval."""
    assert difference([(1, 1), (0, 0)], [(1, 1), (0, 1)]) is not None
    assert difference([(0, 0)], [(1, 1)]) is None
    with pytest.raises(ValueError, match="1 questions beside 2"):
        difference([(1, 1)], [(1, 1), (1, 1)])


def test_blocks_change_nothing_but_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many questions come in blocks of bounded memory; the interval is the same but for chance."""
    counts = [(1, 1)] * 60 + [(0, 1)] * 20
    monkeypatch.setattr(intervals, "BLOCK", 80 * 300)
    assert interval(counts) == pytest.approx((0.65, 0.8375), abs=0.02)

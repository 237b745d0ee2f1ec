"""Risk over coverage: how many answers are wrong when only the surest are given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> tuple[Values, Values]:
    """Give coverage and risk (share wrong) when the most confident are answered, from one to all, each (answers,).

    Answers of the same confidence are told apart by no order: each takes the mean of its group.
    """
    values, wrong = np.array(confidence), 1.0 - np.array(right, float)
    _levels, group = np.unique(-values, return_inverse=True)
    mean = np.bincount(group, wrong) / np.bincount(group)
    order = np.argsort(-values, kind="stable")
    answered = np.arange(1, len(values) + 1)
    return answered / len(values), np.cumsum(mean[group[order]]) / answered


def aurc(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Give the area under the curve of risk over coverage, 0 (best) to 1."""
    return float(risk_coverage(confidence, right)[1].mean())

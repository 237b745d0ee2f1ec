"""Computations that an answer shows are worked out again, with their units and rounding."""

from __future__ import annotations

import pytest

from assistant.answering.arithmetic.computations import computations, how_many


@pytest.mark.parametrize(
    "shown",
    [
        "合计：51件 + 50件 = 101件。",
        "甲高于乙：51件 − 50件 = 1件。",
        "98.08% − 95% = 3.08个百分点。",
        "简单平均：（51件 + 50件）÷ 2 = 50.5件。",
        "算法：50件 ÷ 51件 × 100% = 98.04%。",
        "算法：50件 ÷ 51件 ≈ 98%。",
        "算法：（60件 − 50件）÷ 50件 × 100% = 20%。",
        "算法：60件 ÷ （1 + 20%） = 50件。",
        "算法：60件 × 20% = 12件。",
        "算法：12件 ÷ 20% = 60件。",
        "算法：100件 ÷ 50件 = 2倍。",
        "合计：1.2亿元 + 3000万元 = 1.5亿元。",
        "既没化解也不在调：48件 − 14件 − 33件 = 1件。",
    ],
)
def test_what_is_right(shown: str) -> None:
    """Sums, differences, means, shares, growth and what was before it."""
    assert (len(computations(shown)), how_many(shown)) == (1, 1)


@pytest.mark.parametrize(
    "shown",
    [
        "合计：51件 + 50件 = 102件。",
        "合计：51件 + 50人 = 101件。",
        "51件 − 50件 = 1人。",
        "98.08% − 95% = 3.09个百分点。",
        "简单平均：（51件 + 50件）÷ 3 = 33.67件。",
        "简单平均：51件 ÷ 1 = 51件。",
        "算法：50件 ÷ 51件 × 100% = 98.05%。",
        "算法：50件 ÷ 51人 × 100% = 98.04%。",
        "算法：50件 ÷ 0件 × 100% = 5%。",
        "算法：51件 ÷ 7 × 100% = 728.57%。",
        "算法：60件 ÷ （2 + 20%） = 27.3件。",
        "算法：60件 × 3 = 180件。",
        "算法：60件 = 60件。",
        "合计：1.2亿元 + 3000万元 = 1.6亿元。",
        "合计：5%—6% + 1% = 7%。",
        "合计：51件 + 某 = 51件。",
    ],
)
def test_what_is_wrong(shown: str) -> None:
    """A wrong result, unequal units, a number of nowhere, division by zero: none of it is proven, yet it is seen."""
    assert (computations(shown), how_many(shown)) == ([], 1)


def test_what_needs_no_quote_is_told() -> None:
    """× 100%, the count of a mean and the 1 beside a rate are free; operands and result keep their places."""
    shown = "占比为98.04%，算法：50件 ÷ 51件 × 100% = 98.04%。"
    one = computations(shown)[0]
    assert [figure.text for figure in one.operands] == ["50件", "51件"]
    assert [shown[slice(*span)].strip() for span in one.free] == ["× 100%"]
    assert shown[one.result.start : one.result.end] == "98.04%"
    mean = "（51件 + 50件）÷ 2 = 50.5件。"
    assert [mean[slice(*span)] for span in computations(mean)[0].free] == ["2"]

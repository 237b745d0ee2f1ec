"""The time that a figure holds for."""

from __future__ import annotations

import pytest

from assistant.answering.figures.periods import period_before, years_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至2023年上半年,梳理审批事项", "截至2023年上半年"),
        ("2021年以来,受理", "2021年以来"),
        ("2023年前8个月,全县结案", "2023年前8个月"),
        ("对2020年—2022年签订的", "2020年—2022年"),
        ("2022年没有,2023年,办理", "2023年"),
        ("落实《实施方案(2021—2025年)》,制定", None),
        ("备案裁量权基准2071项,另有", None),
        ("全年共受理", None),
    ],
)
def test_the_last_time_before_a_figure_is_its_period(text: str, period: str | None) -> None:
    """Years inside a title and bare numbers are no time."""
    assert period_before(text) == period


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2021年以来", (2021, 2022, 2023)),
        ("2020年—2022年", (2020, 2021, 2022)),
        ("截至2023年上半年", (2023,)),
        (None, (2023,)),
    ],
)
def test_a_period_spans_years(period: str | None, years: tuple[int, ...]) -> None:
    """以来 runs to the last year the report covers; without a period the report's years hold."""
    assert years_of(period, (2023,)) == years

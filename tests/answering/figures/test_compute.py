"""Computations over rows: one year, one unit, one level; everything shown."""

from __future__ import annotations

import pytest

from assistant.answering.figures.compute import ALONE, comparable, computed, within
from assistant.model import Level, Row

LEVELS: dict[str, Level | None] = {"甲": "县", "乙": "县", "丙": "县", "市": "市"}


def row(report: str, value: str, number: float, *, year: int = 2023, period: str | None = None) -> Row:
    """A stated row of 件, its marker that of its place."""
    unit = "%" if "%" in value else "件"
    marker = list(LEVELS).index(report) + 1
    return Row(report, f"{report}地", year, period, True, value, number, unit, False, False, marker)


ROWS = [row("甲", "51件", 51), row("乙", "6件", 6), row("丙", "9件", 9, year=2020), row("市", "130件", 130)]


def test_a_sum_keeps_years_and_levels_apart() -> None:
    """The other year and the city are left out, and told."""
    kept, left = comparable(ROWS, LEVELS, "sum")
    assert [one.report for one in kept] == ["甲", "乙"]
    assert [one.report for one in left] == ["丙", "市"]
    assert computed(kept, "sum") == "合计：51件[1] + 6件[2] = 57件。"


def test_a_period_counts_before_the_year_of_the_report() -> None:
    """A figure of 2022 in a report of 2023 is of 2022."""
    kept, left = comparable([*ROWS[:2], row("丙", "9件", 9, period="2022年")], LEVELS, "sum")
    assert ([one.report for one in kept], [one.report for one in left]) == (["甲", "乙"], ["丙"])


def test_extremes() -> None:
    """All winners are named; equal values have no winner; one alone is not compared."""
    assert computed(ROWS[:2], "max") == "数值最高的是甲地51件[1]。"
    assert computed(ROWS[:2], "min") == "数值最低的是乙地6件[2]。"
    same = [row("甲", "100%", 100), row("乙", "100%", 100)]
    assert computed(same, "max").startswith("各报告数值相同")
    assert computed(ROWS[:1], "max") == ALONE


def test_a_difference_of_rates_is_in_percentage_points() -> None:
    """The larger first, the times told where they differ."""
    rows = [row("甲", "97%", 97, year=2022), row("乙", "98.08%", 98.08)]
    said = computed(rows, "difference")
    assert said.startswith("乙地高于甲地：98.08%[2] − 97%[1] = 1.08个百分点。")
    assert "期间不同" in said


def test_amounts_stay_in_the_scale_they_were_written_in() -> None:
    """亿 stays 亿."""
    rows = [
        Row("甲", "甲地", 2024, None, True, "1344亿斤", 134400000000, "斤", False, False, 1),
        Row("乙", "乙地", 2024, None, True, "500.1亿斤", 50010000000, "斤", False, False, 2),
    ]
    assert computed(rows, "sum") == "合计：1344亿斤[1] + 500.1亿斤[2] = 1844.1亿斤。"


def test_a_mean_is_simple_and_shown() -> None:
    """Sum, count and result stand there."""
    assert computed(ROWS[:2], "mean") == "简单平均：（51件[1] + 6件[2]）÷ 2 = 28.5件。"


RATES = [
    Row("甲", "甲省", 2024, None, True, "5.5%", 5.5, "%", False, False, 1),
    Row("乙", "乙省", 2024, None, True, "6%左右", 6, "%", False, False, 2),
    Row("丙", "丙省", 2024, None, True, "5%", 5, "%", False, False, 3),
]


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        (">=5.5%", "符合条件的是乙省6%左右[2]、甲省5.5%[1]。"),
        (">5.5%", "符合条件的是乙省6%左右[2]。"),
        ("<5.5%", "符合条件的是丙省5%[3]。"),
        ("<=5.5%", "符合条件的是丙省5%[3]、甲省5.5%[1]。"),
        ("~5%", "符合条件的是丙省5%[3]。"),
        (">8%", "写明的数值中没有符合条件的。"),
        (">5件", "写明的数值中没有符合条件的。"),
    ],
)
def test_the_places_that_reach_a_bound_are_named(bound: str, told: str) -> None:
    """With the values as they are written; another unit reaches nothing."""
    assert computed(RATES, None, bound=bound) == told


def test_the_first_of_a_ranking_are_named() -> None:
    """From the highest down, or from the lowest up."""
    assert computed(RATES, "max", top=2) == "数值最高的依次是乙省6%左右[2]、甲省5.5%[1]。"
    assert computed(RATES, "min", top=2) == "数值最低的依次是丙省5%[3]、甲省5.5%[1]。"
    assert computed(RATES, "max", top=9) == "数值最高的依次是乙省6%左右[2]、甲省5.5%[1]、丙省5%[3]。"


def test_a_range_reaches_a_bound_only_with_both_ends() -> None:
    """5.0%—5.5% is not 5.5%以上, but 5%以上."""
    rows = [row("甲", "5.0%—5.5%", 5.5), row("乙", "5.5%左右", 5.5)]
    assert [one.report for one in within(rows, ">=5.5%")] == ["乙"]
    assert [one.report for one in within(rows, ">=5%")] == ["甲", "乙"]


def test_times_follow_the_order_of_the_question() -> None:
    """甲是乙的几倍 divides the first by the second."""
    rows = [row("甲", "130件", 130), row("乙", "52件", 52)]
    assert computed(rows, "times") == "甲地是乙地的2.5倍：130件[1] ÷ 52件[2] = 2.5倍。"

"""The choices of the filter come from the library's own reports."""

from __future__ import annotations

import pytest

from assistant.model import Filter, Report
from assistant.web.filters import filter_of, region_choices, report_choices, year_choices

CARDS = (
    Report("衡阳.txt", "", region="湖南省衡阳市", year=2023, years=(2022, 2023)),
    Report("湖南.txt", "", region="湖南省", year=2023, years=(2023,)),
    Report("绿塘.txt", "", region="绿塘乡", year=2022, years=(2022,)),
    Report("不详.txt", ""),
)


def test_regions_with_all_above_them() -> None:
    """A province is a choice though no report is its own, with the number of reports under it."""
    assert region_choices(CARDS) == [
        ("湖南省（2份）", "湖南省"),
        ("湖南省衡阳市（1份）", "湖南省衡阳市"),
        ("绿塘乡（1份）", "绿塘乡"),
    ]
    assert region_choices(CARDS[:1]) == [("湖南省（1份）", "湖南省"), ("湖南省衡阳市（1份）", "湖南省衡阳市")]


def test_years_newest_first() -> None:
    """Every year that a report covers."""
    assert year_choices(CARDS) == [("2023年（2份）", 2023), ("2022年（2份）", 2022)]


def test_reports_by_place_year_and_name() -> None:
    """Every report is a choice, also one of which nothing is known."""
    assert report_choices(CARDS)[0] == ("湖南省衡阳市 · 2023年 · 衡阳.txt", "衡阳.txt")
    assert report_choices(CARDS)[3] == ("不详.txt", "不详.txt")
    assert report_choices(()) == []


def test_what_was_chosen() -> None:
    """Boxes left empty ask for nothing."""
    assert filter_of(["湖南省"], [2023], None, "") == Filter(("湖南省",), (2023,))
    assert not filter_of([], None, [], None)


@pytest.mark.parametrize("chosen", [(None, ["x"], None, None), (None, None, None, "x"), ([1], None, None, None)])
def test_what_is_no_filter(chosen: tuple[object, ...]) -> None:
    """What a program may send is checked."""
    with pytest.raises((TypeError, ValueError)):
        filter_of(*chosen)  # type: ignore[arg-type]

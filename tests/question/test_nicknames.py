"""Places as people call them, and names with one slip."""

from __future__ import annotations

import pytest

from assistant.model import Level, Report
from assistant.question import understand


def card(region: str, level: Level) -> Report:
    """Give a card of one year."""
    return Report(region, "", region=region, level=level, year=2024, years=(2024,), delivered=2025)


CARDS = (
    card("上海市", "省"), card("重庆市", "省"), card("福建省", "省"), card("四川省", "省"), card("山东省", "省"),
    card("广东省广州市", "市"), card("新疆维吾尔自治区", "省"), card("青海省", "省"),
)  # fmt: skip
EVERY = tuple(one.report for one in CARDS)


@pytest.mark.parametrize(
    ("asked", "reports", "terms"),
    [
        ("魔都的电梯有多少台", ("上海市",), ("电梯",)),
        ("沪上电梯有多少台", ("上海市",), ("电梯",)),
        ("羊城电梯有多少台", ("广东省广州市",), ("电梯",)),
        ("山城的电梯有多少台", ("重庆市",), ("电梯",)),
        ("蜀地的电梯有多少台", ("四川省",), ("电梯",)),
        ("新疆那边电梯有多少台", ("新疆维吾尔自治区",), ("电梯",)),
        ("福健电梯有多少台", ("福建省",), ("电梯",)),
        ("请问四穿省的电梯有多少台", ("四川省",), ("电梯",)),
    ],
)
def test_names_of_everyday(asked: str, reports: tuple[str, ...], terms: tuple[str, ...]) -> None:
    """The name is the place's, and none of its characters is left in what is asked for."""
    found = understand(asked, cards=CARDS)
    assert (found.reports, found.terms) == (reports, terms)


@pytest.mark.parametrize(
    "asked", ["山洞有多少个", "清还贷款多少亿元", "上还有多少钱", "电梯福健多少", "一座山城有多少人"]
)
def test_words_that_sound_like_a_place_are_none(asked: str) -> None:
    """A word, characters of two words, what stands further behind, and a nickname inside other words."""
    found = understand(asked, cards=CARDS)
    assert (found.regions, found.reports) == ((), EVERY)


def test_a_place_that_is_named_leaves_no_room_for_a_slip() -> None:
    """福健 beside 上海 is no place."""
    assert understand("福健在上海有多少家", cards=CARDS).regions == ("上海市",)


def test_a_slip_for_a_place_without_a_report_is_left_alone() -> None:
    """糊北 sounds like a place that the library has nothing of."""
    assert understand("糊北电梯有多少台", cards=CARDS).missing_regions == ()

"""The judge, on literal pairs: what counts as said, and what must not."""

from __future__ import annotations

import pytest

from eval.judge import Verdict, contains, judge
from eval.normalise import normalise, without_markup
from eval.sets import Item


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("共51件[1]。", "51件"),
        ("共５１件。", "51件"),
        ("51 件", "51件"),
        ("办结2,189项", "2189项"),
        ("办结2189项", "2,189项"),
        ("办结２，１８９项", "2189项"),
        ("１００％", "100%"),
        ("| 濮阳县 | 2023 | 51件[1] |", "51件"),
        ("2023 51件", "51件"),
        ("由151件降到51件", "51件"),
        ("**100%**[2]", "100%"),
        ("936件（人）次", "936件(人)次"),
        ("936件（人）次", "936件"),
        ("十五件", "十五件"),
        ("21230件 − 19480件 = 1750件[1]", "1750件"),
        ("百分之百", "百分之百"),
        ("推进“一件事一次办”", "一次办"),
        ("政务服务[1]、行政审批[2]", "政务服务、行政审批"),
        ("共3个", "3个"),
        ("98.8%", "98.8%"),
        ("GDP增长", "gdp"),
    ],
)
def test_said(text: str, alternative: str) -> None:
    """Writing does not matter: width, white space, separators, markers."""
    assert contains(text, alternative)


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("共151件", "51件"),
        ("1,051件", "51件"),
        ("1 051件", "1051件"),
        ("0.51件", "51件"),
        ("98.08%", "98.8%"),
        ("98.8%", "8%"),
        ("198.8%", "98.8%"),
        ("98.85", "98.8"),
        ("98.5%", "98"),
        ("98%", "98"),
        ("3万件", "3"),
        ("51件次", "51件"),
        ("3个百分点", "3个"),
        ("十五件", "五件"),
        ("百分之五十", "百分之五"),
        ("12023年", "2023年"),
        ("2023 51件", "202351件"),
        ("13月", "3月"),
        ("12[1]51件", "1251件"),
        ("", "51件"),
    ],
)
def test_not_said(text: str, alternative: str) -> None:
    """Half a figure is another figure."""
    assert not contains(text, alternative)


def item(must: list[list[str]], must_not: tuple[str, ...] = ()) -> Item:
    """Make a question that expects this."""
    return Item("1", "fact_number", "tune", "?", tuple(tuple(group) for group in must), must_not)


def entry(answer: str, status: str = "answered") -> dict[str, str]:
    """Make the part of an entry that is judged."""
    return {"answer": answer, "status": status}


def test_every_group_needs_one_alternative() -> None:
    """Groups are all needed; within a group one is enough."""
    both = item([["100%", "百分之百"], ["海州区"]])
    assert judge(both, entry("海州区百分之百")) == Verdict(True)
    assert judge(both, entry("濮阳县100%")) == Verdict(False, missing=(("海州区",),))


def test_a_competing_figure_makes_it_wrong() -> None:
    """The right figure beside a forbidden one is not right."""
    assert judge(item([["51件"]], ("56件",)), entry("51件或56件")) == Verdict(False, forbidden=("56件",))
    assert judge(item([["51件"]], ("56件",)), entry("51件，不是156件")).right


def test_no_must_means_decline() -> None:
    """Only a refusal is right, whatever an answer says."""
    assert judge(item([]), entry("报告中未找到。", "refused")) == Verdict(True)
    assert not judge(item([]), entry("未找到", "answered")).right
    assert not judge(item([]), entry("", "failed")).right


def test_a_refusal_is_no_answer() -> None:
    """A refusal that happens to name the words asked for is not right."""
    assert not judge(item([["出庭应诉"]]), entry("未找到出庭应诉率", "refused")).right


def test_normalise() -> None:
    """The gap sign keeps numbers apart; lists of years are no thousands."""
    assert normalise("２０２３ 年 1,234,567.5 元") == "2023年1234567.5元"
    assert normalise("2021 2022") == "2021¦2022"
    assert normalise("2023,100件") == "2023,100件"
    assert without_markup("**2189项**[1]") == "2189项"

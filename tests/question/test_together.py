"""Follow-ups that work something out of what was asked before: the question they come to."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.question import understand

CARDS = (
    Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,)),
    Report("乙.txt", "", region="辽宁省阜新市海州区", level="县", year=2023, years=(2023,)),
)


@pytest.mark.parametrize(
    ("before", "asked", "text"),
    [
        (("衡阳市受理纠纷多少件", "调解成功的有多少"), "占多少", "湖南省衡阳市受理纠纷里调解成功占多少"),
        (("衡阳市受理纠纷多少件", "调解成功的有多少"), "差多少件", "湖南省衡阳市受理纠纷和调解成功相差多少"),
        (("衡阳市受理纠纷多少件", "调解成功的有多少"), "没成功的呢", "湖南省衡阳市受理纠纷里没成功的有多少"),
        (("衡阳市人大代表建议多少件", "政协提案呢"), "加起来呢", "湖南省衡阳市人大代表建议、政协提案加起来多少"),
        (("衡阳市人大代表建议多少件",), "比政协提案多几件", "湖南省衡阳市人大代表建议比政协提案多多少"),
        (("衡阳市审结复议案件多少件", "调解的呢"), "占审结的多少", "湖南省衡阳市调解占审结的多少"),
        (("衡阳市败诉率", "海州区呢"), "差几个百分点", "湖南省衡阳市和辽宁省阜新市海州区败诉率相差多少"),
        (("衡阳市败诉率", "海州区呢"), "哪个高", "湖南省衡阳市和辽宁省阜新市海州区败诉率谁更高"),
    ],
)
def test_it_is_asked_in_full(before: tuple[str, ...], asked: str, text: str) -> None:
    """What the earlier questions asked for is put in, with what is to be done."""
    history = [{"role": "user", "content": one} for one in before]
    assert understand(asked, history, CARDS).text == text


@pytest.mark.parametrize("asked", ["一共多少", "占多少"])
def test_one_question_before_gives_no_pair(asked: str) -> None:
    """With one thing asked of before there is nothing to add or to divide by."""
    found = understand(asked, [{"role": "user", "content": "衡阳市受理纠纷多少件"}], CARDS)
    assert "里" not in found.text
    assert "、" not in found.text


def test_years_count_from_the_conversation() -> None:
    """前两年, 第二年 count from the year that was asked for."""
    history = [{"role": "user", "content": "衡阳市2023年受理纠纷多少件"}]
    assert understand("往前两年呢", history, CARDS).years == (2021,)
    assert understand("上一年是多少", history, CARDS).years == (2022,)
    assert understand("第二年到多少了", history, CARDS).years == (2024,)

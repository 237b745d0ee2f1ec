"""What a question asks for, in which bounds, how many of a ranking, and how many questions it holds."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.question import asked_parts, understand

CARDS = (
    Report("衡阳", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,)),
    Report("海州", "", region="辽宁省阜新市海州区", level="县", year=2023, years=(2023,)),
)


@pytest.mark.parametrize(
    ("asked", "asks"),
    [
        ("衡阳市办了多少件信访", "figure"),
        ("衡阳市的败诉率", "rate"),
        ("衡阳市有没有法律顾问", "yes_no"),
        ("衡阳市败诉率是5%吗", "yes_no"),
        ("衡阳市的牵头单位是哪个", "name"),
        ("衡阳市哪天开的会", "name"),
        ("衡阳市有哪些不足", "list"),
        ("衡阳市信访件为什么变少", "reason"),
        ("衡阳市怎么清理规范性文件", "procedure"),
        ("衡阳市和海州区谁的信访件多", "comparison"),
        ("哪个地方信访件最多", "extreme"),
        ("各地信访件一共多少件", "sum"),
        ("衡阳市信访件占全省的比例", "share"),
        ("衡阳市和海州区的信访件相差多少", "difference"),
        ("各地信访件平均多少件", "mean"),
        ("各地信访件排名", "rank"),
        ("信访件前三名的地方", "rank"),
        ("哪些地方败诉率低于5%", "threshold"),
        ("衡阳市法治政府建设情况怎么样", "text"),
        ("能不能帮我查一下衡阳市办了多少件信访", "figure"),
    ],
)
def test_what_is_asked_for(asked: str, asks: str) -> None:
    """Every kind once; politeness is no question of its own."""
    assert understand(asked, cards=CARDS).asks == asks


@pytest.mark.parametrize(
    ("asked", "bound", "top", "terms"),
    [
        ("哪些地方败诉率低于5%", "<5%", None, ("败诉率",)),
        ("哪些地方办结率在95%以上", ">=95%", None, ("办结率",)),
        ("办结率超过99.5%的有哪些地方", ">99.5%", None, ("办结率",)),
        ("哪些地方办结率定在95%左右", "~95%", None, ("办结率",)),
        ("办结率前三名是哪些地方", None, 3, ("办结率",)),
        ("办结率排前10的地方", None, 10, ("办结率",)),
        ("办结率最高的两个地方", None, 2, ("办结率",)),
        ("衡阳市前8个月的办结率", None, None, ("8个", "办结率")),
    ],
)
def test_bounds_and_rankings(asked: str, bound: str | None, top: int | None, terms: tuple[str, ...]) -> None:
    """The bound is taken out of the indicator."""
    found = understand(asked, cards=CARDS)
    assert (found.bound, found.top, found.terms) == (bound, top, terms)


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("评查案卷多少本，发现多少问题？", ("评查案卷多少本", "发现多少问题？")),
        ("执法主体和执法人员各多少", ("执法主体多少", "执法人员多少")),
        ("信访件多少件？有哪些不足？", ("信访件多少件", "有哪些不足？")),
        ("衡阳市信访件多少件？", ("衡阳市信访件多少件？",)),
        ("江西和湖南、湖北的信访件分别是多少", ("江西和湖南、湖北的信访件分别是多少",)),
    ],
)
def test_two_questions_in_one(asked: str, parts: tuple[str, ...]) -> None:
    """Split at commas and sentence ends where each side asks."""
    assert asked_parts(asked) == parts


@pytest.mark.parametrize(
    ("before", "asked", "text"),
    [
        ("各地的办结率", "哪个最高", "各地办结率哪个最高"),
        ("衡阳市信访件多少件", "那比例呢", "湖南省衡阳市信访件占比"),
        ("衡阳市的败诉率", "跟海州区比呢", "湖南省衡阳市和辽宁省阜新市海州区败诉率比较"),
        ("湖南各市的败诉率", "最高的是哪个", "湖南省各市败诉率最高的是哪个"),
        ("衡阳市2023年信访件多少件", "去年呢?", "湖南省衡阳市2022年信访件多少件"),
    ],
)
def test_short_follow_ups(before: str, asked: str, text: str) -> None:
    """A follow-up without words of its own asks something else of the same matter and place."""
    from datetime import date

    found = understand(asked, [{"role": "user", "content": before}], CARDS, today=date(2024, 6, 1))
    assert found.text == text

"""Understanding a question without a model: regions, years, scope, kind, indicator, follow-ups."""

from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from assistant.model import Report
from assistant.question import understand

CARDS = (
    Report("海州.txt", "", region="辽宁省阜新市海州区", level="县", year=2023, years=(2023,)),
    Report("城区.txt", "", region="山西省阳泉市城区", level="县", year=2020, years=(2020,)),
    Report("濮阳.txt", "", region="河南省濮阳市濮阳县", level="县", year=2023, years=(2021, 2022, 2023)),
    Report("衡阳.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,)),
    Report("绿塘.txt", "", region="绿塘乡", level="乡", year=2022, years=(2022,)),
)
ALL = tuple(card.report for card in CARDS)


@pytest.mark.parametrize(
    ("asked", "reports", "missing"),
    [
        ("濮阳县有多少项行政审批事项？", ("濮阳.txt",), ()),
        ("濮阳的行政审批事项", ("濮阳.txt",), ()),
        ("阜新海州出庭应诉率", ("海州.txt",), ()),
        ("我们衡阳的调解成功率", ("衡阳.txt",), ()),
        ("阳泉城区法律援助案件", ("城区.txt",), ()),
        ("城区有没有行政复议案件", ("城区.txt",), ()),
        ("绿塘的法律顾问有几名", ("绿塘.txt",), ()),
        ("台前县有多少项行政审批事项", (), ("台前县",)),
        ("衡阳县的调解成功率", (), ("衡阳县",)),
        ("连云港市海州区的政务服务事项", (), ("连云港市海州区",)),
        ("阜新市的出庭应诉率", (), ("阜新市",)),
        ("湖南各地的出庭应诉率", ("衡阳.txt",), ()),
        ("濮阳县和衡阳市谁的调解纠纷多", ("濮阳.txt", "衡阳.txt"), ()),
        ("行政审批事项有多少项", ALL, ()),
    ],
)
def test_regions_admit_reports(asked: str, reports: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """Full, short and nested names; a county is not its city; a place without a report is told as missing."""
    found = understand(asked, cards=CARDS)
    assert (found.reports, found.missing_regions) == (reports, missing)


@pytest.mark.parametrize(
    ("asked", "years"),
    [
        ("濮阳县2022年行政复议多少件", (2022,)),
        ("2021-2023年濮阳县的信访", (2021, 2022, 2023)),
        ("2021年以来濮阳县调解多少件", (2021, 2022, 2023)),
        ("海州区23年审结几件", (2023,)),
        ("海州区今年的案件", ()),
        ("海州区2071项裁量权基准", ()),
    ],
)
def test_years_are_read(asked: str, years: tuple[int, ...]) -> None:
    """Single years, spans, 以来, two digits; 今年 of no report asks for no year."""
    assert understand(asked, cards=CARDS).years == years


@pytest.mark.parametrize(
    ("asked", "scope", "kind", "unit", "operation"),
    [
        ("各地行政机关负责人出庭应诉率是多少", "all", "rate", None, None),
        ("濮阳县有多少项行政审批事项", "one", "figure", "项", None),
        ("哪个地方调解成功率最高", "all", "rate", None, "max"),
        ("海州区有哪些不足", "one", "list", None, None),
        ("衡阳市2024年的主要思路有哪几条", "one", "list", "条", None),
        ("濮阳县为什么被表彰", "one", "text", None, None),
        ("城区有没有行政复议案件", "one", "yes_no", None, None),
        ("濮阳县和衡阳市谁的调解纠纷多", "several", "figure", None, "compare"),
        ("阳泉市城区的食品经营许可证里餐饮占多大比例", "one", "rate", None, "share"),
        ("绿塘乡调解纠纷多少万件", "one", "figure", "件", None),
        ("衡阳市企业开办要多久", "one", "figure", "天", None),
    ],
)
def test_scope_kind_unit_and_operation(
    asked: str, scope: str, kind: str, unit: str | None, operation: str | None
) -> None:
    """What is asked for, of how many reports, in which measure word, and what is to be worked out."""
    found = understand(asked, cards=CARDS)
    assert (found.scope, found.kind, found.unit, found.operation) == (scope, kind, unit, operation)


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("各地行政机关负责人出庭应诉率是多少", ("出庭应诉率",)),
        ("各地行政首长出庭率", ("出庭应诉率",)),
        ("请问濮阳县一共有多少项行政审批事项呢？", ("行政审批事项",)),
        ("衡阳市网办率是多少", ("网上可办率",)),
        ("濮阳县的进驻率", ("进驻率",)),
        ("海州区7个分中心分别是哪些", ("7个", "分中心")),
        ("民告官多少件", ("行政诉讼",)),
    ],
)
def test_the_indicator_is_what_is_left(asked: str, terms: tuple[str, ...]) -> None:
    """Places, years and question words are taken out; synonyms and everyday words are read as the official ones."""
    assert understand(asked, cards=CARDS).terms == terms


def test_an_official_word_is_not_replaced_inside() -> None:
    """救援队 is everyday for 应急救援队伍, but not inside it."""
    assert understand("海州区应急救援队伍有多少支", cards=CARDS).indicator == "应急救援队伍"


@pytest.mark.parametrize(
    ("history", "asked", "text"),
    [
        (["海州区行政复议案件几件？"], "那衡阳呢?", "湖南省衡阳市行政复议案件几件?"),
        (["衡阳市调解矛盾纠纷多少件"], "其中成功的有多少件?", "湖南省衡阳市调解矛盾纠纷成功的有多少件?"),
        (["各地出庭应诉率"], "濮阳的呢", "河南省濮阳市濮阳县出庭应诉率"),
        (
            ["濮阳县办理了多少件人大代表建议？", "政协提案呢"],
            "满意率是多少",
            "河南省濮阳市濮阳县政协提案满意率是多少",
        ),
        (["绿塘乡配备了几名法律顾问"], "那2021年呢", "绿塘乡2021年配备了几名法律顾问"),
        (["绿塘乡有几名法律顾问"], "覆盖了几个村？", "绿塘乡法律顾问覆盖了几个村？"),
        (["衡阳市城镇居民人均可支配收入多少"], "农村的呢", "湖南省衡阳市农村居民人均可支配收入多少"),
        (["濮阳县评查了多少本案卷"], "查出多少问题", "河南省濮阳市濮阳县评查 案卷查出多少问题"),
        (["海州区出动了几辆车"], "执法记录仪呢", "辽宁省阜新市海州区执法记录仪有多少辆"),
        (["濮阳县和衡阳市的调解成功率"], "后者的办结率呢", "湖南省衡阳市的办结率呢"),
        (["濮阳县2022年调解多少件"], "上一年呢", "河南省濮阳市濮阳县2021年调解多少件"),
        (["濮阳县的调解成功率", "衡阳呢"], "两个差多少", "河南省濮阳市濮阳县和湖南省衡阳市调解成功率相差多少"),
        (["濮阳县的调解成功率", "衡阳呢"], "谁更高", "河南省濮阳市濮阳县和湖南省衡阳市调解成功率谁更高"),
        (["衡阳市接待游客多少"], "比濮阳县多多少", "湖南省衡阳市接待游客比濮阳县多多少"),
        (["衡阳市接待游客多少"], "跟去年比呢", "湖南省衡阳市接待游客同比增长多少"),
        (["濮阳县有几名法律顾问"], "该县的审批事项有多少项", "河南省濮阳市濮阳县审批事项有多少项"),
        (["海州区行政复议案件几件？"], "濮阳县有多少项行政审批事项？", "濮阳县有多少项行政审批事项？"),
    ],
)
def test_follow_ups_are_completed(history: list[str], asked: str, text: str) -> None:
    """Place, year or matter are taken over from before; a question that stands by itself is left alone."""
    turns = [{"role": "user", "content": one} for one in history]
    assert understand(asked, turns, CARDS).text == text


def test_overrides_win_over_the_words() -> None:
    """What the user sets on the page counts more than what was understood."""
    assert understand("行政复议多少件", cards=CARDS, years=[2022], regions=["濮阳县"]).years == (2022,)
    assert understand("行政复议多少件", cards=CARDS, regions=["濮阳县"]).reports == ("濮阳.txt",)


@pytest.mark.parametrize("asked", ["", "  \n ", "多" * 10_000])
def test_a_question_that_cannot_be_asked(asked: str) -> None:
    """Empty and overlong questions get one line that says what to do."""
    with pytest.raises(QuestionError, match="请"):
        understand(asked, cards=CARDS)

"""Figures: numbers with their measure word, as values that can be compared."""

from __future__ import annotations

import pytest

from assistant.lexicon.figures import chinese_number, figures, states


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("梳理行政审批事项2189项,进驻率100%", [("2189项", 2189, "项"), ("100%", 100, "%")]),
        ("涉及金额4.77亿元", [("4.77亿元", 477000000, "元")]),
        ("投入１．４亿元", [("１．４亿元", 140000000, "元")]),
        ("受教育人数20000余人次", [("20000余人次", 20000, "人次")]),
        ("好评8,502,327条", [("8,502,327条", 8502327, "条")]),
        ("满意度达到百分之九十五点五", [("百分之九十五点五", 95.5, "%")]),
        ("下设十个小组", [("十个", 10, "个")]),
        ("提高0.4个百分点", [("0.4个百分点", 0.4, "个百分点")]),
        ("算力规模达到5.1万P", [("5.1万P", 51000, "P")]),
        ("近二十余家企业", [("近二十余家", 20, "家")]),
        ("劝离24万台次", [("24万台次", 240000, "台次")]),
    ],
)
def test_a_figure_is_a_number_with_its_unit(text: str, expected: list[tuple[str, float, str]]) -> None:
    """万 and 亿 are multiplied out, full width and Chinese numerals are read, the text stays as written."""
    assert [(one.text, one.number, one.unit) for one in figures(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年8月3日",
        "一件事一次办",
        "拨打12345热线",
        "居全省第4位",
        "两个维护",
        "依申请6+1类事项",
        "第三批",
        "一站式服务",
        "第二十三条",
        "数十场活动",
        "几百家企业",
    ],
)
def test_dates_ranks_and_set_phrases_are_no_figures(text: str) -> None:
    """What only looks like a count is left alone."""
    assert figures(text) == ()


def test_offsets_are_those_of_the_text() -> None:
    """A figure can be cut out of the text it was found in."""
    text = "其中，受理５１件（办结50件）"
    assert [text[one.start : one.end] for one in figures(text)] == ["５１件", "50件"]


@pytest.mark.parametrize(
    ("text", "value"), [("一百零五", 105), ("十", 10), ("二十三", 23), ("九点五", 9.5), ("两千", 2000)]
)
def test_chinese_numerals_have_values(text: str, value: float) -> None:
    """Chinese numerals are worked out digit by digit."""
    assert chinese_number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("quote", "figure", "stated"),
    [
        ("调解成功率98.08%", "98.08%", True),
        ("调解成功率98.08%", "98.8%", False),
        ("涉及金额4.77亿元", "4.77元", False),
        ("涉及金额4.77亿元", "47700万元", True),
        ("结案56件", "6件", False),
        ("参加人数1万人", "10000人", True),
        ("参加人数1万人", "10000件", False),
    ],
)
def test_a_quote_states_only_the_very_figure(quote: str, figure: str, stated: bool) -> None:
    """Same number and same unit, however written; a digit less or 万 dropped is another figure."""
    assert states(quote, figures(figure)[0]) is stated


def test_a_scaled_number_has_no_binary_noise() -> None:
    """2141.3亿元 is 214130000000元, and is written so in a computation."""
    assert figures("出口规模达2141.3亿元")[0].number == 214130000000

"""Everyday speech as reports write it: lone verbs and nouns, rates by what is done."""

from __future__ import annotations

import pytest

from assistant.question import understand
from assistant.question.terms import names_in, rates_of, spelt_out, terms_of


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("查了多少家", " 检查 多少家"),
        ("小册子发了几本", "小册子 发放 几本"),
        ("热线接了老百姓多少件", "热线 受理 老百姓多少件"),
        ("上访少了百分之几", "上访 减少 百分之几"),
        ("评查了多少本", "评查了多少本"),
        ("检查了多少家", "检查了多少家"),
        ("几头猪", "几头生猪"),
        ("猪肉", "猪肉"),
    ],
)
def test_lone_words_are_spelt_out(asked: str, read: str) -> None:
    """Before a count only, and never a part of a longer verb or noun."""
    assert spelt_out(asked) == read


@pytest.mark.parametrize(
    ("asked", "terms"),
    [
        ("找了多少个联络员", ("联络员",)),
        ("7个分中心", ("7个", "分中心")),
        ("民告官官员出庭了几次", ("行政诉讼", "出庭应诉")),
        ("今年打算招多少人上岗", ("城镇新增就业",)),
        ("老百姓收入涨了多少", ("居民人均可支配收入", "增长")),
        ("打官司输了几成", ("败诉率",)),
        ("出庭的官员占几成", ("出庭应诉率",)),
        ("民营经济占GDP多大比例", ("民营经济", "地区生产总值")),
    ],
)
def test_everyday_questions_name_their_indicator(asked: str, terms: tuple[str, ...]) -> None:
    """A verb of speech is no part of the name behind it; what a share is of stays a term."""
    assert understand(asked).terms == terms


def test_a_space_parts_terms() -> None:
    """Characters on both sides of a space make no word."""
    assert terms_of("燃气管道 更换") == ("燃气管道", "更换")


def test_rates_of_what_is_done() -> None:
    """Only where such a rate is known, and none is named."""
    assert rates_of(("败诉",)) == ("败诉率",)
    assert rates_of(("办结", "满意率")) == ("办结", "满意率")
    assert rates_of(("粮食产量",)) == ("粮食产量",)


@pytest.mark.parametrize(
    ("indicator", "names"),
    [
        ("塔克拉玛干治沙面积", ("塔克拉玛干",)),
        ("三峡库区垃圾", ("三峡库区",)),
        ("高铁运营里程", ()),
        ("行政复议案件", ()),
    ],
)
def test_names_of_mountains_and_waters_are_told(indicator: str, names: tuple[str, ...]) -> None:
    """What lies in one place or another binds a question to the report that tells of it."""
    assert names_in(indicator) == names

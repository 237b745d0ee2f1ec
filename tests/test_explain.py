"""What an explanation tells: understanding, filter, and the best passages with both scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.explain import Explanation, details, explain, understood
from assistant.model import Answer, Filter

PUYANG = "濮阳县法治政府建设示范县创建情况说明摘编.docx"


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Assistant:
    """Open the samples."""
    return Assistant.open(sample_library)


def explained(assistant: Assistant, question: str, only: Filter | None = None, **options: int) -> Explanation:
    """Ask and explain."""
    cards = {card.report: card for card in assistant.cards}
    return explain(assistant.ask(question, only=only), cards, only, **options)


def test_what_was_understood(assistant: Assistant) -> None:
    """Region, year, indicator, kind, goal and the number of reports, in the user's language."""
    told = explained(assistant, "濮阳县2022年行政审批事项有多少项")
    assert understood(told) == (
        ("地区", "河南省濮阳市濮阳县"),
        ("年份", "2022年"),
        ("问什么", "行政审批事项"),
        ("问法", "单份报告 · 数值"),
        ("报告", "1/5 份"),
    )
    assert details(told) == (("指标词", "行政审批事项"), ("单位", "项"), ("筛选", "无"))


def test_the_filter_is_told(assistant: Assistant) -> None:
    """With the question as it was asked of what the filter admits, and how many reports that is."""
    told = explained(assistant, "各地行政复议案件最多的是哪里", Filter(regions=("湖南", "河南"), years=(2023,)))
    assert dict(understood(told))["报告"] == "2/5 份"
    assert dict(understood(told))["问法"].endswith(" · 最高")
    assert dict(details(told))["筛选"] == "地区 湖南、河南；年份 2023年"
    assert told.to_dict()["filter"] == {"regions": ("湖南", "河南"), "years": (2023,), "reports": (), "part": None}


def test_the_best_passages(assistant: Assistant) -> None:
    """Best first, each with its place, both scores and the words that matched; no text is kept."""
    told = explained(assistant, "濮阳县有多少项行政审批事项", best=3)
    assert len(told.found) == 3
    first = told.found[0]
    assert (first.report, first.part) == (PUYANG, "review")
    assert "行政审批事项" in first.matched
    assert first.score > told.found[1].score > told.found[2].score
    assert 0 < first.dense < first.lexical <= 1
    text = assistant.report(PUYANG).text
    assert "2189项" in text[first.start : first.end]
    scores = [f"{score:.3f}" for score in (first.score, first.lexical, first.dense)]
    assert first.cells() == (PUYANG, " › ".join(first.heading), "回顾", *scores, "、".join(first.matched))


def test_for_a_program(assistant: Assistant) -> None:
    """The same with the names of the contract."""
    told = explained(assistant, "绿塘乡的出庭应诉率").to_dict()
    assert list(told) == ["understood", "filter", "hits"]
    assert (told["understood"]["kind"], told["understood"]["reports"], told["understood"]["of"]) == ("rate", 1, 5)
    assert list(told["hits"][0]) == [
        "report", "region", "year", "heading", "part", "start", "end", "score", "lexical", "dense", "matched",
    ]  # fmt: skip


def test_a_refusal_shows_what_it_looked_at(assistant: Assistant) -> None:
    """Where no report is admitted, the nearest of the library are shown."""
    told = explained(assistant, "台前县行政复议案件多少件")
    assert told.found
    assert dict(details(told))["没有报告的地区"] == "台前县"


def test_an_error_has_nothing_to_explain() -> None:
    """Nothing was understood, nothing is told."""
    told = explain(Answer("问", "failed", reason="坏"), {})
    assert (understood(told), details(told), told.found) == ((), (), ())
    assert told.to_dict()["understood"] == {"reports": 0, "of": 0}

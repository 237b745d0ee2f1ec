"""The questions to begin with are about the open library, whatever it is."""

from __future__ import annotations

from pathlib import Path

from assistant import Assistant
from assistant.model import Report
from assistant.web.examples import examples

WORK = "一、2024年工作回顾。地区生产总值增长5%，城镇新增就业3万人，粮食产量12万吨。"


def card(name: str, title: str, region: str | None, year: int = 2024) -> Report:
    """The identity of a report."""
    return Report(name, "", title=title, region=region, year=year, years=(year,))


def test_examples_of_the_samples_are_answered(sample_library: Path) -> None:
    """One of all reports, then one a place, each of another indicator; all of them have an answer."""
    assistant = Assistant.open(sample_library)
    found = examples(assistant.cards, lambda name: assistant.report(name).text)
    assert len(found) == len(set(found)) == 5
    assert found[0] == "各地行政机关负责人出庭应诉率是多少"
    assert "濮阳县有多少项行政审批事项？" in found
    assert assistant.ask(found[0]).status == "answered"


def test_examples_of_another_kind_of_report() -> None:
    """Government work reports are asked for growth and jobs, by the short names of their places."""
    cards = [card("a", "2025年湖南省政府工作报告", "湖南省"), card("b", "2025年衡阳市政府工作报告", "湖南省衡阳市")]
    assert examples(cards, lambda _: WORK) == (
        "各地地区生产总值增长多少",
        "湖南省地区生产总值增长多少？",
        "衡阳市城镇新增就业多少人？",
    )


def test_one_report_is_not_asked_about_all_places() -> None:
    """And a region with several reports is asked once."""
    one = card("a", "某县法治政府建设报告", "湖南省衡阳市")
    assert examples([one], lambda _: "办结行政复议案件12件。") == ("衡阳市行政复议案件多少件？",)
    older = card("b", "某县法治政府建设报告", "湖南省衡阳市", 2020)
    assert len(examples([one, older], lambda _: "办结行政复议案件12件。")) == 2


def test_nothing_to_ask() -> None:
    """No report, no place, or none of the words: no question is made up."""
    assert examples([], lambda _: "") == ()
    assert examples([card("a", "报告", None)], lambda _: "有问题") == ()
    assert examples([card("a", "报告", "湖南省")], lambda _: "无") == ()

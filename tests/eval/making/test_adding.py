"""A question that was asked and judged becomes an item whose evidence stands in the library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.model import Answer
from eval.evidence import spans
from eval.making.adding import from_feedback, groups, item, next_id
from eval.making.showing import Verdict
from eval.making.writing import half
from eval.sets import Item

HAIZHOU, PUYANG = "海州区2023年法治政府建设情况报告摘编.html", "濮阳县法治政府建设示范县创建情况说明摘编.docx"
ASKED = "濮阳县有多少项行政审批事项？"


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Assistant:
    """Open the samples."""
    return Assistant.open(sample_library)


def made(assistant: Assistant, question: str, said: Verdict, **more: Any) -> Item:  # noqa: ANN401
    """Ask and make the item."""
    history = more.pop("history", [])
    return item(assistant, question, history, assistant.ask(question, history), said, name="my-01", **more)


def test_a_right_figure(assistant: Assistant) -> None:
    """The row's value must be there, the citation is the evidence."""
    one = made(assistant, ASKED, Verdict(right=True, must_not=("1464项",), note="看清"))
    assert (one.type, one.split, one.must, one.must_not) == ("fact_number", half("my-01"), (("2189项",),), ("1464项",))
    assert (one.reports, one.rows, one.note) == ((PUYANG,), None, "看清")
    assert one.answer == "濮阳县截至2023年上半年行政审批事项为2189项。"
    ((report, start, end),) = spans(one, lambda name: assistant.report(name).text)
    assert (report, "2189项" in assistant.report(report).text[start:end]) == (PUYANG, True)


def test_a_right_table(assistant: Assistant) -> None:
    """Every stated row is expected, all reports are asked."""
    one = made(assistant, "各地行政机关负责人出庭应诉率是多少", Verdict(right=True))
    assert (one.type, len(one.reports), len(one.evidence), one.must) == ("across", 5, 3, (("100%",),))
    assert [(row.value, row.period) for row in one.rows or ()] == [("100%", None), ("100%", None), ("100%", "2023年")]


def test_a_right_refusal(assistant: Assistant) -> None:
    """Nothing must be there; the note begins with the reason."""
    one = made(assistant, "绿塘乡的出庭应诉率", Verdict(right=True))
    assert (one.type, one.must, one.evidence, one.note) == ("unanswerable", (), (), "not_stated")
    told = made(assistant, "绿塘乡的出庭应诉率", Verdict(decline="no_such_year", note="只有2022年"))
    assert told.note == "no_such_year：只有2022年"


def test_a_wrong_answer_put_right(assistant: Assistant) -> None:
    """What must be there is told; the sentence that shows it is found, or quoted."""
    said = Verdict(must=(("100%", "百分之百"), ("6件",)))
    found = made(assistant, "海州区复议怎么样", said, kind="list", split="tune")
    assert (found.type, found.split, found.answer, found.reports) == ("list", "tune", "100%、6件", (HAIZHOU,))
    assert all("6件" in one.quote or "100%" in one.quote for one in found.evidence if one.quote)
    quoted = made(assistant, "海州区复议怎么样", Verdict(must=(("6件",),), quotes=("全年审结行政复议案件6件",)))
    assert [(one.report, one.quote) for one in quoted.evidence] == [(HAIZHOU, "全年审结行政复议案件6件")]


def test_a_follow_up(assistant: Assistant) -> None:
    """The conversation goes into the item."""
    history = [{"role": "user", "content": "海州区行政复议案件几件"}]
    one = made(assistant, "那衡阳市呢", Verdict(right=True), history=history)
    assert (one.type, one.history, one.must) == ("followup", tuple(history), (("130件",),))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Verdict(must=(("7件",),)), "没有写着这个答案的句子"),
        (Verdict(must=(("6件",),), quotes=("全年审结行政复议案件7件",)), "这句原文资料库的报告里没有"),
        (Verdict(must=(("6件",),), quotes=("行政复议案件",)), "份报告里都有"),
        (Verdict(must=(("7件",),), quotes=("全年审结行政复议案件6件",)), "数字不在证据里：7件"),
        (Verdict(must=(("6件",),), quotes=("审结7件",), report=HAIZHOU), "证据不在报告里"),
        (Verdict(must=(("6件",),), quotes=("全年审结行政复议案件6件",), report="无.txt"), "资料库里没有这份报告"),
        (Verdict(must=(("6件",),), must_not=("6件",)), "怎样答都不对"),
    ],
)
def test_what_can_not_be_shown_is_no_item(assistant: Assistant, said: Verdict, told: str) -> None:
    """One line that says what is wrong."""
    with pytest.raises(QuestionError, match=told):
        made(assistant, "海州区行政复议案件几件", said)


def test_of_words_a_person_says_which_must_be_there(assistant: Assistant) -> None:
    """A right answer in words is not its own measure."""
    words = Answer("谁设立", "answered", "区里设立行政复议委员会。[1]")
    with pytest.raises(QuestionError, match="哪些词必须有"):
        item(assistant, "谁设立", [], words, Verdict(right=True), name="my-01")
    with pytest.raises(QuestionError, match="没有 fact 这种题型"):
        made(assistant, ASKED, Verdict(right=True), kind="fact")


def test_ids_go_on() -> None:
    """The highest number of the set's own ids and one; others are left alone."""
    items = [Item(name, "list", "tune", "几件", ()) for name in ("my-09", "my-2", "your-50")]
    assert (next_id(items, "my"), next_id([], "my"), next_id(items, "新")) == ("my-10", "my-01", "新-01")


def test_groups() -> None:
    """| stands between alternatives; what is empty is none."""
    assert groups(["51件 | 五十一件", "", "|", "98%"]) == (("51件", "五十一件"), ("98%",))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"rating": "up"}, Verdict(right=True)),
        ({"rating": "down"}, None),
        ({"rating": "down", "reason": "不对"}, None),
        ({"rating": "down", "expected": "51件|五十一件", "reason": "看错年份"},
         Verdict(must=(("51件", "五十一件"),), note="看错年份")),
        ({"rating": "down", "expected": ["51件", "50件"], "quote": "原文", "report": "甲.txt"},
         Verdict(must=(("51件",), ("50件",)), quotes=("原文",), report="甲.txt")),
        ({"rating": "down", "decline": "not_stated"}, Verdict(decline="not_stated")),
        ({"rating": "up", "expected": "51件"}, Verdict(must=(("51件",),))),
    ],
)  # fmt: skip
def test_feedback(line: dict[str, Any], said: Verdict | None) -> None:
    """Up is right; down says what is right, or that it must be declined, or needs a person."""
    assert from_feedback(line) == said

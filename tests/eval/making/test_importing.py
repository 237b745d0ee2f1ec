"""Others' files become sets: SQuAD, CMRC in both its forms, tables in any encoding."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import QuestionError
from eval.evidence import spans
from eval.making.importing import Imported, imported
from eval.making.writing import half, write
from eval.sets import Evidence, Item, load_set

CONTEXT = "甲县2023年接收行政复议申请51件。其中办结50件，由司法局办理。"


def answer(text: str, start: int | None = None) -> dict[str, Any]:
    """Give an answer as SQuAD has it."""
    return {"text": text, "answer_start": CONTEXT.find(text) if start is None else start}


def squad(*questions: dict[str, Any]) -> dict[str, Any]:
    """Give a file of one article."""
    return {
        "version": "v2.0",
        "data": [{"title": "甲县/报告", "paragraphs": [{"context": CONTEXT, "qas": [*questions]}]}],
    }


def taken(tmp_path: Path, content: object, name: str = "others.json") -> Imported:
    """Import a file with this content."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    (tmp_path / name).write_text(text, encoding="utf-8")
    return imported(tmp_path / name)


def test_squad(tmp_path: Path) -> None:
    """Answers are alternatives, the sentence of the answer is the evidence, an impossible question must be declined."""
    found = taken(tmp_path, squad(
        {"id": "a", "question": "申请几件？", "answers": [answer("51件"), answer("51件。")]},
        {"id": "b", "question": "谁办理？", "answers": [answer("司法局")]},
        {"id": "c", "question": "诉讼几件？", "answers": [], "is_impossible": True},
    ))  # fmt: skip
    report = "甲县_报告.txt"
    assert found.broken == []
    assert found.articles == {report: CONTEXT + "\n"}
    assert found.items == [
        Item("a", "fact_number", half("a"), "申请几件？", (("51件",),), answer="51件", reports=(report,),
             evidence=(Evidence(report, "甲县2023年接收行政复议申请51件。"),)),
        Item("b", "fact_text", half("b"), "谁办理？", (("司法局",),), answer="司法局", reports=(report,),
             evidence=(Evidence(report, "其中办结50件，由司法局办理。"),)),
        Item("c", "unanswerable", half("c"), "诉讼几件？", (), reports=(report,), note="not_stated：导入时没有答案"),
    ]  # fmt: skip


def test_what_is_written_loads_and_its_evidence_stands(tmp_path: Path) -> None:
    """The set can be read again as it was; its evidence is in the article."""
    found = taken(tmp_path, squad({"id": "a", "question": "申请几件？", "answers": [answer("51件")]}))
    write(tmp_path / "set.jsonl", found.items)
    (item,) = load_set(tmp_path / "set.jsonl")
    assert item == found.items[0]
    assert spans(item, found.articles.get) == [("甲县_报告.txt", 0, 19)]


OLDER = {"query_id": "q", "query_text": "几件", "answers": ["51件"]}
LATER = {"id": "q", "question": "几件", "answers": ["51件"]}


@pytest.mark.parametrize(
    "entry",
    [
        {"context_id": "T1", "context_text": CONTEXT, "qas": [OLDER]},
        {"title": "T1", "paragraphs": [{"context": CONTEXT, "qas": [LATER]}]},
    ],
)
def test_cmrc(tmp_path: Path, entry: dict[str, Any]) -> None:
    """A list of articles in the older form, or in SQuAD's; answers may be plain words."""
    (item,) = taken(tmp_path, [entry]).items
    assert (item.id, item.question, item.must, item.reports) == ("q", "几件", (("51件",),), ("T1.txt",))
    assert item.evidence == (Evidence("T1.txt", "甲县2023年接收行政复议申请51件。"),)


def test_what_is_not_taken_over_is_told(tmp_path: Path) -> None:
    """An answer that stands nowhere, an id used twice, no id, no question."""
    found = taken(tmp_path, squad(
        {"id": "a", "question": "几件", "answers": [answer("99件", 3)]},
        {"id": "b", "question": "几件", "answers": [answer("51件")]},
        {"id": "b", "question": "几个", "answers": [answer("51件")]},
        {"question": "几个", "answers": [answer("51件")]},
        {"id": "e", "question": "", "answers": [answer("51件")]},
    ))  # fmt: skip
    assert [item.id for item in found.items] == ["b"]
    assert found.broken == ["a：答案不在文章里", "b：编号用了两次", "几个：没有编号", "e：没有问题"]


def test_of_a_whole_sentence_its_figures_are_expected(tmp_path: Path) -> None:
    """Without figures the sentence itself is, and is told as long."""
    first = "几件,2023年一共接收行政复议的申请５1件，其中办结50件"
    rows = f"问题,答案\n{first}\n谁办,由甲县司法局和甲县人民政府办公室共同牵头来办理\n"
    found = taken(tmp_path, rows, "others.csv")
    assert [item.must for item in found.items] == [
        (("51件",), ("50件",)),
        (("由甲县司法局和甲县人民政府办公室共同牵头来办理",),),
    ]
    assert found.long == ["others-1", "others-2"]


def test_a_sentence_beside_a_short_answer_is_an_alternative(tmp_path: Path) -> None:
    """Whoever says either is right; nothing is told as long."""
    sentence = "2023年一共接收行政复议的申请51件，其中办结50件"
    found = taken(tmp_path, f"问题,答案\n几件,51件。|{sentence}\n", "others.csv")
    assert (found.items[0].must, found.long) == ((("51件", sentence),), [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table(tmp_path: Path, encoding: str) -> None:
    """Heads in Chinese or English, alternatives apart by |, a quote with its report, no answer for one to decline."""
    rows = "编号,问题,答案,报告,原文,备注\nq1,几件,51件|五十一件,甲.txt,接收51件,看清\n,几个,,,,\nq3,几起,5起,,原文\n"
    (tmp_path / "others.csv").write_bytes(rows.encode(encoding))
    found = imported(tmp_path / "others.csv", split="test")
    assert found.items == [
        Item("q1", "fact_number", "test", "几件", (("51件", "五十一件"),), answer="51件", reports=("甲.txt",),
             evidence=(Evidence("甲.txt", "接收51件"),), note="看清"),
        Item("others-2", "unanswerable", "test", "几个", (), note="not_stated：导入时没有答案"),
    ]  # fmt: skip
    assert found.broken == ["q3：有原文，没有写是哪份报告"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("others.txt", "", "不认识这种问答文件"),
        ("others.json", "{", "不是完整的 JSON"),
        ("others.json", '{"questions": []}', "不是 SQuAD 或 CMRC 的样子"),
        ("others.json", '{"data": [3]}', "不是 SQuAD 或 CMRC 的样子"),
        ("others.json", '{"data": []}', "文件里没有问题"),
        ("others.csv", "a,b\n1,2\n", "第一行没有问题和答案两列"),
        ("others.csv", "question,answer\n", "文件里没有问题"),
    ],
)
def test_what_is_no_such_file_is_told(tmp_path: Path, name: str, content: str, told: str) -> None:
    """One line, with what to do."""
    with pytest.raises(QuestionError, match=told):
        taken(tmp_path, content, name)


def test_writing_more_begins_a_line(tmp_path: Path) -> None:
    """A set whose last line has no end is not broken by one more."""
    path = tmp_path / "set.jsonl"
    first = Item("1", "fact_number", "tune", "几件", (("51件",),))
    write(path, [first])
    path.write_text(path.read_text("utf-8").rstrip("\n"), encoding="utf-8")
    second = Item("2", "across", "test", "几件", (("5件",),), rows=(), must_not=("6件",))
    write(path, [second], more=True)
    assert load_set(path) == [first, second]

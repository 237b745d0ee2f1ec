"""Each output format is read back by the library that people would use."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.batch import run
from assistant.batch.asking import Asks
from assistant.batch.cells import fitting, guarded
from assistant.batch.tables import pieces

QUESTIONS = ["多少项", "各地", "=1+1", "坏\x07", "坏"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write a question file with a figure, a table, a formula, a control character and an error."""
    path = tmp_path / "in.jsonl"
    rows = [json.dumps({"id": f"q{place}", "question": text}) for place, text in enumerate(QUESTIONS, 1)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_csv(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Excel gets its byte order mark; lists are JSON; no cell starts a formula."""
    run(stand, source, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfid,question,status,reason,answer,citations,")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows] == ["answered", "answered", "refused", "refused", "failed"]
    assert rows[0]["answer"] == "2189项[1]"
    assert json.loads(rows[0]["rows"])[0]["number"] == 2189
    assert json.loads(rows[1]["coverage"])["silent"][0]["report"] == "lvtang.pdf"
    assert (rows[0]["question"], rows[0]["coverage"], rows[0]["elapsed_ms"]) == ("多少项", "", "12.3")


def test_xlsx(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Sheets of answers and citations, one for the question over several reports; every text is text."""
    run(stand, source, tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["答案", "引用", "分报告 q2"]
    rows = list(book["答案"].iter_rows(values_only=True))
    assert rows[1][:9] == (
        "q1",
        "多少项",
        "2189项[1]",
        2189,
        "项",
        "河南省濮阳市濮阳县",
        2023,
        "已回答",
        None,
    )
    assert rows[1][9:12] == ("行政审批事项共2189项。", "puyang.docx", "一、简政 › (一)事项")
    assert rows[5][7:9] == ("出错", "library：读不出这一段。请重新建库")
    assert book["答案"].freeze_panes == "A2"
    quote = book["引用"]["J3"]
    assert (quote.value, quote.data_type, quote.quotePrefix) == ("=出庭应诉率100%", "s", True)
    across = list(book["分报告 q2"].iter_rows(values_only=True, min_row=2))
    assert [row[2:9] for row in across] == [
        ("puyang.docx", "濮阳县", 2023, None, "是", "100%", 100),
        ("lvtang.pdf", "绿塘乡", 2023, None, "未找到", None, None),
    ]


def test_xlsx_question_that_looks_like_a_formula(stand: Asks, tmp_path: Path) -> None:
    """The text is unchanged and typed as text."""
    (tmp_path / "in.jsonl").write_text('{"question": "=1+1"}', encoding="utf-8")

    class Echo:
        def ask(self, question: str, history: object = (), only: object = None) -> object:
            from assistant.model import Answer

            return Answer(question, "refused", "-2+3" + "长" * 40_000)

    run(Echo(), tmp_path / "in.jsonl", tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx")["答案"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert len(sheet["C2"].value) == 32_767
    assert sheet["C2"].value.endswith("长……（太长，已截断）")


@pytest.mark.parametrize("name", ["=1+1", "+a", "-a", "@a"])
def test_an_id_that_looks_like_a_formula(stand: Asks, tmp_path: Path, name: str) -> None:
    """In a workbook it is text as it was typed; CSV has no other way than an apostrophe before it."""
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": name, "question": "多少项"}), encoding="utf-8")
    for suffix in (".xlsx", ".csv"):
        run(stand, tmp_path / "in.jsonl", tmp_path / f"out{suffix}")
    cell = load_workbook(tmp_path / "out.xlsx")["答案"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [f"'{name}"]


def test_markdown(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Question, status, answer and quotes stand under each other."""
    run(stand, source, tmp_path / "out.md")
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert text.startswith(
        "# 问答\n\n## q1　多少项\n\n**已回答**\n\n2189项[1]\n\n出处：\n\n"
        "- [1] puyang.docx › 一、简政 › (一)事项 › 第 3 页\n\n  > 行政审批事项共2189项。\n\n"
    )
    assert "| 濮阳县 | 100%[1] |" in text
    assert "查了 2 份报告，1 份写明；未找到：绿塘乡（2023年）。" in text
    assert "**未能回答**：报告中未找到\n\n报告中未找到。\n\n最接近的原文（不是答案）：\n\n- · puyang.docx" in text


def test_docx(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Word opens it: headings, a real table, quotes in their style."""
    run(stand, source, tmp_path / "out.docx")
    document = Document(str(tmp_path / "out.docx"))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert told[:7] == [
        ("Title", "问答"), ("Heading 2", "q1　多少项"), ("Normal", "已回答"), ("Normal", "2189项[1]"),
        ("Normal", "出处："), ("List Bullet", "[1] puyang.docx › 一、简政 › (一)事项 › 第 3 页"),
        ("Quote", "行政审批事项共2189项。"),
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["地区", "数值"], ["濮阳县", "100%[1]"],
    ]  # fmt: skip
    assert [text for style, text in told if style == "Heading 2"][-1] == "q5　坏"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-1+2", "'-1+2"),
        ("\t=1", "'\t=1"),
        ("-1", "-1"),
        ("+5.2%", "+5.2%"),
        ("甲", "甲"),
    ],
)
def test_guarded(text: str, safe: str) -> None:
    """What a spreadsheet would compute gets an apostrophe; plain numbers stay."""
    assert guarded(text) == safe


def test_fitting_counts_as_excel_does() -> None:
    """A character outside the basic plane counts twice, and is never cut in half."""
    assert fitting("甲" * 32_767) == "甲" * 32_767
    assert fitting("𠮷" * 20_000) == "𠮷" * 16_378 + "……（太长，已截断）"
    assert fitting("a\x00b\x0bc") == "abc"


def test_pieces() -> None:
    """Lines and tables come in their order; the rule under the header is dropped."""
    answer = "总起。\n\n| 地区 | 值 |\n|---|---:|\n| 甲 | 1\\|2 |\n| 乙 |\n尾。"
    assert list(pieces(answer)) == ["总起。", [["地区", "值"], ["甲", "1|2"], ["乙", ""]], "尾。"]

"""The workbook: what Excel takes, nothing computed, equal bytes, flat memory."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from assistant.batch import Shape, run, xlsx
from assistant.batch.cells import guarded
from assistant.batch.xlsx import Book, Text, letters
from assistant.model import Answer, Filter
from tests.batch.conftest import ACROSS, FIGURE, Stand

SHARP = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    " =cmd|' /C calc'!A0",
    '=HYPERLINK("http://x","y")',
]


def book_of(path: Path, rows: Sequence[Sequence[xlsx.Value]], columns: int = 1) -> Path:
    """Write a workbook of one sheet."""
    with Book(path) as book:
        sheet = book.sheet("表", [(f"列{place}", 10) for place in range(columns)])
        for row in rows:
            sheet.append(row)
        sheet.close()
    return path


@pytest.mark.parametrize("text", SHARP)
def test_nothing_is_computed(tmp_path: Path, text: str) -> None:
    """Neither in a cell nor in one with a link or a comment: no formula is in the file; in CSV an apostrophe guards."""
    path = book_of(tmp_path / "a.xlsx", [[text], [Text(text, "https://gov.example/", text)]])
    with zipfile.ZipFile(path) as package:
        raw = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in raw
    assert len(re.findall(r't="inlineStr"', raw)) == 3
    sheet = load_workbook(path)["表"]
    assert [(sheet[cell].data_type, sheet[cell].quotePrefix) for cell in ("A2", "A3")] == [("s", True)] * 2
    assert sheet["A2"].value.strip() == text.strip()
    assert guarded(text) == f"'{text}"


def test_values_of_every_kind(tmp_path: Path) -> None:
    """Numbers are numbers, text is text, nothing is nothing; what XML can't hold is left out."""
    row = [1, 2.5, "001", None, "两行\n<b>&\x07", Text("报告", "https://gov.example/a?b=1&c=2")]
    sheet = load_workbook(book_of(tmp_path / "a.xlsx", [row], 6))["表"]
    assert [cell.value for cell in sheet[2]] == [1, 2.5, "001", None, "两行\n<b>&", "报告"]
    assert sheet["F2"].hyperlink.target == "https://gov.example/a?b=1&c=2"
    assert sheet["E2"].alignment.wrap_text
    assert sheet["A1"].font.b
    assert (sheet.freeze_panes, sheet.column_dimensions["F"].width) == ("A2", 10)


def test_links_within_the_workbook_and_names_of_sheets(tmp_path: Path) -> None:
    """A name is cut to 31 characters, is free of what Excel refuses, and is there once."""
    with Book(tmp_path / "a.xlsx") as book:
        first = book.sheet("答案", [("编号", 10)])
        names = [book.sheet(name, [("值", 8)]) for name in ("q/1:*[x]", "Q 1   x", "'长" * 20, "'长" * 20, "")]
        for one in names:
            first.append([Text("见", f"#{one.name}")])
        for sheet in (first, *names):
            sheet.close()
    read = load_workbook(tmp_path / "a.xlsx")
    assert read.sheetnames[1] == "q 1   x"
    assert read.sheetnames[2] == "Q 1   x (2)"
    assert [len(name) for name in read.sheetnames[3:5]] == [31, 31]
    assert read.sheetnames[4].endswith(" (2)")
    assert read.sheetnames[5] == "表"
    assert read["答案"]["A3"].hyperlink.location == "'Q 1   x (2)'!A1"
    assert read["答案"]["A4"].hyperlink.location.startswith("'长''长")


def test_a_full_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Excel takes no more rows or links; nothing is lost."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    monkeypatch.setattr(xlsx, "MOST_LINKS", 2)
    rows = [[Text(str(number), "https://gov.example/")] for number in range(8)]
    book = load_workbook(book_of(tmp_path / "a.xlsx", rows))
    assert book.sheetnames == ["表", "表 (2)", "表 (3)"]
    got = [[cell.value for cell in sheet["A"]] for sheet in book]
    assert got == [["列0", "0", "1", "2"], ["列0", "3", "4", "5"], ["列0", "6", "7"]]
    assert [cell.hyperlink is None for cell in book["表"]["A"]] == [True, False, False, True]


def test_comments_have_their_boxes(tmp_path: Path) -> None:
    """One drawing for each, at its cell, well-formed; a long one is cut."""
    path = book_of(tmp_path / "a.xlsx", [[Text("甲", comment="引文\n<x>")], [Text("乙", comment="长" * 3000)]])
    sheet = load_workbook(path)["表"]
    assert sheet["A2"].comment.text == "引文\n<x>"
    assert len(sheet["A3"].comment.text) == 2000
    assert sheet["A3"].comment.text.endswith("长……（太长，已截断）")
    with zipfile.ZipFile(path) as package:
        drawing = ElementTree.fromstring(package.read("xl/drawings/vmlDrawing1.vml"))
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
    excel = "{urn:schemas-microsoft-com:office:excel}"
    assert [one.text for one in drawing.iter(f"{excel}Row")] == ["1", "2"]


def test_columns_have_letters() -> None:
    """As Excel counts them."""
    assert [letters(place) for place in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_questions_over_many_reports_have_sheets_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by the id, opened from it; from some number on they share one."""
    monkeypatch.setattr("assistant.batch.spreadsheet.MOST_SHEETS", 2)
    (tmp_path / "in.csv").write_text("id,question\na,各地\nb,各地\nc,各地\nd,各地\n", encoding="utf-8")
    run(
        Stand(),
        tmp_path / "in.csv",
        tmp_path / "out.xlsx",
        shape=Shape(link=lambda name: f"https://gov.example/{name}"),
    )
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["答案", "引用", "分报告 a", "分报告 b", "其余分报告"]
    assert [row[0] for row in book["其余分报告"].iter_rows(min_row=2, values_only=True)] == ["c", "c", "d", "d"]
    locations = [book["答案"][f"A{row}"].hyperlink.location for row in (2, 5)]
    assert locations == ["'分报告 a'!A1", "'其余分报告'!A1"]
    assert book["分报告 a"]["C3"].hyperlink.target == "https://gov.example/lvtang.pdf"
    assert book["答案"]["K2"].hyperlink.target == "https://gov.example/puyang.docx"


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
@pytest.mark.parametrize("wide", [False, True])
def test_equal_answers_make_equal_bytes(tmp_path: Path, suffix: str, wide: bool) -> None:
    """Packages too bear no date of their making."""
    (tmp_path / "in.txt").write_text("多少项\n各地\n无\n", encoding="utf-8")
    from tests.batch.test_batch_matrix import CARDS

    found = []
    for name in ("a", "b"):
        out = tmp_path / f"{name}{suffix}"
        run(Stand(), tmp_path / "in.txt", out, timing=False, shape=Shape(CARDS if wide else (), "wide"))
        found.append(out.read_bytes())
        with zipfile.ZipFile(out) as package:
            assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert found[0] == found[1]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".xlsx", ".md", ".docx"])
def test_memory_does_not_grow_with_the_questions(tmp_path: Path, suffix: str) -> None:
    """Ten times the questions, with quotes of 2,000 characters: the peak is at most six megabytes higher."""

    class Long:
        def ask(self, question: str, history: object = (), *, only: Filter | None = None) -> Answer:
            one = replace(FIGURE.citations[0], quote=f"{question}{'长' * 2000}")
            return replace(ACROSS if question.endswith("0") else FIGURE, question=question, citations=(one,))

    def peak(count: int) -> int:
        source = tmp_path / f"{count}.txt"
        source.write_text("\n".join(f"问题{number}" for number in range(count)), encoding="utf-8")
        tracemalloc.start()
        run(Long(), source, tmp_path / f"out{suffix}")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(20)
    few, many = peak(300), peak(3000)
    assert few < 16 * 2**20
    assert many - few < 6 * 2**20

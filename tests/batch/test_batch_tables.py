"""Tables and plain lists of questions as teams have them: encodings, delimiters, headers, broken records."""

from __future__ import annotations

import codecs
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.batch import read_lines
from assistant.errors import QuestionError

TABLE = "编号,问题\nA1,濮阳县有多少项行政审批事项\nA2,各地出庭应诉率是多少\n"
READ = [("A1", "濮阳县有多少项行政审批事项"), ("A2", "各地出庭应诉率是多少")]


def read(path: Path, content: bytes | str, column: str | None = None) -> list[tuple[str, str]]:
    """Write a question file and give the ids and questions of its lines."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [(line.id, line.question) for line in read_lines(path, column)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""), ("utf-8-sig", b""), ("gb18030", b""), ("utf-16", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-16-le", b""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_encoding_and_delimiter(tmp_path: Path, encoding: str, mark: bytes, delimiter: str) -> None:
    """With a byte order mark or without one, as Excel saves them in several countries."""
    text = TABLE.replace(",", delimiter).replace("\n", "\r\n")
    assert read(tmp_path / "q.csv", mark + text.encode(encoding)) == READ


def test_big5(tmp_path: Path) -> None:
    """Traditional characters of an old program are told from GB18030."""
    text = "question\n各地行政機關負責人出庭應訴率是多少\n國務院對權務的個說\n"
    assert read(tmp_path / "q.csv", text.encode("big5"))[0][1] == "各地行政機關負責人出庭應訴率是多少"


def test_a_line_in_another_encoding_breaks_alone(tmp_path: Path) -> None:
    """It is told as broken, the others are read."""
    rows = [b"question", "甲".encode(), "乙地有多少件".encode("gb18030"), "丙".encode(), "丁".encode()]
    (tmp_path / "q.csv").write_bytes(b"\n".join(rows))
    got = list(read_lines(tmp_path / "q.csv"))
    assert [one.question for one in got if not one.error] == ["甲", "丙", "丁"]
    assert got[1].error == "第 3 行：问题里有残缺的字符。请重新输入问题"


def test_an_open_quote_breaks_its_own_line(tmp_path: Path) -> None:
    """It does not swallow the questions behind it; a cell of two lines is read as one."""
    text = '问题,id\n"两行\n问题",a\n"没有关上,b\n丙,c\n丁,d\n'
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    got = list(read_lines(tmp_path / "q.csv"))
    assert [(one.id, one.question, one.error) for one in got] == [
        ("a", "两行\n问题", None),
        ("4", "", "第 4 行：引号没有成对，这一行读不了"),
        ("c", "丙", None),
        ("d", "丁", None),
    ]


def test_a_comma_without_quotes(tmp_path: Path) -> None:
    """In a table of one column it belongs to the question; in a wider one the record is broken, never cut."""
    assert read(tmp_path / "q.csv", "question\n海州区,绿塘乡各多少件?\n") == [("2", "海州区,绿塘乡各多少件?")]
    (tmp_path / "w.csv").write_text("question,id\n甲,乙,a\n丙,c,,\n", encoding="utf-8")
    got = list(read_lines(tmp_path / "w.csv"))
    assert [(one.id, one.question) for one in got] == [("2", ""), ("c", "丙")]
    assert got[0].error == "第 2 行：这一行的格数比列名多，多半是逗号没有用引号括起来"


@pytest.mark.parametrize("column", ["指标", "2", "b", "B"])
def test_column_by_name_number_or_letter(tmp_path: Path, column: str) -> None:
    """The same in .csv and .xlsx; the other columns stay what they are."""
    rows = [["编号", "指标"], ["x", "多少件"]]
    assert read(tmp_path / "q.csv", "\n".join(",".join(row) for row in rows), column) == [("x", "多少件")]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "q.xlsx")
    assert [(line.id, line.question) for line in read_lines(tmp_path / "q.xlsx", column)] == [("x", "多少件")]


def test_column_of_jsonl_is_a_key(tmp_path: Path) -> None:
    """Keys have the names that columns have; `column` names another one."""
    content = json.dumps({"编号": "a", "问题": "甲", "指标": "乙"}, ensure_ascii=False)
    assert read(tmp_path / "q.jsonl", content) == [("a", "甲")]
    assert read(tmp_path / "q.jsonl", content, "指标") == [("a", "乙")]


def test_sep_line_of_excel(tmp_path: Path) -> None:
    """What Excel writes above a header tells the delimiter and is no header."""
    assert read(tmp_path / "q.csv", "sep=;\nid;question\n1;甲,乙\n") == [("1", "甲,乙")]


def test_workbook_with_a_title_and_a_cover_sheet(tmp_path: Path) -> None:
    """The first sheet with a header has the questions; the id is the row of the sheet."""
    book = Workbook()
    book.active.append(["填表说明"])
    sheet = book.create_sheet("问题")
    for row in (["法治评估问题清单"], [], ["提问", "负责人"], ["甲", "王"], ["乙", None]):
        sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    assert [(line.id, line.question) for line in read_lines(tmp_path / "q.xlsx")] == [("4", "甲"), ("5", "乙")]


@pytest.mark.parametrize(
    "part", ["[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize(("good", "bad"), [(b"<", b"<<"), (b"=", b"x="), (b"/", b"")])
def test_a_damaged_workbook(tmp_path: Path, part: str, good: bytes, bad: bytes) -> None:
    """Whichever part is spoilt, it is told in one line."""
    book, whole, spoilt = Workbook(), tmp_path / "q.xlsx", tmp_path / "bad.xlsx"
    for row in (["question"], ["甲"]):
        book.active.append(row)
    book.save(whole)
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(spoilt, "w") as copy:
        for name in package.namelist():
            data = package.read(name)
            copy.writestr(name, data[:90] + data[90:].replace(good, bad) if name == part else data)
    with pytest.raises(QuestionError, match="打不开这个工作簿。请用 Excel 另存为"):
        list(read_lines(spoilt))


def test_plain_lines(tmp_path: Path) -> None:
    """Each line is a question; its number is the id, blank lines part them."""
    text = "\ufeff濮阳县多少项\r\n\r\n  各地出庭应诉率  \r\n"
    assert read(tmp_path / "q.txt", text) == [("1", "濮阳县多少项"), ("3", "各地出庭应诉率")]
    assert read(tmp_path / "g.txt", text.strip("\ufeff").encode("gb18030"))[1] == ("3", "各地出庭应诉率")
    with pytest.raises(QuestionError, match="纯文本没有列。请去掉 --column"):
        read(tmp_path / "q.txt", text, "问题")


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    """It is told before anything is asked."""
    with pytest.raises(QuestionError, match="没有 question 或 问题 这一列"):
        read(tmp_path / "q.csv", TABLE, "指标")

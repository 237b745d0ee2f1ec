"""Question files: which lines come out, and what is told of broken ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.batch import Line, read_lines
from assistant.errors import QuestionError

HEADER = "请在第一行写上列名 question，或用 --column 说明是哪一列"


def lines(path: Path, content: str | bytes) -> list[Line]:
    """Write a question file and read it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_lines(path))


def test_jsonl_id_is_a_string_else_the_line_number(tmp_path: Path) -> None:
    """Numbers become strings, a missing id the line number."""
    got = lines(
        tmp_path / "q.jsonl",
        '\ufeff{"id": "q1", "question": "甲"}\n{"id": 7, "question": "乙"}\n{"question": "丙"}',
    )
    assert got == [Line("q1", "甲"), Line("7", "乙"), Line("3", "丙")]


def test_jsonl_broken_lines_keep_their_place(tmp_path: Path) -> None:
    """Every broken line keeps its error, or is told when it is asked; blank lines at the end are nothing."""
    rows = [
        '{"question": "甲"', "[1]", '{"id": "x"}', '{"question": ""}', '{"question": 5}', "",
        json.dumps({"id": "long", "question": "长" * 10_000}),
        '{"question": "甲", "history": "x"}',
        '{"question": "甲", "history": [{"role": "bot", "content": "x"}]}',
        '{"question": "a\\ud800"}', '{"question": "好"}', "", "",
    ]  # fmt: skip
    got = lines(tmp_path / "q.jsonl", "\n".join(rows))
    assert [(one.id, one.error) for one in got] == [
        ("1", '第 1 行：不是完整的 JSON。请写成 {"question": "…"}'),
        ("2", '第 2 行：不是 JSON 对象。请写成 {"question": "…"}'),
        ("x", "第 3 行：缺少 question。请写上问题"),
        ("4", None),
        ("5", "第 5 行：question 不是文字。请给 question 的值加上引号"),
        ("6", "第 6 行：空行。请写上问题或删去这一行"),
        ("long", None),
        ("8", '第 8 行：history 不是 JSON。请写成 [{"role": "user", "content": "…"}]'),
        ("9", "第 9 行：history 第 1 项的 role 不认识。可以是 user、assistant、system"),
        ("10", "第 10 行：问题里有残缺的字符。请重新输入问题"),
        ("11", None),
    ]


def test_jsonl_line_in_another_encoding(tmp_path: Path) -> None:
    """One line that is not UTF-8 breaks alone."""
    got = lines(tmp_path / "q.jsonl", '{"question": "甲"}\n'.encode("gb18030") + '{"question": "乙"}\n'.encode())
    assert [one.error for one in got] == ["第 1 行：不是 UTF-8 文字。请用 UTF-8 保存问题文件", None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_encodings_and_history(tmp_path: Path, encoding: str) -> None:
    """History is JSON in a cell; the id falls back to the line of the file."""
    history = '"[{""role"": ""user"", ""content"": ""你好""}]"'
    text = f'id,question,history\nq1,濮阳县多少项,{history}\n,"两行\n问题",\n,,\n,丙\n'
    got = lines(tmp_path / "q.csv", text.encode(encoding))
    assert got == [
        Line("q1", "濮阳县多少项", ({"role": "user", "content": "你好"},)),
        Line("3", "两行\n问题"),
        Line("5", error="第 5 行：空行。请写上问题或删去这一行"),
        Line("6", "丙"),
    ]


def test_xlsx(tmp_path: Path) -> None:
    """Cells of any type are read as text."""
    book = Workbook()
    for row in (
        ["id", "question", "history"],
        [1, "甲", None],
        [2.0, 2023, "[]"],
        [None, None, None],
        [None, "丁"],
    ):
        book.active.append(row)
    book.save(tmp_path / "q.xlsx")
    got = list(read_lines(tmp_path / "q.xlsx"))
    assert [(one.id, one.question) for one in got] == [("1", "甲"), ("2", "2023"), ("4", ""), ("5", "丁")]
    assert got[2].error == "第 4 行：空行。请写上问题或删去这一行"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.xls", b"x", "不认识这种问题文件。可以用 .jsonl、.csv、.tsv、.xlsx、.txt"),
        ("q.jsonl", b"", "问题文件是空的。请至少写一个问题"),
        ("q.csv", b"a,b\n1,2\n", f"第一行没有 question 或 问题 这一列。{HEADER}"),
        ("q.csv", b"question\n\xff\xff\xff\n", "文字编码不认识。请用 UTF-8 或 GB18030 保存"),
        ("q.xlsx", b"not a zip", "打不开这个工作簿。请用 Excel 另存为 .xlsx 再试"),
        ("q.jsonl", None, "找不到问题文件。请检查路径"),
    ],
)
def test_file_errors(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    """What is wrong with the whole file is told once, with its name."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QuestionError) as caught:
        list(read_lines(path))
    assert str(caught.value) == f"{path}：{message}"

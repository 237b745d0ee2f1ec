"""Read a question file line by line, by its ending. Only what concerns the whole file is raised."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.batch.columns import fields_of
from assistant.batch.csvfile import read_csv
from assistant.batch.encoding import text_lines
from assistant.batch.lines import Line, broken, line_from
from assistant.batch.workbook import read_workbook
from assistant.errors import QuestionError

Reader = Callable[[Path, str | None], Iterator[Line | int]]


def read_lines(path: Path | str, column: str | None = None) -> Iterator[Line]:
    """Give the lines of a question file, broken ones too; raise QuestionError for the file itself.

    `column` tells where the questions are: a table's column by its header, its number from 1 or its letter, or the
    key of an object in .jsonl; None: the one called question, 问题 or the like.
    """
    source = Path(path)
    return _without_trailing_blanks(reader_of(source)(source, column))


def count_lines(path: Path | str, column: str | None = None) -> int:
    """Count the questions of a file, so that a progress bar knows its end."""
    return sum(1 for _ in read_lines(path, column))


def reader_of(path: Path) -> Reader:
    """Give the reader for the file's ending; raise QuestionError when the file or its ending is no good."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise QuestionError("不认识这种问题文件", where=str(path), fix=f"可以用 {'、'.join(READERS)}")
    if not path.exists():
        raise QuestionError("找不到问题文件", where=str(path), fix="请检查路径")
    if not path.is_file():
        raise QuestionError("这不是文件", where=str(path), fix="请给出一个问题文件")
    if path.stat().st_size == 0:
        raise QuestionError("问题文件是空的", where=str(path), fix="请至少写一个问题")
    return reader


def _without_trailing_blanks(lines: Iterator[Line | int]) -> Iterator[Line]:
    """Hold blank lines back: inside the file each is a broken line, at its end they are nothing."""
    held: list[int] = []
    for line in lines:
        if isinstance(line, int):
            held.append(line)
            continue
        yield from (broken(number, "空行。请写上问题或删去这一行") for number in held)
        held.clear()
        yield line


def _read_jsonl(path: Path, column: str | None) -> Iterator[Line | int]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            yield _json_line(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number, column)


def _json_line(raw: bytes, number: int, column: str | None) -> Line | int:
    if not raw.strip():
        return number
    try:
        fields = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return broken(number, "不是 UTF-8 文字。请用 UTF-8 保存问题文件")
    except (ValueError, RecursionError):
        return broken(number, '不是完整的 JSON。请写成 {"question": "…"}')
    if not isinstance(fields, dict):
        return broken(number, '不是 JSON 对象。请写成 {"question": "…"}')
    return line_from(fields_of(fields, column), number)


def _read_plain(path: Path, column: str | None) -> Iterator[Line | int]:
    """Give each line as a question; blank ones only part the others."""
    if column is not None:
        raise QuestionError("纯文本没有列", where=str(path), fix="请去掉 --column")
    for number, text in enumerate(text_lines(path), 1):
        if text.strip("\ufeff \t\r\n\u3000"):
            yield line_from({"question": text.lstrip("\ufeff")}, number)


READERS: dict[str, Reader] = {
    ".jsonl": _read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_workbook,
    ".txt": _read_plain,
}

"""Read a question file line by line: .jsonl, .csv or .xlsx. Only what concerns the whole file is raised."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.batch.lines import Line, broken, line_from
from assistant.batch.workbook import read_workbook
from assistant.errors import QuestionError

csv.field_size_limit(2**24)


def read_lines(path: Path) -> Iterator[Line]:
    """Give the lines of a question file, broken ones too; raise QuestionError for the file itself."""
    reader = reader_of(path)
    return _without_trailing_blanks(reader(path))


def count_lines(path: Path) -> int:
    """Count the questions of a file, so that a progress bar knows its end."""
    return sum(1 for _ in read_lines(path))


def reader_of(path: Path) -> Callable[[Path], Iterator[Line | int]]:
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


def _read_jsonl(path: Path) -> Iterator[Line | int]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            yield _json_line(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number)


def _json_line(raw: bytes, number: int) -> Line | int:
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
    return line_from(fields, number)


def _read_csv(path: Path) -> Iterator[Line | int]:
    with path.open(encoding=_encoding(path), newline="") as file:
        records = csv.reader(file)
        names = [name.strip() for name in _next(records, path) or []]
        if "question" not in names:
            raise QuestionError("第一行没有 question 这一列", where=str(path), fix="请在第一行写上列名 question")
        number = records.line_num + 1
        while (record := _next(records, path)) is not None:
            yield line_from(dict(zip(names, record, strict=False)), number) if any(record) else number
            number = records.line_num + 1


def _next(records: Iterator[list[str]], path: Path) -> list[str] | None:
    try:
        return next(records, None)
    except csv.Error as error:
        raise QuestionError(f"不是完整的 CSV（{error}）", where=str(path), fix="请重新导出为 CSV") from error


def _encoding(path: Path) -> str:
    """Tell UTF-8 from GB18030 by reading the whole file, a piece at a time."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding) as file:
                while file.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise QuestionError("文字编码不认识", where=str(path), fix="请用 UTF-8 或 GB18030 保存")


READERS: dict[str, Callable[[Path], Iterator[Line | int]]] = {
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".xlsx": read_workbook,
}

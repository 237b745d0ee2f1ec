"""Read the first sheet of a workbook as questions, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from assistant.batch.lines import Line, line_from
from assistant.errors import QuestionError


def read_workbook(path: Path) -> Iterator[Line | int]:
    """Give the rows below the header as lines, a blank row as its number; the header needs `question`."""
    rows = _rows(path)
    names = [_text(value).strip() for value in next(rows, ())]
    if "question" not in names:
        raise QuestionError("第一行没有 question 这一列", where=str(path), fix="请在第一行写上列名 question")
    for number, row in enumerate(rows, 2):
        cells = [_text(value) for value in row]
        yield line_from(dict(zip(names, cells, strict=False)), number) if any(cells) else number


def _rows(path: Path) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, ParseError, KeyError, ValueError, OSError) as error:
        raise QuestionError("打不开这个工作簿", where=str(path), fix="请用 Excel 另存为 .xlsx 再试") from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    finally:
        book.close()


def _text(value: object) -> str:
    """Give a cell as text; a whole number without its decimal point, as a person sees it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

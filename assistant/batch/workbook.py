"""Read the questions of a workbook, row by row: of the first sheet that has a column for them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from assistant.batch.columns import FIX, WANTED, Columns, columns_of
from assistant.batch.lines import Line, line_from
from assistant.errors import QuestionError

if TYPE_CHECKING:
    from openpyxl import Workbook

# SyntaxError is what both parsers of XML raise.
_DAMAGE = (
    BadZipFile, zlib.error, SyntaxError, ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError,
    RuntimeError, TypeError, ValueError,
)  # fmt: skip
# A title and notes may stand above the header.
HEADER_WITHIN = 10


def read_workbook(path: Path, column: str | None = None) -> Iterator[Line | int]:
    """Give the rows below the header as lines, a blank row as its number; raises QuestionError without a header."""
    with _open(path) as book:
        sheet, header, columns = _found(book, path, column)
        rows = book.worksheets[sheet].iter_rows(min_row=header + 1, values_only=True)
        for number, row in enumerate(rows, header + 1):
            cells = [_text(value) for value in row]
            yield line_from(columns.fields(cells), number) if any(cells) else number


def _found(book: Workbook, path: Path, column: str | None) -> tuple[int, int, Columns]:
    """Give the place of the sheet with the questions, the row of its header, and its columns."""
    for place, sheet in enumerate(book.worksheets):
        sheet.reset_dimensions()
        rows = enumerate(islice(sheet.iter_rows(values_only=True), HEADER_WITHIN), 1)
        for number, row in rows:
            names = [_text(value) for value in row]
            if any(names) and (columns := columns_of(names, column)) is not None:
                return place, number, columns
    raise QuestionError(WANTED, where=str(path), fix=FIX)


@contextmanager
def _open(path: Path) -> Iterator[Workbook]:
    """Open a workbook; whatever a damaged one makes of opening or reading is one QuestionError."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except (InvalidFileException, *_DAMAGE) as error:
        raise QuestionError("打不开这个工作簿", where=str(path), fix="请用 Excel 另存为 .xlsx 再试") from error


def _text(value: object) -> str:
    """Give a cell as text; a whole number without its decimal point, as a person sees it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str) and not value.strip() else str(value)

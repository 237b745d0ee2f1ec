"""Read a table of text: comma, semicolon, tab or bar between the cells; a broken record spoils its own line alone."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from assistant.batch.columns import FIX, WANTED, Columns, columns_of
from assistant.batch.encoding import text_lines
from assistant.batch.lines import Line, broken, line_from
from assistant.errors import QuestionError

DELIMITERS = (",", ";", "\t", "|")
# A cell that goes on for more lines than these has a quote that nobody closed.
LONGEST = 200
_OPEN = "unexpected end of data"
_UNCLOSED = "引号没有成对，这一行读不了"
csv.field_size_limit(2**24)

_TOO_MANY = "这一行的格数比列名多，多半是逗号没有用引号括起来"

Numbered = tuple[int, str]


def read_csv(path: Path, column: str | None = None) -> Iterator[Line | int]:
    """Give the records below the header as lines, a blank one as its number; the header needs the question's column."""
    lines = _Lines(path)
    delimiter, names = _header(lines)
    columns = columns_of(names, column)
    if columns is None:
        raise QuestionError(WANTED, where=str(path), fix=FIX)
    while (first := lines.next()) is not None:
        record = _record(first, lines, delimiter)
        yield first[0] if record == [] else _line(record, columns, len(names), first[0], delimiter)


def _line(record: list[str] | None, columns: Columns, width: int, number: int, delimiter: str) -> Line:
    if record is None:
        return broken(number, _UNCLOSED)
    if width == 1:
        record = [delimiter.join(record)]
    if any(cell.strip() for cell in record[width:]):
        return broken(number, _TOO_MANY)
    return line_from(columns.fields(record), number)


class _Lines:
    """Physical lines with their numbers, from 1; those read too far can be put back."""

    def __init__(self, path: Path) -> None:
        self._lines = enumerate(text_lines(path), 1)
        self._back: deque[Numbered] = deque()

    def next(self) -> Numbered | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def put_back(self, lines: list[Numbered]) -> None:
        self._back.extendleft(reversed(lines))


def _header(lines: _Lines) -> tuple[str, list[str]]:
    """Give the delimiter and the names of the header: the delimiter that makes most cells, or what `sep=;` says."""
    first = lines.next()
    told = first[1].strip("\r\n\ufeff") if first else ""
    only = told[4:] if told[:4].lower() == "sep=" and len(told) == 5 else None
    if only:
        first = lines.next()
    if first is None:
        return DELIMITERS[0], []
    found = []
    for delimiter in (only,) if only else DELIMITERS:
        record = next(csv.reader([first[1]], delimiter=delimiter), [])
        found.append((len(record), delimiter, [name.strip() for name in record]))
    _, delimiter, names = max(found, key=lambda one: one[0])
    return delimiter, names


def _record(first: Numbered, lines: _Lines, delimiter: str) -> list[str] | None:
    """Give the cells of the record that begins in a line; [] when all are blank, None when a quote isn't closed.

    A quote that nobody closes would swallow all lines behind it: they are put back.
    """
    taken = [first[1]]
    more: list[Numbered] = []
    while _unfinished(taken, delimiter):
        following = lines.next() if len(taken) < LONGEST else None
        if following is None:
            lines.put_back(more)
            return None
        more.append(following)
        taken.append(following[1])
    record = next(csv.reader(taken, delimiter=delimiter), [])
    return record if any(cell.strip() for cell in record) else []


def _unfinished(taken: list[str], delimiter: str) -> bool:
    """Tell whether a quoted cell goes on in the next line."""
    if '"' not in taken[0]:
        return False
    try:
        next(csv.reader(taken, delimiter=delimiter, strict=True), None)
    except csv.Error as error:
        return str(error) == _OPEN
    return False

"""Tables of web pages: their grid, their header rows, and which tables only lay the page out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.reports.loading.formats.web.blocks import Cells, is_body
from assistant.reports.loading.formats.web.nodes import CELL, MARK, TABLE, Node

_WIDEST = 100
_TALLEST = 10_000
_LONGEST = 1500
_SMALL = 400
_HEADS_HIGHEST = 4


@dataclass(slots=True)
class _Cell:
    text: str
    width: int
    height: int
    head: bool


@dataclass(slots=True)
class Grid:
    """A table of data: its rows, the number of header rows, and text that stands in no cell (its caption)."""

    rows: list[Cells] = field(default_factory=list)
    header_rows: int = 1
    loose: list[str] = field(default_factory=list)


def grid(table: Node, read: Callable[[Node], str], hides: Callable[[Node], bool]) -> Grid | None:
    """Read a table of data, each cell by `read`, which gives its lines; None for a table that lays the page out.

    `hides` tells of a row or a part of the table that is not shown.
    """
    marked = bool(table.holds & MARK)
    if table.holds & TABLE and not (marked and table.size <= _SMALL):
        return None
    rows, loose = _walk(table, read, hides)
    if not _is_data([cell for row in rows for cell in row], rows, marked=marked):
        return None
    return Grid(_spread(rows), _header_rows(rows), loose)


def _is_data(cells: Sequence[_Cell], rows: Sequence[Sequence[_Cell]], *, marked: bool) -> bool:
    """Tell figures from layout: several rows and columns, and no cell with an article in it."""
    if len(rows) < 2 or max(map(len, rows)) < 2 or any(len(cell.text) >= _LONGEST for cell in cells):
        return False
    return marked or all(sum(map(is_body, cell.text.split("\n"))) < 2 for cell in cells)


def _walk(
    table: Node, read: Callable[[Node], str], hides: Callable[[Node], bool]
) -> tuple[list[list[_Cell]], list[str]]:
    """Read rows and cells in order, whatever else stands between them; nothing is left out."""
    rows: list[list[_Cell]] = []
    loose: list[str] = []
    stack: list[tuple[Node | str, bool]] = [(child, False) for child in reversed(table.children)]
    while stack:
        node, head = stack.pop()
        if isinstance(node, str):
            if text := " ".join(node.split()):
                loose.append(text)
        elif node.name in ("td", "th"):
            if not rows:
                rows.append([])
            width, height = _span(node, "colspan", _WIDEST), _span(node, "rowspan", _TALLEST)
            rows[-1].append(_Cell(read(node), width, height, head or node.name == "th"))
        elif hides(node):
            continue
        elif node.name == "tr" or node.holds & CELL:
            if node.name == "tr":
                rows.append([])
            head = head or node.name == "thead"
            stack.extend((child, head) for child in reversed(node.children))
        elif text := read(node):
            loose.append(text)
    return [row for row in rows if row], loose


def _spread(rows: Sequence[Sequence[_Cell]]) -> list[Cells]:
    """Put the cells into columns; a cell that spans rows is None in the rows below its first one."""
    spread: list[Cells] = []
    down: dict[int, int] = {}
    for row in rows:
        cells: Cells = []
        for cell in row:
            _go_down(cells, down)
            width = cell.width if len(cells) + cell.width <= _WIDEST else 1
            if cell.height > 1:
                down.update(dict.fromkeys(range(len(cells), len(cells) + width), cell.height - 1))
            cells.append(cell.text)
            cells.extend([""] * (width - 1))
        _go_down(cells, down)
        spread.append(cells)
    return spread


def _go_down(cells: Cells, down: dict[int, int]) -> None:
    while down.get(len(cells), 0) > 0:
        down[len(cells)] -= 1
        cells.append(None)


def _header_rows(rows: Sequence[Sequence[_Cell]]) -> int:
    """Give how many rows tell what the columns are: as marked, or as their merged cells show."""
    marked = next((at for at, row in enumerate(rows) if not all(cell.head for cell in row)), 0)
    return max(1, min(marked, _HEADS_HIGHEST), _shown(rows))


def _shown(rows: Sequence[Sequence[_Cell]]) -> int:
    """Read it off the first row: a title over all columns, or a group of columns beside a cell merged down."""
    if len(rows) < 3:
        return 1
    first = rows[0]
    if len(first) == 1:
        return 1 + _shown(rows[1:]) if first[0].width > 1 and len(rows[1]) > 1 else 1
    grouped = any(cell.width > 1 and cell.height == 1 for cell in first)
    highest = max(cell.height for cell in first)
    return highest if grouped and 1 < highest <= min(_HEADS_HIGHEST, len(rows) - 1) else 1


def _span(cell: Node, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()[:9]
    if not (value.isascii() and value.isdecimal()):
        return 1
    return min(int(value), most) or (most if name == "rowspan" else 1)

"""The grid of a table: merged cells, rows of heads, tables inside, and tables that only lay the page out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reports.loading.formats.word.nodes import DELETED, attr, child, every, is_on, kind, number, value, within

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Word itself ends at 63 columns.
_WIDEST = 100
_PARAGRAPH = 100
_HEADS_HIGHEST = 4


@dataclass(slots=True)
class Cell:
    """A cell of the grid: its node, how many columns it takes, whether it goes on from above or from the left."""

    node: Element
    width: int
    from_above: bool = False
    from_left: bool = False
    goes_down: bool = False


@dataclass(slots=True)
class Row:
    """A row: empty columns before the first cell, the cells, whether it is marked as a head."""

    before: int
    cells: list[Cell] = field(default_factory=list)
    head: bool = False
    inner: list[Element] = field(default_factory=list)


def grid(table: Element) -> list[Row]:
    """Read the rows of a table; one that a tracked change deleted is none."""
    rows: list[Row] = []
    down: set[int] = set()
    for node in within(table):
        properties = child(node, "w:trPr")
        if kind(node) != "w:tr" or any(kind(one) in DELETED for one in (properties if properties is not None else ())):
            continue
        before = number(value(properties, "w:gridBefore"), 0, _WIDEST) or 0
        row = Row(before, head=is_on(child(properties, "w:tblHeader")))
        row.cells, down = _cells(node, before, down)
        if row.cells:
            rows.append(row)
    return rows


def _cells(node: Element, at: int, down: set[int]) -> tuple[list[Cell], set[int]]:
    """Read the cells of a row; `down` are the columns at which a merged cell stands above, and then below."""
    cells: list[Cell] = []
    below: set[int] = set()
    for one in within(node):
        if kind(one) != "w:tc":
            continue
        properties = child(one, "w:tcPr")
        width = number(value(properties, "w:gridSpan"), 1, _WIDEST) or 1
        cell = Cell(one, width if at + width <= _WIDEST else 1)
        upright, level = child(properties, "w:vMerge"), child(properties, "w:hMerge")
        # A cell that claims to go on, but from nothing, is shown by Word as any other.
        cell.from_above = upright is not None and attr(upright, "w:val") != "restart" and at in down
        cell.goes_down = upright is not None
        cell.from_left = level is not None and attr(level, "w:val") != "restart" and bool(cells)
        if cell.goes_down:
            below.add(at)
        cells.append(cell)
        at += cell.width
    return cells, below


def texts(rows: Sequence[Row], read: Callable[[Element], str]) -> Iterator[list[str | None]]:
    """Give the text of each row's cells: a merged cell once, one merged down as None in the rows below."""
    for row in rows:
        line: list[str | None] = [""] * row.before
        for cell in row.cells:
            if cell.from_above or cell.from_left:
                line.append(None if cell.from_above else "")
            else:
                line.append(read(cell.node))
            line.extend([""] * (cell.width - 1))
        yield line


def head_rows(rows: Sequence[Row]) -> int:
    """Give how many rows at the top tell what the columns are: as marked, or as their merged cells show."""
    marked = next((at for at, row in enumerate(rows) if not row.head), 0)
    return max(1, min(marked, _HEADS_HIGHEST), _shown(rows))


def _shown(rows: Sequence[Row]) -> int:
    """Read the heads' height off the first row: a title over all columns, or a group beside a cell merged down."""
    if len(rows) < 3:
        return 1
    first = rows[0].cells
    if len(first) == 1:
        return 1 + _shown(rows[1:]) if first[0].width > 1 and len(rows[1].cells) > 1 else 1
    grouped = any(cell.width > 1 and not cell.goes_down for cell in first)
    if not grouped or not any(cell.goes_down for cell in first):
        return 1
    height = 1
    while height < len(rows) and any(cell.from_above for cell in rows[height].cells):
        height += 1
    return height if height <= min(_HEADS_HIGHEST, len(rows) - 1) else 1


def is_layout(rows: Sequence[Row]) -> bool:
    """Tell a table that only frames text: one cell, tables side by side, or a column of paragraphs."""
    if all(len(row.cells) == 1 for row in rows):
        return len(rows) == 1 or any(_is_text(row.cells[0].node) for row in rows)
    return len(rows) == 1 and any(is_data(inner) for cell in rows[0].cells for inner in every(cell.node, "tbl"))


def _is_text(cell: Element) -> bool:
    paragraphs = [sum(len(one.text or "") for one in every(node, "t")) for node in within(cell)]
    return any(kind(one) == "w:tbl" for one in within(cell)) or max(paragraphs, default=0) > _PARAGRAPH


def is_data(table: Element) -> bool:
    """Tell a table with rows and columns of its own, which would be lost inside a cell."""
    rows = [node for node in within(table) if kind(node) == "w:tr"]
    return len(rows) > 1 and any(sum(kind(one) == "w:tc" for one in within(row)) > 1 for row in rows)

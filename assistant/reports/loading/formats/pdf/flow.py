"""From pages to one text: lines in reading order, paragraphs joined, a table that goes on overleaf put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.model import Dropped
from assistant.reports.loading.formats.pdf.aligned import with_tables
from assistant.reports.loading.formats.pdf.columns import regions_of
from assistant.reports.loading.formats.pdf.paragraphs import Joiner, with_margins
from assistant.reports.loading.formats.pdf.runs import glue, joined, rows_of
from assistant.reports.loading.formats.pdf.shapes import Grid, Line, PageContent, Run
from assistant.reports.loading.lines import Lines
from assistant.reports.loading.loaded import TableRow

_SAME_EDGE = 4.0


@dataclass(slots=True)
class Flow:
    """The text of a document, where its pages begin, its table rows, and the spans that were recognised."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    tables: list[TableRow] = field(default_factory=list)
    recognised: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    """A table, which may go on over several pages: (page, cells) of each row."""

    grid: Grid
    rows: list[tuple[int, tuple[str | None, ...]]]


def flow_of(pages: Sequence[PageContent]) -> Flow:
    """Join the pages to one text; repeated header rows of tables are told in the pages' `dropped`."""
    return _written(with_margins(_rows(_blocks(pages), pages)), len(pages))


def _blocks(pages: Sequence[PageContent]) -> Iterator[tuple[int, int, Run | Grid]]:
    """Give (page, column, line or table) in reading order."""
    one: Run | Grid | None = None
    for number, page in enumerate(pages):
        for column, region in enumerate(regions_of([*page.runs, *page.grids]), 1):
            for block in with_tables(region.boxes, one if isinstance(one, Grid) and column == 1 else None):
                one = block if isinstance(block, Grid) else joined(block)
                yield number, column if region.column else 0, one
        for row in rows_of(page.turned):
            yield number, -1, joined(row)


def _rows(blocks: Iterator[tuple[int, int, Run | Grid]], pages: Sequence[PageContent]) -> list[Line]:
    """Turn tables into lines, one a row; a table at the head of a page may go on with the one before it."""
    lines: list[Line] = []
    table: _Table | None = None
    at: int | None = None
    for page, column, block in blocks:
        if isinstance(block, Run):
            if table is not None:
                lines += _table(table)
                table = None
            lines.append(Line(block, page, column=column))
        else:
            cells = [(page, row) for row in block.cells]
            if table is not None and at != page and _same(table.grid, block):
                table.rows += _continued(table, cells, pages[page])
            else:
                lines += _table(table) if table is not None else []
                table = _Table(block, cells)
            at = page
    return lines + (_table(table) if table is not None else [])


def _same(grid: Grid, other: Grid) -> bool:
    """Tell whether two tables have the same columns."""
    if len(grid.columns) != len(other.columns) or grid.plain != other.plain:
        return False
    for at, (left, right) in enumerate(grid.columns):
        start, end = other.columns[at]
        if not grid.plain and abs(left - start) > _SAME_EDGE:
            return False
        after = grid.columns[at + 1][0] if at + 1 < len(grid.columns) else end
        if start >= right or left >= end or end > after + _SAME_EDGE:
            return False
    return True


def _continued(
    table: _Table, cells: list[tuple[int, tuple[str | None, ...]]], page: PageContent
) -> list[tuple[int, tuple[str | None, ...]]]:
    """Give the rows of a table's next page, without the header that is printed again."""
    header = [row for _, row in table.rows[: len(cells)]]
    again = 0
    while again < len(cells) and cells[again][1] == header[again] and (again == 0 or None in header[again]):
        again += 1
    if 0 < again < len(cells):
        for _, row in cells[:again]:
            page.dropped.append(Dropped(_flat(row), "running-head"))
        cells = cells[again:]
    # A cell that is merged down is drawn anew, and empty, at the head of the next page.
    number, first = cells[0]
    filled = next((at for at, text in enumerate(first) if text), 0)
    return [(number, (*(None if text == "" else text for text in first[:filled]), *first[filled:])), *cells[1:]]


def _flat(row: Sequence[str | None]) -> str:
    return "\t".join(text or "" for text in row).rstrip("\t")


def _table(table: _Table) -> list[Line]:
    built = Lines()
    built.table([row for _, row in table.rows])
    text = built.text
    numbers = [page for page, row in table.rows if _flat(row).strip()]
    grid = table.grid
    return [
        Line(
            Run(grid.left, grid.right, grid.top, grid.bottom, text[row.start : row.end]),
            page,
            row=True,
            header=row.header,
        )
        for page, row in zip(numbers, built.tables, strict=True)
    ]


def _written(lines: Sequence[Line], count: int) -> Flow:
    flow = Flow()
    joiner = Joiner(lines)
    parts: list[str] = []
    length = 0
    last: Line | None = None
    for line in lines:
        between = ""
        if last is not None:
            between = glue(last.text, line.text) if joiner.joins(last, line) else "\n"
        start = length + len(between)
        parts += [between, line.text]
        length = start + len(line.text)
        while len(flow.starts) <= line.page:
            flow.starts.append(start)
        if line.row:
            flow.tables.append(TableRow(start, length, line.header))
        if line.run.scanned:
            _recognised(flow.recognised, start, length)
        last = line
    flow.starts += [length] * (count - len(flow.starts))
    flow.text = "".join(parts)
    return flow


def _recognised(spans: list[tuple[int, int]], start: int, end: int) -> None:
    if spans and start - spans[-1][1] <= 1:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))

"""Tables without lines: rows of short cells, most of them figures, that stand under one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from assistant.reports.loading.formats.pdf.runs import glue, rows_of
from assistant.reports.loading.formats.pdf.shapes import Box, Grid, Run

_LEAST_ROWS = 3
_SHORT = 14
_LONGEST = 40
_FIGURE = re.compile(r"(?:[+\-－±<>≥≤~]?\s*[0-9０-９][0-9０-９,，.．]*\s*[%％‰\w]{0,4}|[—\-－/]{1,2})")


def with_tables(boxes: Sequence[Box], before: Grid | None = None) -> list[list[Run] | Grid]:
    """Give the rows of a region from top to bottom, tables without lines put together.

    `before` is the table at the foot of the page before: a few rows under its header again are a part of it.
    """
    grids = [box for box in boxes if isinstance(box, Grid)]
    rows = rows_of(box for box in boxes if isinstance(box, Run))
    placed: list[tuple[float, list[Run] | Grid]] = [((grid.top + grid.bottom) / 2, grid) for grid in grids]
    at = 0
    while at < len(rows):
        end = _end(rows, at, grids)
        again = at == 0 and end > 1 and before is not None and [run.text for run in rows[0]] == [*before.cells[0]]
        grid = _grid(rows[at:end], sure=again) if again or end - at >= _LEAST_ROWS else None
        if grid is None:
            end = max(at + 1, end if end - at >= _LEAST_ROWS else at + 1)
            placed += [(row[0].base, row) for row in rows[at:end]]
        else:
            placed.append(((grid.top + grid.bottom) / 2, grid))
        at = end
    placed.sort(key=lambda one: one[0])
    return [what for _, what in placed]


def _end(rows: Sequence[Sequence[Run]], start: int, grids: Sequence[Grid]) -> int:
    """Give the end of the rows from `start` that hold several cells each; a wrapped line of a cell may follow one."""
    end = start
    while end < len(rows):
        if any(rows[start][0].base < grid.top < rows[end][0].base for grid in grids):
            break
        if len(rows[end]) < 2 and not (end > start and end + 1 < len(rows) and _wrapped(rows, end)):
            break
        end += 1
    return end


def _wrapped(rows: Sequence[Sequence[Run]], at: int) -> bool:
    """Tell whether the lone run of a row goes on in a cell of the row above: nearer to it than to the row below."""
    run, above, below = rows[at][0], rows[at - 1], rows[at + 1]
    over = next((one for one in above if abs(one.left - run.left) < 0.5 * run.size), None)
    return over is not None and 1.3 * (run.base - over.base) < below[0].base - run.base


def _grid(rows: Sequence[Sequence[Run]], *, sure: bool) -> Grid | None:
    """Build a table where the cells stand in columns and at least one column holds figures; None when unsure."""
    spans = _columns([run for row in rows if len(row) > 1 for run in row])
    if len(spans) < 2:
        return None
    cells: list[list[str]] = []
    for row in rows:
        line = [""] * len(spans)
        for run in row:
            column = next((at for at, (left, right) in enumerate(spans) if left <= run.left <= right), None)
            if column is None or line[column]:
                return None
            line[column] = run.text
        if len(row) == 1 and cells:
            column = next(at for at, text in enumerate(line) if text)
            cells[-1][column] += glue(cells[-1][column], line[column]) + line[column] if cells[-1][column] else ""
            if not cells[-1][column]:
                return None
        else:
            cells.append(line)
    if not sure and not _sure(cells):
        return None
    runs = [run for row in rows for run in row]
    return Grid(
        min(run.left for run in runs),
        max(run.right for run in runs),
        min(run.top for run in runs),
        max(run.bottom for run in runs),
        tuple(tuple(line) for line in cells),
        tuple(spans),
        plain=True,
    )


def _columns(runs: Sequence[Run]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: run.left):
        if spans and run.left <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], run.right))
        else:
            spans.append((run.left, run.right))
    return spans


def _sure(cells: Sequence[Sequence[str]]) -> bool:
    texts = [text for line in cells for text in line if text]
    if len(cells) < _LEAST_ROWS or median(map(len, texts)) > _SHORT or max(map(len, texts)) > _LONGEST:
        return False
    if len(texts) < 0.6 * len(cells) * len(cells[0]):
        return False
    for column in range(1, len(cells[0])):
        below = [line[column] for line in cells[1:] if line[column]]
        figures = sum(1 for text in below if _FIGURE.fullmatch(text))
        if figures >= 2 and figures >= 0.6 * len(below):
            return True
    return False

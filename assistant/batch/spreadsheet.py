"""Answers as a workbook, written as a stream: a sheet of answers, one of citations, one of rows by report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.cells import FORMULA, fitting
from assistant.batch.wording import REASONS, STATUSES, nearest_of, path_of, value_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Columns = Sequence[tuple[str, int]]

ANSWERS: Columns = (
    ("编号", 10), ("问题", 36), ("答案", 60), ("数值", 12), ("单位", 8), ("地区", 20), ("年份", 8),
    ("状态", 10), ("原因", 20), ("原文", 60), ("报告", 30), ("标题路径", 30), ("毫秒", 10),
)  # fmt: skip
CITATIONS: Columns = (
    ("编号", 10), ("标记", 8), ("报告", 30), ("名称", 36), ("地区", 20), ("年份", 8), ("时段", 14),
    ("标题路径", 30), ("页", 6), ("原文", 60), ("起", 8), ("止", 8),
)  # fmt: skip
ROWS: Columns = (
    ("编号", 10), ("问题", 36), ("报告", 30), ("地区", 20), ("年份", 8), ("时段", 14), ("已查到", 8),
    ("表述", 14), ("数值", 12), ("单位", 8), ("目标", 8), ("推算", 8), ("标记", 8), ("原文", 60),
)  # fmt: skip


@contextmanager
def write_workbook(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write three sheets row by row; every text is stored as text, whatever it starts with."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    answers = _sheet(book, "答案", ANSWERS)
    citations = _sheet(book, "引用", CITATIONS)
    rows = _sheet(book, "分报告", ROWS)

    def write(entry: dict[str, Any]) -> None:
        _append(answers, _answer(entry))
        for one in [*entry["citations"], *nearest_of(entry)]:
            _append(citations, _citation(entry["id"], one))
        if entry["coverage"] is not None:
            quotes = {one["marker"]: one["quote"] for one in entry["citations"]}
            for row in entry["rows"]:
                _append(rows, _row(entry, row, quotes.get(row["marker"])))

    try:
        yield write
    finally:
        book.save(path)  # also after an error: openpyxl's open streams would complain, and the file is dropped


def _sheet(book: Workbook, title: str, columns: Columns) -> WriteOnlyWorksheet:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    header = [_cell(sheet, name) for name, _ in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    return sheet


def _answer(entry: dict[str, Any]) -> list[object]:
    value, unit = value_of(entry)
    first = entry["citations"][0] if entry["citations"] else {}
    reason = REASONS.get(entry["reason"], entry["reason"])
    return [
        entry["id"], entry["question"], entry["answer"], value, unit, first.get("region"), first.get("year"),
        STATUSES[entry["status"]], reason, first.get("quote"), first.get("report"),
        path_of(first.get("heading", [])), entry.get("elapsed_ms"),
    ]  # fmt: skip


def _citation(name: str, one: dict[str, Any]) -> list[object]:
    marker = "最接近" if one["marker"] is None else one["marker"]
    return [
        name, marker, one["report"], one["title"], one["region"], one["year"], one["period"],
        path_of(one["heading"]), one["page"], one["quote"], one["start"], one["end"],
    ]  # fmt: skip


def _row(entry: dict[str, Any], row: dict[str, Any], quote: str | None) -> list[object]:
    stated = "是" if row["stated"] else "未找到"
    yes = {True: "是", False: "否", None: None}
    return [
        entry["id"], entry["question"], row["report"], row["region"], row["year"], row["period"],
        stated, row["value"], row["number"], row["unit"], yes[row["goal"]],
        yes[row["computed"]], row["marker"], quote,
    ]  # fmt: skip


def _append(sheet: WriteOnlyWorksheet, values: list[object]) -> None:
    sheet.append([_cell(sheet, value) for value in values])


def _cell(sheet: WriteOnlyWorksheet, value: object) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Make a cell; text is marked as text, so that Excel neither computes it nor does after an edit."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, fitting(value))
    cell.data_type = "s"
    cell.alignment = _wrapped()
    cell.quotePrefix = bool(FORMULA.match(value))
    return cell


@cache
def _wrapped() -> Alignment:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top")

"""Answers as a workbook: a sheet of answers, one of citations, and one for each question over several reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.batch.shape import Shape
from assistant.batch.wording import STATUSES, nearest_of, path_of, reason_of, value_of
from assistant.batch.xlsx import Book, Sheet, Text, Value

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
# Questions over several reports that have a sheet of their own; Excel gets slow with more sheets than some hundreds.
MOST_SHEETS = 200


@contextmanager
def write_workbook(path: Path, shape: Shape) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write the sheets row by row; every text is stored as text, whatever it starts with."""
    with Book(path) as book:
        writer = _Answers(book, shape)
        yield writer.write
        writer.close()


class _Answers:
    def __init__(self, book: Book, shape: Shape) -> None:
        self._book, self._link = book, shape.link
        self._answers = book.sheet("答案", ANSWERS)
        self._citations = book.sheet("引用", CITATIONS)
        self._own = 0
        self._others: Sheet | None = None

    def write(self, entry: dict[str, Any]) -> None:
        rows = self._rows(entry) if entry["coverage"] is not None else None
        self._answers.append(self._answer(entry, None if rows is None else f"#{rows}"))
        for one in [*entry["citations"], *nearest_of(entry)]:
            self._citations.append(citation(entry["id"], one, self._link))

    def close(self) -> None:
        for sheet in (self._answers, self._citations, self._others):
            if sheet is not None:
                sheet.close()

    def _rows(self, entry: dict[str, Any]) -> str:
        """Write the rows of a question over several reports; give the name of their sheet."""
        self._own += 1
        if self._own <= MOST_SHEETS:
            sheet = self._book.sheet(f"分报告 {entry['id']}", ROWS)
        else:
            sheet = self._others = self._others or self._book.sheet("其余分报告", ROWS)
        quotes = {one["marker"]: one["quote"] for one in entry["citations"]}
        for row in entry["rows"]:
            sheet.append(self._row(entry, row, quotes.get(row["marker"])))
        if sheet is not self._others:
            sheet.close()
        return sheet.name

    def _answer(self, entry: dict[str, Any], sheet: str | None) -> list[Value]:
        value, unit = value_of(entry)
        first = entry["citations"][0] if entry["citations"] else {}
        return [
            Text(entry["id"], sheet), entry["question"], entry["answer"], value, unit, first.get("region"),
            first.get("year"), STATUSES[entry["status"]], reason_of(entry), first.get("quote"),
            linked(entry.get("report") or first.get("report"), self._link), path_of(first.get("heading", [])),
            entry.get("elapsed_ms"),
        ]  # fmt: skip

    def _row(self, entry: dict[str, Any], row: dict[str, Any], quote: str | None) -> list[Value]:
        stated = "是" if row["stated"] else "未找到"
        yes = {True: "是", False: "否", None: None}
        return [
            entry["id"], entry["question"], linked(row["report"], self._link), row["region"], row["year"],
            row["period"], stated, row["value"], row["number"], row["unit"], yes[row["goal"]],
            yes[row["computed"]], row["marker"], quote,
        ]  # fmt: skip


def citation(name: str, one: dict[str, Any], link: Callable[[str], str | None]) -> list[Value]:
    """Give the row of a citation of the entry with this id."""
    marker = "最接近" if one["marker"] is None else one["marker"]
    return [
        name, marker, linked(one["report"], link), one["title"], one["region"], one["year"], one["period"],
        path_of(one["heading"]), one["page"], one["quote"], one["start"], one["end"],
    ]  # fmt: skip


def linked(report: str | None, link: Callable[[str], str | None]) -> Value:
    """Give the cell of a report, from which its original is opened."""
    return None if report is None else Text(report, link(report))

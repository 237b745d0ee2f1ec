"""What became of each file of an add: a table for the terminal, and the same as a .csv file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import QuestionError, system_reason
from assistant.model import Report

if TYPE_CHECKING:
    from assistant.index import Added

RESULTS = {"added": "新增", "replaced": "更新", "unchanged": "没有变", "duplicate": "重复", "failed": "没有读入"}
COLUMNS = ("报告", "结果", "字数", "去掉", "标题", "表格", "段落", "地区", "年份", "提示")
NUMBERS = ("字数", "去掉", "标题", "表格", "段落")
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t")


def table(items: Iterable[Added]) -> Any:  # noqa: ANN401 - rich is loaded when a table is
    """Give one line a file: what was kept and dropped, what it is, and what was noticed."""
    built = columns(*COLUMNS)
    for item in items:
        built.add_row(*_cells(item).values())
    return built


def columns(*names: str) -> Any:  # noqa: ANN401 - rich is loaded when a table is
    """Give an empty table with these columns."""
    from rich.table import Table

    built = Table()
    for name in names:
        built.add_column(name, justify="right" if name in NUMBERS else "left", overflow="fold")
    return built


def check(path: Path) -> None:
    """Raise QuestionError, before anything is read, when a table cannot be written there."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise QuestionError("写不了：没有这个文件夹，或它本身是文件夹", where=str(path), fix="请换一个位置")


def save(items: Iterable[Added], path: Path) -> None:
    """Write the same lines, the source and what failed too, as UTF-8 with a mark, which spreadsheets read."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, ("来源", *COLUMNS))
            writer.writeheader()
            for item in items:
                writer.writerow({name: _safe(value) for name, value in ({"来源": item.source} | _cells(item)).items()})
    except OSError as error:
        raise QuestionError(f"写不了（{system_reason(error)}）", where=str(path), fix="请换一个位置") from error


def year(card: Report) -> str:
    """Give the year of a report for a table."""
    return "未知" if card.year is None else str(card.year)


def _cells(item: Added) -> dict[str, str]:
    notes = "；".join(part for part in (item.message, *item.warnings) if part)
    if item.card is None:
        return dict.fromkeys(COLUMNS, "") | {"报告": item.report, "结果": RESULTS[item.status], "提示": notes}
    counts = [str(item.card.counts.get(name, "")) for name in ("kept", "dropped", "headings", "tables")]
    passages = str(item.passages) if item.passages else ""
    known = (item.card.region or "未知", year(item.card), notes)
    return dict(zip(COLUMNS, (_name(item), RESULTS[item.status], *counts, passages, *known), strict=True))


def _name(item: Added) -> str:
    """Give the report's name; for a duplicate that of its own file, with the path when the other is called the same."""
    if item.status != "duplicate" or "://" in item.source:
        return item.source if item.status == "duplicate" else item.report
    name = Path(item.source).name
    return item.source if name == item.report else name


def _safe(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value

"""The metrics as a table: in the terminal, and in Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table

TYPES = {
    "fact_number": "单个数字", "fact_text": "单个事实", "list": "列举", "across": "各地",
    "colloquial": "口语", "reasoning": "推算", "followup": "追问", "unanswerable": "无答案",
}  # fmt: skip
SPLITS = {"tune": "调试部分", "test": "测试部分"}
SHARES = {
    "right": "正确", "refused": "该拒已拒", "refused_wrongly": "误拒", "cited": "出处对", "verbatim": "逐字",
    "figures": "数字有据", "rows_precision": "行准", "rows_recall": "行全",
    "false_silence": "误称未提",
}  # fmt: skip
CHINESE = TYPES | SPLITS | SHARES | {"type": "题型", "questions": "题数", "all": "全部"}


def rich_table(metrics: dict[str, Any]) -> Table:
    """Give the table for a terminal, in Chinese, shares in percent."""
    from rich.table import Table

    table = Table(title="评测")
    header, *lines = _lines(metrics)
    for place, name in enumerate(header):
        table.add_column(CHINESE.get(name, name), justify="right" if place else "left")
    for name, *cells in lines:
        table.add_row(CHINESE[name], *(cell.replace(" (", "\n(") for cell in cells))
    return table


def markdown_table(metrics: dict[str, Any]) -> str:
    """Give the table for docs/results.md, with the names of the fields of metrics.json."""
    header, *lines = _lines(metrics)
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "".join(f"| {' | '.join(line)} |\n" for line in (header, rule, *lines))


def _lines(metrics: dict[str, Any]) -> Iterator[list[str]]:
    """Give the header, then a line for each type, each split and all."""
    yield ["type", "questions", *SHARES, "p50 ms", "p95 ms"]
    for group in ("types", "splits"):
        yield from (_line(name, one) for name, one in metrics[group].items())
    yield _line("all", metrics["all"])


def _line(name: str, one: dict[str, Any]) -> list[str]:
    times = ["—" if one[key] is None else f"{one[key]:.1f}" for key in ("p50_ms", "p95_ms")]
    return [name, str(one["questions"]), *(share(one[key]) for key in SHARES), *times]


def share(score: dict[str, Any]) -> str:
    """Give a share with its counts: 96.9% (62/64)."""
    if score["score"] is None:
        return "—"
    return f"{score['score']:.1%} ({score['hits']}/{score['total']})"

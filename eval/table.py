"""The metrics as a table: in the terminal, and in Markdown for the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
CHINESE |= {
    "answerer": "作答", "none": "不用模型", "model": "用模型", "used": "用上模型", "tokens in": "读入词元",
    "tokens out": "写出词元", "cost": "费用", "judge": "模型评判", "agreement": "与评判一致",
}  # fmt: skip
Told = Mapping[str, dict[str, Any]]


def rich_table(metrics: dict[str, Any]) -> Table:
    """Give the table for a terminal, in Chinese, shares in percent."""
    return _rich(list(_lines(metrics)))


def _rich(lines: Sequence[Sequence[str]]) -> Table:
    from rich.table import Table

    table = Table(title="评测")
    for place, name in enumerate(lines[0]):
        table.add_column(CHINESE.get(name, name), justify="right" if place else "left")
    for cells in lines[1:]:
        table.add_row(*(CHINESE.get(cell, cell).replace(" (", "\n(") for cell in cells))
    return table


def markdown_table(metrics: dict[str, Any]) -> str:
    """Give the table for docs/results.md, with the names of the fields of metrics.json."""
    return _markdown(list(_lines(metrics)))


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(lines[0]) - 1)
    return "".join(f"| {' | '.join(line)} |\n" for line in (lines[0], rule, *lines[1:]))


def rich_sides(told: Told) -> Table:
    """Give one table for a terminal of the metrics of several answerers, by their names, side by side.

    Without counts and without columns that hold nothing, so that it fits.
    """
    lines = [[cell.split(" (")[0] for cell in line] for line in _sides(told)]
    kept = [place for place in range(len(lines[0])) if any(line[place] != "—" for line in lines[1:])]
    return _rich([[line[place] for place in kept] for line in lines])


def markdown_sides(told: Told) -> str:
    """Give the same table in Markdown."""
    return _markdown(list(_sides(told)))


def _lines(metrics: dict[str, Any]) -> Iterator[list[str]]:
    """Give the header, then a line for each type, each split and all."""
    yield ["type", "questions", *SHARES, "p50 ms", "p95 ms"]
    for group in ("types", "splits"):
        yield from (_line(name, one) for name, one in metrics[group].items())
    yield _line("all", metrics["all"])


def _line(name: str, one: dict[str, Any]) -> list[str]:
    times = ["—" if one[key] is None else f"{one[key]:.1f}" for key in ("p50_ms", "p95_ms")]
    return [name, str(one["questions"]), *(share(one[key]) for key in SHARES), *times]


def _sides(told: Told) -> Iterator[list[str]]:
    """Give the header, then for each type, each split and all a line for each answerer, with what its model took."""
    first = next(iter(told.values()))
    opinions = ["judge", "agreement"] if "judge" in first["all"] else []
    model = ["used", "tokens in", "tokens out", "cost"]
    yield ["type", "answerer", "questions", *SHARES, *opinions, "p50 ms", "p95 ms", *model]
    groups = [(kind, name) for kind in ("types", "splits") for name in first[kind]]
    for kind, name in (*groups, ("", "all")):
        for answerer, metrics in told.items():
            one = metrics[kind][name] if kind else metrics[name]
            title, questions, *cells = _line(name, one)
            times = [cells.pop(-2), cells.pop()]
            said = [share(one[key]) for key in opinions]
            yield [title, answerer, questions, *cells, *said, *times, *_taken(one["model"])]


def _taken(model: dict[str, Any]) -> list[str]:
    if not model["calls"] + model["cached"]:
        return ["—"] * 4
    about = "≈" if model["estimated"] else ""
    cost = "—" if model["cost"] is None else f"{model['cost']:.4f}"
    return [share(model["written"]), f"{about}{model['tokens_in']:,}", f"{about}{model['tokens_out']:,}", cost]


def share(score: dict[str, Any]) -> str:
    """Give a share with its counts: 96.9% (62/64)."""
    if score["score"] is None:
        return "—"
    return f"{score['score']:.1%} ({score['hits']}/{score['total']})"

"""Put the page together from records and metrics, and write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from eval.records import Record
from eval.report import charts, missed
from eval.report.markup import share, table, text
from eval.report.names import TABLES
from eval.table import SPLITS, TYPES

FOLDER = Path(__file__).parent
UNSURE = 0.5
NOTE = (
    "格里依次是比率、题数或件数、95% 区间（按题重抽 2000 次，种子固定）。全中或全不中时区间缩成一点："
    "没有发生过的事抽不出来，可按三倍法则估计，n 次全中时失误率约在 3/n 以下。"
)


def write(path: Path, records: Sequence[Record], metrics: Mapping[str, Any]) -> None:
    """Write the page of a run: one file that asks nothing of any host."""
    path.write_text(built(records, metrics), encoding="utf-8", newline="\n")


def built(records: Sequence[Record], metrics: Mapping[str, Any]) -> str:
    """Give the page of a run."""
    return Template((FOLDER / "page.html").read_text("utf-8")).substitute(
        style=(FOLDER / "style.css").read_text("utf-8"),
        lead=_lead(metrics["all"]),
        tables="\n".join(_tables(metrics)),
        charts="\n".join(_charts(records)),
        misses="\n".join(map(missed.shown, missed.missed(records))) or text("p", "没有。"),
    )


def _lead(whole: Mapping[str, Any]) -> str:
    right, failed = whole["right"], f"，出错 {whole['failed']} 题" if whole["failed"] else ""
    told = f"{whole['questions']} 题，正确 {right['hits']} 题{failed}。"
    times = (
        ""
        if whole["p50_ms"] is None
        else f"一半的题在 {whole['p50_ms']:.1f} 毫秒内、95% 的题在 {whole['p95_ms']:.1f} 毫秒内答完。"
    )
    return text("p", told + times) + text("p", NOTE, class_="soft")


def _tables(metrics: Mapping[str, Any]) -> Iterator[str]:
    """Give a table for each kind of metric: a line for each type, each split and all."""
    groups = [(TYPES[name], one) for name, one in metrics["types"].items()]
    groups += [(SPLITS[name], one) for name, one in metrics["splits"].items()]
    groups.append(("全部", metrics["all"]))
    for title, names in TABLES.items():
        head = ["题型", "题数", *(text("span", name, title=told) for name, told in names.values())]
        lines = [[name, str(one["questions"]), *(share(one[key]) for key in names)] for name, one in groups]
        told = "；".join(f"{name}：{told}" for name, told in names.values())
        yield text("h2", title) + table(head, lines) + text("p", f"{told}。", class_="soft")


def _charts(records: Sequence[Record]) -> Iterator[str]:
    """Give the histogram of all times, of each type's where there are several, and the curve."""
    groups = {"全部": list(records)}
    types = {TYPES[name]: [one for one in records if one.item.type == name] for name in TYPES}
    groups |= {name: some for name, some in types.items() if some} if sum(map(bool, types.values())) > 1 else {}
    answered = [one for one in records if one.entry["status"] in ("answered", "partial")]
    if answered:
        sure = [UNSURE if one.entry.get("confidence") is None else one.entry["confidence"] for one in answered]
        yield charts.risk(sure, [one.verdict.right for one in answered], len(records), "风险与覆盖")
    for name, some in groups.items():
        if times := [one.entry["elapsed_ms"] for one in some if one.entry["status"] != "failed"]:
            yield charts.histogram(times, f"用时：{name}，{len(times)} 题")

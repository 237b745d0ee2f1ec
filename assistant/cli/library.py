"""The commands that change or show a library: add, list, show, remove, edit."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli import added
from assistant.cli.output import complain, console, progress, say
from assistant.errors import QuestionError
from assistant.model import Report

if TYPE_CHECKING:
    from assistant.index import Library

EDITABLE = {
    "title": "标题", "region": "地区全名，例如 辽宁省阜新市海州区", "level": "级别：国、省、市、县、乡",
    "issuer": "发文单位", "year": "最后一个涉及的年份", "years": "涉及的年份，用逗号隔开",
    "delivered": "作报告的年份", "published": "发布日期，例如 2024-01-31",
}  # fmt: skip
NUMBERS = ("year", "delivered")
FIELDS = {
    "report": "报告", "source": "来源", "title": "标题", "region": "地区", "level": "级别", "issuer": "发文单位",
    "year": "年份", "years": "涉及年份", "delivered": "作报告的年份", "published": "发布日期", "warnings": "提示",
    "dated": "落款日期", "encoding": "文字编码",
}  # fmt: skip


def folder(arguments: argparse.Namespace) -> Path:
    """Give the library that was named, else the one of the settings."""
    from assistant.settings import settings

    return arguments.library or settings().library


def add(arguments: argparse.Namespace) -> int:
    """Read files into the library; 2 when some failed, 1 when all did."""
    from assistant.assistant import add_files
    from assistant.reports.loading.sources import count

    if arguments.report:
        added.check(arguments.report)
    with progress("读入", count(arguments.paths)) as advance:
        result = add_files(
            folder(arguments), arguments.paths, sample=arguments.samples, on_progress=lambda _: advance()
        )
    read = [item for item in result.items if item.status != "failed"]
    failed = [item for item in result.items if item.status == "failed"]
    if read:
        console().print(added.table(read))
        say(f"资料库里现有 {result.reports} 份报告，{result.passages} 个段落。")
    if result.embedded_anew:
        say(f"资料库里原有的 {result.embedded_anew} 个段落，向量已用现在的模型重新计算。")
    for item in failed:
        complain(item.message or f"{item.source}：读不了")
    if not result.items:
        complain(f"{'、'.join(arguments.paths)}：没有找到可以读入的文件。可以读 .html、.pdf、.docx、.txt、.md 等")
    if arguments.report:
        added.save(result.items, arguments.report)
        say(f"每个文件的情况写在 {arguments.report}")
    return (2 if read else 1) if failed else 0 if read else 1


def listing(arguments: argparse.Namespace) -> int:
    """List the reports, as a table or as one JSON line each."""
    from assistant.index import Library

    library = Library.open(folder(arguments))
    counts = passages(library)
    if arguments.json:
        for card in library.cards:
            say(json.dumps(described(card, counts[card.report]), ensure_ascii=False))
        return 0
    table = added.columns("报告", "地区", "级别", "年份", "段落", "提示")
    for card in library.cards:
        known = (card.report, card.region or "未知", card.level or "未知", added.year(card))
        table.add_row(*known, str(counts[card.report]), "；".join(card.warnings))
    console().print(table)
    say(f"{len(library.cards)} 份报告，{library.passage_count} 个段落。")
    return 0


def show(arguments: argparse.Namespace) -> int:
    """Show one report, or what was dropped from it."""
    from assistant.index import Library
    from assistant.reports.cleaning.rules import rule_label

    report = Library.open(folder(arguments)).report(arguments.report)
    if arguments.dropped:
        for one in report.dropped:
            say(f"{rule_label(one.rule)}\t{one.line}")
        return 0
    more = {"issuer": report.issuer, "dated": report.dated, "encoding": report.encoding}
    for name, value in (described(report, None) | more).items():
        place = report.evidence.get(name)
        if name != "passages":
            say(f"{FIELDS[name]}：{_told(value)}{f'（{place}）' if place else ''}")
    say()
    for section in report.sections:
        if section.kind in ("title", "heading"):
            say(f"{'  ' * max(section.level - 1, 0)}{report.text[section.start : section.end].strip()}")
    say()
    say(report.text)
    return 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove reports by name, or the samples; 2 when some names are unknown, 1 when all are."""
    from assistant.index import Library
    from assistant.index.library import unknown_report

    library = Library.open(folder(arguments))
    known = {card.report for card in library.cards}
    wanted = dict.fromkeys(arguments.reports)
    there, unknown = [one for one in wanted if one in known], [one for one in wanted if one not in known]
    removed = Library.remove(folder(arguments), there, samples=arguments.samples)
    for name in removed:
        say(f"已移除 {name}")
    for name in unknown:
        complain(str(unknown_report(name)))
    if unknown:
        return 2 if removed else 1
    if not removed:
        say("没有要移除的报告。")
    return 0


def edit(arguments: argparse.Namespace) -> int:
    """Correct the identity of a report and show it."""
    from assistant.index import Library

    given = {name: getattr(arguments, name) for name in EDITABLE if getattr(arguments, name) is not None}
    if not given:
        raise QuestionError("没有说要更正什么", where=arguments.report, fix="例如 --year 2023")
    card = Library.edit(folder(arguments), arguments.report, **{name: _value(name, one) for name, one in given.items()})
    for name in EDITABLE:
        say(f"{FIELDS[name]}：{_told(getattr(card, name))}")
    return 0


def described(card: Report, count: int | None) -> dict[str, Any]:
    """Give the fields of `list --json`, in the contract's order."""
    return {
        "report": card.report, "source": card.source, "title": card.title, "region": card.region,
        "level": card.level, "year": card.year, "years": list(card.years), "delivered": card.delivered,
        "published": card.published, "passages": count, "warnings": list(card.warnings),
    }  # fmt: skip


def passages(library: Library) -> dict[str, int]:
    """Count the passages of each report."""
    import numpy as np

    counts = np.bincount(library.owners, minlength=len(library.cards))
    return {card.report: int(count) for card, count in zip(library.cards, counts, strict=True)}


def _told(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(str(one) for one in value) or "无"
    return "未知" if value is None else str(value)


def _value(name: str, given: str) -> str | int | list[int] | None:
    """Read the value of an option; '' says that it is unknown."""
    if name == "years":
        return [_number(name, one) for one in given.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    if not given.strip():
        return None
    return _number(name, given) if name in NUMBERS else given


def _number(name: str, given: str) -> int:
    if not given.strip().isdecimal():
        raise QuestionError(f"--{name} 要写年份，不能是 {given}", fix="例如 2023")
    return int(given)

"""The answer over several reports: one lead sentence, a Markdown table, and plain words about the silent ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.compute import comparable, computed, ranking
from assistant.answering.names import indicator_name, join, report_name
from assistant.model import Coverage, Question, Report, Row


def cell(text: str) -> str:
    """Keep a text inside its cell."""
    return text.replace("|", "｜").replace("\n", " ")


def table(rows: Sequence[Row]) -> str:
    """Write stated rows as a Markdown table: region, year, period, value, marker."""
    head = "| 地区 | 年度 | 期间 | 数值 | 出处 |\n| --- | --- | --- | --- | --- |"
    lines = [
        f"| {cell(row.region or row.report)} | {row.year or '不详'} | {cell(row.period or '—')} "
        f"| {cell(row.value or '')}{'（目标）' if row.goal else ''} | [{row.marker}] |"
        for row in rows
        if row.stated
    ]
    return "\n".join([head, *lines])


def several(question: Question, rows: Sequence[Row], coverage: Coverage, cards: Mapping[str, Report]) -> str:
    """Write the whole answer over several reports."""
    stated = [row for row in rows if row.stated]
    wanted = indicator_name(question)
    kept, left = comparable(rows, question.operation)
    result = computed(kept, question.operation)
    if question.operation == "rank" or (result and question.operation in ("max", "min")):
        stated = [*ranking(kept), *left]
    lead = f"查阅了{coverage.reports}份报告，其中{coverage.stating}份写明了“{wanted}”。"
    parts = [
        result + _left_out(left, result) + lead,
        table(stated),
        _silent(coverage, cards),
        _missing(question),
    ]
    return "\n\n".join(part for part in parts if part)


def _left_out(left: Sequence[Row], result: str) -> str:
    """Say which rows a computation did not take in, because of their year or unit."""
    if not result or not left:
        return ""
    return f"（年度或单位不同，未计入：{join(dict.fromkeys(row.region or row.report for row in left))}）"


def _silent(coverage: Coverage, cards: Mapping[str, Report]) -> str:
    if not coverage.silent:
        return ""
    names = join(report_name(cards[one.report]) for one in coverage.silent)
    return f"未找到：{names}。以上{len(coverage.silent)}份报告也已查阅，未找到这项内容的说明。"


def _missing(question: Question) -> str:
    if not question.missing_regions:
        return ""
    return f"资料库中没有{join(question.missing_regions)}的报告。"

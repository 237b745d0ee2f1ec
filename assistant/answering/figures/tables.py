"""The answer over several reports: one lead sentence, a Markdown table, and plain words about the silent ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.figures.compute import ALONE, comparable, computed, grown, ranking
from assistant.answering.figures.years import by_year, growth, over_years
from assistant.answering.names import indicator_name, join, report_name
from assistant.model import Coverage, Level, Question, Report, Row

# 增长了几成: the share is asked for, not the difference alone
GROWTH = re.compile("几成|百分之几|百分之多少|幅度|幅|增速|%")
LEVELS: tuple[Level, ...] = ("国", "省", "市", "县", "乡")


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
    levels = {name: card.level for name, card in cards.items()}
    kept, left = comparable(rows, levels, question.operation, named=question.scope == "several")
    years = over_years(question, cards)
    if years:
        kept, left = by_year(question, rows), []
    if question.bound:
        # each is held against the bound alone, whatever its year and level
        kept, left = stated, []
    result = computed(kept, question.operation, bound=question.bound, top=question.top)
    if years and GROWTH.search(question.left) and (pair := growth(kept)):
        result += grown(*pair)
    if years:
        stated = sorted(stated, key=lambda row: row.year or 0)
    elif question.bound or question.top or question.operation in ("rank", "max", "min"):
        stated = [*ranking(kept), *left]
    if question.operation in ("max", "min") and len(kept) > 1 and not years:
        result += _levels({cards[row.report].level for row in kept})
    lead = f"查阅了{coverage.reports}份报告，其中{coverage.stating}份写明了“{wanted}”。"
    parts = [
        result + _left_out(left, result) + lead,
        table(stated),
        _silent(coverage, cards),
        missing(question),
    ]
    return "\n\n".join(part for part in parts if part)


def _levels(levels: set[Level | None]) -> str:
    """Say when places of different levels are compared: a city is larger than its county anyway."""
    named = "、".join(level for level in LEVELS if level in levels)
    return f"（其中有不同的行政级别：{named}级）" if len(levels) > 1 else ""


def _left_out(left: Sequence[Row], result: str) -> str:
    """Say which rows a computation did not take in, because of their year, unit or level."""
    if not result or not left or result == ALONE:
        return ""
    return f"（年度、单位或行政级别不同，未计入：{join(dict.fromkeys(row.region or row.report for row in left))}）"


def _silent(coverage: Coverage, cards: Mapping[str, Report]) -> str:
    if not coverage.silent:
        return ""
    names = join(report_name(cards[one.report]) for one in coverage.silent)
    return f"未找到：{names}。以上{len(coverage.silent)}份报告也已查阅，未找到这项内容的说明。"


def missing(question: Question) -> str:
    """Say which named places have no report, "" where each has one."""
    if not question.missing_regions:
        return ""
    return f"资料库中没有{join(question.missing_regions)}的报告。"

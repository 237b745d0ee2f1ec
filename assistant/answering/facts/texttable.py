"""Several reports that each say something in words: a table of their sentences, and who says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.answering.cite import Markers
from assistant.answering.figures.rows import coverage_of, ordered, silent_row
from assistant.answering.figures.tables import cell, missing
from assistant.answering.names import indicator_name, join, report_name
from assistant.model import Answer, Hit, Question, Report, Row


def told_table(
    question: Question,
    cells: Mapping[str, tuple[str, int]],
    hits: Mapping[str, Sequence[Hit]],
    cards: Mapping[str, Report],
    markers: Markers,
) -> Answer | None:
    """Give one row a report with its words (text, marker); None where no report says it."""
    if not cells:
        return None
    rows = tuple(_row(cards[name], cells.get(name)) for name in ordered(question.reports, cards))
    stated = [row for row in rows if row.stated]
    coverage = coverage_of(rows, question, hits, cards)
    head = "| 地区 | 年度 | 原文 | 出处 |\n| --- | --- | --- | --- |"
    lines = [
        f"| {cell(row.region or row.report)} | {row.year or '不详'} | {cell(row.value or '')} | [{row.marker}] |"
        for row in stated
    ]
    lead = f"查阅了{coverage.reports}份报告，其中{coverage.stating}份提到“{indicator_name(question)}”。"
    silent = join(report_name(cards[one.report]) for one in coverage.silent)
    tail = f"未找到：{silent}。以上{len(coverage.silent)}份报告也已查阅，未找到相关说明。" if silent else ""
    return Answer(
        question=question.asked,
        status="partial" if question.missing_regions else "answered",
        answer="\n\n".join(part for part in (lead, "\n".join([head, *lines]), tail, missing(question)) if part),
        citations=markers.citations(),
        rows=(*stated, *(row for row in rows if not row.stated)),
        coverage=coverage,
        understood=question,
    )


def _row(card: Report, told: tuple[str, int] | None) -> Row:
    if told is None:
        return silent_row(card)
    return Row(
        report=card.report, region=card.region, year=card.year, stated=True, value=told[0], goal=False, computed=False,
        marker=told[1],
    )  # fmt: skip

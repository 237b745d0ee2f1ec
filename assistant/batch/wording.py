"""How an entry is told in documents for people: words for its status and places, and its single value."""

from __future__ import annotations

import re
from typing import Any

_MARKER = re.compile(r"\[\d+\]")
STATUSES = {"answered": "已回答", "partial": "部分回答", "refused": "未能回答", "failed": "出错"}
REASONS = {
    "no_such_region": "没有这个地区的报告",
    "no_such_year": "没有这一年的报告",
    "not_stated": "报告中未找到",
    "unclear": "问题不清楚",
    "off_topic": "与报告无关",
}


def reason_of(entry: dict[str, Any]) -> str | None:
    """Give why an entry was refused or failed."""
    reason: str | None = entry["reason"]
    return REASONS.get(reason, reason) if reason else None


def asked_of(entry: dict[str, Any]) -> str:
    """Give an entry's question, and in a matrix the report that it was asked of."""
    report = f"（{entry['report']}）" if entry.get("report") else ""
    return f"{entry['question']}{report}"


def answer_in_a_cell(entry: dict[str, Any]) -> str:
    """Give an answer in few words: its one figure as it is written, else its text without markers, else why not."""
    if entry["status"] == "failed":
        return f"出错：{entry['reason']}"
    if entry["status"] == "refused":
        return "未找到" if entry["reason"] == "not_stated" else reason_of(entry) or "未能回答"
    stated = [row for row in entry["rows"] if row["stated"]]
    if entry["coverage"] is None and len(stated) == 1 and stated[0]["value"]:
        return f"{stated[0]['value']}（目标）" if stated[0]["goal"] else str(stated[0]["value"])
    return _MARKER.sub("", entry["answer"]).strip()


def evidence_of(entry: dict[str, Any]) -> str | None:
    """Give the quotes of an answer with their places, or the nearest one of a refusal, told as such."""
    told = "\n".join(f"{one['quote']}（{_where(one)}）" for one in entry["citations"])
    if not told and (nearest := nearest_of(entry)):
        told = f"最接近的原文（不是答案）：{nearest[0]['quote']}（{_where(nearest[0])}）"
    return told or None


def _where(citation: dict[str, Any]) -> str:
    period = f"{citation['period']}；" if citation["period"] else ""
    return period + place_of(citation)


def path_of(heading: list[str]) -> str:
    """Give a heading path in one line."""
    return " › ".join(heading)


def place_of(citation: dict[str, Any]) -> str:
    """Give where a quote stands: report, heading path and page."""
    page = f"第 {citation['page']} 页" if citation["page"] else ""
    return " › ".join(part for part in (citation["report"], path_of(citation["heading"]), page) if part)


def mark_of(citation: dict[str, Any]) -> str:
    """Give the marker of a citation, or a bullet for nearest evidence."""
    return "·" if citation["marker"] is None else f"[{citation['marker']}]"


def coverage_of(coverage: dict[str, Any]) -> str:
    """Tell in one sentence how many reports were looked into, and in which the figure was not found."""
    told = f"查了 {coverage['reports']} 份报告，{coverage['stating']} 份写明"
    silent = "、".join(name_of(one) for one in coverage["silent"])
    return f"{told}；未找到：{silent}。" if silent else f"{told}。"


def name_of(silent: dict[str, Any]) -> str:
    """Give region (else report) and year of a silent report."""
    name: str = silent["region"] or silent["report"]
    return f"{name}（{silent['year']}年）" if silent["year"] else name


def nearest_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the nearest evidence of an entry, that of silent reports too, each once: it is shown, never as an answer."""
    silent = entry["coverage"]["silent"] if entry["coverage"] else []
    found = [*entry["nearest"], *(one["nearest"] for one in silent if one["nearest"])]
    return list({(one["report"], one["start"], one["end"]): one for one in found}.values())


def value_of(entry: dict[str, Any]) -> tuple[float | str | None, str | None]:
    """Give number (or wording) and unit of an answer that is one stated figure, else two Nones."""
    stated = [row for row in entry["rows"] if row["stated"]]
    if entry["coverage"] is not None or len(stated) != 1:
        return None, None
    row = stated[0]
    return (row["value"] if row["number"] is None else row["number"]), row["unit"]

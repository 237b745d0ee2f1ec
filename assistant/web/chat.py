"""An answer as HTML: its text, what was understood, its citations, and what was not found."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.model import Answer, Citation, Coverage, Question, Silent
from assistant.web.markup import answer_body, attributes, escape

STATUS = {"partial": "部分回答", "refused": "未找到", "failed": "出错"}
REASON = {
    "no_such_region": "报告库里没有这个地区的报告",
    "no_such_year": "报告库里没有这一年的报告",
    "not_stated": "查过的报告里未找到",
    "unclear": "问题不够明确",
    "off_topic": "与报告内容无关",
}
KIND = {"figure": "数值", "rate": "比率", "yes_no": "是否", "list": "列举", "text": "内容"}
SCOPE = {"one": "单份报告", "several": "多份报告", "all": "各地汇总", "unnamed": "未指定地区"}
OPERATION = {
    "sum": "合计", "mean": "平均", "average": "平均", "max": "最高", "min": "最低", "rank": "排序",
    "count": "计数", "difference": "相差", "compare": "比较", "ratio": "占比", "growth": "增减",
}  # fmt: skip
OPEN_CITATIONS = 3


def question_html(question: str) -> str:
    """Give the user's words as they were typed."""
    return f'<div class="asked">{escape(question)}</div>'


def waiting_html() -> str:
    """Give what stands in the place of an answer until it comes."""
    return '<div class="waiting" role="status">正在查阅报告…</div>'


def answer_html(answer: Answer) -> str:
    """Give the whole answer, with every citation's place in it for the page's script to open."""
    markers = [one.marker for one in answer.citations if one.marker is not None]
    body = answer_body(answer.answer, markers) if answer.answer else ""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in answer.notes)
    parts = [
        _status(answer.status, answer.reason),
        f'<div class="body">{body}</div>' if body else "",
        notes,
        _citations(answer.citations),
        _nearest(answer.nearest),
        _coverage(answer.coverage),
        _chips(answer.understood, answer.coverage, answer.elapsed_ms),
    ]
    return f'<article class="answer" data-status="{escape(answer.status)}">{"".join(parts)}</article>'


def place(region: str | None, year: int | None, name: str | None) -> str:
    """Give where a quote comes from, in one line: region · year · title."""
    return " · ".join(part for part in (region, f"{year}年" if year else None, name) if part)


def _status(status: str, reason: str | None) -> str:
    if status not in STATUS:
        return ""
    why = reason or "" if status == "failed" else REASON.get(reason or "", "")
    why = f'<span class="why">{escape(why)}</span>' if why else ""
    return f'<div class="status"><strong>{STATUS[status]}</strong>{why}</div>'


def _citation(citation: Citation) -> str:
    """Give one citation as a button that opens its place in the report."""
    where = {
        "data-report": citation.report,
        "data-start": citation.start,
        "data-end": citation.end,
        "data-marker": citation.marker,
    }
    number = f'<span class="number">[{citation.marker}]</span> ' if citation.marker is not None else ""
    head = f'<span class="place">{escape(_origin(citation))}</span>'
    steps = [*citation.heading, f"第 {citation.page} 页"] if citation.page else list(citation.heading)
    path = f'<span class="path">{escape(" › ".join(steps))}</span>' if steps else ""
    period = f'<span class="period">{escape(citation.period)}</span>' if citation.period else ""
    return (
        f'<button type="button" class="citation"{attributes(where)}>{number}{head}{period}{path}'
        f'<span class="quote">{escape(citation.quote)}</span></button>'
    )


def _origin(citation: Citation) -> str:
    return place(citation.region, citation.year, citation.title or citation.report)


def _list(citations: Sequence[Citation]) -> str:
    return "<ol>" + "".join(f"<li>{_citation(one)}</li>" for one in citations) + "</ol>"


def _citations(citations: Sequence[Citation]) -> str:
    """Give the citations below an answer; a long list is folded, its markers still lead into it."""
    if not citations:
        return ""
    unfolded = " open" if len(citations) <= OPEN_CITATIONS else ""
    return (
        f'<details class="citations"{unfolded}><summary>原文依据 {len(citations)} 处</summary>'
        f"{_list(citations)}</details>"
    )


def _nearest(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    return f'<section class="nearest"><h4>最接近的原文（不是答案）</h4>{_list(citations)}</section>'


def _silent(silent: Silent) -> str:
    head = escape(place(silent.region, silent.year, silent.report))
    nearest = f"<p>最接近的原文（不是答案）：</p>{_citation(silent.nearest)}" if silent.nearest else ""
    return f'<li><span class="place">{head}</span><span class="absent">未找到</span>{nearest}</li>'


def _coverage(coverage: Coverage | None) -> str:
    if coverage is None:
        return ""
    line = f"查了 {coverage.reports} 份报告：{coverage.stating} 份写明，{len(coverage.silent)} 份未找到"
    if not coverage.silent:
        return f'<p class="coverage">{line}</p>'
    silent = "".join(_silent(one) for one in coverage.silent)
    return f'<details class="coverage"><summary>{line}</summary><ul>{silent}</ul></details>'


def _chips(question: Question | None, coverage: Coverage | None, elapsed_ms: float) -> str:
    """Give what was understood of the question, so that a misunderstanding is seen at once."""
    if question is None:
        return ""
    operation = OPERATION.get(question.operation or "", question.operation)
    looked = coverage.reports if coverage else len(question.reports)
    chips = [
        ("地区", "、".join(question.regions + question.missing_regions) or "不限"),
        ("年份", "、".join(f"{year}年" for year in question.years + question.missing_years) or "不限"),
        ("问什么", question.indicator),
        ("问法", " · ".join(filter(None, (SCOPE[question.scope], KIND[question.kind], operation)))),
        ("口径", "目标" if question.goal else ""),
        ("查阅", f"{looked} 份报告"),
        ("用时", f"{elapsed_ms:.0f} 毫秒" if elapsed_ms else ""),
    ]
    shown = "".join(f"<li><span>{name}</span>{escape(value)}</li>" for name, value in chips if value)
    return f'<ul class="chips" aria-label="对问题的理解">{shown}</ul>'

"""An answer as HTML: its text, what was understood, its citations, and what was not found."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.explain import Explanation, understood
from assistant.model import Answer, Citation, Coverage, Silent
from assistant.narrow import told
from assistant.web.explanation import explanation_html
from assistant.web.markup import answer_body, attributes, escape

STATUS = {"partial": "部分回答", "refused": "未找到", "failed": "出错"}
REASON = {
    "no_such_region": "报告库里没有这个地区的报告",
    "no_such_year": "报告库里没有这一年的报告",
    "not_stated": "查过的报告里未找到",
    "unclear": "问题不够明确",
    "off_topic": "与报告内容无关",
}
OPEN_CITATIONS = 3


def question_html(question: str) -> str:
    """Give the user's words as they were typed."""
    return f'<div class="asked">{escape(question)}</div>'


def waiting_html() -> str:
    """Give what stands in the place of an answer until it comes."""
    return '<div class="waiting" role="status">正在查阅报告…</div>'


def writing_html(text: str, done: int = 0, total: int = 0) -> str:
    """Give an answer that a language model is at: its sentences so far, its markers not yet buttons."""
    body = f'<div class="body">{answer_body(text, ())}</div>' if text else ""
    told = f"语言模型正在读报告 {done}/{total}…" if total else "语言模型正在写，已出现的句子都核对过原文…"
    return f'<article class="answer writing">{body}<div class="waiting" role="status">{told}</div></article>'


def answer_html(answer: Answer, explanation: Explanation | None = None, *, refine: bool = False) -> str:
    """Give the whole answer, with every citation's place in it for the page's script to open.

    `refine` puts a button beside what was understood, which opens the filter.
    """
    markers = [one.marker for one in answer.citations if one.marker is not None]
    body = answer_body(answer.answer, markers) if answer.answer else ""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in answer.notes)
    parts = [
        _chips(explanation, refine=refine),
        _status(answer.status, answer.reason),
        f'<div class="body">{body}</div>' if body else "",
        notes,
        _citations(answer.citations),
        _nearest(answer.nearest),
        _coverage(answer.coverage),
        explanation_html(explanation),
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


def _chips(explanation: Explanation | None, *, refine: bool) -> str:
    """Give what was understood of the question, and the filter, so that a misunderstanding is seen at once."""
    if explanation is None or explanation.question is None:
        return ""
    chips = [_chip(name, value) for name, value in understood(explanation)]
    chips += [_chip(f"筛选{name}", value, "only") for name, value in told(explanation.only)]
    if refine:
        chips.append('<li class="change"><button type="button" class="refine">改一改再问</button></li>')
    return f'<ul class="chips" aria-label="对问题的理解">{"".join(chips)}</ul>'


def _chip(name: str, value: str, style: str = "") -> str:
    return f"<li{attributes({'class': style or None})}><span>{escape(name)}</span>{escape(value)}</li>"

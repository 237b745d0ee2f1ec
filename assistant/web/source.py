"""The source pane: one report in full, its outline emphasised, the quote highlighted at its offsets.

The text on the page is the stored text, character for character: only tags are put between its slices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote as url_quote

from assistant.model import Report, Section
from assistant.web.chat import place
from assistant.web.markup import escape

LINE = re.compile(r"[^\n]*\n?")
MARK_ID = "cited"


def empty_source() -> str:
    """Give the pane before anything was cited."""
    return (
        '<div class="source source-empty"><h2>原文</h2><p>提问后，点答案里的 <b>[1]</b> 或下面的依据，'
        "这里会打开那份报告，并标出所引的原话。</p><p>“最接近的原文”也能这样打开，但它不是答案。</p></div>"
    )


def missing_source(message: str) -> str:
    """Give the pane when a report cannot be shown, with the reason as a sentence."""
    return f'<div class="source source-empty"><h2>原文</h2><p role="alert">{escape(message)}</p></div>'


def source_html(report: Report, start: int | None = None, end: int | None = None) -> str:
    """Give the report's identity and its full text, with `text[start:end]` inside <mark>.

    Offsets that are not inside the text mark nothing: a wrong highlight is worse than none.
    """
    if start is None or end is None or not 0 <= start < end <= len(report.text):
        start = end = 0
    return f'<div class="source">{_header(report, start, end)}{text_html(report, start, end)}</div>'


def text_html(report: Report, start: int, end: int) -> str:
    """Give the text line by line; its text content is `report.text` itself."""
    by_line = _Outline(report.sections)
    lines = "".join(
        f'<p class="{by_line.style(left, right)}">{_marked(report.text, left, right, start, end)}</p>'
        for left, right in _lines(report.text)
    )
    return f'<div class="text" tabindex="0" role="region" aria-label="报告全文">{lines}</div>'


def covering(sections: Sequence[Section], offset: int) -> Section | None:
    """Give the innermost section that holds `offset`."""
    inside = [one for one in sections if one.start <= offset < one.end]
    return min(inside, key=lambda one: one.end - one.start, default=None)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in LINE.finditer(text):
        if match.end() > match.start():
            yield match.start(), match.end()


def _marked(text: str, left: int, right: int, start: int, end: int) -> str:
    """Give text[left:right] escaped, with the part inside [start, end) marked; the first mark has the id."""
    first, last = max(left, start), min(right, end)
    if first >= last:
        return escape(text[left:right])
    name = f' id="{MARK_ID}"' if first == start else ""
    return f"{escape(text[left:first])}<mark{name}>{escape(text[first:last])}</mark>{escape(text[last:right])}"


class _Outline:
    """Tells for a line which of the report's sections it belongs to; lines are asked in order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sorted(sections, key=lambda one: (one.start, one.end))
        self.at = 0

    def style(self, left: int, right: int) -> str:
        """Give the CSS class of the line text[left:right]."""
        while self.at < len(self.sections) and self.sections[self.at].end <= left:
            self.at += 1
        if self.at == len(self.sections) or self.sections[self.at].start >= right:
            return "plain"
        section = self.sections[self.at]
        return f"heading level-{min(max(section.level, 1), 4)}" if section.kind == "heading" else section.kind


def _header(report: Report, start: int, end: int) -> str:
    """Give the pane's head: steps between citations, the report's identity, where the quote stands."""
    section = covering(report.sections, start) if end else None
    path = [*section.heading, f"第 {section.page} 页" if section.page else ""] if section else []
    if section and section.ocr:
        path.append("文字识别（OCR）读出，请对照原件")
    trail = escape(" › ".join(part for part in path if part))
    identity = escape(place(report.region, report.year, report.report if report.title else None))
    address = escape(f"original?report={url_quote(report.report, safe='')}")
    return (
        '<div class="source-head"><div class="steps">'
        f'{_step(-1, "上一处引用", "‹", "上一处")}<span class="position" role="status"></span>'
        f"{_step(1, '下一处引用', '›', '下一处')}"
        f'<a class="original" href="{address}" download>下载原件</a>'
        '<button type="button" class="back">回到对话</button></div>'
        f'<h2>{escape(report.title or report.report)}</h2><p class="identity">{identity}</p>'
        + (f'<p class="path">{trail}</p></div>' if trail else "</div>")
    )


def _step(step: int, label: str, arrow: str, word: str) -> str:
    """Give the button that leads to the citation before or after; the page's script enables it."""
    word = f'<span class="word">{word}</span>'
    shown = f"{arrow} {word}" if step < 0 else f"{word} {arrow}"
    return f'<button type="button" data-step="{step}" aria-label="{label}" disabled>{shown}</button>'

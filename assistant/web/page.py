"""The layout of the page and what happens on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.model import Answer
from assistant.web.conversation import AT_ONCE, QUICK, conversation
from assistant.web.desk import Desk
from assistant.web.filters import filter_of
from assistant.web.markup import escape
from assistant.web.reports_list import reports_html
from assistant.web.source import empty_source, missing_source, source_html

HERE = Path(__file__).parent
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
MONO = ("Consolas", "Menlo", "Noto Sans Mono CJK SC", "monospace")
TITLE = "政府报告问答"
HEADER = (
    f'<header class="masthead"><h1>{TITLE}</h1><p>每个数字都核对过原文；报告里没有写明的，会直接说未找到。</p></header>'
)


def build_page(desk: Desk) -> gr.Blocks:
    """Give the page: conversation and report list on the left, the cited report on the right."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(HEADER, apply_default_css=False, elem_id="masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=11, min_width=320, elem_id="left"), gr.Tabs():
                with gr.Tab("对话", id="chat"):
                    conversation(desk, page.load)
                with gr.Tab("报告库", id="reports") as tab:
                    _reports(desk, tab)
            with gr.Column(scale=9, min_width=320, elem_id="right"):
                gr.HTML(
                    empty_source(),
                    elem_id="source",
                    apply_default_css=False,
                    js_on_load=(HERE / "script.js").read_text("utf-8"),
                    server_functions=[_source_function(desk)],
                )
        gr.api(_ask_function(desk), api_name="ask", concurrency_limit=AT_ONCE)
    return page


def look() -> dict[str, Any]:
    """Give the theme and style of the page; fonts are the system's own, nothing is fetched."""
    theme = gr.themes.Base(primary_hue="blue", secondary_hue="slate", neutral_hue="slate", font=FONTS, font_mono=MONO)
    return {"theme": theme, "css": (HERE / "style.css").read_text("utf-8"), "footer_links": []}


def _reports(desk: Desk, tab: gr.Tab) -> None:
    table = gr.HTML(elem_id="reports", apply_default_css=False)
    refresh = gr.Button("刷新", size="sm", elem_id="refresh")
    tab.select(partial(_table, desk), None, table, **QUICK)
    refresh.click(partial(_table, desk), None, table, **QUICK)


def _table(desk: Desk) -> str:
    try:
        assistant = desk.assistant()
    except AssistantError as error:
        return f'<p role="alert">{escape(error)}</p>'
    library = assistant.library
    return reports_html(library.cards, {one.report: len(library.positions([one.report])) for one in library.cards})


def _source_function(desk: Desk) -> Any:  # noqa: ANN401 - Gradio takes any callable and marks it
    def source(place: dict[str, Any]) -> str:
        """Give the HTML of the report place["report"], text[start:end] highlighted when both are given."""
        name = place.get("report") if isinstance(place, dict) else None
        if not isinstance(name, str):
            return empty_source()
        start, end = place.get("start"), place.get("end")
        try:
            report = desk.assistant().report(name)
        except AssistantError as error:
            return missing_source(str(error))
        if isinstance(start, int) and isinstance(end, int):
            return source_html(report, start, end)
        return source_html(report)

    return source


def _ask_function(desk: Desk) -> Any:  # noqa: ANN401 - Gradio takes any callable and reads its annotations
    def ask(
        question: str,
        history: list[dict[str, str]] | None = None,
        regions: list[str] | None = None,
        years: list[int] | None = None,
        reports: list[str] | None = None,
        part: str | None = None,
        explained: bool = False,
    ) -> dict[str, Any]:
        """Ask, after a history of {"role", "content"}, of what the filter admits; gives the batch contract's fields.

        `part` is "review" or "plan"; `explained` adds "explain" as the command ask --json --explain does.
        """
        said = history or []
        if not all(isinstance(one, dict) and {"role", "content"} <= one.keys() for one in said):
            return Answer(question, "failed", reason="history 要是由 {role, content} 组成的列表").to_dict()
        try:
            only = filter_of(regions, years, reports, part)
        except (TypeError, ValueError):
            reason = "筛选不能用。regions、reports 是名称的列表，years 是年份的列表，part 是 review 或 plan"
            return Answer(question, "failed", reason=reason).to_dict()
        answer, explanation = desk.ask(question, said, only)
        more = {"explain": explanation.to_dict()} if explained and explanation else {}
        return answer.to_dict() | more

    return ask

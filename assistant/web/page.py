"""The layout of the page and what happens on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.model import Answer
from assistant.web.chat import answer_html, question_html, waiting_html
from assistant.web.desk import Desk
from assistant.web.markup import escape
from assistant.web.reports_list import reports_html
from assistant.web.source import empty_source, missing_source, source_html

HERE = Path(__file__).parent
FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")
MONO = ("Consolas", "Menlo", "Noto Sans Mono CJK SC", "monospace")
TITLE = "政府报告问答"
AT_ONCE = 8
UNSEEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
EXAMPLES = (
    "各地行政机关负责人出庭应诉率是多少",
    "濮阳县有多少项行政审批事项？",
    "海州区行政复议案件几件？",
    "绿塘乡的出庭应诉率？",
    "衡阳市调解成功率是多少",
)
WELCOME = "### 请提问\n可以问一份报告，也可以问“各地……是多少”，每个数字都附原文出处。"
HEADER = (
    f'<header class="masthead"><h1>{TITLE}</h1><p>每个数字都核对过原文；报告里没有写明的，会直接说未找到。</p></header>'
)

Turn = tuple[str, Answer | None]


def build_page(desk: Desk) -> gr.Blocks:
    """Give the page: conversation and report list on the left, the cited report on the right."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(HEADER, apply_default_css=False, elem_id="masthead")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=11, min_width=320, elem_id="left"), gr.Tabs():
                with gr.Tab("对话", id="chat"):
                    _conversation(desk)
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


def messages(turns: list[Turn]) -> list[dict[str, Any]]:
    """Give the conversation for the Chatbot: each message is HTML of this package, none is Markdown."""
    shown: list[dict[str, Any]] = []
    for question, answer in turns:
        content = answer_html(answer) if answer else waiting_html()
        shown.append({"role": "user", "content": gr.HTML(question_html(question), apply_default_css=False)})
        shown.append({"role": "assistant", "content": gr.HTML(content, apply_default_css=False)})
    return shown


def history(turns: list[Turn]) -> list[dict[str, str]]:
    """Give the conversation as plain text, for a follow-up question to be understood."""
    lines: list[dict[str, str]] = []
    for question, answer in turns:
        if answer and answer.answer:
            lines += [{"role": "user", "content": question}, {"role": "assistant", "content": answer.answer}]
    return lines


def _conversation(desk: Desk) -> None:
    turns = gr.State([])
    chat = gr.Chatbot(
        elem_id="chat", label="对话", show_label=False, buttons=[], height="100%", placeholder=WELCOME,
        layout="bubble", latex_delimiters=[], allow_tags=False, feedback_options=None, autoscroll=False,
    )  # fmt: skip
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(text, size="sm", elem_classes="example") for text in EXAMPLES]
    with gr.Row(elem_id="ask-row"):
        box = gr.Textbox(
            label="问题", show_label=False, placeholder="输入问题，回车发送", scale=8, max_lines=4, lines=1,
            autofocus=True, container=False, elem_id="question",
        )  # fmt: skip
        send = gr.Button("提问", variant="primary", scale=1, min_width=88, elem_id="send")
        fresh = gr.Button("新对话", scale=1, min_width=88, elem_id="fresh")
    ask = partial(_ask, desk)
    options: dict[str, Any] = {**UNSEEN, "concurrency_limit": AT_ONCE}
    gr.on([send.click, box.submit], ask, [box, turns], [chat, turns, box], **options)
    for example, text in zip(examples, EXAMPLES, strict=True):
        example.click(partial(ask, text), [turns], [chat, turns, box], **options)
    fresh.click(lambda: ([], [], ""), None, [chat, turns, box], **options)


def _ask(desk: Desk, question: str, turns: list[Turn]) -> Iterator[tuple[Any, list[Turn], Any]]:
    """Show the question at once, then its answer."""
    if not question.strip():
        yield gr.skip(), turns, gr.skip()
        return
    yield messages([*turns, (question, None)]), turns, ""
    answer = replace(desk.ask(question, history(turns)), hits=())  # a visit keeps what it shows, no more
    turns = [*turns, (question, answer)]
    yield messages(turns), turns, gr.skip()


def _reports(desk: Desk, tab: gr.Tab) -> None:
    table = gr.HTML(elem_id="reports", apply_default_css=False)
    refresh = gr.Button("刷新", size="sm", elem_id="refresh")
    tab.select(partial(_table, desk), None, table, **UNSEEN)
    refresh.click(partial(_table, desk), None, table, **UNSEEN)


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
    def ask(question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Ask, after a history of {"role", "content"}; gives the fields of the batch contract."""
        said = history or []
        if not all(isinstance(one, dict) and {"role", "content"} <= one.keys() for one in said):
            reason = "history 要是由 {role, content} 组成的列表"
            return Answer(question, "failed", reason=reason).to_dict()
        return desk.ask(question, said).to_dict()

    return ask

"""The conversation: question box, examples, the filter, and the answers one below the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.explain import Explanation
from assistant.model import Answer
from assistant.narrow import sentence
from assistant.web.chat import answer_html, question_html, waiting_html
from assistant.web.desk import Desk
from assistant.web.examples import MOST, examples
from assistant.web.filters import PART_CHOICES, filter_of, region_choices, report_choices, year_choices
from assistant.web.writing import answering

AT_ONCE = 8
UNSEEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# Only questions wait in Gradio's queue, what is quick goes past it: with Gradio 6.31 a question that was sent just when
# other queued events ended could lose its answer.
QUICK: dict[str, Any] = {**UNSEEN, "queue": False}
QUEUED: dict[str, Any] = {**UNSEEN, "concurrency_limit": AT_ONCE}
WELCOME = "### 请提问\n可以问一份报告，也可以问“各地……是多少”，每个数字都附原文出处。"
FILTER = "筛选：地区、年份、报告、部分"
HINT = (
    '<p class="hint">以所选为准，不看问题里的写法；地区包括下属地区；留空的仍按问题理解。'
    "对之后的问题也有效，直到清除。</p>"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; None while it is awaited, with the HTML that stands in its place till then."""

    question: str
    answer: Answer | None = None
    explanation: Explanation | None = None
    awaited: str | None = None


Turns = list[Turn]


def messages(turns: Turns) -> list[dict[str, Any]]:
    """Give the conversation for the Chatbot: each message is HTML of this package, none is Markdown."""
    shown: list[dict[str, Any]] = []
    for turn in turns:
        refine = turn is turns[-1]
        awaited = turn.awaited or waiting_html()
        content = answer_html(turn.answer, turn.explanation, refine=refine) if turn.answer else awaited
        shown.append({"role": "user", "content": gr.HTML(question_html(turn.question), apply_default_css=False)})
        shown.append({"role": "assistant", "content": gr.HTML(content, apply_default_css=False)})
    return shown


def history(turns: Turns) -> list[dict[str, str]]:
    """Give the conversation as plain text, for a follow-up question to be understood."""
    lines: list[dict[str, str]] = []
    for turn in turns:
        if turn.answer and turn.answer.answer:
            lines += [
                {"role": "user", "content": turn.question},
                {"role": "assistant", "content": turn.answer.answer},
            ]
    return lines


def conversation(desk: Desk, on_load: Callable[..., Any]) -> None:
    """Lay out the conversation; `on_load` is the page's load event, at which the library's choices are filled in."""
    turns = gr.State([])
    chat = gr.Chatbot(
        elem_id="chat", label="对话", show_label=False, buttons=[], height="100%", placeholder=WELCOME,
        layout="bubble", latex_delimiters=[], allow_tags=False, feedback_options=None, autoscroll=False,
    )  # fmt: skip
    with gr.Row(elem_id="examples"):
        buttons = [gr.Button("", size="sm", elem_classes="example", visible=False) for _ in range(MOST)]
    with gr.Accordion(FILTER, open=False, elem_id="filter") as fold:
        chosen, again, clear = _filter_bar()
    with gr.Row(elem_id="ask-row"):
        box = gr.Textbox(
            label="问题", show_label=False, placeholder="输入问题，回车发送", scale=8, max_lines=4, lines=1,
            autofocus=True, container=False, elem_id="question",
        )  # fmt: skip
        send = gr.Button("提问", variant="primary", scale=1, min_width=88, elem_id="send")
        fresh = gr.Button("新对话", scale=1, min_width=88, elem_id="fresh")
    asked = [chat, turns, box]
    gr.on([send.click, box.submit], partial(_ask, desk), [box, turns, *chosen], asked, **QUEUED)
    for button in buttons:
        button.click(partial(_ask, desk), [button, turns, *chosen], asked, **QUEUED)
    again.click(partial(_ask_again, desk), [turns, *chosen], asked, **QUEUED)
    again.click(lambda: gr.update(open=False), None, fold, **QUICK)
    for one in chosen:
        one.change(_named, chosen, fold, **QUICK)
    gr.on([clear.click, fresh.click], lambda: ([], [], [], ""), None, chosen, **QUICK)
    fresh.click(lambda: ([], [], ""), None, asked, **QUICK)
    fold.expand(partial(_choices, desk), None, chosen[:3], **QUICK)
    on_load(partial(_examples, desk), None, buttons, **QUICK)
    on_load(partial(_choices, desk), None, chosen[:3], **QUICK)


def _filter_bar() -> tuple[list[gr.Dropdown], gr.Button, gr.Button]:
    """Lay out the boxes for region, year, report and part, and the buttons to ask again and to clear."""
    gr.HTML(HINT, apply_default_css=False)
    with gr.Row(elem_id="filter-boxes"):
        chosen = [
            gr.Dropdown([], label="地区", multiselect=True, elem_id="filter-region", min_width=150),
            gr.Dropdown([], label="年份", multiselect=True, elem_id="filter-year", min_width=120),
            gr.Dropdown([], label="报告", multiselect=True, elem_id="filter-report", min_width=150),
            gr.Dropdown(list(PART_CHOICES), value="", label="部分", elem_id="filter-part", min_width=100),
        ]
    with gr.Row(elem_id="filter-buttons"):
        again = gr.Button("按筛选再问上一个问题", size="sm", variant="primary", elem_id="again")
        clear = gr.Button("清除筛选", size="sm", elem_id="clear")
    return chosen, again, clear


def _ask(desk: Desk, question: str, turns: Turns, *chosen: Any) -> Iterator[tuple[Any, Turns, Any]]:  # noqa: ANN401
    """Show the question at once, what a language model writes as it comes, then the answer."""
    if not question.strip():
        yield gr.skip(), turns, gr.skip()
        return
    yield messages([*turns, Turn(question)]), turns, ""
    under_way = answering(desk, question, history(turns), filter_of(*chosen))
    while True:
        try:
            html = next(under_way)
        except StopIteration as done:
            answer, explanation = done.value
            break
        yield messages([*turns, Turn(question, awaited=html)]), turns, gr.skip()
    # a visit keeps what it shows, no more
    turns = [*turns, Turn(question, replace(answer, hits=()), explanation)]
    yield messages(turns), turns, gr.skip()


def _ask_again(desk: Desk, turns: Turns, *chosen: Any) -> Iterator[tuple[Any, Turns, Any]]:  # noqa: ANN401
    """Ask the last question of what was chosen; its new answer stands in place of the old one."""
    if turns:
        yield from _ask(desk, turns[-1].question, turns[:-1], *chosen)
    else:
        yield gr.skip(), turns, gr.skip()


def _named(*chosen: Any) -> Any:  # noqa: ANN401 - Gradio's components and updates
    """Say on the fold what is filtered, so that no filter is at work unseen."""
    only = filter_of(*chosen)
    return gr.update(label=f"筛选（生效中）：{sentence(only)}" if only else FILTER)


def _choices(desk: Desk) -> list[Any]:
    """Give the choices of region, year and report."""
    try:
        cards = desk.assistant().cards
    except AssistantError:  # an empty page; the first question tells why
        cards = ()
    return [gr.update(choices=one(cards)) for one in (region_choices, year_choices, report_choices)]


def _examples(desk: Desk) -> list[Any]:
    """Give the example questions to the buttons; those that are left over stay hidden."""
    try:
        assistant = desk.assistant()
        texts = examples(assistant.cards, lambda name: assistant.report(name).text)
    except AssistantError:
        texts = ()
    shown = [gr.update(value=text, visible=True) for text in texts]
    return [*shown, *(gr.update(visible=False) for _ in range(MOST - len(shown)))]

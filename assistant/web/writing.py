"""An answer under way: what a language model has written so far, as HTML, then the answer itself."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue

from assistant.explain import Explanation
from assistant.model import Answer, Filter
from assistant.web.chat import writing_html
from assistant.web.desk import Desk

Done = tuple[Answer, Explanation | None]


def answering(desk: Desk, question: str, history: Sequence[dict[str, str]], only: Filter) -> Generator[str, None, Done]:
    """Ask, and yield the HTML of each state of the text; return the answer with its explanation."""
    heard: SimpleQueue[str | None] = SimpleQueue()
    asked = partial(
        desk.ask, question, history, only,
        on_text=lambda text: heard.put(writing_html(text)),
        on_step=lambda done, total: heard.put(writing_html("", done, total)),
    )  # fmt: skip
    pool = ThreadPoolExecutor(1)
    try:
        call = pool.submit(asked)
        call.add_done_callback(lambda _done: heard.put(None))
        while (html := heard.get()) is not None:
            yield html
        return call.result()
    finally:
        # a visitor who leaves isn't waited for
        pool.shutdown(wait=False)

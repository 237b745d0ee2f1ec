"""Answer a question file over a library: what `python -m assistant batch` does, as a function."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.batch.processes import Processes
from assistant.batch.runner import Summary, run
from assistant.batch.shape import Form, Shape, links_of, usual_form
from assistant.batch.state import state_of
from assistant.errors import QuestionError
from assistant.model import Filter
from assistant.settings import settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def answer_file(
    assistant: Assistant,
    source: Path | str,
    out: Path | str,
    *,
    only: Filter | None = None,
    column: str | None = None,
    each_report: bool = False,
    form: Form | None = None,
    workers: int = 1,
    timing: bool = True,
    on_progress: Callable[[int], None] | None = None,
) -> Summary:
    """Answer the questions of a file into another file; both formats are told by the endings.

    Args:
        assistant: an open one; all answers are those of the library as it was when this was opened.
        source: .jsonl, .csv, .tsv, .xlsx or .txt.
        out: .jsonl, .csv, .xlsx, .md or .docx; replaced in one step when all is answered.
        only: which reports are asked, in place of the places and years that a question names.
        column: the questions' column: its header, number from 1, or letter.
        each_report: ask every question of each admitted report alone.
        form: of `each_report`: "wide" (one row a question, one column a report) or "long" (one entry for each pair);
            None: wide in .xlsx, .csv, .md and .docx, long in .jsonl.
        workers: processes that answer; each opens the library for itself. With a language model there is one, whose
            questions wait for the server together.
        timing: whether `elapsed_ms` is written.
        on_progress: gets the number of answers done.

    Raises QuestionError for files that can't be read or written, and when no report is admitted. Killed, or ended by
    an exception, it is gone on with by the same call: see `run`.
    """
    from assistant.narrow import admitted, sentence

    source, out = Path(source), Path(out)
    cards = admitted(only, assistant.cards) if only else assistant.cards
    if not cards:
        told = f"筛选后没有报告：{sentence(only)}" if only else "资料库里没有报告"
        raise QuestionError(told, fix="python -m assistant list 列出所有报告")
    library = assistant.library
    return run(
        # With a language model one process keeps to its limits; questions wait for the server together (`answerer_of`).
        assistant if workers < 2 or settings().model else Processes(library.folder, library.generation, workers),
        source,
        out,
        only=only,
        column=column,
        shape=Shape(cards if each_report else (), form or usual_form(out), links_of(assistant)),
        timing=timing,
        state=state_of(assistant),
        on_progress=on_progress,
    )

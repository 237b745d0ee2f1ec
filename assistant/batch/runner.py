"""Ask every line of a question file and write its answer: same order, flat memory, gone on with when killed."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from assistant.batch.asking import Answerer, Asks, Task, answerer_of, failed
from assistant.batch.journal import Journal, held, journal_of
from assistant.batch.lines import Line
from assistant.batch.reading import read_lines
from assistant.batch.shape import Shape
from assistant.batch.writing import check_out, writing
from assistant.errors import QuestionError
from assistant.model import Filter, Report

LONG = Shape()


@dataclass(frozen=True, slots=True)
class Summary:
    """How many answers ended with which status, and the refused ones with which reason.

    `kept` of them were there from a run before; `seconds` is the time of this run.
    """

    statuses: dict[str, int]
    reasons: dict[str, int] = field(default_factory=dict)
    kept: int = 0
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """Answers in all."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """Lines that could not be asked or answered."""
        return self.statuses.get("failed", 0)


def run(
    assistant: Asks | Answerer,
    source: Path,
    out: Path,
    *,
    only: Filter | None = None,
    column: str | None = None,
    shape: Shape = LONG,
    timing: bool = True,
    state: str = "",
    on_progress: Callable[[int], None] | None = None,
) -> Summary:
    """Answer every line of `source`, asked of what `only` admits, into `out`, whose ending gives the format.

    A line that cannot be asked, or whose question ends in an error, is written with status "failed" and the rest goes
    on. `shape` may ask every question of each of several reports. `column` is as in `read_lines`. `timing=False` leaves
    `elapsed_ms` out, so that equal input gives equal output. `on_progress` gets the number of answers done.

    `out` appears, or is replaced, only when complete. Until then what is answered is kept beside it (`journal_of`), and
    a run that ended early is gone on with by calling it again; an answer is used again when its id, question, history,
    filter and `state` (`state_of`) are the same. Once nothing failed the file beside it is deleted.
    """
    answerer = answerer_of(assistant) if isinstance(assistant, Asks) else assistant
    began = time.monotonic()
    statuses: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    check_out(out, source)
    with held(out):
        with writing(out, shape) as write, Journal(journal_of(out)) as journal:
            answers = _Answers(answerer, journal, state)
            tasks = _tasks(read_lines(source, column), only, shape.each)
            with closing(answers.entries(tasks)) as entries:
                for done, entry in enumerate(entries, 1):
                    statuses[entry["status"]] += 1
                    if entry["status"] == "refused":
                        reasons[entry["reason"]] += 1
                    write(entry if timing else _timeless(entry))
                    if on_progress:
                        on_progress(done)
            if not statuses:
                raise QuestionError("问题文件里没有问题", where=str(source), fix="请至少写一个问题")
        if not statuses["failed"]:
            journal.path.unlink(missing_ok=True)
    return Summary(dict(statuses), dict(reasons), answers.kept, time.monotonic() - began)


class _Answers:
    """The answers to tasks, in their order: out of the journal, or asked and put into it."""

    def __init__(self, answerer: Answerer, journal: Journal, state: str) -> None:
        self._answerer, self._journal, self._state = answerer, journal, state
        self.kept = 0

    def entries(self, tasks: Iterator[Task]) -> Generator[dict[str, Any], None, None]:
        """Give one entry of the batch contract for each task, `id` first."""
        waiting: deque[tuple[Task, dict[str, Any] | None, Any]] = deque()
        try:
            for task in tasks:
                there = self._there(task)
                waiting.append((task, there, None if there else self._answerer.begin(task)))
                if len(waiting) > self._answerer.ahead:
                    yield self._entry(*waiting.popleft())
            while waiting:
                yield self._entry(*waiting.popleft())
        finally:
            self._answerer.stop()

    def _there(self, task: Task) -> dict[str, Any] | None:
        """Give what needs no asking: the error of a broken line, or what was answered before."""
        if task.line.error is not None:
            return failed(task.line, task.line.error)
        found = self._journal.get(task.key(self._state))
        self.kept += found is not None
        return found

    def _entry(self, task: Task, there: dict[str, Any] | None, begun: Any) -> dict[str, Any]:  # noqa: ANN401 - its own
        found = there
        if found is None:
            found = self._answerer.end(begun)
            # what failed is asked again by the next run
            if found["status"] != "failed":
                self._journal.add(task.key(self._state), found)
        head = {"id": task.line.id} if task.report is None else {"id": task.line.id, "report": task.report}
        return {**head, **found}


def _timeless(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != "elapsed_ms"}


def _tasks(lines: Iterator[Line], only: Filter | None, each: Sequence[Report]) -> Iterator[Task]:
    """Give what is to be asked: a line, or in a matrix a line and each report."""
    for line in lines:
        if not each:
            yield Task(line, only)
        for card in each:
            yield Task(line, replace(only or Filter(), reports=(card.report,)), card.report)

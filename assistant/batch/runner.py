"""Ask every line of a question file and write its answer: same order, nothing kept in memory."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.batch.lines import Line
from assistant.batch.reading import read_lines
from assistant.batch.writing import writing
from assistant.errors import AssistantError, QuestionError
from assistant.model import Answer, Filter
from assistant.settings import settings


class Asks(Protocol):
    """What the batch needs of an assistant."""

    def ask(self, question: str, history: Sequence[dict[str, str]] = (), *, only: Filter | None = None) -> Answer:
        """Answer one question."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many lines ended with which status."""

    statuses: dict[str, int]

    @property
    def total(self) -> int:
        """Lines in all."""
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        """Lines that could not be asked or answered."""
        return self.statuses.get("failed", 0)


def run(
    assistant: Asks,
    source: Path,
    out: Path,
    *,
    only: Filter | None = None,
    timing: bool = True,
    on_progress: Callable[[int], None] | None = None,
) -> Summary:
    """Answer every line of `source`, asked of what `only` admits, into `out`, whose ending gives the format.

    A line that cannot be asked, or whose question ends in an AssistantError, is written with status "failed"
    and the rest goes on. `timing=False` leaves `elapsed_ms` out, so that equal input gives equal output.
    `on_progress` gets the number of lines done. `out` appears only when complete.
    """
    statuses: Counter[str] = Counter()
    with writing(out) as write:
        for done, entry in enumerate(answers(assistant, read_lines(source), only, at_once=_at_once()), 1):
            if not timing:
                del entry["elapsed_ms"]
            write(entry)
            statuses[entry["status"]] += 1
            if on_progress:
                on_progress(done)
        if not statuses:
            raise QuestionError("问题文件里没有问题", where=str(source), fix="请至少写一个问题")
    return Summary(dict(statuses))


def answers(
    assistant: Asks, lines: Iterator[Line], only: Filter | None = None, *, at_once: int = 1
) -> Iterator[dict[str, Any]]:
    """Give one entry of the batch contract for each line, `id` first, in the order of the lines.

    `at_once` lines are asked together: it pays where answers wait for a language model.
    """
    if at_once < 2:
        for line in lines:
            yield {"id": line.id, **_answer(assistant, line, only).to_dict()}
        return
    waiting: deque[tuple[Line, Future[Answer]]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        for line in lines:
            waiting.append((line, pool.submit(_answer, assistant, line, only)))
            if len(waiting) >= at_once:
                yield _entry(*waiting.popleft())
        while waiting:
            yield _entry(*waiting.popleft())


def _entry(line: Line, answer: Future[Answer]) -> dict[str, Any]:
    return {"id": line.id, **answer.result().to_dict()}


def _at_once() -> int:
    """Without a language model all time is this machine's own, and one after the other is as fast."""
    return settings().model_parallel if settings().model else 1


def _answer(assistant: Asks, line: Line, only: Filter | None) -> Answer:
    if line.error is not None:
        return Answer(question=line.question, status="failed", reason=line.error)
    try:
        return assistant.ask(line.question, history=list(line.history), only=only)
    except QuestionError as error:
        return Answer(question=line.question, status="failed", reason=f"第 {line.number} 行：{error}")
    except AssistantError as error:
        return Answer(question=line.question, status="failed", reason=str(error))

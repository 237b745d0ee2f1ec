"""Ask one question of a batch, so that no error of one stops the others; in this process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass
from typing import Any, Protocol, runtime_checkable

from assistant.batch.lines import Line
from assistant.errors import AssistantError, QuestionError
from assistant.model import Answer, Filter
from assistant.settings import settings

# What a defect in the program raises: it must not cost the questions behind it.
_UNFORESEEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, TypeError,
    ValueError,
)  # fmt: skip


@runtime_checkable
class Asks(Protocol):
    """What the batch needs of an assistant."""

    def ask(self, question: str, history: Sequence[dict[str, str]] = (), *, only: Filter | None = None) -> Answer:
        """Answer one question."""


@dataclass(frozen=True, slots=True)
class Task:
    """A line of the question file, to be asked of what `only` admits; of one `report` in a matrix."""

    line: Line
    only: Filter | None = None
    report: str | None = None

    def key(self, state: str) -> str:
        """Give the name under which its answer is kept: of all that the answer depends on; 32 hexadecimal digits."""
        line = self.line
        parts = [state, line.id, line.question, list(line.history), astuple(self.only) if self.only else None]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


class Answerer(Protocol):
    """Answers tasks, several at a time; `ahead` is how many may be begun before the first has ended."""

    ahead: int

    def begin(self, task: Task) -> Any:  # noqa: ANN401 - whatever `end` needs
        """Take a task on."""

    def end(self, begun: Any) -> dict[str, Any]:  # noqa: ANN401 - what `begin` gave
        """Wait for a task and give the fields of its answer."""

    def stop(self) -> None:
        """Give up what was begun."""


class Here:
    """Answers in this process, one after the other."""

    ahead = 0

    def __init__(self, assistant: Asks) -> None:
        """Take the assistant to ask."""
        self._assistant = assistant

    def begin(self, task: Task) -> Task:
        """Give the task back: it is answered when its turn comes."""
        return task

    def end(self, begun: Task) -> dict[str, Any]:
        """Answer it."""
        return answered(self._assistant, begun)

    def stop(self) -> None:
        """Do nothing: nothing goes on."""


class Together:
    """Answers in this process, several at once: it pays where answers wait for a language model."""

    def __init__(self, assistant: Asks, count: int) -> None:
        """Take the assistant to ask, and how many questions may be asked of it at once."""
        self._assistant, self.ahead = assistant, count
        self._pool = ThreadPoolExecutor(count)

    def begin(self, task: Task) -> Future[dict[str, Any]]:
        """Hand a task to the next free thread."""
        return self._pool.submit(answered, self._assistant, task)

    def end(self, begun: Future[dict[str, Any]]) -> dict[str, Any]:
        """Wait for it."""
        return begun.result()

    def stop(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def answerer_of(assistant: Asks) -> Answerer:
    """Give what asks it: without a language model all time is this machine's own, and one by one is as fast."""
    return Together(assistant, settings().model_parallel) if settings().model else Here(assistant)


def answered(assistant: Asks, task: Task) -> dict[str, Any]:
    """Ask and give the fields of the answer; an error is an answer with status "failed" that tells it."""
    line = task.line
    try:
        return assistant.ask(line.question, history=list(line.history), only=task.only).to_dict()
    except QuestionError as error:
        return failed(line, f"第 {line.number} 行：{error}")
    except AssistantError as error:
        return failed(line, str(error))
    except _UNFORESEEN as error:
        told = f"{type(error).__name__}：{' '.join(str(error).split())[:200]}"
        return failed(line, f"第 {line.number} 行：出了没有料到的错（{told}）。请把这个问题告诉我们")


def failed(line: Line, reason: str) -> dict[str, Any]:
    """Give the fields of an answer that an error stands for."""
    return Answer(question=line.question, status="failed", reason=reason).to_dict()

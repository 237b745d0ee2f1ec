"""Wrong answers served to real questions: what of them gets through to the user."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.assistant import Assistant
from assistant.model import Answer
from eval.environment import no_model
from eval.modelserver import Exchange, ModelServer
from eval.modelserver.using import in_use
from eval.spending import UNUSED
from eval.support import unsupported
from eval.writing.planting import KINDS, Planted, plant

QUESTIONS = Path(__file__).parent / "questions.txt"
SEED = 2000
PLAIN = re.compile(r"\[\d+\]|\W")
# Tries to make a wrong answer of one kind out of the materials of one question
TRIES = 12


@dataclass(frozen=True, slots=True)
class Outcome:
    """A planted answer and what became of it.

    `through`: its wrong statement, or any figure without support, is in the answer; `shown`: it was while the answer
    was written; `declined`: nothing is answered where an answer without a model is there; else the wrong statement was
    `struck`, or the answer without a model was given (`replaced`).
    """

    question: str
    planted: Planted
    answer: str
    became: str
    shown: bool


class Liar:
    """A server's script that plants the next wrong answer into each reply."""

    def __init__(self, seed: int) -> None:
        """Start the sequence of kinds."""
        self.rng = random.Random(seed)
        self.question = ""
        self._last: Planted | None = None
        self._next = 0

    def __call__(self, exchange: Exchange) -> None:
        """Answer with a wrong answer of the kind whose turn it is, else of the next that the materials allow."""
        self._last = self._planted(exchange.prompt)
        exchange.send_words(self._last.words if self._last else "材料中未找到")

    def taken(self) -> Planted | None:
        """Give what was planted last, once; None where the model was not asked."""
        last, self._last = self._last, None
        return last

    def _planted(self, prompt: str) -> Planted | None:
        for _ in range(len(KINDS)):
            kind = KINDS[self._next % len(KINDS)]
            self._next += 1
            for _ in range(TRIES):
                found = plant(prompt, self.question, kind, self.rng)
                if found is not None:
                    return found
        return None


def listed(path: Path = QUESTIONS) -> list[str]:
    """Give the questions of a file."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def outcomes(
    assistant: Assistant, count: int, seed: int = SEED, on_progress: Callable[[], None] | None = None
) -> Iterator[Outcome]:
    """Plant so many wrong answers; a question that no model is asked is left out."""
    before = cache(lambda question: _plain(assistant, question))
    liar = Liar(seed)
    with ModelServer(liar) as server, in_use(server, timeout="20"):
        asked = _written(assistant, listed(), liar)
        done = 0
        while done < count:
            liar.question = question = asked[done % len(asked)]
            shown: list[str] = []
            answer = assistant.ask(question, on_text=shown.append)
            if planted := liar.taken():
                yield _outcome(planted, answer, before(question), shown)
            done += 1
            if on_progress:
                on_progress()


def _written(assistant: Assistant, asked: Sequence[str], liar: Liar) -> list[str]:
    """Keep the questions to which a wrong answer can be planted."""
    kept = []
    for question in asked:
        liar.question = question
        assistant.ask(question)
        if liar.taken():
            kept.append(question)
    return kept


def _plain(assistant: Assistant, question: str) -> Answer:
    with no_model():
        return assistant.ask(question)


def _outcome(planted: Planted, answer: Answer, before: Answer, shown: Sequence[str]) -> Outcome:
    wrong = PLAIN.sub("", planted.wrong)
    # a marker that is wrong makes no word wrong: such words count where the model's own text is what is shown
    by_marker = wrong in PLAIN.sub("", before.answer)
    seen = not by_marker and any(wrong in PLAIN.sub("", text) for text in shown)
    return Outcome(answer.question, planted, answer.answer, _became(wrong, answer, before), seen)


def _became(wrong: str, answer: Answer, before: Answer) -> str:
    unused = any(note.startswith(UNUSED) for note in answer.notes)
    if answer.status == "refused" and before.status != "refused":
        return "declined"
    if unused or answer.status == "refused":
        return "replaced" if answer.answer == before.answer else "through"
    rows = [(row.report, row.value) for row in answer.rows] == [(row.report, row.value) for row in before.rows]
    if wrong in PLAIN.sub("", answer.answer) or not rows or unsupported(answer.to_dict()):
        return "through"
    return "struck"

"""eval add --feedback: lines of 👍👎 into a set."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.lines import check_history, check_question
from assistant.cli.evaluating.files import read, write
from assistant.cli.output import complain, say
from assistant.errors import AssistantError, QuestionError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from eval.sets import Item


def from_file(assistant: Assistant, arguments: argparse.Namespace, items: list[Item]) -> int:
    """Write what a feedback file says clearly; tell the lines that a person has to look at."""
    from eval.making.adding import from_feedback

    left = written = 0
    for number, line in _lines(arguments.feedback):
        try:
            said = from_feedback(line)
            if said is None:
                raise QuestionError("只说不对，没有说什么是对的", fix="请补上 expected 或 decline")
            question = check_question(line.get("question"))
            history = list(check_history(line.get("history")))
            answer = assistant.ask(question, history=history)
            write(assistant, arguments, items, question, history, answer, said)
            written += 1
        except AssistantError as error:
            left += 1
            complain(f"{arguments.feedback} 第 {number} 行：{error}")
    say(f"写进 {written} 题，{left} 条要由人看")
    return 2 if left else 0


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            loaded = json.loads(line)
        except json.JSONDecodeError:
            loaded = None
        if not isinstance(loaded, dict):
            raise QuestionError("不是一个 JSON 对象", where=f"{path} 第 {number} 行", fix="请改好这一行")
        yield number, loaded

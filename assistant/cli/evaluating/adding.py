"""eval add: a question asked and judged by a person, into a set."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.batch.lines import check_history, check_question
from assistant.batch.wording import mark_of, place_of
from assistant.cli.evaluating.feedback import from_file
from assistant.cli.evaluating.files import read, write
from assistant.cli.library import folder
from assistant.cli.output import say
from assistant.errors import QuestionError

if TYPE_CHECKING:
    from assistant.model import Answer
    from eval.making.showing import Verdict


def add(arguments: argparse.Namespace) -> int:
    """Write one question, or those of a feedback file; 2 when some lines of it were not written."""
    from assistant.assistant import Assistant
    from eval.sets import load_set

    if (arguments.question is None) == (arguments.feedback is None):
        raise QuestionError("要写一个问题，或用 --feedback 给出记录", fix="写法见 eval add --help")
    path: Path = arguments.set
    items = load_set(path) if path.exists() and path.stat().st_size else []
    assistant = Assistant.open(folder(arguments))
    if arguments.feedback is not None:
        return from_file(assistant, arguments, items)
    history = list(check_history(read(arguments.history))) if arguments.history else []
    question = check_question(arguments.question)
    answer = assistant.ask(question, history=history)
    _show(answer)
    said = _said(arguments) or _asked()
    if said is None:
        say("没有写进题集")
        return 0
    write(assistant, arguments, items, question, history, answer, said)
    return 0


def _said(arguments: argparse.Namespace) -> Verdict | None:
    """Give what the options say of the answer; None where they say nothing."""
    from eval.making.adding import groups
    from eval.making.showing import Verdict

    if not (arguments.right or arguments.answer or arguments.decline):
        return None
    return Verdict(
        right=arguments.right, must=groups(arguments.answer or ()), decline=arguments.decline or "",
        quotes=tuple(arguments.quote or ()), report=arguments.report or "",
        must_not=tuple(arguments.must_not or ()), note=arguments.note,
    )  # fmt: skip


def _asked() -> Verdict | None:
    """Ask the person at the terminal; None where the question is not wanted."""
    from eval.making.adding import groups
    from eval.making.showing import Verdict

    said = _line("这个回答对吗？y 对，n 不对，d 应当拒答，回车不写：").lower()
    if said == "y":
        return Verdict(right=True)
    if said == "d":
        return Verdict(decline=_line("原因（例如 not_stated）：") or "not_stated", note=_line("备注："))
    if said != "n":
        return None
    must = groups(_line("对的回答必须有的数字或词（| 隔开不同写法，几样都要有用 ； 隔开）：").split("；"))
    if not must:
        return None
    quote = _line("证据：报告里的原句（回车：在找到的段落里找）：")
    return Verdict(must=must, quotes=(quote,) if quote else ())


def _show(answer: Answer) -> None:
    """Write the answer and what it cites, or comes nearest, which the person judges."""
    say(answer.answer)
    for one in answer.citations or answer.nearest:
        entry = one.to_dict()
        say(f"{mark_of(entry)} {place_of(entry)}\n    {one.quote}")


def _line(told: str) -> str:
    sys.stderr.write(told)
    sys.stderr.flush()
    return sys.stdin.readline().strip()

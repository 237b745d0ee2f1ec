"""eval add: a question asked and judged by a person, or lines of 👍👎, into a set."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.lines import check_history, check_question
from assistant.batch.wording import mark_of, place_of
from assistant.cli.library import folder
from assistant.cli.output import complain, say
from assistant.errors import AssistantError, QuestionError, system_reason

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.model import Answer
    from eval.making.showing import Verdict
    from eval.sets import Item


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
        return _feedback(assistant, arguments, items)
    history = list(check_history(_read(arguments.history))) if arguments.history else []
    question = check_question(arguments.question)
    answer = assistant.ask(question, history=history)
    _show(answer)
    said = _said(arguments) or _asked()
    if said is None:
        say("没有写进题集")
        return 0
    _write(assistant, arguments, items, question, history, answer, said)
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


def _write(
    assistant: Assistant, arguments: argparse.Namespace, items: list[Item], question: str,
    history: list[dict[str, str]], answer: Answer, said: Verdict,
) -> None:  # fmt: skip
    """Make the item, see that it is sound and new, and put it at the end of the set."""
    from eval.making import adding, checking, writing

    name = arguments.id or adding.next_id(items, arguments.set.stem)
    built = adding.item(
        assistant, question, history, answer, said, name=name, kind=arguments.type, split=arguments.split
    )
    if any(one.id == name for one in items):
        raise QuestionError(f"编号 {name} 已经有了", where=str(arguments.set), fix="请用 --id 换一个")
    if twice := checking.asked_twice([*items, built]):
        raise QuestionError(f"{twice[-1].what}（{twice[-1].detail}）", where=question, fix="请改那一题")
    writing.write(arguments.set, [built], more=True)
    items.append(built)
    say(f"{name} 写在 {arguments.set}：{built.type}，{built.split}，证据 {len(built.evidence)} 处")


def _feedback(assistant: Assistant, arguments: argparse.Namespace, items: list[Item]) -> int:
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
            _write(assistant, arguments, items, question, history, answer, said)
            written += 1
        except AssistantError as error:
            left += 1
            complain(f"{arguments.feedback} 第 {number} 行：{error}")
    say(f"写进 {written} 题，{left} 条要由人看")
    return 2 if left else 0


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            loaded = json.loads(line)
        except json.JSONDecodeError:
            loaded = None
        if not isinstance(loaded, dict):
            raise QuestionError("不是一个 JSON 对象", where=f"{path} 第 {number} 行", fix="请改好这一行")
        yield number, loaded


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"读不了（{system_reason(error)}）", where=str(path), fix="请检查路径") from error
    except UnicodeDecodeError as error:
        raise QuestionError("不是 UTF-8 文字", where=str(path), fix="请用 UTF-8 保存") from error

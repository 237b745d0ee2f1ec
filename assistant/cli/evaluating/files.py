"""What eval add writes and reads: one more item of a set, a file of text."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.output import say
from assistant.errors import QuestionError, system_reason

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.model import Answer
    from eval.making.showing import Verdict
    from eval.sets import Item


def write(
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


def read(path: Path) -> str:
    """Give the text of a UTF-8 file; raise QuestionError where it can't be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionError(f"读不了（{system_reason(error)}）", where=str(path), fix="请检查路径") from error
    except UnicodeDecodeError as error:
        raise QuestionError("不是 UTF-8 文字", where=str(path), fix="请用 UTF-8 保存") from error

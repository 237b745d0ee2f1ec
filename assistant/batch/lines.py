"""One line of a question file, checked: what can be asked, or the error that stands in its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import QuestionError

ROLES = ("user", "assistant", "system")


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its id, history and number in the file; `error` is set where it cannot be asked."""

    id: str
    question: str = ""
    history: tuple[dict[str, str], ...] = ()
    error: str | None = None
    number: int = field(default=0, compare=False)


def line_from(fields: Mapping[str, Any], number: int) -> Line:
    """Make a checked line of one record's fields; `number`, its line in the file, its id when it has none."""
    name = _id(fields.get("id"), number)
    question = fields.get("question")
    shown = storable(question) if isinstance(question, str) else ""
    try:
        return Line(name, check_question(question), check_history(fields.get("history")), number=number)
    except QuestionError as error:
        return Line(name, shown, error=f"第 {number} 行：{error}")


def broken(number: int, what: str) -> Line:
    """Make the line that stands for a record which could not even be read."""
    return Line(str(number), error=f"第 {number} 行：{what}")


def check_question(question: object) -> str:
    """Give the question without outer white space; raise QuestionError when it is no text.

    That it is not empty and not too long is for whoever is asked to check.
    """
    if question is None:
        raise QuestionError("缺少 question", fix="请写上问题")
    if not isinstance(question, str):
        raise QuestionError("question 不是文字", fix="请给 question 的值加上引号")
    if storable(question) != question or "\ufffd" in question:
        raise QuestionError("问题里有残缺的字符", fix="请重新输入问题")
    return question.strip()


def check_history(history: object) -> tuple[dict[str, str], ...]:
    """Give the turns before the question, from a list or JSON text; raise QuestionError when malformed."""
    if isinstance(history, str):
        history = _parse(history)
    if history is None:
        return ()
    if not isinstance(history, list):
        raise QuestionError("history 不是列表", fix='请写成 [{"role": "user", "content": "…"}]')
    return tuple(_turn(one, place) for place, one in enumerate(history, 1))


def storable(text: str) -> str:
    """Replace lone surrogates, which no file can hold, by the replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _parse(history: str) -> object:
    if not history.strip():
        return None
    try:
        return json.loads(history)
    except (ValueError, RecursionError) as error:
        raise QuestionError("history 不是 JSON", fix='请写成 [{"role": "user", "content": "…"}]') from error


def _turn(turn: object, place: int) -> dict[str, str]:
    where = f"history 第 {place} 项"
    if not isinstance(turn, dict):
        raise QuestionError(f"{where}不是对象", fix='请写成 {"role": "user", "content": "…"}')
    role, content = turn.get("role"), turn.get("content")
    if role not in ROLES:
        raise QuestionError(f"{where}的 role 不认识", fix=f"可以是 {'、'.join(ROLES)}")
    if not isinstance(content, str):
        raise QuestionError(f"{where}的 content 不是文字", fix="请给 content 的值加上引号")
    return {"role": role, "content": storable(content)}


def _id(value: object, number: int) -> str:
    if value is None or value == "":
        return str(number)
    if isinstance(value, str):
        return storable(value)
    return json.dumps(value, ensure_ascii=False)

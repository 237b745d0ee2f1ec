"""Question sets: one JSON object a line, checked when loaded. eval/questions/README.md tells the fields."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from assistant.errors import QuestionError

TYPES = (
    "fact_number", "fact_text", "list", "across", "colloquial", "reasoning", "followup", "unanswerable",
)  # fmt: skip
SPLITS = ("tune", "test")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a right answer rests on: a verbatim quote, or the SHA-256 of a sentence without white space."""

    report: str
    quote: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A row that an answer over reports must have."""

    report: str
    value: str
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a set. `must` is groups of alternatives; without any the assistant must decline."""

    id: str
    type: str
    split: str
    question: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...] = ()
    answer: str = ""
    history: tuple[dict[str, str], ...] = ()
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    rows: tuple[Expected, ...] | None = None
    note: str = ""

    @property
    def declines(self) -> bool:
        """Whether the only right answer is to decline."""
        return not self.must

    @property
    def fingerprint(self) -> str:
        """Tell an item from one of the same id with other words or another expectation: 16 hex digits."""
        told = {name: value for name, value in asdict(self).items() if name not in ("split", "answer", "note")}
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


def load_set(path: Path, split: str | None = None) -> list[Item]:
    """Load a set, or one split of it; raise QuestionError naming file and line for what is malformed."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise QuestionError("找不到题集", where=str(path), fix="请检查路径") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError("读不了题集", where=str(path), fix="请给出 UTF-8 的 .jsonl 文件") from error
    items = [_item(line, f"{path} 第 {number} 行") for number, line in enumerate(lines, 1) if line.strip()]
    _check_ids(items, path)
    chosen = [item for item in items if split is None or item.split == split]
    if not chosen:
        raise QuestionError("题集里没有题目", where=str(path), fix="请检查文件和 --split")
    return chosen


def _item(line: str, where: str) -> Item:
    try:
        fields = json.loads(line)
        return _build(fields)
    except json.JSONDecodeError as error:
        raise QuestionError("不是完整的 JSON", where=where, fix="请改好这一行") from error
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise QuestionError(f"题目不合格式（{error}）", where=where, fix="格式见 eval/questions/README.md") from error


def _build(fields: dict[str, Any]) -> Item:
    rows = fields.get("rows")
    return Item(
        id=_text(fields["id"]),
        type=_one_of(fields["type"], TYPES),
        split=_one_of(fields["split"], SPLITS),
        question=_text(fields["question"]),
        must=tuple(_list(group, _text) for group in fields["must"]),
        must_not=_list(fields.get("must_not", []), _text),
        answer=str(fields.get("answer", "")),
        history=_list(fields.get("history") or [], _turn),
        reports=_list(fields.get("reports", []), _text),
        evidence=_list(fields.get("evidence", []), _evidence),
        rows=None if rows is None else _list(rows, _expected),
        note=str(fields.get("note", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} 不是文字")
    return value


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{value!r} 不在 {'、'.join(allowed)} 之中")
    return str(value)


def _list(values: object, build: Callable[[Any], T]) -> tuple[T, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} 不是列表")
    return tuple(build(value) for value in values)


def _turn(turn: dict[str, str]) -> dict[str, str]:
    return {"role": _one_of(turn["role"], ("user", "assistant")), "content": _text(turn["content"])}


def _evidence(fields: dict[str, str]) -> Evidence:
    found = Evidence(_text(fields["report"]), fields.get("quote"), fields.get("sha256"))
    if (found.quote is None) == (found.sha256 is None):
        raise ValueError("evidence 须有 quote 或 sha256 其中之一")
    return found


def _expected(fields: dict[str, str | None]) -> Expected:
    return Expected(_text(fields["report"]), _text(fields["value"]), fields.get("period"))


def _check_ids(items: list[Item], path: Path) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise QuestionError(f"编号 {item.id} 用了两次", where=str(path), fix="请给每道题一个编号")
        seen.add(item.id)

"""From an item to its line of a set, and from an id to its half."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from assistant.errors import QuestionError, system_reason
from eval.figures import values
from eval.sets import Item

ALWAYS = ("id", "type", "split", "question", "reports", "evidence", "must")
ORDER = (
    "id", "type", "split", "question", "history", "reports", "evidence", "must", "must_not", "rows", "answer", "note",
)  # fmt: skip


def line(item: Item) -> str:
    """Give the line of a set: fields that are empty and may be left out are."""
    fields = asdict(item)
    fields["evidence"] = [{key: value for key, value in one.items() if value is not None} for one in fields["evidence"]]
    kept = [name for name in ORDER if name in ALWAYS or fields[name] or (name == "rows" and item.rows is not None)]
    told = {name: fields[name] for name in kept}
    return json.dumps(told, ensure_ascii=False)


def write(path: Path, items: Iterable[Item], *, more: bool = False) -> None:
    """Write a set, or `more` of one; raise QuestionError where it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        broken_off = more and path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
        with path.open("a" if more else "w", encoding="utf-8", newline="\n") as file:
            file.write("\n" * broken_off)
            file.writelines(f"{line(item)}\n" for item in items)
    except OSError as error:
        raise QuestionError(f"写不了（{system_reason(error)}）", where=str(path), fix="请换一个位置") from error


def half(name: str) -> str:
    """Give the half of an id: tune when its CRC-32 is even, else test."""
    return "test" if zlib.crc32(name.encode()) % 2 else "tune"


def sort_of(must: Iterable[Iterable[str]], *, history: bool, reports: int) -> str:
    """Give the type of a question by what is expected of it."""
    groups = [list(group) for group in must]
    if not groups:
        return "unanswerable"
    if history:
        return "followup"
    if reports > 1:
        return "across"
    return "fact_number" if any(values(*group) for group in groups) else "fact_text"

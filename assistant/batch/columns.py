"""Which column of a table, or key of an object, holds the question, its id and its history."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# The first of each is the field's own name; those behind it are what teams call it.
NAMES = {
    "id": ("id", "编号", "序号", "题号", "question_id"),
    "question": ("question", "问题", "提问", "题目", "问句", "指标问题", "query"),
    "history": ("history", "对话", "历史"),
}
WANTED = "第一行没有 question 或 问题 这一列"
FIX = "请在第一行写上列名 question，或用 --column 说明是哪一列"
_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field in a record, from 0."""

    places: Mapping[str, int]

    def fields(self, record: Sequence[Any]) -> dict[str, Any]:
        """Give the fields of a record; one that is too short has fewer."""
        return {name: record[place] for name, place in self.places.items() if place < len(record)}


def columns_of(header: Sequence[str], column: str | None = None) -> Columns | None:
    """Find the fields in a header; None when it has no question.

    `column` names the question's column: as the header writes it, else by number from 1, else by letter from A.
    """
    names = [_folded(name) for name in header]
    places = {field: names.index(name) for field in NAMES if (name := _first(NAMES[field], names)) is not None}
    if column is not None:
        places.pop("question", None)
        if (place := _place(column.strip(), names)) is not None:
            places = {name: at for name, at in places.items() if at != place} | {"question": place}
    return Columns(places) if "question" in places else None


def fields_of(record: Mapping[str, Any], column: str | None = None) -> dict[str, Any]:
    """Give the fields of an object by its keys, in the field's own name or another one that teams use."""
    found = {}
    for field, names in NAMES.items():
        name = column if column is not None and field == "question" else _first(names, record)
        if name is not None and name in record:
            found[field] = record[name]
    return found


def _first(names: Sequence[str], among: Sequence[str] | Mapping[str, Any]) -> str | None:
    return next((name for name in names if name in among), None)


def _folded(name: str) -> str:
    return name.strip().lstrip("\ufeff").casefold()


def _place(column: str, names: Sequence[str]) -> int | None:
    if _folded(column) in names:
        return names.index(_folded(column))
    if column.isdecimal():
        place = int(column) - 1
    elif _LETTERS.fullmatch(column):
        place = 0
        for letter in column.upper():
            place = place * 26 + ord(letter) - ord("A") + 1
        place -= 1
    else:
        return None
    return place if 0 <= place < len(names) else None

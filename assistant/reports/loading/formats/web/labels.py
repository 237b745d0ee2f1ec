"""The numbers that a browser shows before the items of an ordered list, and that are no text."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.reports.loading.formats.web.nodes import Node

_HAN = "〇一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_STYLE_LENGTH = 2000
_HIGHEST = 9999


def label(item: Node) -> str:
    """Give the label of an item; "" where its list shows none."""
    parent = item.parent
    if parent is None or parent.name != "ol":
        return ""
    kind = _kind(parent)
    if kind == "none":
        return ""
    number = _number(item.get("value"))
    if number is None:
        number = _next(parent)
    parent.attrs["data-last-number"] = str(number)
    return _WRITERS.get(kind, _decimal)(number)


def _next(parent: Node) -> int:
    """Count on from the item before, or begin with what the list says."""
    last = _number(parent.get("data-last-number"))
    if last is not None:
        return last + 1
    first = _number(parent.get("start"))
    return 1 if first is None else first


def _kind(parent: Node) -> str:
    style = _STYLE.search(parent.get("style")[:_STYLE_LENGTH])
    if style:
        return style[1].lower()
    given = parent.get("type") or "1"
    return {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}.get(given, "decimal")


def _number(value: str) -> int | None:
    text = value.strip()
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _decimal(number: int) -> str:
    return f"{number}."


def _alpha(number: int) -> str:
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, 26)
        letters = chr(ord("a") + at) + letters
    return f"{letters}."


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        while 0 < number < 40 and number >= value:
            letters, number = letters + sign, number - value
    return f"{letters}." if letters else _decimal(number)


def _han(number: int) -> str:
    if not 0 < number < 100:
        return f"{number}、"
    tens, ones = divmod(number, 10)
    before = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return f"{before}{_HAN[ones] if ones else ''}、"


_WRITERS: dict[str, Callable[[int], str]] = {
    "lower-alpha": _alpha,
    "lower-latin": _alpha,
    "upper-alpha": lambda number: _alpha(number).upper(),
    "upper-latin": lambda number: _alpha(number).upper(),
    "lower-roman": _roman,
    "upper-roman": lambda number: _roman(number).upper(),
    "cjk-ideographic": _han,
    "cjk-decimal": _han,
    "simp-chinese-informal": _han,
    "trad-chinese-informal": _han,
}

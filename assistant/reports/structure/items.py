"""Find where the items of an enumeration begin inside a paragraph: 一是 … 二是 …."""

from __future__ import annotations

import re

from assistant.reports.cleaning.rules import heading_rules

_BEFORE = re.compile(r"[。;:,!?、”\")]\s*$|^\s*$")
_NUMBERED = re.compile(r"[。;:!?]\s*$|^\s*$")
_LATER = re.compile(r"[。;!?”\")]\s*$|^\s*$")


def items(folded: str, start: int, end: int) -> list[int]:
    """Give the offsets in `folded[start:end]` at which items begin, in order; fewer than two are none.

    A paragraph that begins with one (each item a paragraph of its own) gives at least that.
    """
    best: list[int] = []
    for order in heading_rules().orders:
        found = _in_order(folded, start, end, order)
        if len(found) > len(best):
            best = found
    listed = numbered(folded, start, end)
    if len(listed) > len(best):
        return listed
    if len(best) >= 2 or (best and not folded[start : best[0]].strip()):
        return best
    return []


def numbered(folded: str, start: int, end: int) -> list[int]:
    """Give the offsets at which the items of a list run on in one line (1.…;2.…); fewer than two are none."""
    best: list[int] = []
    for order in heading_rules().numbers:
        found = _in_order(folded, start, end, order)
        if len(found) > len(best):
            best = found
    return best if len(best) >= 2 else []


def _in_order(folded: str, start: int, end: int, order: tuple[str, ...]) -> list[int]:
    """Follow an enumeration from any of its words at the head, else from its first; it may begin anew."""
    found: list[int] = []
    ahead: dict[str, int] = {}

    def following(word: str, at: int) -> int:
        """Find the next place of a word; what was found behind `at` once is not looked for again."""
        if ahead.get(word, at - 1) < at and ahead.get(word) != -1:
            ahead[word] = _find(folded, word, at, end)
        return ahead[word]

    head = next((n for n, word in enumerate(order) if folded.startswith(word, start)), None)
    number, at = (head, start) if head is not None else (0, start)
    while True:
        place = following(order[number], at) if number < len(order) else -1
        again = following(order[0], at) if found else -1
        if again >= 0 and (place < 0 or again < place):
            place, number = again, 0
        if place < 0:
            return found
        found.append(place)
        at, number = place + len(order[number]), number + 1


def _find(folded: str, word: str, at: int, end: int) -> int:
    """Find a word of the enumeration where a clause begins (a sentence, for all but the first)."""
    first = word.startswith(("一是", "一要", "第一"))
    number = not word[-1].isalpha() and word[-1] != ","
    while True:
        place = folded.find(word, at, end)
        if place < 0:
            return -1
        before = folded[max(0, place - 2) : place]
        allowed = _NUMBERED if number else _BEFORE if first else _LATER
        decimal = word.endswith(".") and folded[place + len(word) : place + len(word) + 1].isdigit()
        if not decimal and (allowed.search(before) or before.endswith("\n")):
            return place
        at = place + 1

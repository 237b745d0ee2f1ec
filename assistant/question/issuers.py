"""The department that a question names before what it asks: its own report does not need to say it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import place_of
from assistant.lexicon.tables import lines
from assistant.model import Report

_LONGEST = 16
_SHORTEST = 3


def without_issuer(left: str, cards: Sequence[Report]) -> tuple[str, tuple[Report, ...]]:
    """Take the organ at the head of `left` (a folded question without places and years) out, where cards are its own.

    Gives what is left and these cards; both as they were where no card is of an organ that is named so, or where
    nothing else is asked.
    """
    for end in range(min(_LONGEST, len(left)), _SHORTEST - 1, -1):
        its = tuple(card for card in cards if _is_called(left[:end], _organ(card)))
        if its:
            rest = left[end:].lstrip("的, ")
            return (rest, its) if rest else (left, its)
    return left, tuple(cards)


def _organ(card: Report) -> str:
    """Give the department that a report names in its title as its own, without its place; "" for none."""
    organ, place = fold(card.issuer or ""), place_of(card.region or "")
    if place is None or organ not in fold(card.title or ""):
        return ""
    for name in place.path:
        organ = organ.removeprefix(name)
    # A government is its place; a 领导小组 is what its own report tells of.
    return "" if organ.endswith(("政府", "小组")) else organ


def _is_called(words: str, organ: str) -> bool:
    """Tell a department's own name, a short one of its characters in order (市监局), or another that people use."""
    if not organ or words == organ:
        return bool(organ)
    if words in _other_names().get(organ, ()):
        return True
    ahead = iter(organ)
    return (words[0], words[-1]) == (organ[0], organ[-1]) and all(char in ahead for char in words)


@cache
def _other_names() -> dict[str, frozenset[str]]:
    pairs = (line.split(":", 1) for line in lines("organs.txt"))
    return {name: frozenset(names.split()) for name, names in pairs}

"""Places as people call them (魔都, 羊城, 蜀地), and the name of a province or a city with one slip (福健)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.lexicon.gazetteer import Mention, Place, places_named, provinces_and_cities, short_name
from assistant.lexicon.tables import sounds
from assistant.lexicon.words import boundaries, cut
from assistant.question.patterns import single, tables

Span = tuple[int, int]


def nicknamed(text: str, busy: Sequence[Span]) -> list[Mention]:
    """Find the other names of places that stand in no `busy` span; a name that is a word too only where one begins."""
    found = []
    for pattern, full in _names():
        for match in pattern.finditer(text):
            if not any(match.start() < end and start < match.end() for start, end in busy):
                found.append(Mention(*match.span(), match.group(), places_named(full)))
    return found


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    anywhere, begun = tables()["places"]["alias"], tables()["places"]["nickname"]
    edges = "".join(map(re.escape, tables()["places"]["edges"]))
    found = [(re.compile(re.escape(name)), full) for name, full in anywhere.items()]
    found += [(re.compile(f"(?:^|(?<=[{edges}])){name}(?![区县乡镇路街])"), full) for name, full in begun.items()]
    return tuple(found)


def misspelt(text: str) -> Mention | None:
    """Find a name that the text begins with but for one character that sounds alike; None where it may be another word.

    Only for a text that names no place: nothing else may fit.
    """
    start = single("places", "before_name").match(text).end()  # type: ignore[union-attr]
    places = boundaries(text)
    for length in (4, 3, 2):
        run = text[start : start + length]
        if len(run) < length or start + length not in places or len(cut(run)) == 1 or _means_something(run):
            continue
        near = [place for name, place in _by_sound().get(_sound(run), ()) if _one_slip(run, name)]
        if len(set(near)) == 1:
            return Mention(start, start + length, run, (near[0],))
    return None


def _means_something(run: str) -> bool:
    return bool(places_named(run))


def _one_slip(run: str, name: str) -> bool:
    return sum(typed != known for typed, known in zip(run, name, strict=True)) == 1


@cache
def _by_sound() -> dict[str, tuple[tuple[str, Place], ...]]:
    found: dict[str, list[tuple[str, Place]]] = {}
    for place in provinces_and_cities():
        for name in dict.fromkeys((place.name, short_name(place.name))):
            found.setdefault(_sound(name), []).append((name, place))
    return {sound: tuple(named) for sound, named in found.items()}


def _sound(run: str) -> str:
    table = sounds()
    return " ".join(table.get(char, char) for char in run)

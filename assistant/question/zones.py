"""Development zones: how one is called (衡阳高新区 = 衡阳市高新技术产业开发区), and whether a text names one."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon.gazetteer import place_of, places_named
from assistant.question.patterns import tables


@cache
def _kinds() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in tables()["zones"]["kinds"])


@cache
def zone_behind() -> re.Pattern[str]:
    """The name of a zone behind the name of a place (合肥|高新区, 重庆|两江新区)."""
    words = sorted((word for kind in _kinds() for word in kind), key=len, reverse=True)
    return re.compile(f"(?!的|和|与|跟)(?P<stem>{tables()['zones']['stem']})(?:{'|'.join(words)})")


def zone_names(region: str, above: str) -> tuple[str, ...]:
    """Give the names of a zone in the place `above`: with and without the city, in every wording of its kind."""
    place = place_of(above)
    city = place.name if place else above
    own = region.removeprefix(above)
    shorts = sorted({city, *(city[:end] for end in range(2, len(city)) if _names(city[:end], above))}, key=len)
    bare = next((own.removeprefix(name) for name in reversed(shorts) if own.startswith(name)), own)
    found = [region, own]
    for stem, kind in _wordings(bare):
        found += [name + stem + kind for name in shorts] + ([stem + kind] if len(stem) > 1 else [])
    return tuple(dict.fromkeys(found))


def _names(short: str, full: str) -> bool:
    return any(place.full == full for place in places_named(short))


def _wordings(name: str) -> list[tuple[str, str]]:
    """Split a zone's name into (stem, kind), once for every wording of its kind."""
    for kinds in _kinds():
        kind = next((word for word in kinds if name.endswith(word)), None)
        if kind:
            # 新区 and 管理区 are kinds of their own: only one line of kinds lists wordings of one kind
            same = kinds if kind not in _kinds()[-1] else (kind,)
            return [(name.removesuffix(kind), word) for word in same]
    return [("", name)]

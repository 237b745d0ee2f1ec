"""The reports of a library, looked up by place: made once, however many reports there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import is_

from assistant.lexicon.gazetteer import Place, place_of
from assistant.model import Report
from assistant.question.patterns import single
from assistant.question.zones import zone_names

REMEMBERED = 4


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards by region, cards of regions inside a place, names of regions with the region's full names.

    `lengths` are those of the names that begin with two characters, longest first; `short` the names that are told
    without their last word (绿塘), `zones` those of development zones. `ids` are the ids of `cards`, in their order.
    """

    cards: tuple[Report, ...]
    ids: tuple[str, ...]
    at: dict[str, tuple[Report, ...]]
    below: dict[str, tuple[Report, ...]]
    names: dict[str, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]]
    short: frozenset[str]
    zones: frozenset[str]
    years: frozenset[int]
    delivered: frozenset[int]


def shelf_of(cards: Sequence[Report]) -> Shelf:
    """Give the shelf of these cards; that of a library asked before is kept."""
    for kept in _kept:
        if len(kept.cards) == len(cards) and all(map(is_, kept.cards, cards)):
            return kept
    made = _made(tuple(cards))
    _kept[:] = [made, *_kept[: REMEMBERED - 1]]
    return made


_kept: list[Shelf] = []


def _made(cards: tuple[Report, ...]) -> Shelf:
    at: dict[str, list[Report]] = {}
    for card in cards:
        if card.region:
            at.setdefault(card.region, []).append(card)
    below: dict[str, list[Report]] = {}
    names: dict[str, list[str]] = {}
    short: set[str] = set()
    zones: set[str] = set()
    suffix = single("places", "suffix")
    for region, its in at.items():
        place, above = place_of(region), _above(region)
        for full in above:
            below.setdefault(full, []).extend(its)
        if place is None and above:
            own = zone_names(region, above[-1])
            zones.update(own)
        else:
            name = place.name if place else region
            own = (region, name, suffix.sub("", name))
            short.update({own[2]} - {region, name})
        for name in dict.fromkeys(own):
            names.setdefault(name, []).append(region)
    return Shelf(
        cards=cards,
        ids=tuple(card.report for card in cards),
        at={region: tuple(its) for region, its in at.items()},
        below={full: tuple(its) for full, its in below.items()},
        names={name: tuple(regions) for name, regions in names.items()},
        lengths=_lengths(names),
        short=frozenset(short),
        zones=frozenset(zones),
        years=frozenset(year for card in cards for year in card.years),
        delivered=frozenset(card.delivered for card in cards if card.delivered),
    )


def _above(region: str) -> list[str]:
    """Give the full names of the places that a region lies in, highest first."""
    place = place_of(region)
    if place is not None:
        return ["".join(place.path[:length]) for length in range(1, len(place.path))]
    # a development zone stands behind the place that it lies in
    heads = (place_of(region[:end]) for end in range(len(region) - 1, 2, -1))
    upper: Place | None = next((head for head in heads if head is not None and head.level != "乡"), None)
    return ["".join(upper.path[:length]) for length in range(1, len(upper.path) + 1)] if upper else []


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:2], set()).add(len(name))
    return {begin: tuple(sorted(lengths, reverse=True)) for begin, lengths in found.items()}

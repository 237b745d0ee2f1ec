"""The nearest place around one that no report is of: its reports may tell of the smaller one too."""

from __future__ import annotations

from typing import get_args

from assistant.lexicon.gazetteer import COUNTRY, Mention, Place, place_of, short_name
from assistant.model import Level, Report
from assistant.question.library import Shelf

RANK = {level: rank for rank, level in enumerate(get_args(Level))}


def around(mention: Mention, shelf: Shelf) -> tuple[tuple[Report, ...], tuple[str, ...]]:
    """Give the reports of the nearest place around the one that is named, and what that one is called, full name first.

    None where the name may mean several places, of which only the highest count.
    """
    highest = min((RANK[place.level] for place in mention.places), default=0)
    found = {(_nearest(place, shelf), place.name) for place in mention.places if RANK[place.level] == highest}
    if len(found) != 1:
        return (), ()
    ((upper, name),) = found
    if not upper:
        return (), ()
    return shelf.at[upper], tuple(dict.fromkeys((name, short_name(name))))


def _nearest(place: Place, shelf: Shelf) -> str:
    """Name the nearest place around one that has a report; "" for none, and where what lies around is not known."""
    top = place_of(place.path[0])
    if top is None or top.level != "省":
        return ""
    paths = ("".join(place.path[:length]) for length in range(len(place.path) - 1, 0, -1))
    return next((full for full in (*paths, COUNTRY.full) if full in shelf.at), "")

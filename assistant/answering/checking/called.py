"""Whose place an answer names: a report is called by its region, else by its title and file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.answering.checking.squeeze import squeezed
from assistant.lexicon.gazetteer import Mention, place_of
from assistant.model import Report


def is_of(mention: Mention, card: Report) -> bool:
    """Tell whether a place named in an answer is that of a report."""
    path, names = called(card.region, card.title, card.report)
    if path and any(one.path == path for one in mention.places):
        return True
    text = squeezed(mention.text)
    return any(text in name for name in names)


@lru_cache(maxsize=100_000)
def called(region: str | None, title: str | None, report: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the path of a report's place, () where it is none, and what `is_of` takes for its names, folded."""
    place = place_of(region) if region else None
    card = Report(report, "", title=title, region=region)
    return place.path if place else (), tuple(squeezed(name) for name in names_of(card, place is None))


class Called:
    """The reports spoken of, by their places and names: there may be thousands, and a line names dozens."""

    def __init__(self, cards: Iterable[Report]) -> None:
        """Sort the reports."""
        self._paths: dict[tuple[str, ...], list[Report]] = {}
        self._names: dict[str, list[Report]] = {}
        for card in cards:
            path, names = called(card.region, card.title, card.report)
            if path:
                self._paths.setdefault(path, []).append(card)
            for name in names:
                self._names.setdefault(name, []).append(card)

    def of(self, mention: Mention) -> list[Report]:
        """Give the reports that a mention `is_of`."""
        found = [card for one in mention.places for card in self._paths.get(one.path, ())]
        text = squeezed(mention.text)
        found += [card for name, its in self._names.items() if text in name for card in its]
        return list({card.report: card for card in found}.values())


def names_of(card: Report, unplaced: bool) -> Iterator[str]:
    """Give what a report may be called by: region and everything at its end; title and file where it has none."""
    if card.region:
        place = place_of(card.region)
        yield card.region if place is None else place.name
    if unplaced or card.region is None:
        yield from filter(None, (card.title, card.report))

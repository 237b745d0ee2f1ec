"""Which reports say the same: near copies of one text, and a second report of one kind, place and year."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon.tables import report_kind
from assistant.model import Report
from assistant.reports.structure.sentences import sentences

SIZE = 48
ALIKE = 0.8
_SHORTEST = 8
_NOTHING = np.uint64(2**64 - 1)

Sketch = NDArray[np.uint64]


def sketch(texts: Iterable[str]) -> Sketch:
    """Give the smallest hashes of the sentences of some passages, ascending, uint64, shape (SIZE,).

    Two sketches share about the share of sentences that their texts do (bottom-k sampling, Cohen and Kaplan 2007).
    Short sentences do not count; what is missing is filled up with the largest number.
    """
    found = {
        int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big")
        for text in texts
        for start, end in sentences(text)
        if len(said := "".join(text[start:end].split())) >= _SHORTEST
    }
    smallest = sorted(found)[:SIZE]
    return np.array([*smallest, *[_NOTHING] * (SIZE - len(smallest))], np.uint64)


def shared(one: Sketch, other: Sketch) -> float:
    """Estimate the share of sentences that two texts have in common, 0 to 1."""
    both = np.union1d(one, other)
    both = both[both != _NOTHING][:SIZE]
    if not len(both):
        return 0.0
    return float(np.mean(np.isin(both, one) & np.isin(both, other)))


class Likeness:
    """The sketches of a library's reports, by the hashes in them."""

    def __init__(self, sketches: Mapping[str, Sketch]) -> None:
        """Take the sketch of every report by its id."""
        self._sketches: dict[str, Sketch] = {}
        self._holders: dict[int, tuple[str, ...]] = {}
        for name, one in sketches.items():
            self.put(name, one)

    def put(self, name: str, found: Sketch) -> None:
        """Take a report in, in place of an older one of that id."""
        self.drop(name)
        self._sketches[name] = found
        for number in found[found != _NOTHING].tolist():
            self._holders[number] = (*self._holders.get(number, ()), name)

    def drop(self, name: str) -> None:
        """Forget a report."""
        found = self._sketches.pop(name, np.zeros(0, np.uint64))
        for number in found[found != _NOTHING].tolist():
            left = tuple(one for one in self._holders.pop(number) if one != name)
            if left:
                self._holders[number] = left

    def nearest(self, found: Sketch, without: str = "") -> tuple[str, float] | None:
        """Give the report that shares most sentences, and their share; None when none shares ALIKE of them."""
        votes = Counter(name for number in found.tolist() for name in self._holders.get(number, ()) if name != without)
        shares = ((name, shared(found, self._sketches[name])) for name, _ in votes.most_common(3))
        best = max(shares, key=lambda one: one[1], default=None)
        return best if best and best[1] >= ALIKE else None


def of_one_year(cards: Iterable[Report]) -> dict[str, tuple[str, ...]]:
    """Give for each report the ids of the others of its kind, region and year, where there are any."""
    groups: defaultdict[tuple[str, int, str], list[str]] = defaultdict(list)
    for card in cards:
        if card.region and card.year is not None:
            groups[card.region, card.year, report_kind(card.title or card.report)].append(card.report)
    return {
        name: tuple(other for other in names if other != name)
        for names in groups.values()
        if len(names) > 1
        for name in names
    }

"""What many reports say of a question: `Evidence` stands where a mapping of reports to their hits does.

Whoever reads its hits finds those that a mapping would hold. Whoever asks for claims or sentences gets only those that
can answer, as `lookup` found them for all reports at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.answering.everywhere.scan import Scan
from assistant.answering.everywhere.stored import HEADING, ZERO, Packed
from assistant.index.layout import reading
from assistant.index.sentences import END, START
from assistant.model import Citation, Hit, Passage, Report, Silent

Weights = tuple[float, float, float]
# How many sentences are put in order at first: a refusal shows three
FIRST = 50


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim stands: its passage, which is read when it is asked for, and the passage's score."""

    passages: Sequence[Passage]
    position: int
    score: float

    @property
    def passage(self) -> Passage:
        """Read the passage."""
        return self.passages[self.position]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (offsets of the stored text), how far it covers the question's terms, and its rank score."""

    passage: Passage
    start: int
    end: int
    cover: float
    score: float


class Hits(Sequence[Hit]):
    """Hits that are made when they are read, over some passages of what a question looks into."""

    def __init__(self, scan: Scan, hit: Callable[[int], Hit], first: int, end: int) -> None:
        """Take the passages from `first` to `end` - 1."""
        self._scan, self._hit, self._first, self._end = scan, hit, first, end

    def __len__(self) -> int:
        """Give the number of passages that are looked into."""
        return int(np.count_nonzero(self._scan.looked[self._first : self._end]))

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Hit]: ...
    def __getitem__(self, at: int | slice) -> Hit | Sequence[Hit]:
        """Give a hit, or some, of the best first."""
        return self._all[at]

    def best(self, k: int) -> list[Hit]:
        """Give the best k, best first."""
        positions = self._first + np.flatnonzero(self._scan.looked[self._first : self._end])
        scores = self._scan.fused[positions]
        if len(positions) > k:
            kept = np.argpartition(-scores, k)[:k]
            positions, scores = positions[kept], scores[kept]
        return [self._hit(int(at)) for at in positions[np.lexsort((positions, -scores))]]

    def nearest(self, terms: tuple[str, ...], weight: float) -> Iterator[Said]:
        """Give the sentences that come nearest, best first; `weight` is that of a passage's score."""
        scan, sentences = self._scan, self._scan.lookup.sentences
        span = slice(int(sentences.firsts[self._first]), int(sentences.firsts[self._end]))
        near = scan.nearest(terms)[span]
        kept = np.flatnonzero(scan.open[span] & (sentences.flags[span] & HEADING == 0))
        scores = near[kept] + weight * scan.scores(kept + span.start)
        for part in _best_first(scores):
            order = part[np.lexsort((kept[part], -scores[part]))]
            for number, score in zip(kept[order].tolist(), scores[order].tolist(), strict=True):
                yield self._place(number + span.start, float(near[number]), score)

    def _place(self, number: int, cover: float, score: float) -> Said:
        sentences = self._scan.lookup.sentences
        passage = self._scan.lookup.library.passages[int(sentences.passages[number])]
        start, end = sentences.numbers[number, [START, END]].tolist()
        return Said(passage, passage.start + start, passage.start + end, cover, score)

    @cached_property
    def _all(self) -> list[Hit]:
        return self.best(len(self))


class OfReport(Hits):
    """The hits of one report, and its claims and sentences that can answer."""

    def __init__(self, scan: Scan, hit: Callable[[int], Hit], report: int) -> None:
        """Take the place of the report in the library."""
        super().__init__(scan, hit, *scan.lookup.spans[report])
        self._report = report

    def claims(self, terms: tuple[str, ...], least: float) -> Iterator[tuple[float, Source, Packed]]:
        """Give the sentences whose claims may score `least` for the terms, with the most that they may, best first."""
        sentences, passages = self._scan.lookup.sentences, self._scan.lookup.library.passages
        for number, bound, _score in self._scan.figures(terms, least).of(self._report):
            position, numbers = int(sentences.passages[number]), sentences.numbers[number]
            source = Source(passages, position, float(self._scan.fused[position]))
            span = int(numbers[START]), int(numbers[END])
            with reading(sentences.folder):
                packed = Packed.read(sentences.figures(number), int(sentences.starts[position]), span)
            yield bound, source, packed

    def may_deny(self, terms: tuple[str, ...], least: float) -> bool:
        """Tell whether any of these claims may be of nothing: a 0 stands among what is stored of it."""
        stored = self._scan.lookup.sentences.figures
        return any(
            ZERO in stored(number) for number, _cover, _score in self._scan.figures(terms, least).of(self._report)
        )

    def said(self, terms: tuple[str, ...], least: float, weights: Weights) -> Iterator[Said]:
        """Give the sentences that cover so much of the terms, best first; `Scan.said` tells the weights."""
        for number, cover, score in self._scan.said(terms, least, weights).of(self._report):
            yield self._place(number, cover, score)


class Everything(Hits):
    """The hits of all reports that a question admits."""

    def __init__(self, evidence: Evidence, scan: Scan, hit: Callable[[int], Hit]) -> None:
        """Take the same hits by report."""
        super().__init__(scan, hit, 0, len(scan.fused))
        self.evidence = evidence


class Evidence(Mapping[str, Sequence[Hit]]):
    """The hits, claims and sentences of every report that a question admits."""

    def __init__(self, scan: Scan, reports: Sequence[str], hit: Callable[[int], Hit]) -> None:
        """Take what the question finds, and what makes the hit of a position."""
        self._scan, self._reports, self._hit = scan, reports, hit
        self.everything = Everything(self, scan, hit)

    def __getitem__(self, name: str) -> OfReport:
        """Give what one report has."""
        return OfReport(self._scan, self._hit, self._scan.lookup.places[name])

    def __iter__(self) -> Iterator[str]:
        """Give the names of the reports, in the order asked for."""
        return iter(self._reports)

    def __len__(self) -> int:
        """Give the number of reports."""
        return len(self._reports)


class Later(Silent):
    """A silent report whose nearest sentence is looked for when it is asked for: few of thousands are shown."""

    __slots__ = ("_find",)
    _find: Callable[[], Citation | None]

    def __init__(self, report: str, region: str | None, year: int | None, find: Callable[[], Citation | None]) -> None:
        """Take what finds the sentence."""
        for name, value in (("report", report), ("region", region), ("year", year), ("_find", find)):
            object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Compare what is known without looking for the sentence."""
        if not isinstance(other, Later):
            return NotImplemented
        return (self.report, self.region, self.year) == (other.report, other.region, other.year)

    def __hash__(self) -> int:
        """Give the hash of what is compared."""
        return hash((self.report, self.region, self.year))

    def checked(self, card: Report, fine: Callable[[Citation], object]) -> Later:
        """Give the same with the identity of its report; its sentence is shown only if it is fine."""

        def find() -> Citation | None:
            found = self._find()
            return found if found and fine(found) else None

        return Later(card.report, card.region, card.year, find)

    @property
    def nearest(self) -> Citation | None:  # type: ignore[override]
        """Quote the sentence that comes nearest."""
        return self._find()


def _best_first(scores: NDArray[np.float64]) -> Iterator[NDArray[np.int64]]:
    """Cut places into those of the best scores and the others, so that few are put in order for one that is shown."""
    if len(scores) <= 4 * FIRST:
        yield np.arange(len(scores))
        return
    best = scores >= np.partition(scores, len(scores) - FIRST)[len(scores) - FIRST]
    yield np.flatnonzero(best)
    yield np.flatnonzero(~best)


def best_of(hits: Mapping[str, Sequence[Hit]], k: int) -> list[Hit]:
    """Give the best k hits of all reports, best first."""
    if isinstance(hits, Evidence):
        return hits.everything.best(k)
    return sorted((hit for some in hits.values() for hit in some), key=lambda hit: -hit.score)[:k]

"""Which sentences of a library can answer a question, for all reports at once.

They are looked up in what was told of every sentence when its report was added; no text is read or cut for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.answering.everywhere.covers import Covers, Flags, Shares
from assistant.answering.figures.cover import parts, weight
from assistant.answering.figures.match import AROUND, hints, signs
from assistant.index import Library
from assistant.index.lexical import Scores
from assistant.index.sentences import END, START
from assistant.index.told import StoredSentences
from assistant.model import Part

# Sums of shares are compared with a bound: what rounding may take from one
ROUNDING = 1e-9


@dataclass(frozen=True)
class Ranked:
    """Sentences report by report, best first, with how far each covers the question and its score.

    `bounds` is where those of each report begin, and where the last end: int64, (reports + 1,).
    """

    numbers: NDArray[np.int64]
    covers: Shares
    scores: Shares
    bounds: NDArray[np.int64]

    def of(self, report: int) -> Iterator[tuple[int, float, float]]:
        """Give number, cover and score of each sentence of one report, best first."""
        numbers, covers, scores, bounds = self._lists
        here = slice(bounds[report], bounds[report + 1])
        return zip(numbers[here], covers[here], scores[here], strict=True)

    @cached_property
    def _lists(self) -> tuple[list[int], list[float], list[float], list[int]]:
        return self.numbers.tolist(), self.covers.tolist(), self.scores.tolist(), self.bounds.tolist()


class Lookup:
    """The sentences of one library, and where its reports' are."""

    def __init__(self, library: Library, sentences: StoredSentences) -> None:
        """Keep both; the files are mapped at the first question."""
        self.library, self.sentences = library, sentences
        self.places = {card.report: place for place, card in enumerate(library.cards)}

    @cached_property
    def bounds(self) -> NDArray[np.int64]:
        """The first passage of each report, and the number of all: int64, (reports + 1,)."""
        counts = np.bincount(self.library.owners, minlength=len(self.places))
        return np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The first passage of each report and that behind its last."""
        return list(pairwise(self.bounds.tolist()))

    @cached_property
    def reports(self) -> NDArray[np.int32]:
        """The place of each sentence's report, int32, (sentences,)."""
        return self.library.owners[self.sentences.passages]

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """The last sentence before each, in its passage, that says something itself; -1 for none: (sentences,)."""
        numbers = np.arange(len(self.sentences.flags))
        last = np.maximum.accumulate(np.where(self.sentences.flags == 0, numbers, -1))
        found = np.concatenate(([-1], last[:-1]))
        return np.where(found >= self.sentences.firsts[self.sentences.passages], found, -1)

    @cached_property
    def short(self) -> Flags:
        """Whether a sentence has under 12 characters, (sentences,)."""
        return self.sentences.numbers[:, END] - self.sentences.numbers[:, START] < 12

    @cached_property
    def parts(self) -> NDArray[np.str_]:
        """The part of each passage, "" for none; reads every passage once."""
        return np.array([passage.part or "" for passage in self.library.passages], np.str_)


class Scan:
    """What one question finds; each answer is worked out once."""

    def __init__(
        self, lookup: Lookup, reports: Sequence[str], fused: Scores, per_report: int, part: Part | None = None
    ) -> None:
        """Take the scores of all passages; only the best `per_report` of each report are looked into.

        `part` leaves only passages of that part.
        """
        self.lookup, self.fused = lookup, fused
        self.looked = _looked(lookup, reports, fused, per_report, part)
        sentences = lookup.sentences
        self.words = Covers(sentences.by_words, len(sentences.flags), sentences.words)
        self.around = Covers(sentences.by_around, len(fused), sentences.around)
        self._found: dict[tuple[object, ...], Ranked] = {}
        self._near: dict[tuple[str, ...], Shares] = {}

    @cached_property
    def open(self) -> Flags:
        """Whether a sentence stands in a passage that is looked into, (sentences,)."""
        found: Flags = self.looked[self.lookup.sentences.passages]
        return found

    def figures(self, terms: tuple[str, ...], least: float) -> Ranked:
        """Give the sentences whose claims may score `least`: best first within a report.

        All telling terms have a trace in or around them; their covers and scores are the most that a claim may score.
        """
        key = ("figures", terms, least)
        if key not in self._found:
            self._found[key] = self._figures(terms, least)
        return self._found[key]

    def _figures(self, terms: tuple[str, ...], least: float) -> Ranked:
        sentences = self.lookup.sentences
        kept: Flags = self.open & ~sentences.silent
        bound = np.zeros(len(kept))
        for term in terms:
            own = self.words.having_any(signs(term))
            beside = self.around.having_any(signs(term))[sentences.passages]
            beside |= _at(own, sentences.previous) | _at(own, sentences.topics)
            most = np.maximum(self.words.cover(term), AROUND * beside)
            if parts(term):
                most[self.words.having_any(hints(term))] = 1.0
            if weight(term) >= 1.0:
                kept &= own | beside
                bound += weight(term) * most
            else:
                bound += weight(term)
        bound /= sum(weight(term) for term in terms) or 1.0
        numbers = np.flatnonzero(kept & (bound >= least - ROUNDING))
        numbers = numbers[np.lexsort((numbers, -bound[numbers], self.lookup.reports[numbers]))]
        return self._ranked(numbers, bound[numbers], bound[numbers])

    def said(self, terms: tuple[str, ...], least: float, weights: tuple[float, float, float]) -> Ranked:
        """Give the sentences that cover a share of the terms, best first within a report.

        `weights` are the credit of headings, of the sentence before, and the weight of the passage's score.
        """
        key = ("said", terms, least, weights)
        if key not in self._found:
            self._found[key] = self._said(terms, least, *weights)
        return self._found[key]

    def _said(self, terms: tuple[str, ...], least: float, heading: float, neighbour: float, hit: float) -> Ranked:
        sentences = self.lookup.sentences
        covered = np.zeros(len(sentences.flags))
        for term in terms:
            own = self.words.cover(term)
            beside = heading * self.around.cover(term)[sentences.passages]
            covered += weight(term) * np.maximum(np.maximum(own, beside), neighbour * _at(own, self.lookup.before))
        total = sum(weight(term) for term in terms)
        covered = covered / total if total else np.zeros(len(covered))
        kept = self.open & (sentences.flags == 0) & (covered >= least - ROUNDING)
        numbers = np.flatnonzero(kept)
        scores = covered[numbers] * np.where(self.lookup.short[numbers], 0.9, 1.0) + hit * self.scores(numbers)
        order = np.lexsort((numbers, -scores, self.lookup.reports[numbers]))
        return self._ranked(numbers[order], covered[numbers][order], scores[order])

    def nearest(self, terms: tuple[str, ...]) -> Shares:
        """Give for every sentence how near it comes, `cover.affinity`, (sentences,)."""
        if terms not in self._near:
            self._near[terms] = self.words.affinity(terms)
        return self._near[terms]

    def _ranked(self, numbers: NDArray[np.int64], covers: Shares, scores: Shares) -> Ranked:
        reports = self.lookup.reports[numbers]
        return Ranked(numbers, covers, scores, np.searchsorted(reports, np.arange(len(self.lookup.places) + 1)))

    def scores(self, numbers: NDArray[np.int64]) -> Shares:
        """Give the scores of the passages of sentences, as far as they count."""
        found: Shares = np.minimum(self.fused[self.lookup.sentences.passages[numbers]].astype(np.float64), 1.35)
        return found


def _looked(lookup: Lookup, reports: Sequence[str], fused: Scores, per_report: int, part: Part | None) -> Flags:
    """Tell of every passage whether it is among the best of an admitted report."""
    owners, library = lookup.library.owners, lookup.library
    admitted = np.zeros(len(library.cards), bool)
    admitted[[lookup.places[name] for name in reports]] = True
    looked: Flags = admitted[owners]
    if part is not None:
        looked &= lookup.parts == part
    many = np.bincount(owners[looked], minlength=len(library.cards)) > per_report
    crowded = np.flatnonzero(looked & many[owners])
    if len(crowded):
        order = crowded[np.lexsort((-fused[crowded], owners[crowded]))]
        first = np.searchsorted(owners[order], owners[order])
        looked[order[np.arange(len(order)) - first >= per_report]] = False
    return looked


def _at(values: NDArray, places: NDArray) -> NDArray:
    """Give the values at some places, 0 at -1."""
    return np.append(values, values.dtype.type(0))[places]

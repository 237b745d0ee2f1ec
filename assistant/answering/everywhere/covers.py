"""How far every sentence of a library covers the terms of a question: `cover`, for all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.figures.cover import PART, RELATED, pairs_of, weight
from assistant.errors import LibraryError
from assistant.index.layout import REBUILD
from assistant.index.postings import Ids, Postings
from assistant.lexicon.tables import related_words

Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Covers:
    """The covers of some texts, which an index of their pairs finds; each is worked out once."""

    def __init__(self, postings: Postings, count: int, text: Callable[[int], str]) -> None:
        """Take the index of `count` texts, and what gives one of them."""
        self._postings, self._count, self._text = postings, count, text
        self._covers: dict[str, Shares] = {}
        self._holding: dict[str, Ids] = {}

    def cover(self, term: str) -> Shares:
        """Give `cover.cover(term, text)` of every text, float64, (texts,)."""
        if term not in self._covers:
            found = self._partly(term)
            for other in related_words().get(term, ()):
                found[self.holding(other)] = RELATED
            found[self.holding(term)] = 1.0
            self._covers[term] = found
        return self._covers[term]

    def holding(self, words: str) -> Ids:
        """Give the texts that contain some words, ascending."""
        if words not in self._holding:
            found = self._postings.all_of(words)
            if len(found) and not 0 <= found.min() <= found.max() < self._count:
                raise LibraryError("资料库的句子索引已损坏，读不了", fix=REBUILD)
            if len(words) > 2 and len(found):
                found = found[[words in self._text(one) for one in found.tolist()]]
            self._holding[words] = found
        return self._holding[words]

    def having_any(self, words: Sequence[str]) -> Flags:
        """Tell of every text whether it contains one of some words, (texts,)."""
        found = np.zeros(self._count, bool)
        for one in words:
            found[self.holding(one)] = True
        return found

    def affinity(self, terms: Sequence[str]) -> Shares:
        """Give `cover.affinity(terms, text)` of every text, float64, (texts,)."""
        found, total = np.zeros(self._count), sum(weight(term) for term in terms)
        for term in terms:
            found += weight(term) * self._pairs(term) / len(pairs_of(term))
        return found / total if total else found

    def _pairs(self, term: str) -> NDArray[np.int64]:
        """Count the pairs of a term that each text has."""
        counts = np.zeros(self._count, np.int64)
        for pair in pairs_of(term):
            counts[self.holding(pair)] += 1
        return counts

    def _partly(self, term: str) -> Shares:
        found = np.zeros(self._count)
        if len(term) < 3:
            return found
        last = self.holding(term[-2:])
        share = self._pairs(term)[last] / len(pairs_of(term))
        found[last] = np.where(share >= 0.5, PART * share, 0.0)
        return found

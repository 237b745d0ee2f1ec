"""Score every passage once by words and by meaning, then take the best of each report that is admitted.

"Every report" is one pass over the scores, not one search a report: no report is left out by a top k. In a library with
inverted lists, meaning is compared with every admitted passage where a question or a filter names reports, and with
those near the question and the best by words where none or most are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.index import Library
from assistant.index.lexical import Scores
from assistant.lexicon.fold import fold
from assistant.model import Hit, Part, Question
from assistant.retrieval.closer import Look
from assistant.retrieval.rerank import Reranker
from assistant.retrieval.weights import Weights, weights
from assistant.retrieval.wording import Wording, worded
from embeddings import Embedding

# Passages that a reranker reads for one question
RERANKED = 50
# Passages that get a closer look for one question
LOOKED = 50
# Passages, the best by words, whose meaning is compared beside those of the lists near a question
BY_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of every passage for one question: fused (best = 1), by words (0-1), by meaning; each (passages,)."""

    fused: Scores
    lexical: Scores
    dense: Scores
    wording: Wording


class Searcher:
    """Searches one library with the model that made its vectors."""

    def __init__(
        self,
        library: Library,
        embedding: Embedding,
        *,
        reranker: Reranker | None = None,
        weighted: Weights | None = None,
    ) -> None:
        """Keep all; nothing is loaded before the first question. A `reranker` reads the best passages once more."""
        self.library, self.embedding, self.reranker = library, embedding, reranker
        self._weights = weighted or weights()

    def retrieve(self, question: Question, *, per_report: int) -> dict[str, tuple[Hit, ...]]:
        """Give the best passages of every admitted report, best first; a report without passages has ()."""
        if not self.library.passage_count or not question.reports:
            return dict.fromkeys(question.reports, ())
        asked = question.indicator or question.text
        scored = self.score(asked, admitted=self.library.positions(question.reports), whole=question.text)
        found = {name: self._best(self.library.positions([name]), scored, per_report) for name in question.reports}
        return self._reread(asked, found)

    def search(
        self,
        text: str,
        *,
        k: int,
        reports: Sequence[str] | None = None,
        regions: Sequence[str] = (),
        years: Sequence[int] = (),
        part: Part | None = None,
    ) -> tuple[Hit, ...]:
        """Give the best k passages of the library.

        Filters admit the named reports, the reports of regions (full paths, with everything under them), of years,
        and one part of the reports (what was done, what is planned); () and None admit all.
        """
        if not self.library.passage_count:
            return ()
        positions = self._admitted(reports, regions, years, part)
        if not len(positions):
            return ()
        deep = max(k, RERANKED) if self.reranker else k
        named = None if len(positions) == self.library.passage_count else positions
        found = {"": self._best(positions, self.score(text, admitted=named), deep)}
        return self._reread(text, found)[""][:k]

    def score(
        self,
        text: str,
        *,
        lexicon: bool = True,
        admitted: NDArray[np.int64] | None = None,
        whole: str | None = None,
    ) -> Scored:
        """Score every passage for the words of a question, read with the lexicon or as they are typed.

        Where `text` is only the indicator that a question asks for, `whole` is the question: the closer look reads
        there which figure it asks for, and its numbers.

        Where the library has lists, a passage neither `admitted`, nor near the question, nor among the best by words
        has no score by meaning.
        """
        wording = worded(text, lexicon=lexicon)
        covered = self.library.covered(wording.words, wording.bigrams)
        lexical = self._weights.lexical(covered)
        vector = self.embedding.encode_query(wording.text)
        dense = self.library.dense(vector, self._compared(vector, lexical, admitted))
        fused: Scores = lexical + np.float32(self._weights.meaning_for(covered.best)) * dense
        look = Look.of(fold(whole or wording.text), *self.library.rarities(wording.words, wording.bigrams))
        self._look(fused, look, admitted)
        top = fused.max(initial=0.0)
        if top > 0:
            fused /= top
        return Scored(fused, lexical / np.float32(self._weights.most), dense, wording)

    def _look(self, fused: Scores, look: Look, admitted: NDArray[np.int64] | None) -> None:
        """Add what a closer look sees to the scores of the best passages, of those admitted."""
        places = np.arange(len(fused)) if admitted is None else admitted
        if len(places) > LOOKED:
            places = places[np.argpartition(-fused[places], LOOKED - 1)[:LOOKED]]
        passages, cards, owners = self.library.passages, self.library.cards, self.library.owners
        for at in places.tolist():
            fused[at] += self._weights.seen(look.at(passages[at], cards[int(owners[at])].title))

    def _compared(
        self, vector: NDArray[np.float32], lexical: Scores, admitted: NDArray[np.int64] | None
    ) -> NDArray[np.int64] | None:
        """Give the positions to compare a question's vector with; None for all."""
        near = self.library.near(vector)
        if near is None:
            return None
        # past half of all, a question is of no reports in particular
        if admitted is not None and 2 * len(admitted) > len(lexical):
            admitted = None
        deep = min(BY_WORDS, len(lexical))
        best = np.argpartition(-lexical, deep - 1)[:deep]
        return np.unique(np.concatenate([near, best, *([] if admitted is None else [admitted])]))

    def _admitted(
        self, reports: Sequence[str] | None, regions: Sequence[str], years: Sequence[int], part: Part | None
    ) -> NDArray[np.int64]:
        """Give the positions of the passages that the filters admit."""
        cards = [self.library.card(name) for name in reports] if reports is not None else self.library.cards
        if reports is None and not regions and not years:
            positions = np.arange(self.library.passage_count)
        else:
            names = [
                card.report
                for card in cards
                if _under(card.region, regions) and (not years or {*card.years, card.delivered} & {*years})
            ]
            positions = self.library.positions(names)
        return positions if part is None else positions[self._parts[positions] == part]

    @cached_property
    def _parts(self) -> NDArray[np.str_]:
        """The part of each passage, "" for none; reads every passage once."""
        return np.array([passage.part or "" for passage in self.library.passages], np.str_)

    def _reread(self, asked: str, found: dict[str, tuple[Hit, ...]]) -> dict[str, tuple[Hit, ...]]:
        """Let the reranker read the best hits of all; those it reads come before the others, in its order."""
        hits = sorted((hit for some in found.values() for hit in some), key=lambda hit: -hit.score)[:RERANKED]
        if self.reranker is None or not hits:
            return found
        read = self.reranker.scores(asked, [_shown(hit) for hit in hits])
        anew = {_place(hit): 1.0 + score for hit, score in zip(hits, read, strict=True)}
        return {name: _ordered(replace(hit, score=anew.get(_place(hit), hit.score)) for hit in some)
                for name, some in found.items()}  # fmt: skip

    def _best(self, positions: NDArray[np.int64], scored: Scored, k: int) -> tuple[Hit, ...]:
        if len(positions) > k:
            positions = positions[np.argpartition(-scored.fused[positions], k - 1)[:k]]
        order = positions[np.argsort(-scored.fused[positions], kind="stable")]
        return tuple(self.hit(int(at), scored) for at in order)

    def hit(self, at: int, scored: Scored) -> Hit:
        """Give the hit of the passage at a position."""
        passage = self.library.passages[at]
        text = fold(passage.text)
        matched = _longest(word for word in scored.wording.words if word in text)
        return Hit(passage, float(scored.fused[at]), float(scored.lexical[at]), float(scored.dense[at]), matched)


def _longest(found: Iterable[str]) -> tuple[str, ...]:
    """Leave out the words that are part of another: 行政复议案件 holds 复议 and 案件."""
    words = set(found)
    return tuple(sorted(word for word in words if not any(word in other for other in words - {word})))


def _under(region: str | None, wanted: Sequence[str]) -> bool:
    return not wanted or any((region or "").startswith(one) for one in wanted)


def _shown(hit: Hit) -> str:
    return "\n".join((*hit.passage.heading[-1:], hit.passage.text))


def _place(hit: Hit) -> tuple[str, int]:
    return hit.passage.report, hit.passage.number


def _ordered(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(sorted(hits, key=lambda hit: -hit.score))

"""Score every passage once by words and by meaning, then take the best of each report that is admitted.

"Every report" is one pass over the scores, not one search a report: no report is left out by a top k.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.index import Library
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical, official
from assistant.lexicon.words import bigrams, query_terms
from assistant.model import Hit, Question
from embeddings import Embedding

# Weight of meaning beside words, the words' scores scaled to their best; the ablation is in docs/results.md
DENSE_WEIGHT = 0.1

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of every passage for one question: fused, by words (best = 1), by meaning; each (passages,)."""

    fused: Scores
    lexical: Scores
    dense: Scores
    words: frozenset[str]


class Searcher:
    """Searches one library with the model that made its vectors."""

    def __init__(self, library: Library, embedding: Embedding) -> None:
        """Keep both; nothing is loaded before the first question."""
        self.library, self.embedding = library, embedding

    def retrieve(self, question: Question, *, per_report: int) -> dict[str, tuple[Hit, ...]]:
        """Give the best passages of every admitted report, best first; a report without passages has ()."""
        if not self.library.passage_count or not question.reports:
            return dict.fromkeys(question.reports, ())
        scored = self.score(question.indicator or question.text)
        return {name: self._best(self.library.positions([name]), scored, per_report) for name in question.reports}

    def search(self, text: str, *, k: int, reports: Sequence[str] | None = None) -> tuple[Hit, ...]:
        """Give the best k passages over the whole library, or over the named reports."""
        count = self.library.passage_count
        if not count:
            return ()
        positions = np.arange(count) if reports is None else self.library.positions(list(reports))
        return self._best(positions, self.score(text), k)

    def score(self, text: str) -> Scored:
        """Score every passage for the words of a question."""
        plain = official(fold(text))
        wordings = plain if canonical(plain) == plain else f"{plain} {canonical(plain)}"
        terms = query_terms(wordings)
        lexical = self.library.lexical(terms, bigrams(plain))
        top = float(lexical.max(initial=0.0))
        lexical = lexical / top if top > 0 else lexical
        dense = self.library.dense(self.embedding.encode_query(plain))
        return Scored(lexical + DENSE_WEIGHT * dense, lexical, dense, frozenset(terms))

    def _best(self, positions: NDArray[np.int64], scored: Scored, k: int) -> tuple[Hit, ...]:
        if len(positions) > k:
            positions = positions[np.argpartition(-scored.fused[positions], k - 1)[:k]]
        order = positions[np.argsort(-scored.fused[positions], kind="stable")]
        return tuple(self._hit(int(at), scored) for at in order)

    def _hit(self, at: int, scored: Scored) -> Hit:
        passage = self.library.passages[at]
        matched = tuple(sorted(word for word in scored.words if word in passage.text))
        return Hit(passage, float(scored.fused[at]), float(scored.lexical[at]), float(scored.dense[at]), matched)

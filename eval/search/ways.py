"""Every way of scoring that is compared, each from a question to one score a passage."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from assistant.index import Library
from assistant.index.lexical import Scores
from assistant.retrieval import Searcher
from assistant.retrieval.weights import Weights
from assistant.retrieval.wording import Wording, worded
from embeddings import Embedding

Way = Callable[[str], Scores]
RANK = 60
IN_USE = "fusion + lexicon (in use)"


def ways(library: Library, embedding: Embedding, weighted: Weights | None = None) -> dict[str, Way]:
    """Give the ways by name; `weighted` in place of the weights that ship."""
    searcher = Searcher(library, embedding, weighted=weighted)

    def typed(question: str) -> Wording:
        return worded(question, lexicon=False)

    def meaning(question: str) -> Scores:
        return library.dense(embedding.encode_query(typed(question).text))

    def both(question: str) -> Scores:
        return library.lexical(typed(question).words, typed(question).bigrams)

    return {
        "words (jieba)": lambda asked: library.lexical(typed(asked).words),
        "bigrams": lambda asked: library.lexical((), typed(asked).bigrams),
        "words + bigrams": both,
        "meaning": meaning,
        "reciprocal ranks of both": lambda asked: reciprocal(both(asked)) + reciprocal(meaning(asked)),
        "sum of scores scaled to their best": lambda asked: _scaled(both(asked)) + _scaled(meaning(asked)),
        "fusion": lambda asked: searcher.score(asked, lexicon=False).fused,
        IN_USE: lambda asked: searcher.score(asked).fused,
    }


def reciprocal(scores: Scores, deep: int = 1000) -> Scores:
    """Give 1 / (60 + rank) for the best `deep` passages, 0 for the others."""
    deep = min(deep, len(scores))
    best = np.argpartition(-scores, deep - 1)[:deep]
    best = best[np.argsort(-scores[best], kind="stable")]
    found = np.zeros(len(scores), np.float32)
    found[best] = 1 / (RANK + np.arange(1, deep + 1))
    return found


def _scaled(scores: Scores) -> Scores:
    return scores / np.float32(max(float(scores.max(initial=0.0)), 1e-9))

"""The plain pipeline beside which finding is measured: what LangChain's BM25Retriever, FAISS and EnsembleRetriever do.

langchain-community, which has the first two, is archived; the few lines are these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.index.lexical import Scores
from assistant.model import Passage
from embeddings import Embedding
from eval.search.ways import reciprocal

if TYPE_CHECKING:
    from faiss import IndexFlatIP
    from rank_bm25 import BM25Okapi

DEEP = 100


class Plain:
    """rank_bm25 over jieba words and FAISS over the same model, each its best 100, joined by reciprocal ranks."""

    def __init__(self, passages: Sequence[Passage], embedding: Embedding) -> None:
        """Keep both; the indexes are built at the first question."""
        self._texts, self._embedding = [one.text for one in passages], embedding

    def __call__(self, question: str) -> Scores:
        """Give one score a passage."""
        import jieba

        words = np.asarray(self._words.get_scores(jieba.lcut(question)), np.float32)
        similar, places = self._vectors.search(
            self._embedding.encode_query(question)[None], min(DEEP, len(self._texts))
        )
        meaning = np.full(len(self._texts), -1, np.float32)
        meaning[places[0]] = similar[0]
        return (reciprocal(words, DEEP) + reciprocal(meaning, DEEP)) * np.float32(0.5)

    def build(self) -> None:
        """Build both indexes now."""
        _ = self._words, self._vectors

    @cached_property
    def _words(self) -> BM25Okapi:
        import jieba
        from rank_bm25 import BM25Okapi

        jieba.setLogLevel("ERROR")
        return BM25Okapi([jieba.lcut(text) for text in self._texts])

    @cached_property
    def _vectors(self) -> IndexFlatIP:
        import faiss

        index = faiss.IndexFlatIP(self._embedding.dimension)
        index.add(self._embedding.encode_passages(self._texts))
        return index

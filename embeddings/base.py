"""The contract of every embedding model: LangChain's `Embeddings`, and NumPy matrices beside it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    import numpy as np


class Embedding(Embeddings):
    """Texts to vectors of Euclidean length 1 (or all zero for a text without a known piece).

    Attributes:
        name: stable name of the model, never an absolute path.
        dimension: numbers in a vector.
        fingerprint: changes whenever the vectors would; sha256 (64 hex digits) over a folder's files, else
            "name@dimension".
        query_prompt, passage_prompt: put before a question, before a passage ("" for none).
    """

    name: str
    dimension: int
    fingerprint: str
    query_prompt: str = ""
    passage_prompt: str = ""

    @abstractmethod
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Give the vectors of the texts as they are: float32, (len(texts), dimension), L2-normalised."""

    def encode_passages(self, texts: Sequence[str]) -> np.ndarray:
        """Give the vectors of passages, the passage prompt before each: float32, (len(texts), dimension)."""
        return self.encode([self.passage_prompt + text for text in texts])

    def encode_query(self, text: str) -> np.ndarray:
        """Give the vector of a question, the query prompt before it: float32, shape (dimension,)."""
        return self.encode([self.query_prompt + text])[0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Give the vectors of passages as lists, as LangChain asks for."""
        return self.encode_passages(texts).tolist()

    def embed_query(self, text: str) -> list[float]:
        """Give the vector of a question as a list, as LangChain asks for."""
        return self.encode_query(text).tolist()

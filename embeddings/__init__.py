"""Text to vectors: LangChain `Embeddings` over the model that ships, or any sentence-transformers one."""

from __future__ import annotations

from embeddings.base import Embedding
from embeddings.load import SHIPPED_NAME, load_embedding

__all__ = ["SHIPPED_NAME", "Embedding", "load_embedding"]

"""Text to vectors: LangChain `Embeddings` over the model that ships, or any sentence-transformers one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from embeddings.configured import configured_embedding
from embeddings.load import SHIPPED_NAME, load_embedding

if TYPE_CHECKING:
    from embeddings.base import Embedding

__all__ = ["SHIPPED_NAME", "Embedding", "configured_embedding", "load_embedding"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol gives any attribute
    """Load `Embedding`, and LangChain with it, when it is first asked for."""
    if name == "Embedding":
        from embeddings.base import Embedding

        return Embedding
    raise AttributeError(name)

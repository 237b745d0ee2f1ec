"""The embedding model that the settings name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.settings import settings
from embeddings.load import load_embedding

if TYPE_CHECKING:
    from embeddings.base import Embedding


def configured_embedding() -> Embedding:
    """Load the model of ASSISTANT_EMBEDDING with its prompts, batch size, device and mirror.

    Raises EmbeddingError as `load_embedding` does, SettingsError for a value that cannot be used.
    """
    chosen = settings()
    if chosen.embedding_endpoint:
        # read once by the hub's library, when it is first imported
        os.environ["HF_ENDPOINT"] = chosen.embedding_endpoint
    return load_embedding(
        chosen.embedding,
        query_prompt=chosen.embedding_query_prompt,
        passage_prompt=chosen.embedding_passage_prompt,
        batch_size=chosen.embedding_batch_size,
        device=chosen.embedding_device,
    )

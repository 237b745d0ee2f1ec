"""Load an embedding model by name or folder; without a name, the small static one that ships."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import EmbeddingError

if TYPE_CHECKING:
    from embeddings.base import Embedding

SHIPPED_NAME = "shipped/gov-zh-static"
SHIPPED_FOLDER = Path(__file__).parent / "model"


def load_embedding(
    name_or_path: str | Path | None = None,
    *,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
    batch_size: int = 32,
    device: str | None = None,
) -> Embedding:
    """Load a model.

    Args:
        name_or_path: None, "" or "shipped/gov-zh-static" for the shipped model; a folder that
            sentence-transformers saved; or the name of any sentence-transformers model on the hub.
        query_prompt: put before every question; None takes the one that the model itself names for a query.
        passage_prompt: put before every passage; None takes the model's own for a document. Vectors of another
            passage prompt have another fingerprint.
        batch_size: texts at once, for models that are not static.
        device: "cpu", "cuda" …, for models that are not static; None picks the best there is.

    Raises:
        EmbeddingError: no such folder, no such name on the hub, no network, or a damaged model.
    """
    if name_or_path is None or str(name_or_path) in ("", SHIPPED_NAME):
        folder, name = SHIPPED_FOLDER, SHIPPED_NAME
    else:
        folder = Path(name_or_path).expanduser()
        name = folder.resolve().name if folder.exists() else str(name_or_path)
    if folder == SHIPPED_FOLDER and not folder.is_dir():
        raise EmbeddingError(
            "随程序附带的向量模型不在",
            where=str(folder),
            fix="请重新下载本项目，或运行 python -m embeddings.train",
        )
    if not folder.exists() and _looks_like_path(str(name_or_path)):
        raise EmbeddingError("没有这个向量模型文件夹", where=str(name_or_path), fix="请检查路径，或留空以使用自带模型")

    from embeddings.static import StaticEmbeddingModel, static_part

    model: Embedding
    if folder.is_dir() and static_part(folder):
        model = StaticEmbeddingModel(folder, name)
    else:
        from embeddings.transformer import SentenceTransformerModel

        source = folder if folder.exists() else str(name_or_path)
        model = SentenceTransformerModel(source, name, batch_size=batch_size, device=device)
    if query_prompt is not None:
        model.query_prompt = query_prompt
    if passage_prompt is not None:
        model.passage_prompt = passage_prompt
    if model.passage_prompt:
        model.fingerprint = hashlib.sha256(f"{model.fingerprint}|{model.passage_prompt}".encode()).hexdigest()
    return model


def _looks_like_path(name: str) -> bool:
    """Tell a path from a hub name, which is `name` or `owner/name`."""
    return name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1 or Path(name).is_absolute()

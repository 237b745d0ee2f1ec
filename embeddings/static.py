"""A static model run with NumPy and `tokenizers` alone: no torch, no sentence-transformers.

It reads the folder that sentence-transformers' `StaticEmbedding` saves and gives the same vectors.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import EmbeddingError
from embeddings.base import Embedding

_STATIC = "StaticEmbedding"
_BATCH = 256


def static_part(folder: Path) -> Path | None:
    """Give the folder that holds the static module, or None when this is no purely static model."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        if kinds not in ([_STATIC], [_STATIC, "Normalize"]):
            return None
        return folder / str(modules[0]["path"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


class StaticEmbeddingModel(Embedding):
    """A text's vector is the normalised sum of its pieces' vectors; the order of words plays no part."""

    def __init__(self, folder: Path, name: str) -> None:
        """Read the tokenizer and the weights (pieces, dimension).

        Raises:
            EmbeddingError: a file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        part = static_part(folder) or folder
        try:
            weights = (part / "model.safetensors").read_bytes()
            pieces = (part / "tokenizer.json").read_bytes()
        except OSError as error:
            raise EmbeddingError(
                f"向量模型不完整，读不到 {Path(error.filename or '').name}",
                where=str(folder),
                fix="请重新复制整个模型文件夹",
            ) from error
        try:
            tensors = load(weights)
        except SafetensorError as error:
            raise EmbeddingError(
                "向量模型的 model.safetensors 已损坏", where=str(folder), fix="请重新复制整个模型文件夹"
            ) from error
        matrix = tensors.get("embedding.weight", tensors.get("embeddings"))
        if matrix is None or len(tensors) != 1:
            found = "、".join(sorted(tensors))
            raise EmbeddingError(
                f"静态模型的权重应只有 embedding.weight，实有 {found}",
                where=str(folder),
                fix="请用 sentence-transformers 另存",
            )
        self._tokenizer = Tokenizer.from_str(pieces.decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._matrix = matrix.astype(np.float32)
        self.name = name
        self.dimension = int(matrix.shape[1])
        self.fingerprint = hashlib.sha256(weights + pieces).hexdigest()

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Give float32 (len(texts), dimension), rows of length 1; zeros for a text without a known piece."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for begin in range(0, len(texts), _BATCH):
            batch = list(texts[begin : begin + _BATCH])
            for row, encoding in enumerate(self._tokenizer.encode_batch_fast(batch, add_special_tokens=False), begin):
                vectors[row] = self._matrix[encoding.ids].sum(axis=0)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths > 0, lengths, 1.0)

"""Any other sentence-transformers model, by folder or by name on the hub."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import EmbeddingError
from embeddings.base import Embedding

if TYPE_CHECKING:
    import numpy as np

_HASHED = (".safetensors", ".bin", ".json", ".txt", ".model")


class SentenceTransformerModel(Embedding):
    """A model run by sentence-transformers; importing and loading it takes seconds."""

    def __init__(self, source: str | Path, name: str, *, batch_size: int = 32, device: str | None = None) -> None:
        """Load the model from a folder (a `Path`) or from the hub (a `str`).

        Raises:
            EmbeddingError: sentence-transformers is not installed, or the model is not there or unreadable.
        """
        try:
            from safetensors import SafetensorError
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EmbeddingError(
                f"这个向量模型需要 sentence-transformers，未能导入（{error}）",
                where=name,
                fix="请运行 pip install sentence-transformers，或留空以使用自带模型",
            ) from error
        if isinstance(source, Path) and not any((source / f).is_file() for f in ("modules.json", "config.json")):
            raise EmbeddingError(
                "这个文件夹不是 sentence-transformers 模型（没有 modules.json 或 config.json）",
                where=str(source),
                fix="请指向用 save_pretrained 保存的文件夹",
            )
        try:
            self._model = SentenceTransformer(str(source), device=device)
        except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
            raise EmbeddingError(
                f"向量模型加载失败（{reason}）",
                where=str(source),
                fix="请检查名称和网络（可设 HF_ENDPOINT 镜像），或给出已下载的文件夹，或留空以使用自带模型",
            ) from error
        self._batch_size = batch_size
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.fingerprint = _folder_digest(source) if isinstance(source, Path) else f"{name}@{self.dimension}"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Give float32 (len(texts), dimension), rows of length 1."""
        import numpy as np

        if not len(texts):
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            batch_size=self._batch_size,
            normalize_embeddings=True,
            show_progress_bar=False,
            prompt="",
        )
        return np.asarray(vectors, dtype=np.float32)


def _folder_digest(folder: Path) -> str:
    """Give the sha256 over the names and contents of weights, tokenizer and settings in a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in _HASHED:
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as handle:
                while block := handle.read(1 << 20):
                    digest.update(block)
    return digest.hexdigest()

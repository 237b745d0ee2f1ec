"""A cross-encoder, when one is set, reads the question and each of the best passages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.errors import EmbeddingError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BATCH = 16


class Reranker(Protocol):
    """Whatever can tell how well passages answer a question."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """Give one score a passage, 0-1."""


class CrossReranker:
    """A sentence-transformers CrossEncoder by name or folder, loaded at the first question."""

    def __init__(self, name_or_path: str | Path) -> None:
        """Note the name; raises nothing."""
        self.name = str(name_or_path)
        self._model: CrossEncoder | None = None

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """Give one score a passage, 0-1; raises EmbeddingError when the model cannot be loaded."""
        if self._model is None:
            self._model = _loaded(self.name)
        pairs = [(question, passage) for passage in passages]
        found = np.asarray(self._model.predict(pairs, batch_size=BATCH, show_progress_bar=False), np.float64)
        if found.shape != (len(passages),):
            what = f"重排模型应给每段一个分数，实给 {found.shape}"
            raise EmbeddingError(what, where=self.name, fix="请换一个重排模型（CrossEncoder，一个输出）")
        # models without a sigmoid of their own give any number
        inside = bool((found >= 0).all() and (found <= 1).all())
        return (found if inside else 1 / (1 + np.exp(-found))).tolist()


def _loaded(name: str) -> CrossEncoder:
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(str(Path(name).expanduser()) if Path(name).expanduser().exists() else name)
    except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
        fix = "请检查 ASSISTANT_RERANKER 的名称或文件夹，或留空不用重排"
        raise EmbeddingError(f"重排模型加载失败（{reason}）", where=name, fix=fix) from error

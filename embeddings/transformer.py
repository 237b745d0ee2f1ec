"""Any other sentence-transformers model, by folder or by name on the hub."""

from __future__ import annotations

import hashlib
import io
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stderr
from http.client import HTTPException
from pathlib import Path
from ssl import SSLCertVerificationError
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

from assistant.errors import EmbeddingError
from embeddings.base import Embedding

if TYPE_CHECKING:
    import numpy as np
    from sentence_transformers import SentenceTransformer

_HASHED = (".safetensors", ".bin", ".json", ".txt", ".model")
_LOGGERS = ("huggingface_hub", "transformers", "sentence_transformers")
_HUB, _HUB_TIMEOUT = "https://huggingface.co", 10.0


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
            self._model = _loaded(SentenceTransformer, source, device)
        except (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0][:160]
            raise _failed(source, reason) from error
        self._batch_size = batch_size
        own = self._model.prompts
        self.query_prompt = own.get("query") or ""
        self.passage_prompt = own.get("document") or own.get("passage") or ""
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


def _loaded(library: type[SentenceTransformer], source: str | Path, device: str | None) -> SentenceTransformer:
    """Load a folder, or what was downloaded before, or from the hub when it answers at the first try."""
    if isinstance(source, Path):
        with _quiet():
            return library(str(source), device=device)
    try:
        with _quiet():
            return library(source, device=device, local_files_only=True)
    except (OSError, ValueError, KeyError, RuntimeError):
        _check_hub(source)
    with _quiet(bars=sys.stderr.isatty()):  # a download takes minutes
        return library(source, device=device)


def _check_hub(name: str) -> None:
    """Raise EmbeddingError when the hub cannot be reached or has no such model: its library tries for minutes."""
    endpoint = (os.environ.get("HF_ENDPOINT") or _HUB).rstrip("/")
    offline = os.environ.get("HF_HUB_OFFLINE") or os.environ.get("TRANSFORMERS_OFFLINE") or ""
    if offline.upper() in ("1", "ON", "YES", "TRUE"):
        raise _failed(name, "本机没有下载过，而 HF_HUB_OFFLINE 不许联网")
    try:
        request = Request(f"{endpoint}/{quote(name)}/resolve/main/config.json", method="HEAD")
        urlopen(request, timeout=_HUB_TIMEOUT).close()
    except HTTPError as answer:
        if answer.headers.get("X-Error-Code") == "RepoNotFound":
            raise _failed(name, f"{endpoint} 上没有这个模型，或没有权限") from answer
    except (OSError, ValueError, HTTPException) as error:
        if isinstance(getattr(error, "reason", error), SSLCertVerificationError):
            return  # the hub's library brings certificates of its own
        raise _failed(name, f"本机没有下载过，也连不上 {endpoint}") from error


def _failed(source: str | Path, reason: str) -> EmbeddingError:
    fix = "请检查名称和网络（可设 HF_ENDPOINT 镜像），或给出已下载的文件夹，或留空以使用自带模型"
    return EmbeddingError(f"向量模型加载失败（{reason}）", where=str(source), fix=fix)


@contextmanager
def _quiet(*, bars: bool = False) -> Iterator[None]:
    """Keep the libraries' own lines off stderr while a model is loaded, and their progress bars unless asked for."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL)
    try:
        with nullcontext() if bars else redirect_stderr(io.StringIO()):
            yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


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

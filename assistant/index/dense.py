"""The dense leg: the vectors of all passages in an exact FAISS index (inner product of unit vectors).

A library too large for comparing every passage with every question has inverted lists beside it (`lists`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryError
from assistant.index import lists
from assistant.index.layout import reading
from assistant.index.lists import Lists
from assistant.index.pieces import Piece, StoredFile

# How faiss.write_index begins an IndexFlatIP: its mark, dimension, vectors, two numbers without a use, trained, the
# metric, numbers that follow. faiss itself can only write an index that it holds, and opens no Chinese path on Windows.
_HEADER = struct.Struct("<4siqqq?iQ")


class Dense:
    """Similarity of a vector to the passages of a generation: to every one, or to those near it."""

    def __init__(self, path: Path, passages: int, dimension: int) -> None:
        """Open the index that `build` wrote; the file is read at the first search."""
        self._path, self._passages, self._dimension = path, passages, dimension

    @staticmethod
    def build(path: Path, runs: Iterable[np.ndarray], passages: int, dimension: int) -> None:
        """Write the index of `passages` vectors, which come in runs, float32, any number of whole vectors each.

        Where they are many, the lists are made as well.
        """
        with path.open("wb") as file:
            file.write(_header(passages, dimension))
            for run in runs:
                file.write(run.data)
        if passages * dimension > lists.EXACT:
            Lists.build(Lists.path(path), _mapped(path, passages, dimension))

    def scores(self, vector: np.ndarray, among: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Give the similarity of every passage, or of those `among` with 0 for the others, float32, (passages,).

        Raises LibraryError when the vector has another dimension or the file is damaged.
        """
        wanted = self._checked(vector)
        if among is None:
            every: NDArray[np.float32] = self.vectors @ wanted
            return every
        found = np.zeros(self._passages, np.float32)
        found[among] = self.vectors[among] @ wanted
        return found

    def near(self, vector: np.ndarray) -> NDArray[np.int64] | None:
        """Give the positions, ascending, of passages near a vector; None where all are few enough to be scored."""
        return None if self._lists is None else self._lists.near(self._checked(vector))

    def search(self, vector: np.ndarray, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give the positions (int64) and similarities (float32) of the k nearest passages, nearest first.

        Where there are lists, of those in the lists near the vector, which may be fewer than k.
        """
        import faiss

        near = self.near(vector)
        vectors = self.vectors if near is None else self.vectors[near]
        nearest = min(k, len(vectors))
        if nearest <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        wanted = self._checked(vector)[None]
        similarities, places = faiss.knn(wanted, vectors, nearest, metric=faiss.METRIC_INNER_PRODUCT)
        return places[0] if near is None else near[places[0]], similarities[0]

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """All vectors, float32, shape (passages, dimension); those that have lists stay on disk."""
        self.check()
        with reading(self._path):
            if self._lists is not None:
                return _mapped(self._path, self._passages, self._dimension)
            flat = np.fromfile(self._path, np.float32, offset=_HEADER.size)
            return flat.reshape(self._passages, self._dimension)

    @cached_property
    def _lists(self) -> Lists | None:
        path = Lists.path(self._path)
        return Lists.read(path, self._passages, self._dimension) if path.exists() else None

    def stored(self, first: int, count: int) -> Piece:
        """Give the vectors of some passages where they lie, for the next generation."""
        start = _HEADER.size + first * self._dimension * 4
        return Piece(StoredFile(self._path), np.dtype(np.float32), start, count * self._dimension)

    def check(self) -> None:
        """Raise LibraryError unless the file is an index of this size."""
        with reading(self._path), self._path.open("rb") as file:
            if file.read(_HEADER.size) != _header(self._passages, self._dimension):
                raise ValueError(self._path)

    def _checked(self, vector: np.ndarray) -> np.ndarray:
        if vector.shape != (self._dimension,):
            what = f"问题的向量有 {vector.shape[-1]} 维，资料库的向量有 {self._dimension} 维"
            raise LibraryError(what, fix="请用建立资料库时的模型")
        return np.ascontiguousarray(vector, np.float32)


def _mapped(path: Path, passages: int, dimension: int) -> NDArray[np.float32]:
    return np.memmap(path, np.float32, "r", _HEADER.size, (passages, dimension))


def _header(passages: int, dimension: int) -> bytes:
    """Give the first bytes of an IndexFlatIP of so many vectors."""
    unused, metric = 1 << 20, 0
    return _HEADER.pack(b"IxFI", dimension, passages, unused, unused, True, metric, passages * dimension)

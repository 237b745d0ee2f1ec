"""The dense leg: the vectors of all passages in an exact FAISS index (inner product of unit vectors)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryError
from assistant.index.layout import reading, write_file

if TYPE_CHECKING:
    from faiss import IndexFlatIP


class Dense:
    """Exact similarity of a vector to every passage of a generation."""

    def __init__(self, path: Path, passages: int, dimension: int) -> None:
        """Open the index that `build` wrote; the file is read at the first search."""
        self._path, self._passages, self._dimension = path, passages, dimension

    @staticmethod
    def build(path: Path, vectors: np.ndarray) -> None:
        """Write the index of these vectors, float32, shape (passages, dimension)."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, np.float32))
        # faiss.write_index gives the same bytes, but cannot open a path with Chinese characters on Windows.
        write_file(path, faiss.serialize_index(index).tobytes())

    def scores(self, vector: np.ndarray) -> NDArray[np.float32]:
        """Give the similarity of every passage, float32, shape (passages,).

        Raises LibraryError when the vector has another dimension or the file is damaged.
        """
        found: NDArray[np.float32] = self.vectors @ self._checked(vector)
        return found

    def search(self, vector: np.ndarray, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give the positions (int64) and similarities (float32) of the k nearest passages, nearest first."""
        nearest = min(k, self._passages)
        if nearest <= 0:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        similarities, positions = self._index.search(self._checked(vector)[None], nearest)
        return positions[0], similarities[0]

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """All vectors, float32, shape (passages, dimension): a view into the index, not a copy."""
        import faiss

        index = self._index
        if not self._passages:
            return np.zeros((0, self._dimension), np.float32)
        flat = faiss.rev_swig_ptr(index.get_xb(), self._passages * self._dimension)
        return flat.reshape(self._passages, self._dimension)

    @cached_property
    def _index(self) -> IndexFlatIP:
        import faiss

        with reading(self._path):
            index = faiss.deserialize_index(np.fromfile(self._path, np.uint8))
            if not isinstance(index, faiss.IndexFlatIP) or (index.ntotal, index.d) != self._shape:
                raise ValueError(self._path)
            return index

    @property
    def _shape(self) -> tuple[int, int]:
        return self._passages, self._dimension

    def _checked(self, vector: np.ndarray) -> np.ndarray:
        if vector.shape != (self._dimension,):
            what = f"问题的向量有 {vector.shape[-1]} 维，资料库的向量有 {self._dimension} 维"
            raise LibraryError(what, fix="请用建立资料库时的模型")
        return np.ascontiguousarray(vector, np.float32)

"""The FAISS index: exact, and readable by faiss itself."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.index.dense import Dense

VECTORS = np.array([[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0]], np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the file of an index of three vectors, below a folder with a Chinese name."""
    (tmp_path / "资料库").mkdir()
    Dense.build(tmp_path / "资料库" / "vectors.faiss", [VECTORS[:2], VECTORS[:0], VECTORS[2]], 3, 3)
    return tmp_path / "资料库" / "vectors.faiss"


def test_scores_are_inner_products(path: Path) -> None:
    """One number a passage, in their order."""
    scores = Dense(path, 3, 3).scores(np.array([0.6, 0.8, 0], np.float32))
    assert scores.tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert scores.dtype == np.float32


def test_search_gives_the_nearest_first(path: Path) -> None:
    """No more than there are."""
    positions, similarities = Dense(path, 3, 3).search(np.array([0.6, 0.8, 0], np.float32), 2)
    assert positions.tolist() == [2, 1]
    assert similarities.tolist() == pytest.approx([1.0, 0.8])
    assert Dense(path, 3, 3).search(VECTORS[0], 9)[0].tolist() == [0, 2, 1]
    assert Dense(path, 3, 3).search(VECTORS[0], 0)[0].tolist() == []


def test_faiss_reads_the_file(path: Path) -> None:
    """The file is what `faiss.write_index` writes, to the byte."""
    index = faiss.read_index(str(path))
    assert isinstance(index, faiss.IndexFlatIP)
    assert index.reconstruct_n(0, 3).tolist() == VECTORS.tolist()
    assert faiss.serialize_index(index).tobytes() == path.read_bytes()


def test_the_next_generation_reads_a_part(path: Path) -> None:
    """The vectors of a report as they lie in the file."""
    assert Dense(path, 3, 3).stored(1, 2).read().tolist() == VECTORS[1:].reshape(-1).tolist()


def test_no_vectors(tmp_path: Path) -> None:
    """A library of no passages has an index that faiss reads."""
    Dense.build(tmp_path / "v.faiss", [], 0, 3)
    assert faiss.read_index(str(tmp_path / "v.faiss")).ntotal == 0
    assert Dense(tmp_path / "v.faiss", 0, 3).scores(VECTORS[0]).tolist() == []


def test_an_index_of_another_shape_is_damage(path: Path) -> None:
    """Vectors of other passages are never paired with these."""
    for passages, dimension in ((2, 3), (3, 4)):
        with pytest.raises(LibraryError, match="缺失或已损坏"):
            Dense(path, passages, dimension).scores(np.zeros(dimension, np.float32))


def test_a_vector_of_another_dimension_is_told(path: Path) -> None:
    """Both numbers, and what to do."""
    with pytest.raises(LibraryError, match=r"有 4 维，资料库的向量有 3 维。请用建立资料库时的模型"):
        Dense(path, 3, 3).scores(np.zeros(4, np.float32))

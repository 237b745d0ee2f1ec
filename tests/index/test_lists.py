"""Inverted lists: made by the library itself past a size, holding every passage once, read for what is near."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.index import Library, lists
from assistant.index.dense import Dense
from assistant.index.lists import Lists
from tests.index.library_fakes import BigramEmbedding, many, split

PASSAGES, DIMENSION = 900, 16


@pytest.fixture
def vectors() -> np.ndarray:
    """Give unit vectors in thirty bundles."""
    random_ = np.random.default_rng(1)
    bundles = np.repeat(random_.normal(size=(30, DIMENSION)), PASSAGES // 30, axis=0)
    found = (bundles + random_.normal(scale=0.2, size=bundles.shape)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture
def large(tmp_path: Path, vectors: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> Dense:
    """Give an index of more numbers than are compared one by one."""
    monkeypatch.setattr(lists, "EXACT", PASSAGES * DIMENSION - 1)
    Dense.build(tmp_path / "vectors.faiss", [vectors], PASSAGES, DIMENSION)
    return Dense(tmp_path / "vectors.faiss", PASSAGES, DIMENSION)


def test_the_size_at_which_lists_begin() -> None:
    """A hundred thousand passages of the model that ships."""
    assert lists.EXACT == 25_600_000


def test_a_small_index_has_no_lists(tmp_path: Path, vectors: np.ndarray) -> None:
    """Every passage is compared; no file is written for lists."""
    Dense.build(tmp_path / "vectors.faiss", [vectors], PASSAGES, DIMENSION)
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.faiss"]
    assert Dense(tmp_path / "vectors.faiss", PASSAGES, DIMENSION).near(vectors[0]) is None


def test_each_passage_is_in_one_list(large: Dense, tmp_path: Path) -> None:
    """Four times the root of 900 lists, which hold 0 to 899."""
    found = Lists.read(Lists.path(tmp_path / "vectors.faiss"), PASSAGES, DIMENSION)
    assert (len(found.ends), int(found.ends[-1])) == (120, 900)
    assert sorted(found.passages.tolist()) == [*range(900)]


def test_what_is_near_is_nearest(large: Dense, vectors: np.ndarray) -> None:
    """A few lists hold a vector itself and most of its nearest, with their exact similarity."""
    kept = 0
    for at in range(0, PASSAGES, 90):
        near = large.near(vectors[at])
        assert near is not None
        assert at in near
        assert len(near) < PASSAGES / 5
        exact = np.argsort(-(vectors @ vectors[at]), kind="stable")[:5]
        positions, similarities = large.search(vectors[at], 5)
        assert positions[0] == at
        assert similarities.tolist() == pytest.approx((vectors[positions] @ vectors[at]).tolist())
        kept += len({*exact.tolist()} & {*positions.tolist()})
    assert kept >= 40


def test_scores_of_some_or_of_all(large: Dense, vectors: np.ndarray) -> None:
    """Those asked for are exact, the others 0; without naming any, all are exact."""
    some = large.scores(vectors[0], np.array([3, 7]))
    assert np.flatnonzero(some).tolist() == [3, 7]
    assert some[[3, 7]].tolist() == pytest.approx((vectors[[3, 7]] @ vectors[0]).tolist())
    assert large.scores(vectors[0]).tolist() == pytest.approx((vectors @ vectors[0]).tolist(), abs=1e-6)


def test_the_same_vectors_give_the_same_lists(large: Dense, tmp_path: Path, vectors: np.ndarray) -> None:
    """Nothing is left to chance."""
    Lists.build(tmp_path / "again.npz", vectors)
    first, again = (Lists.read(tmp_path / name, PASSAGES, DIMENSION) for name in ("vectors.lists.npz", "again.npz"))
    assert first.passages.tolist() == again.passages.tolist()


def test_lists_of_other_passages_are_damage(large: Dense, tmp_path: Path) -> None:
    """Neither a file of another size nor one cut short is used."""
    path = Lists.path(tmp_path / "vectors.faiss")
    for passages, dimension in ((PASSAGES - 1, DIMENSION), (PASSAGES, DIMENSION + 1)):
        with pytest.raises(LibraryError, match="缺失或已损坏"):
            Lists.read(path, passages, dimension)
    path.write_bytes(path.read_bytes()[:-900])
    with pytest.raises(LibraryError, match="缺失或已损坏"):
        Lists.read(path, PASSAGES, DIMENSION)


def test_a_library_makes_its_lists_and_drops_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generation past the size has them; the next one, which is smaller again, has not."""
    monkeypatch.setattr(lists, "EXACT", 64 * 100)
    embedding, folder = BigramEmbedding(), tmp_path / "库"
    Library.add(folder, many(tmp_path / "in", 4), split=split, embedding=embedding)
    library = Library.open(folder)
    near = library.near(embedding.encode_query("第3县第7项"))
    assert near is not None
    assert len(near) < library.passage_count == 120
    assert library.damaged() == ()
    Library.remove(folder, ["000.txt"])
    assert Library.open(folder).near(embedding.encode_query("第3县第7项")) is None

"""The columns of a BM25 index, built in blocks: the same numbers as from all tokens at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from assistant.index.columns import K1, B, write_columns
from assistant.index.pieces import Spool

NAMES = ("data", "indices", "indptr")


def at_once(ids: np.ndarray, lengths: np.ndarray, vocabulary: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Work the columns out in one step, in memory: scores, passages, and where each token's column begins."""
    passages = len(lengths)
    owners = np.repeat(np.arange(passages), lengths)
    cells, counts = np.unique(ids.astype(np.int64) * passages + owners, return_counts=True)
    columns, rows = np.divmod(cells, passages)
    frequencies = np.bincount(columns, minlength=vocabulary)
    rarity = np.log(1 + (passages - frequencies + 0.5) / (frequencies + 0.5))
    norms = K1 * (1 - B + B * lengths / lengths.mean())
    scores = (rarity[columns] * counts / (counts + norms[rows])).astype(np.float32)
    return scores, rows.astype(np.int32), np.concatenate(([0], np.cumsum(frequencies)))


def in_blocks(folder: Path, ids: np.ndarray, lengths: np.ndarray, vocabulary: int, block: int) -> list[np.ndarray]:
    """Write the columns and read them back."""
    with closing(Spool(folder)) as spool:
        write_columns(folder, spool.put(ids), lengths, vocabulary, block)
    return [np.load(folder / f"{name}.csc.index.npy", allow_pickle=False) for name in NAMES]


@pytest.mark.parametrize("block", [1, 7, 100, 4096, 2**20])
@pytest.mark.parametrize("seed", range(3))
def test_blocks_of_any_size_give_the_same_columns(tmp_path: Path, block: int, seed: int) -> None:
    """Tokens by chance, some in most passages, some in none, passages without a token: equal to the last bit."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(0, 40, 200) * chance.integers(0, 2, 200)
    ids = (chance.zipf(1.3, lengths.sum()) % 150).astype(np.int32)
    found = in_blocks(tmp_path, ids, lengths, 160, block)
    expected = at_once(ids, lengths, 160)
    for one, other, kind in zip(found, expected, (np.float32, np.int32, np.int64), strict=True):
        assert one.dtype == kind
        np.testing.assert_array_equal(one, other)


def test_nothing_is_left_beside_the_columns(tmp_path: Path) -> None:
    """What was put aside while they were built is gone."""
    in_blocks(tmp_path, np.array([1, 2, 2], np.int32), np.array([1, 0, 2]), 3, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.csc.index.npy" for name in NAMES]

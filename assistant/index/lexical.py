"""The lexical leg: a bm25s index over the tokens of all passages, memory-mapped, scored all at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.layout import dump, reading
from assistant.index.tokens import Tokens

if TYPE_CHECKING:
    from bm25s import BM25

_K1, _B = 1.5, 0.75
_IDS, _LENGTHS, _NAMES = "tokens.npy", "lengths.npy", "vocab.index.json"


class Lexical:
    """BM25 over one kind of token (words or bigrams) of the passages of a generation."""

    def __init__(self, folder: Path, passages: int) -> None:
        """Open the index that `build` wrote for so many passages; files are read at the first scores."""
        self._folder, self._passages = folder, passages

    @staticmethod
    def build(folder: Path, names: Sequence[str], tokens: Tokens) -> None:
        """Write the index of passages with these tokens; `names` has the token of each number, "" first."""
        from bm25s import BM25

        folder.mkdir(parents=True)
        np.save(folder / _IDS, tokens.ids, allow_pickle=False)
        np.save(folder / _LENGTHS, tokens.lengths, allow_pickle=False)
        if not len(tokens.ids):
            # bm25s divides by the mean length, which does not exist here.
            (folder / _NAMES).write_bytes(dump({name: number for number, name in enumerate(names)}))
            return
        index = BM25(k1=_K1, b=_B, method="lucene")
        index.vocab_dict = {name: number for number, name in enumerate(names)}
        index.scores, index.nonoccurrence_array = _columns(tokens, len(names)), None
        index.save(folder, show_progress=False, allow_pickle=False)

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Give the BM25 score of every passage, float32, shape (passages,); unknown tokens count nothing.

        A token given twice counts twice. Raises LibraryError when the files are damaged.
        """
        index = self._index
        known = [] if index is None else [index.vocab_dict[one] for one in tokens if one in index.vocab_dict]
        if index is None or not known:
            return np.zeros(self._passages, np.float32)
        with reading(self._folder):
            found: NDArray[np.float32] = index.get_scores_from_ids(known)
            if found.shape != (self._passages,):
                raise ValueError(found.shape)
            return found

    def stored(self) -> tuple[list[str], Tokens]:
        """Give the token of each number, and the tokens of all passages, for the next generation."""
        with reading(self._folder):
            names: dict[str, int] = json.loads((self._folder / _NAMES).read_bytes())
            ids = np.load(self._folder / _IDS, mmap_mode="r", allow_pickle=False)
            lengths = np.load(self._folder / _LENGTHS, allow_pickle=False)
            if len(lengths) != self._passages or lengths.sum() != len(ids):
                raise ValueError(len(ids))
            return list(names), Tokens(ids, lengths)

    @cached_property
    def _index(self) -> BM25 | None:
        """Load the index; None when no passage has a token."""
        with reading(self._folder):
            if not (self._folder / "params.index.json").exists():
                return None
            from bm25s import BM25

            return BM25.load(self._folder, mmap=True, allow_pickle=False, show_progress=False)


def _columns(tokens: Tokens, vocabulary: int) -> dict[str, Any]:
    """Give Lucene's BM25 score of each token in each passage that has it, in the columns that bm25s keeps.

    bm25s builds the same numbers in Python loops, ten times slower: an add would wait for it.
    """
    passages = len(tokens.lengths)
    owners = np.repeat(np.arange(passages, dtype=np.int64), tokens.lengths)
    cells, counts = np.unique(tokens.ids.astype(np.int64) * passages + owners, return_counts=True)
    columns, rows = np.divmod(cells, passages)
    frequencies = np.bincount(columns, minlength=vocabulary)
    rarity = np.log(1 + (passages - frequencies + 0.5) / (frequencies + 0.5))
    norms = _K1 * (1 - _B + _B * tokens.lengths / tokens.lengths.mean())
    return {
        "data": (rarity[columns] * counts / (counts + norms[rows])).astype(np.float32),
        "indices": rows.astype(np.int32),
        "indptr": np.concatenate(([0], np.cumsum(frequencies))).astype(np.int64),
        "num_docs": passages,
    }

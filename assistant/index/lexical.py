"""The lexical leg: a bm25s index over the tokens of all passages, memory-mapped, scored all at once.

Beside it lies one over whole reports: what a passage leaves unsaid (the place, the programme), its report says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.index.columns import K1, REPORT_B, B, rarity, write_columns
from assistant.index.layout import dump, reading
from assistant.index.pieces import array_file, stored_array
from assistant.index.tokens import Tokens

if TYPE_CHECKING:
    from bm25s import BM25

_IDS, _LENGTHS, _NAMES = "tokens.npy", "lengths.npy", "vocab.index.json"
_DATA, _ROWS, _STARTS = "data.csc.index.npy", "indices.csc.index.npy", "indptr.csc.index.npy"
REPORTS = "reports"

Scores = NDArray[np.float32]
Columns = tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Covered:
    """Shares, 0-1, of a question's words and bigrams in each passage, of the bigrams in its report: (passages,)."""

    words: Scores
    bigrams: Scores
    report: Scores

    @property
    def best(self) -> float:
        """The share of the bigrams that the passage with most of them has."""
        return float(self.bigrams.max(initial=0.0))


class Lexical:
    """BM25 over one kind of token (words or bigrams) of the passages of a generation."""

    def __init__(self, folder: Path, passages: int) -> None:
        """Open the index that `build` wrote for so many passages; files are read at the first scores."""
        self._folder, self._passages = folder, passages

    @staticmethod
    def build(
        folder: Path,
        names: Sequence[str],
        numbers: NDArray[np.int32],
        runs: Iterable[Tokens],
        *,
        whole: bool = False,
    ) -> None:
        """Write the index of passages with these tokens, run after run; a run is a report.

        `names` has the token of each number, "" first; `numbers` the number of each number in the runs; `whole` asks
        for the index of whole reports beside it.
        """
        folder.mkdir(parents=True)
        reports = list(runs)
        lengths = _store(folder, numbers, reports)
        vocabulary = {name: number for number, name in enumerate(names)}
        if not lengths.sum():
            # bm25s divides by the mean length, which does not exist here.
            (folder / _NAMES).write_bytes(dump(vocabulary))
            return
        from bm25s import BM25

        index = BM25(k1=K1, b=B, method="lucene")
        nothing = np.zeros(0)
        index.vocab_dict, index.nonoccurrence_array = vocabulary, None
        index.scores = {"data": nothing, "indices": nothing, "indptr": nothing, "num_docs": len(lengths)}
        index.save(folder, show_progress=False, allow_pickle=False)
        ids = stored_array(folder / _IDS)
        write_columns(folder, ids, lengths, len(names))
        if whole:
            (folder / REPORTS).mkdir()
            counts = np.array([run.ids.count for run in reports], np.int64)
            write_columns(folder / REPORTS, ids, counts, len(names), b=REPORT_B)

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Give the BM25 score of every passage, float32, shape (passages,); unknown tokens count nothing.

        A token given twice counts twice. Raises LibraryError when the files are damaged.
        """
        index, known = self._index, self._known(tokens)
        if index is None or not known:
            return np.zeros(self._passages, np.float32)
        with reading(self._folder):
            found: NDArray[np.float32] = index.get_scores_from_ids(known)
            if found.shape != (self._passages,):
                raise ValueError(found.shape)
            return found

    def shares(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Give the scores as shares, 0-1, of what a passage could reach that is full of every known token."""
        found, index = self.scores(tokens), self._index
        if index is None:
            return found
        with reading(self._folder):
            starts = index.scores["indptr"]
            counts = [int(starts[one + 1] - starts[one]) for one in self._known(tokens)]
        total = float(rarity(np.array(counts, np.int64), self._passages).sum())
        return found / np.float32(total) if total else found

    def rarities(self, tokens: Sequence[str]) -> dict[str, float]:
        """Give the weight of each known token; raises LibraryError when the files are damaged."""
        index = self._index
        if index is None:
            return {}
        with reading(self._folder):
            starts, names = index.scores["indptr"], index.vocab_dict
            counts = {one: int(starts[names[one] + 1] - starts[names[one]]) for one in tokens if one in names}
        return {one: float(rarity(count, self._passages)) for one, count in counts.items()}

    def report_shares(self, tokens: Sequence[str], reports: int) -> NDArray[np.float32]:
        """Give how much of the tokens each report covers, 0-1, float32, shape (reports,).

        All 0 where no index of reports is kept.
        """
        found, total = np.zeros(reports, np.float32), 0.0
        if self._columns is None:
            return found
        data, rows, starts = self._columns
        with reading(self._folder / REPORTS):
            for one in self._known(tokens):
                place = slice(int(starts[one]), int(starts[one + 1]))
                found[rows[place]] += data[place]
                total += float(rarity(place.stop - place.start, reports))
        return found / np.float32(total) if total else found

    def _known(self, tokens: Sequence[str]) -> list[int]:
        index = self._index
        return [] if index is None else [index.vocab_dict[one] for one in tokens if one in index.vocab_dict]

    def stored(self) -> tuple[list[str], Tokens]:
        """Give the token of each number, and the tokens of all passages, for the next generation."""
        with reading(self._folder):
            names: dict[str, int] = json.loads((self._folder / _NAMES).read_bytes())
            tokens = Tokens(stored_array(self._folder / _IDS), stored_array(self._folder / _LENGTHS))
            lengths = tokens.lengths.read()
            if len(lengths) != self._passages or lengths.sum() != tokens.ids.count:
                raise ValueError(tokens.ids.count)
            return list(names), tokens

    @cached_property
    def _index(self) -> BM25 | None:
        """Load the index; None when no passage has a token."""
        with reading(self._folder):
            if not (self._folder / "params.index.json").exists():
                return None
            from bm25s import BM25

            return BM25.load(self._folder, mmap=True, allow_pickle=False, show_progress=False)

    @cached_property
    def _columns(self) -> Columns | None:
        folder = self._folder / REPORTS
        if not folder.is_dir():
            return None
        with reading(folder):
            data, rows, starts = (
                np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in (_DATA, _ROWS, _STARTS)
            )
            return data, rows, starts


def _store(folder: Path, numbers: NDArray[np.int32], runs: Sequence[Tokens]) -> NDArray[np.int64]:
    """Write the tokens of all runs under their new numbers; give how many each passage has."""
    with array_file(folder / _IDS, np.int32, sum(run.ids.count for run in runs)) as file:
        for run in runs:
            file.write(numbers[run.ids.read()].data)
    lengths = np.concatenate([np.zeros(0, np.int64), *(run.lengths.read() for run in runs)])
    np.save(folder / _LENGTHS, lengths, allow_pickle=False)
    return lengths

"""The passages of a generation: one line of JSON each, read when one is asked for."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

import numpy as np

from assistant.index.layout import reading
from assistant.index.pieces import Piece, StoredFile, array_file
from assistant.index.records import read_passage
from assistant.model import Passage

_LINES, _STARTS = "passages.jsonl", "passages.npy"


class StoredPassages(Sequence[Passage]):
    """All passages of a generation by their position; each is parsed once."""

    def __init__(self, folder: Path, count: int) -> None:
        """Open what `build` wrote; raises LibraryError when the files do not hold so many passages."""
        self._path = folder / _LINES
        with reading(folder / _STARTS):
            self._starts: list[int] = np.load(folder / _STARTS, allow_pickle=False).tolist()
        with reading(self._path):
            if len(self._starts) != count + 1 or self._starts[-1] != self._path.stat().st_size:
                raise ValueError(count)
            self._data = _mapped(self._path) if count else b""
        self._found: list[Passage | None] = [None] * count

    @staticmethod
    def build(folder: Path, runs: Iterable[np.ndarray], count: int) -> None:
        """Write `count` passages from runs of whole lines, uint8, one line of JSON each (`records.passage_line`)."""
        with array_file(folder / _STARTS, np.int64, count + 1) as starts, (folder / _LINES).open("wb") as file:
            starts.write(np.zeros(1, np.int64).data)
            for run in runs:
                starts.write((np.flatnonzero(run == ord("\n")) + file.tell() + 1).data)
                file.write(run.data)

    def lines(self, first: int, count: int) -> Piece:
        """Give the lines of some passages as they are stored, uint8, each with its end of line."""
        start, end = self._starts[first], self._starts[first + count]
        return Piece(StoredFile(self._path), np.dtype(np.uint8), start, end - start)

    def __len__(self) -> int:
        """Give the number of passages."""
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | Sequence[Passage]:
        """Give the passage at a position, or those of a slice; raises IndexError as a list does."""
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(len(self))))
        found = self._found[at]
        if found is None:
            with reading(self._path):
                place = int(at) % len(self)
                line = self._data[self._starts[place] : self._starts[place + 1] - 1]
                found = self._found[at] = read_passage(line)
        return found


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

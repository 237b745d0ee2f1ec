"""The passages of a generation: one line of JSON each, read when one is asked for."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import overload

import numpy as np

from assistant.index.layout import reading, write_file
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
    def build(folder: Path, lines: Sequence[bytes]) -> None:
        """Write the passages, one line of JSON each (`records.passage_line`)."""
        starts = np.concatenate(([0], np.cumsum([len(line) + 1 for line in lines], dtype=np.int64)))
        np.save(folder / _STARTS, starts.astype(np.int64), allow_pickle=False)
        write_file(folder / _LINES, b"".join(line + b"\n" for line in lines))

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
                found = self._found[at] = read_passage(self.line(int(at) % len(self)))
        return found

    def line(self, at: int) -> bytes:
        """Give the line of the passage at a position, 0 or more, as it is stored."""
        return self._data[self._starts[at] : self._starts[at + 1] - 1]


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

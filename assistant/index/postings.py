"""Which texts have two characters side by side: an inverted index that lies in files and is built in bounded blocks.

Every character begins one pair; the last one of a text is paired with END, so that single characters are found too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.layout import reading
from assistant.index.pieces import Piece, Spool, array_file, blocks

Ids = NDArray[np.int32]
# UTF-16 code units of many texts in a row, uint16, and how many each has, int64
Texts = tuple[NDArray[np.uint16], NDArray[np.int64]]
Run = tuple[Piece, NDArray[np.uint32], NDArray[np.int64]]

_PAIRS, _STARTS, _IDS = "pairs.npy", "starts.npy", "ids.npy"
# How many pairs are sorted at a time
BLOCK = 8_000_000


def units_of(text: str) -> NDArray[np.uint16]:
    """Give the UTF-16 code units of a text."""
    return np.frombuffer(text.encode("utf-16-le"), np.uint16)


def write_postings(folder: Path, runs: Iterable[Texts], block: int = BLOCK) -> None:
    """Write the index of texts, which come in runs and are numbered through from 0."""
    folder.mkdir(parents=True)
    with closing(Spool(folder.parent)) as spool:
        parts = [_put_aside(cells, spool) for cells in _cells(runs, block)]
        pairs, counts = _vocabulary(parts)
        np.save(folder / _PAIRS, pairs, allow_pickle=False)
        np.save(folder / _STARTS, np.concatenate(([0], np.cumsum(counts))).astype(np.int64), allow_pickle=False)
        with array_file(folder / _IDS, np.int32, int(counts.sum())) as file:
            for first, end in blocks(counts, block) if len(pairs) else ():
                found = np.concatenate([_stretch(part, pairs[first], pairs[end - 1]) for part in parts])
                found.sort()
                file.write((found & np.uint64(0xFFFFFFFF)).astype(np.int32).data)


def _cells(runs: Iterable[Texts], block: int) -> Iterator[NDArray[np.uint64]]:
    """Give each pair of each text once, pair << 32 | text, ascending, some texts at a time."""
    waiting: list[NDArray[np.uint64]] = []
    first, size = 0, 0
    for units, lengths in runs:
        waiting.append(_pairs_of(units, lengths, first))
        first, size = first + len(lengths), size + len(units)
        if size >= block:
            yield np.unique(np.concatenate(waiting))
            waiting, size = [], 0
    if size:
        yield np.unique(np.concatenate(waiting))


def _pairs_of(units: NDArray[np.uint16], lengths: NDArray[np.int64], first: int) -> NDArray[np.uint64]:
    follows = np.zeros_like(units)
    follows[:-1] = units[1:]
    ends = np.cumsum(lengths)
    follows[ends[lengths > 0] - 1] = 0
    texts = np.repeat(np.arange(first, first + len(lengths), dtype=np.uint64), lengths)
    return (units.astype(np.uint64) << np.uint64(48)) | (follows.astype(np.uint64) << np.uint64(32)) | texts


def _put_aside(cells: NDArray[np.uint64], spool: Spool) -> Run:
    pairs, counts = np.unique((cells >> np.uint64(32)).astype(np.uint32), return_counts=True)
    return spool.put(cells), pairs, np.concatenate(([0], np.cumsum(counts)))


def _vocabulary(parts: list[Run]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    if not parts:
        return np.zeros(0, np.uint32), np.zeros(0, np.int64)
    pairs = np.unique(np.concatenate([one for _, one, _ in parts]))
    counts = np.zeros(len(pairs), np.int64)
    for _, own, ends in parts:
        counts[np.searchsorted(pairs, own)] += np.diff(ends)
    return pairs, counts


def _stretch(part: Run, first: np.uint32, last: np.uint32) -> NDArray[np.uint64]:
    piece, pairs, ends = part
    start, end = np.searchsorted(pairs, first), np.searchsorted(pairs, last, side="right")
    found: NDArray[np.uint64] = piece.part(int(ends[start]), int(ends[end])).read()
    return found


class Postings:
    """The index that `write_postings` wrote; its files are mapped at the first question."""

    def __init__(self, folder: Path) -> None:
        """Note the folder; raises nothing."""
        self._folder = folder

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.uint32], NDArray[np.int64], Ids]:
        with reading(self._folder):
            pairs = np.load(self._folder / _PAIRS, allow_pickle=False)
            starts = np.load(self._folder / _STARTS, allow_pickle=False)
            ids = np.asarray(np.load(self._folder / _IDS, mmap_mode="r", allow_pickle=False))
            if len(starts) != len(pairs) + 1 or starts[-1] != len(ids):
                raise ValueError(len(ids))
            return pairs, starts, ids

    def having(self, text: str) -> list[Ids]:
        """Give for each pair of neighbours in a text the texts that have it, ascending; of one character, its texts.

        A text of several pairs may have them all and not the text itself.
        """
        units = units_of(text)
        if len(units) < 2:
            return [self._beginning(int(one)) for one in units]
        return [self._of(a << 16 | b) for a, b in pairwise(units.tolist())]

    def all_of(self, text: str) -> Ids:
        """Give the texts that have every pair of a text, ascending; shortest lists first, so that it ends early."""
        first, *others = sorted(self.having(text), key=len)
        found = np.asarray(first)
        for other in others:
            if not len(found):
                break
            found = _both(found, other)
        return found

    def _of(self, pair: int) -> Ids:
        pairs, starts, ids = self._arrays
        at = int(np.searchsorted(pairs, np.uint32(pair)))
        if at == len(pairs) or pairs[at] != pair:
            return np.zeros(0, np.int32)
        return ids[starts[at] : starts[at + 1]]

    def _beginning(self, unit: int) -> Ids:
        pairs, starts, ids = self._arrays
        first = np.searchsorted(pairs, np.uint32(unit << 16))
        end = np.searchsorted(pairs, np.uint32(unit << 16 | 0xFFFF), side="right")
        return np.unique(ids[starts[first] : starts[end]])


def _both(few: Ids, many: Ids) -> Ids:
    """Give what is in two ascending lists; a few are looked up among many."""
    places = np.searchsorted(many, few)
    places[places == len(many)] = 0
    found: Ids = few[many[places] == few] if len(many) else few[:0]
    return found

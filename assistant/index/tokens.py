"""Tokens of passages as numbers: stored, so that a report that did not change is never cut again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.index.pieces import Piece, Spool

Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some passages on disk: `ids` int32 of all of them in a row, `lengths` int64 of each passage."""

    ids: Piece
    lengths: Piece

    def split(self, counts: Iterable[int]) -> Iterator[Tokens]:
        """Give the tokens of the first counts[0] passages, of the next counts[1] passages, and so on."""
        passages = np.cumsum([0, *counts])
        starts = np.concatenate(([0], np.cumsum(self.lengths.read())))
        for first, end in pairwise(passages.tolist()):
            ids = self.ids.part(int(starts[first]), int(starts[end]))
            yield Tokens(ids, self.lengths.part(first, end))


class Vocabulary:
    """The numbers of tokens while a generation is being built; it only grows."""

    def __init__(self, tokens: Iterable[str] = ("",)) -> None:
        """Number the tokens given in their order."""
        self.ids = _Numbers((token, number) for number, token in enumerate(tokens))

    def number(self, texts: Iterable[Iterable[str]], cut: Cut, spool: Spool) -> Tokens:
        """Cut the parts of texts and put their tokens aside, one run a text; a part that comes again is cut once."""
        ids, lengths = array("i"), []
        known: dict[str, array[int]] = {}
        for parts in texts:
            before = len(ids)
            for part in parts:
                if part not in known:
                    known[part] = array("i", map(self.ids.__getitem__, cut(part)))
                ids += known[part]
            lengths.append(len(ids) - before)
        return Tokens(spool.put(np.array(ids, np.int32)), spool.put(np.array(lengths, np.int64)))

    def compact(self, runs: Iterable[Tokens]) -> tuple[list[str], NDArray[np.int32]]:
        """Give the tokens that occur, "" before them, and for each number of today its number in that list."""
        occurs = np.zeros(len(self.ids), bool)
        for run in runs:
            occurs[run.ids.read()] = True
        occurs[:1] = False
        numbers = np.where(occurs, np.cumsum(occurs), 0).astype(np.int32)
        return ["", *(name for name, here in zip(self.ids, occurs.tolist(), strict=True) if here)], numbers


class _Numbers(dict[str, int]):
    """Gives an unknown token the next number."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number

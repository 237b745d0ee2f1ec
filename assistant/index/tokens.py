"""Tokens of passages as numbers: stored, so that a report that did not change is never cut again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

Cut = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of some passages: `ids` int32 of all of them in a row, `lengths` int64 of each passage."""

    ids: np.ndarray
    lengths: np.ndarray

    def split(self, counts: Sequence[int]) -> list[Tokens]:
        """Give the tokens of the first counts[0] passages, of the next counts[1] passages, and so on."""
        ends = np.cumsum(counts, dtype=np.int64)
        starts = np.concatenate(([0], np.cumsum(self.lengths)))
        ids = np.split(self.ids, starts[ends])
        return [Tokens(*pair) for pair in zip(ids, np.split(self.lengths, ends), strict=True)][: len(counts)]


def joined(parts: Sequence[Tokens]) -> Tokens:
    """Put the tokens of several runs of passages in a row."""
    if not parts:
        return Tokens(np.zeros(0, np.int32), np.zeros(0, np.int64))
    return Tokens(np.concatenate([one.ids for one in parts]), np.concatenate([one.lengths for one in parts]))


class Vocabulary:
    """The numbers of tokens while a generation is being built; it only grows."""

    def __init__(self, tokens: Iterable[str] = ()) -> None:
        """Number the tokens given in their order."""
        self.ids = {token: number for number, token in enumerate(tokens)}

    def number(self, texts: Iterable[str], cut: Cut) -> Tokens:
        """Cut texts and give their tokens, one run a text."""
        ids: list[int] = []
        lengths: list[int] = []
        for text in texts:
            found = [self.ids.setdefault(token, len(self.ids)) for token in cut(text)]
            ids.extend(found)
            lengths.append(len(found))
        return Tokens(np.array(ids, np.int32), np.array(lengths, np.int64))

    def compact(self, tokens: Tokens) -> tuple[list[str], Tokens]:
        """Give the tokens that occur, "" before them, and the runs with the numbers of that list."""
        names = list(self.ids)
        used = np.flatnonzero(np.bincount(tokens.ids, minlength=len(names)))
        numbers = np.zeros(len(names) + 1, np.int32)
        numbers[used] = np.arange(1, len(used) + 1)
        return ["", *(names[one] for one in used)], Tokens(numbers[tokens.ids], tokens.lengths)

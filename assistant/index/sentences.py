"""The sentences of all passages as they are matched with questions: made when a report is added, looked up when asked.

What a sentence holds is told by a `Telling`, which is passed into `Library.add`: its words in one wording, and what
its figures say, as bytes that only the teller reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.index.layout import dump
from assistant.index.pieces import Piece, Spool, array_file
from assistant.index.postings import units_of, write_postings
from assistant.model import Passage

RECIPE_FILE, NUMBERS_FILE, COUNTS_FILE = "recipe.json", "sentences.npy", "passages.npy"
WORDS_FILE, AROUND_FILE, FIGURES_FILE = "words.bin", "around.bin", "figures.jsonl"
BY_WORDS, BY_AROUND = "by_words", "by_around"
START, END, FLAGS, PREVIOUS, TOPIC, WORDS, FIGURES = range(7)
COLUMNS, KEPT = 7, 3
# Raise it when the form of these files changes: older ones are then as good as not there
FORM = 1


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence: its span in the passage, flags, places of the sentences it is read with, words, figures.

    `previous` and `topic` count sentences of the passage, -1 for none; `figures` is b"" where there are none, and has
    no line end in it.
    """

    start: int
    end: int
    flags: int
    previous: int
    topic: int
    words: str
    figures: bytes


class Telling(Protocol):
    """What tells the sentences of a passage; `recipe` changes whenever what it tells may."""

    recipe: str

    def __call__(self, passage: Passage) -> tuple[str, Sequence[Told]]:
        """Give the words around a passage (its headings) and its sentences."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a report of the next generation on disk.

    `numbers` int32, COLUMNS a sentence; `counts` int32, (sentences, units of `around`, start) a passage; `words` and
    `around` UTF-16 code units; `figures` bytes.
    """

    numbers: Piece
    counts: Piece
    words: Piece
    around: Piece
    figures: Piece


def tell(passages: Iterable[Passage], telling: Telling, spool: Spool) -> Sentences:
    """Put the sentences of a report's passages aside."""
    numbers: list[int] = []
    counts: list[int] = []
    words, around, figures = [], [], []
    for passage in passages:
        headings, told = telling(passage)
        units = units_of(headings)
        around.append(units)
        counts += len(told), len(units), passage.start
        for one in told:
            own = units_of(one.words)
            words.append(own)
            figures.append(one.figures)
            numbers += one.start, one.end, one.flags, one.previous, one.topic, len(own), len(one.figures)
    none = np.zeros(0, np.uint16)
    return Sentences(
        spool.put(np.array(numbers, np.int32)),
        spool.put(np.array(counts, np.int32)),
        spool.put(np.concatenate([none, *words])),
        spool.put(np.concatenate([none, *around])),
        spool.put(np.frombuffer(b"".join(figures), np.uint8)),
    )


def write_sentences(folder: Path, reports: Sequence[Sentences], recipe: str) -> None:
    """Write the sentences of all reports and the indexes of their words."""
    folder.mkdir(parents=True)
    (folder / RECIPE_FILE).write_bytes(dump({"form": FORM, "recipe": recipe}))
    _save(folder / NUMBERS_FILE, np.int32, [one.numbers for one in reports])
    _save(folder / COUNTS_FILE, np.int32, [one.counts for one in reports])
    for name, pieces in (
        (WORDS_FILE, [one.words for one in reports]),
        (AROUND_FILE, [one.around for one in reports]),
        (FIGURES_FILE, [one.figures for one in reports]),
    ):
        with (folder / name).open("wb") as file:
            for piece in pieces:
                file.write(piece.read().data)
    write_postings(folder / BY_WORDS, ((one.words.read(), _column(one, WORDS)) for one in reports))
    write_postings(folder / BY_AROUND, ((one.around.read(), _around(one)) for one in reports))


def _column(one: Sentences, column: int) -> NDArray[np.int64]:
    return one.numbers.read().reshape(-1, COLUMNS)[:, column].astype(np.int64)


def _around(one: Sentences) -> NDArray[np.int64]:
    return one.counts.read().reshape(-1, KEPT)[:, 1].astype(np.int64)


def _save(path: Path, kind: type[np.generic], pieces: Sequence[Piece]) -> None:
    with array_file(path, kind, sum(piece.count for piece in pieces)) as file:
        for piece in pieces:
            file.write(piece.read().data)

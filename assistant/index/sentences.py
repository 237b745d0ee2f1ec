"""The sentences of all passages as they are matched with questions: made when a report is added, mapped when asked.

What a sentence holds is told by a `Telling`, which is passed into `Library.add`: its words in one wording, and what
its figures say, as bytes that only the teller reads.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.index.layout import dump, reading
from assistant.index.pieces import Piece, Spool, StoredFile, array_file, stored_array
from assistant.index.postings import Postings, units_of, write_postings
from assistant.model import Passage

_RECIPE, _NUMBERS, _COUNTS = "recipe.json", "sentences.npy", "passages.npy"
_WORDS, _AROUND, _FIGURES = "words.bin", "around.bin", "figures.jsonl"
_BY_WORDS, _BY_AROUND = "by_words", "by_around"
START, END, FLAGS, PREVIOUS, TOPIC, WORDS, FIGURES = range(7)
COLUMNS, KEPT = 7, 3
# Raise it when the form of these files changes: older ones are then as good as not there
_FORM = 1


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

    `numbers` int32, COLUMNS a sentence; `counts` int32, (sentences, units of `around`, start) a passage; `words` and `around`
    UTF-16 code units; `figures` bytes.
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
    (folder / _RECIPE).write_bytes(dump({"form": _FORM, "recipe": recipe}))
    _save(folder / _NUMBERS, np.int32, [one.numbers for one in reports])
    _save(folder / _COUNTS, np.int32, [one.counts for one in reports])
    for name, pieces in (
        (_WORDS, [one.words for one in reports]),
        (_AROUND, [one.around for one in reports]),
        (_FIGURES, [one.figures for one in reports]),
    ):
        with (folder / name).open("wb") as file:
            for piece in pieces:
                file.write(piece.read().data)
    write_postings(folder / _BY_WORDS, ((one.words.read(), _column(one, WORDS)) for one in reports))
    write_postings(folder / _BY_AROUND, ((one.around.read(), _around(one)) for one in reports))


def _column(one: Sentences, column: int) -> NDArray[np.int64]:
    return one.numbers.read().reshape(-1, COLUMNS)[:, column].astype(np.int64)


def _around(one: Sentences) -> NDArray[np.int64]:
    return one.counts.read().reshape(-1, KEPT)[:, 1].astype(np.int64)


def _save(path: Path, kind: type[np.generic], pieces: Sequence[Piece]) -> None:
    with array_file(path, kind, sum(piece.count for piece in pieces)) as file:
        for piece in pieces:
            file.write(piece.read().data)


def stored_sentences(folder: Path, passages: int) -> StoredSentences | None:
    """Open the sentences of a generation of so many passages; None where another version wrote them."""
    with reading(folder / _RECIPE):
        values = json.loads((folder / _RECIPE).read_bytes())
        return StoredSentences(folder, passages, values["recipe"]) if values.get("form") == _FORM else None


class StoredSentences:
    """The sentences of a generation by their number, and which of them have a word; mapped at the first question."""

    def __init__(self, folder: Path, passages: int, recipe: str) -> None:
        """Note where they lie; use `stored_sentences`."""
        self.folder, self._passages, self.recipe = folder, passages, recipe
        self.by_words, self.by_around = Postings(folder / _BY_WORDS), Postings(folder / _BY_AROUND)

    @cached_property
    def numbers(self) -> NDArray[np.int32]:
        """All numbers, int32, shape (sentences, COLUMNS)."""
        found: NDArray[np.int32] = self._mapped(_NUMBERS)
        return found.reshape(-1, COLUMNS)

    @cached_property
    def firsts(self) -> NDArray[np.int64]:
        """The first sentence of each passage, and the number of all behind them: int64, (passages + 1,)."""
        counts = self._mapped(_COUNTS).reshape(-1, KEPT)[:, 0]
        firsts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        with reading(self.folder):
            if len(counts) != self._passages or firsts[-1] != len(self.numbers):
                raise ValueError(len(counts))
        return firsts

    @cached_property
    def starts(self) -> NDArray[np.int32]:
        """The offset of each passage in the stored text of its report, int32, (passages,)."""
        return self._mapped(_COUNTS).reshape(-1, KEPT)[:, 2]

    @cached_property
    def passages(self) -> NDArray[np.int32]:
        """The position of each sentence's passage, int32, (sentences,)."""
        return np.repeat(np.arange(self._passages, dtype=np.int32), np.diff(self.firsts))

    @cached_property
    def previous(self) -> NDArray[np.int32]:
        """The number of the sentence before each, -1 for none, int32, (sentences,)."""
        return self._other(PREVIOUS)

    @cached_property
    def topics(self) -> NDArray[np.int32]:
        """The number of the sentence that names what each speaks of, -1 for none, int32, (sentences,)."""
        return self._other(TOPIC)

    @cached_property
    def flags(self) -> NDArray[np.int32]:
        """The flags of each sentence, int32, (sentences,)."""
        return np.ascontiguousarray(self.numbers[:, FLAGS])

    @cached_property
    def silent(self) -> NDArray[np.bool_]:
        """Whether a sentence has no figures, (sentences,)."""
        return self.numbers[:, FIGURES] == 0

    def words(self, number: int) -> str:
        """Give the words of a sentence."""
        places, data = self._words
        return data[places[number] * 2 : places[number + 1] * 2].decode("utf-16-le")

    def around(self, passage: int) -> str:
        """Give the words around the sentences of a passage."""
        places, data = self._around
        return data[places[passage] * 2 : places[passage + 1] * 2].decode("utf-16-le")

    def figures(self, number: int) -> bytes:
        """Give what was told of the figures of a sentence, b"" where it has none."""
        places, data = self._figures
        return data[places[number] : places[number + 1]]

    def of_report(self, first: int, count: int) -> Sentences:
        """Give the sentences of the passages from `first` on, for the next generation."""
        low, high = int(self.firsts[first]), int(self.firsts[first + count])
        numbers, counts = self._pieces
        words, around, figures = self._words[0], self._around[0], self._figures[0]

        def part(name: str, kind: type[np.generic], start: int, end: int) -> Piece:
            size = np.dtype(kind).itemsize
            return Piece(StoredFile(self.folder / name), np.dtype(kind), int(start) * size, int(end - start))

        return Sentences(
            numbers.part(low * COLUMNS, high * COLUMNS),
            counts.part(first * KEPT, (first + count) * KEPT),
            part(_WORDS, np.uint16, words[low], words[high]),
            part(_AROUND, np.uint16, around[first], around[first + count]),
            part(_FIGURES, np.uint8, figures[low], figures[high]),
        )

    @cached_property
    def _pieces(self) -> tuple[Piece, Piece]:
        with reading(self.folder):
            return stored_array(self.folder / _NUMBERS), stored_array(self.folder / _COUNTS)

    @cached_property
    def _words(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(_WORDS, self.numbers[:, WORDS], 2)

    @cached_property
    def _around(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(_AROUND, self._mapped(_COUNTS).reshape(-1, KEPT)[:, 1], 2)

    @cached_property
    def _figures(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(_FIGURES, self.numbers[:, FIGURES], 1)

    def _other(self, column: int) -> NDArray[np.int32]:
        own = self.numbers[:, column]
        found: NDArray[np.int32] = np.where(own < 0, -1, self.firsts[self.passages] + own).astype(np.int32)
        return found

    def _mapped(self, name: str) -> NDArray[np.int32]:
        with reading(self.folder / name):
            # a plain view: an element of a memmap costs ten times as much
            return np.asarray(np.load(self.folder / name, mmap_mode="r", allow_pickle=False))

    def _blob(self, name: str, lengths: NDArray[np.int32], size: int) -> tuple[NDArray[np.int64], Any]:
        places = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        path = self.folder / name
        with reading(path), path.open("rb") as file:
            if path.stat().st_size != places[-1] * size:
                raise ValueError(path)
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if places[-1] else b""
        return places, data

"""The sentences of a generation as they lie in files, mapped at the first question."""

from __future__ import annotations

import json
import mmap
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index import sentences as form
from assistant.index.layout import reading
from assistant.index.pieces import Piece, StoredFile, stored_array
from assistant.index.postings import Postings
from assistant.index.sentences import COLUMNS, FIGURES, FLAGS, KEPT, PREVIOUS, TOPIC, WORDS, Sentences


def stored_sentences(folder: Path, passages: int) -> StoredSentences | None:
    """Open the sentences of a generation of so many passages; None where another version wrote them."""
    with reading(folder / form.RECIPE_FILE):
        values = json.loads((folder / form.RECIPE_FILE).read_bytes())
        return StoredSentences(folder, passages, values["recipe"]) if values.get("form") == form.FORM else None


class StoredSentences:
    """The sentences of a generation by their number, and which of them have a word; mapped at the first question."""

    def __init__(self, folder: Path, passages: int, recipe: str) -> None:
        """Note where they lie; use `stored_sentences`."""
        self.folder, self._passages, self.recipe = folder, passages, recipe
        self.by_words, self.by_around = Postings(folder / form.BY_WORDS), Postings(folder / form.BY_AROUND)

    @cached_property
    def numbers(self) -> NDArray[np.int32]:
        """All numbers, int32, shape (sentences, COLUMNS)."""
        found: NDArray[np.int32] = self._mapped(form.NUMBERS_FILE)
        return found.reshape(-1, COLUMNS)

    @cached_property
    def firsts(self) -> NDArray[np.int64]:
        """The first sentence of each passage, and the number of all behind them: int64, (passages + 1,)."""
        counts = self._mapped(form.COUNTS_FILE).reshape(-1, KEPT)[:, 0]
        firsts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        with reading(self.folder):
            if len(counts) != self._passages or firsts[-1] != len(self.numbers):
                raise ValueError(len(counts))
        return firsts

    @cached_property
    def starts(self) -> NDArray[np.int32]:
        """The offset of each passage in the stored text of its report, int32, (passages,)."""
        return self._mapped(form.COUNTS_FILE).reshape(-1, KEPT)[:, 2]

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
        return _text(*self._words, number, self.folder)

    def around(self, passage: int) -> str:
        """Give the words around the sentences of a passage."""
        return _text(*self._around, passage, self.folder)

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
            part(form.WORDS_FILE, np.uint16, words[low], words[high]),
            part(form.AROUND_FILE, np.uint16, around[first], around[first + count]),
            part(form.FIGURES_FILE, np.uint8, figures[low], figures[high]),
        )

    @cached_property
    def _pieces(self) -> tuple[Piece, Piece]:
        with reading(self.folder):
            return stored_array(self.folder / form.NUMBERS_FILE), stored_array(self.folder / form.COUNTS_FILE)

    @cached_property
    def _words(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(form.WORDS_FILE, self.numbers[:, WORDS], 2)

    @cached_property
    def _around(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(form.AROUND_FILE, self._mapped(form.COUNTS_FILE).reshape(-1, KEPT)[:, 1], 2)

    @cached_property
    def _figures(self) -> tuple[NDArray[np.int64], Any]:
        return self._blob(form.FIGURES_FILE, self.numbers[:, FIGURES], 1)

    def _other(self, column: int) -> NDArray[np.int32]:
        own = self.numbers[:, column]
        with reading(self.folder):
            if (own < -1).any() or (own >= np.diff(self.firsts)[self.passages]).any():
                raise ValueError(column)
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


def _text(places: NDArray[np.int64], data: Any, number: int, folder: Path) -> str:  # noqa: ANN401 - mmap or b""
    with reading(folder):
        text: str = data[places[number] * 2 : places[number + 1] * 2].decode("utf-16-le")
        return text

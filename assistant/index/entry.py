"""A report of the next generation: what it is, and where its passages, tokens and vectors lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.index.generation import Generation
from assistant.index.likeness import Sketch, sketch
from assistant.index.pieces import Piece
from assistant.index.records import read_passage
from assistant.index.sentences import Sentences
from assistant.index.tokens import Tokens
from assistant.index.told import StoredSentences
from assistant.model import Passage, Report


@dataclass(slots=True)
class Entry:
    """A report with `count` passages: `lines` uint8, `vectors` float32, count x dimension, `sketch` uint64, (SIZE,).

    `sentences` is None where nobody told them.
    """

    card: Report
    body: str
    original: str
    count: int
    lines: Piece
    words: Tokens
    bigrams: Tokens
    vectors: Piece
    sketch: Sketch
    sentences: Sentences | None = None

    def passages(self) -> list[Passage]:
        """Read the passages of the report."""
        return [read_passage(line) for line in self.lines.read().tobytes().splitlines()]


def stored_entries(
    old: Generation, words: Tokens, bigrams: Tokens, sentences: StoredSentences | None
) -> Iterator[Entry]:
    """Give the reports of a generation, whose tokens and sentences these are; the rest stays in its files."""
    counts = [record.count for record in old.records]
    kept = old.sketches()
    old.dense.check()
    parts = zip(old.records, words.split(counts), bigrams.split(counts), strict=True)
    for number, (record, word_part, pair_part) in enumerate(parts):
        place = record.first, record.count
        lines, vectors = old.passages.lines(*place), old.dense.stored(*place)
        none = kept[number] if kept is not None else sketch(())
        entry = Entry(
            record.card, record.body, record.original, record.count, lines, word_part, pair_part, vectors, none
        )
        if sentences is not None:
            entry.sentences = sentences.of_report(*place)
        if kept is None:
            entry.sketch = sketch(one.text for one in entry.passages())
        yield entry

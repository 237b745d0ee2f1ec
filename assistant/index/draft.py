"""The next generation while it is being built: everything of the old one that stays, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from assistant.errors import EmbeddingError
from assistant.index import corrections, generation, texts
from assistant.index.dense import Dense
from assistant.index.generation import Generation, Manifest, Model, PassageEmbedding
from assistant.index.layout import Layout, dump, replace_file, sync_folder, write_file
from assistant.index.lexical import Lexical
from assistant.index.likeness import SIZE, Sketch, sketch
from assistant.index.passages import StoredPassages
from assistant.index.records import Record, passage_line, read_passage, record_line
from assistant.index.tokens import Tokens, Vocabulary, joined
from assistant.lexicon.words import bigrams, words
from assistant.model import Passage, Report


@dataclass(slots=True)
class Entry:
    """A report of the next generation; `vectors` is float32, shape (passages, dimension), `sketch` uint64, (SIZE,)."""

    card: Report
    body: str
    original: str
    lines: list[bytes]
    words: Tokens
    bigrams: Tokens
    vectors: np.ndarray
    sketch: Sketch

    def passages(self) -> list[Passage]:
        """Give the passages of the report."""
        return [read_passage(line) for line in self.lines]


class Draft:
    """Collects entries, by the id of their report, and writes them as one generation."""

    def __init__(self, layout: Layout, old: Generation | None, embedding: PassageEmbedding | None) -> None:
        """Start from the old generation; what another model or another dictionary made is made anew.

        Without an embedding the vectors stay as they are and no report can be put in.
        """
        if old is None and embedding is None:
            raise ValueError("the first generation needs an embedding")
        self._layout, self._old, self._embedding = layout, old, embedding
        self._words, self._bigrams = Vocabulary([""]), Vocabulary([""])
        self.entries: dict[str, Entry] = {}
        self.corrections: corrections.Corrections = {}
        self.changed, self.embedded_anew = False, 0
        self.model = Model.of(embedding) if embedding else old.manifest.model  # type: ignore[union-attr]
        self._vector_recipe = texts.vector_recipe()
        if old is not None:
            self._take_over(old)

    def put(self, card: Report, body: str, original: str, passages: Sequence[Passage]) -> Entry:
        """Cut and embed the passages of a report and put them in the place of its older ones, or last."""
        lines = [passage_line(one) for one in passages]
        none = joined(())
        alike = sketch(one.text for one in passages)
        entry = Entry(card, body, original, lines, none, none, self._embed(passages), alike)
        self._tokenize(entry, passages)
        self.entries[card.report] = entry
        self.changed = True
        return entry

    def renew(self, name: str, card: Report) -> None:
        """Note that a report was read again and is the same, by other rules or from another place."""
        if self.entries[name].card != card:
            self.entries[name].card = card
            self.changed = True

    def correct(self, name: str, fields: corrections.Corrections | dict[str, object]) -> None:
        """Correct fields of a report's identity; it is found by the corrected words from then on."""
        self.corrections[name] = self.corrections.get(name, {}) | fields
        self._tokenize(self.entries[name])
        self.changed = True

    def drop(self, name: str) -> None:
        """Take a report out, its corrections too."""
        del self.entries[name]
        self.corrections.pop(name, None)
        self.changed = True

    def write(self) -> str:
        """Write the generation, switch to it, and give its name; a reader sees the old or the new one."""
        stored = self._layout.stored_generations()
        name = f"{int(stored[-1]) + 1 if stored else 1:06d}"
        folder = self._layout.generation(name)
        folder.mkdir(parents=True)
        entries = list(self.entries.values())
        ends = np.cumsum([0, *(len(entry.lines) for entry in entries)]).tolist()
        records = [
            Record(entry.card, entry.body, entry.original, first, end - first)
            for entry, (first, end) in zip(entries, pairwise(ends), strict=True)
        ]
        write_file(folder / generation.CARDS, b"".join(record_line(one) + b"\n" for one in records))
        write_file(folder / generation.CORRECTIONS, dump(self.corrections))
        StoredPassages.build(folder, [line for entry in entries for line in entry.lines])
        names, tokens = self._words.compact(joined([entry.words for entry in entries]))
        Lexical.build(folder / generation.WORDS, names, tokens)
        names, tokens = self._bigrams.compact(joined([entry.bigrams for entry in entries]))
        Lexical.build(folder / generation.BIGRAMS, names, tokens)
        Dense.build(folder / generation.VECTORS, self._vectors(entries))
        sketches = np.array([entry.sketch for entry in entries], np.uint64).reshape(len(entries), SIZE)
        np.save(folder / generation.SKETCHES, sketches, allow_pickle=False)
        recipes = texts.token_recipe(), self._vector_recipe
        Manifest(self.model, *recipes, len(entries), ends[-1]).seal(folder)
        sync_folder(self._layout.generations)
        pointer = {"current": name, "previous": self._old.name if self._old else None}
        replace_file(self._layout.current, dump(pointer))
        return name

    def _take_over(self, old: Generation) -> None:
        counts = [record.count for record in old.records]
        word_names, word_tokens = old.words.stored()
        pair_names, pair_tokens = old.bigrams.stored()
        self._words, self._bigrams = Vocabulary(word_names), Vocabulary(pair_names)
        self.corrections = dict(old.corrections)
        kept = old.sketches()
        parts = zip(old.records, word_tokens.split(counts), pair_tokens.split(counts), strict=True)
        for number, (record, word_part, pair_part) in enumerate(parts):
            places = range(record.first, record.first + record.count)
            lines = [old.passages.line(at) for at in places]
            vectors = old.dense.vectors[record.first : record.first + record.count]
            alike = sketch(read_passage(line).text for line in lines) if kept is None else kept[number]
            entry = Entry(record.card, record.body, record.original, lines, word_part, pair_part, vectors, alike)
            self.entries[record.card.report] = entry
        self._renew(old.manifest)

    def _renew(self, made: Manifest) -> None:
        """Make anew what was made with another dictionary, or with another model when there is one."""
        if made.token_recipe != texts.token_recipe():
            self._words, self._bigrams = Vocabulary([""]), Vocabulary([""])
            for entry in self.entries.values():
                self._tokenize(entry)
            self.changed = True
        if made.model.same_as(self.model) and made.vector_recipe == self._vector_recipe:
            return
        if self._embedding is None:
            self._vector_recipe = made.vector_recipe
            return
        for entry in self.entries.values():
            entry.vectors = self._embed(entry.passages())
            self.embedded_anew += len(entry.lines)
        self.changed = True

    def _tokenize(self, entry: Entry, passages: Sequence[Passage] | None = None) -> None:
        """Cut the passages of an entry under its corrected identity."""
        card = corrections.correct(entry.card, self.corrections)
        found = [texts.searchable(card, one) for one in passages or entry.passages()]
        entry.words = self._words.number(found, words)
        entry.bigrams = self._bigrams.number(found, bigrams)

    def _embed(self, passages: Sequence[Passage]) -> np.ndarray:
        """Give the vectors of passages; raises EmbeddingError when the model's shape is not what it says."""
        if self._embedding is None:
            raise ValueError("no embedding")
        if not passages:
            return np.zeros((0, self.model.dimension), np.float32)
        vectors = self._embedding.encode_passages([texts.embedded(one) for one in passages])
        expected = (len(passages), self.model.dimension)
        if vectors.shape != expected or not np.isfinite(vectors).all():
            what = f"模型给出的向量不能用：应为 {expected}，实为 {vectors.shape}，或含无效数值"
            raise EmbeddingError(what, where=self.model.name, fix="请换一个模型")
        return vectors.astype(np.float32, copy=False)

    def _vectors(self, entries: Iterable[Entry]) -> np.ndarray:
        parts = [entry.vectors for entry in entries]
        return np.concatenate([np.zeros((0, self.model.dimension), np.float32), *parts])

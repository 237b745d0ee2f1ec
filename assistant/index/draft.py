"""The next generation while it is being built: everything of the old one that stays, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import EmbeddingError
from assistant.index import corrections, generation, texts
from assistant.index.dense import Dense
from assistant.index.entry import Entry, stored_entries
from assistant.index.generation import Generation, Manifest, Model, PassageEmbedding
from assistant.index.layout import Layout, dump, replace_file, sync_folder, write_file
from assistant.index.lexical import Lexical
from assistant.index.likeness import SIZE, Sketch
from assistant.index.passages import StoredPassages
from assistant.index.pieces import Piece, Spool
from assistant.index.records import Record, passage_lines, record_line
from assistant.index.sentences import Sentences, Telling, tell, write_sentences
from assistant.index.tokens import Tokens, Vocabulary
from assistant.lexicon.words import bigrams, words
from assistant.model import Passage, Report


class Draft:
    """Collects entries, by the id of their report, and writes them as one generation."""

    def __init__(
        self,
        layout: Layout,
        old: Generation | None,
        embedding: PassageEmbedding | None,
        telling: Telling | None = None,
    ) -> None:
        """Start from the old generation; what another model, dictionary or telling made is made anew.

        Without an embedding the vectors stay as they are and no report can be put in; without a telling sentences
        stay as they are, and go where a report is put in.
        """
        if old is None and embedding is None:
            raise ValueError("the first generation needs an embedding")
        self._layout, self._old, self._embedding, self._telling = layout, old, embedding, telling
        self._words, self._bigrams = Vocabulary(), Vocabulary()
        self._spool = Spool(layout.generations)
        self.entries: dict[str, Entry] = {}
        self.corrections: corrections.Corrections = {}
        self.changed, self.embedded_anew = False, 0
        self.model = Model.of(embedding) if embedding else old.manifest.model  # type: ignore[union-attr]
        self._vector_recipe = texts.vector_recipe()
        if old is not None:
            self._take_over(old)

    def close(self) -> None:
        """Give up what was put aside for the generation."""
        self._spool.close()

    def put(self, card: Report, body: str, original: str, passages: Sequence[Passage], sketch: Sketch) -> Entry:
        """Cut and embed the passages of a report and put them in the place of its older ones, or last."""
        lines = self._spool.put(np.frombuffer(passage_lines(passages), np.uint8))
        tokens = self._tokens(card, passages)
        vectors, told = self._embed(card, passages), self._tell(passages)
        entry = Entry(card, body, original, len(passages), lines, *tokens, vectors, sketch, told)
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
        self._cut(self.entries[name])
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
        ends = np.cumsum([0, *(entry.count for entry in entries)]).tolist()
        records = [
            Record(entry.card, entry.body, entry.original, first, entry.count)
            for entry, first in zip(entries, ends, strict=False)
        ]
        write_file(folder / generation.CARDS, b"".join(record_line(one) + b"\n" for one in records))
        write_file(folder / generation.CORRECTIONS, dump(self.corrections))
        StoredPassages.build(folder, (entry.lines.read() for entry in entries), ends[-1])
        cut, pairs = [entry.words for entry in entries], [entry.bigrams for entry in entries]
        Lexical.build(folder / generation.WORDS, *self._words.compact(cut), cut)
        Lexical.build(folder / generation.BIGRAMS, *self._bigrams.compact(pairs), pairs, whole=True)
        vectors = (entry.vectors.read() for entry in entries)
        Dense.build(folder / generation.VECTORS, vectors, ends[-1], self.model.dimension)
        sketches = np.array([entry.sketch for entry in entries], np.uint64).reshape(len(entries), SIZE)
        np.save(folder / generation.SKETCHES, sketches, allow_pickle=False)
        self._write_sentences(folder, [entry.sentences for entry in entries])
        recipes = texts.token_recipe(), self._vector_recipe
        Manifest(self.model, *recipes, len(entries), ends[-1]).seal(folder)
        sync_folder(self._layout.generations)
        pointer = {"current": name, "previous": self._old.name if self._old else None}
        replace_file(self._layout.current, dump(pointer))
        return name

    def _take_over(self, old: Generation) -> None:
        (word_names, cut), (pair_names, pairs) = old.words.stored(), old.bigrams.stored()
        self._words, self._bigrams = Vocabulary(word_names), Vocabulary(pair_names)
        self.corrections = dict(old.corrections)
        told, telling = old.sentences, self._telling
        anew = telling is not None and (told is None or told.recipe != telling.recipe)
        entries = stored_entries(old, cut, pairs, None if anew else told)
        self.entries = {entry.card.report: entry for entry in entries}
        self._renew(old.manifest)
        if anew:
            for entry in self.entries.values():
                entry.sentences = self._tell(entry.passages())
            self.changed = True

    def _renew(self, made: Manifest) -> None:
        """Make anew what was made with another dictionary, or with another model when there is one."""
        if made.token_recipe != texts.token_recipe():
            self._words, self._bigrams = Vocabulary(), Vocabulary()
            for entry in self.entries.values():
                self._cut(entry)
            self.changed = True
        if made.model.same_as(self.model) and made.vector_recipe == self._vector_recipe:
            return
        if self._embedding is None:
            self._vector_recipe = made.vector_recipe
            return
        for entry in self.entries.values():
            entry.vectors = self._embed(entry.card, entry.passages())
            self.embedded_anew += entry.count
        self.changed = True

    def _tell(self, passages: Sequence[Passage]) -> Sentences | None:
        return tell(passages, self._telling, self._spool) if self._telling is not None else None

    def _write_sentences(self, folder: Path, told: Sequence[Sentences | None]) -> None:
        """Write the sentences of all reports, by one recipe; none where those of a report are not known."""
        kept = self._old.sentences.recipe if self._old is not None and self._old.sentences is not None else ""
        recipe = self._telling.recipe if self._telling is not None else kept
        known = [one for one in told if one is not None]
        if recipe and len(known) == len(told):
            write_sentences(folder / generation.SENTENCES, known, recipe)

    def _cut(self, entry: Entry) -> None:
        """Cut the passages of an entry anew."""
        entry.words, entry.bigrams = self._tokens(entry.card, entry.passages())

    def _tokens(self, card: Report, passages: Sequence[Passage]) -> tuple[Tokens, Tokens]:
        """Cut passages under the corrected identity of their report: words and bigrams."""
        corrected = corrections.correct(card, self.corrections)
        found = [texts.searchable(corrected, one) for one in passages]
        return self._words.number(found, words, self._spool), self._bigrams.number(found, bigrams, self._spool)

    def _embed(self, card: Report, passages: Sequence[Passage]) -> Piece:
        """Put the vectors of passages aside; raises EmbeddingError when the model's shape is not what it says."""
        if self._embedding is None:
            raise ValueError("no embedding")
        if not passages:
            return self._spool.put(np.zeros(0, np.float32))
        vectors = self._embedding.encode_passages([texts.embedded(card, one) for one in passages])
        expected = (len(passages), self.model.dimension)
        if vectors.shape != expected or not np.isfinite(vectors).all():
            what = f"模型给出的向量不能用：应为 {expected}，实为 {vectors.shape}，或含无效数值"
            raise EmbeddingError(what, where=self.model.name, fix="请换一个模型")
        return self._spool.put(vectors.astype(np.float32, copy=False))

"""The library: a folder of reports that can be searched, opened as it is at one moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryError, ReadError
from assistant.index import corrections
from assistant.index.adding import Original, Split, add
from assistant.index.bodies import load_body, read_original
from assistant.index.draft import Draft
from assistant.index.generation import MANIFEST, Generation, Model, PassageEmbedding
from assistant.index.layout import REBUILD, Layout, reading, writing
from assistant.index.lease import Lease
from assistant.index.lexical import Covered
from assistant.index.records import Record
from assistant.index.result import AddResult, Progress
from assistant.index.sentences import Telling
from assistant.index.told import StoredSentences
from assistant.index.writer import current_generation, locked, sweep
from assistant.model import Passage, Report
from assistant.reports.reading import Seen

_Result = TypeVar("_Result")
_OPEN_TRIES = 3
_FIRST = "请先运行 python -m assistant add 文件…（另一个资料库用 --library 文件夹）"


class Library:
    """A read-only snapshot of a library: what is added later is seen by opening it again.

    As long as it is there nothing that it needs is swept away, however often others add.

    Attributes:
        folder: the library's folder.
        generation: name of the generation that is open.
        cards: identity of every report, corrections applied, without text and outline.
        passages: all passages; the position of one is its place in every array of scores.
        model: the embedding model that made the vectors.
    """

    def __init__(self, folder: Path, generation: Generation, lease: Lease) -> None:
        """Wrap an open generation and what keeps it on disk; use `Library.open`."""
        self._lease = lease
        self.folder, self.generation, self.model = folder, generation.name, generation.manifest.model
        self._generation, self._layout = generation, Layout(folder)
        records = generation.records
        self.cards = tuple(corrections.correct(record.card, generation.corrections) for record in records)
        self.passages: Sequence[Passage] = generation.passages
        self._cards = {card.report: card for card in self.cards}

    @classmethod
    def open(
        cls, folder: Path | str, embedding: PassageEmbedding | None = None, *, generation: str | None = None
    ) -> Library:
        """Open the current generation; with an embedding, check that it made the library's vectors.

        `generation` names another one, which somebody else has open: so several processes answer from the same.
        Raises LibraryError when there is no library, when it is damaged, or when another model made it.
        """
        root = Path(folder)
        layout = Layout(root)
        if not layout.is_there():
            raise LibraryError("这里还没有资料库", where=str(root), fix=_FIRST)
        layout.check_marker()
        library = cls(root, *(_opened(layout) if generation is None else _leased(layout, generation)))
        if embedding is not None:
            library.check(embedding)
        return library

    def check(self, embedding: PassageEmbedding) -> None:
        """Raise LibraryError, naming both models, unless this model made the library's vectors."""
        given = Model.of(embedding)
        if not given.same_as(self.model):
            what = f"资料库是用模型 {self.model} 建的，现在用的是 {given}"
            fix = "请再运行一次 python -m assistant add（用现在的模型重新计算），或换回原来的模型"
            raise LibraryError(what, where=str(self.folder), fix=fix)

    @property
    def passage_count(self) -> int:
        """The number of passages, which is the length of every array of scores."""
        return len(self.passages)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the manifest, which has that of every file: equal where reports and corrections are."""
        with reading(self.folder):
            return hashlib.sha256((self._generation.folder / MANIFEST).read_bytes()).hexdigest()

    @property
    def stale(self) -> bool:
        """Whether the library was changed since this snapshot was opened; reads one tiny file."""
        return self._layout.pointer()[:1] != (self.generation,)

    def card(self, name: str) -> Report:
        """Give the identity of a report, without its text; raises LibraryError for an unknown name."""
        self._record(name)
        return self._cards[name]

    def report(self, name: str) -> Report:
        """Give a report with its text, outline and dropped lines; raises LibraryError as `card` does."""
        return load_body(self._layout, self._record(name).body, self._cards[name])

    def report_at(self, name: str, at: Collection[int]) -> Report:
        """Give a report with its text and the sections in which offsets lie; raises LibraryError as `card` does."""
        return load_body(self._layout, self._record(name).body, self._cards[name], at)

    def original(self, name: str) -> Path:
        """Give the path of the kept original file; raises LibraryError when none was kept."""
        stored = self._record(name).original
        path = self._layout.originals / stored
        if not stored or not path.is_file():
            raise LibraryError("没有留存原文件", where=name, fix=f"原来的位置是 {self._cards[name].source}")
        return path

    def positions(self, names: Iterable[str]) -> NDArray[np.int64]:
        """Give the positions of all passages of these reports, int64, report after report as named."""
        records = [self._record(name) for name in names]
        spans = [np.arange(one.first, one.first + one.count, dtype=np.int64) for one in records]
        return np.concatenate([np.zeros(0, np.int64), *spans])

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """For each passage the place of its report in `cards`, int32, shape (passages,)."""
        counts = [record.count for record in self._generation.records]
        return np.repeat(np.arange(len(counts), dtype=np.int32), counts)

    def lexical(self, words: Sequence[str], bigrams: Sequence[str] = ()) -> NDArray[np.float32]:
        """Give the sum of both BM25 scores of every passage, float32, shape (passages,).

        The tokens are those of `lexicon.words` and `lexicon.bigrams`; unknown ones count nothing.
        """
        found = self._generation.words.scores(words)
        found += self._generation.bigrams.scores(bigrams)
        return found

    def covered(self, words: Sequence[str], bigrams: Sequence[str]) -> Covered:
        """Give how much of a question's words and bigrams each passage covers, and its report of the bigrams."""
        found = self._generation
        reports = found.bigrams.report_shares(bigrams, len(self.cards))
        return Covered(found.words.shares(words), found.bigrams.shares(bigrams), reports[self.owners])

    def rarities(self, words: Sequence[str], bigrams: Sequence[str]) -> tuple[dict[str, float], dict[str, float]]:
        """Give how rare each word and each bigram is that some passage has."""
        return self._generation.words.rarities(words), self._generation.bigrams.rarities(bigrams)

    def dense(self, vector: np.ndarray, among: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Give the similarity of a unit vector, (dimension,), to every passage: float32, (passages,).

        `among` are the positions to compare with alone; the others have 0.
        """
        return self._generation.dense.scores(vector, among)

    def near(self, vector: np.ndarray) -> NDArray[np.int64] | None:
        """Give the positions of passages near a vector, ascending; None where all are few enough to be scored."""
        return self._generation.dense.near(vector)

    def nearest(self, vector: np.ndarray, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Give positions (int64) and similarities (float32) of the k passages nearest to a vector."""
        return self._generation.dense.search(vector, k)

    @property
    def sentences(self) -> StoredSentences | None:
        """What was told of every sentence when its report was added; None where nobody told it."""
        return self._generation.sentences

    def damaged(self) -> tuple[str, ...]:
        """Read every file in full and name those that are not what was written; () when all are sound."""
        found = list(self._generation.damaged())
        for record in self._generation.records:
            try:
                load_body(self._layout, record.body, record.card)
            except LibraryError as error:
                found.append(f"{record.card.report}（{error.what}）")
        return tuple(found)

    @staticmethod
    def add(
        folder: Path | str,
        reports: Iterable[Report | ReadError | Seen],
        *,
        split: Split,
        embedding: PassageEmbedding,
        telling: Telling | None = None,
        original: Original = read_original,
        sample: bool = False,
        on_progress: Progress | None = None,
    ) -> AddResult:
        """Add reports, as `reports.read` gives them, and switch to the new generation in one step.

        An unchanged report costs nothing; a changed file replaces the report of the same source; content
        that is there under another name is told as a duplicate; a ReadError becomes a failed item, a Seen one
        that needs nothing. With another model than the library's, all vectors are made anew. `telling` tells what each
        sentence says, so that questions over all reports need not read it (`sentences`); when its recipe changed, all
        are told anew. `original` gives the bytes to keep beside the text. Killed at any moment, it leaves the library
        as it was.

        Raises LibraryError when another process writes, when the folder holds other files, cannot be written,
        or is damaged; EmbeddingError when the model's vectors cannot be used.
        """
        return add(
            Path(folder), reports, split=split, embedding=embedding, telling=telling, original=original,
            sample=sample, on_progress=on_progress,
        )  # fmt: skip

    @staticmethod
    def remove(folder: Path | str, names: Iterable[str] = (), *, samples: bool = False) -> tuple[str, ...]:
        """Remove reports by id, or all samples; give the ids removed.

        Raises LibraryError for an unknown id, and then removes nothing.
        """

        def drop(draft: Draft) -> tuple[str, ...]:
            wanted = dict.fromkeys(names)
            if samples:
                wanted |= dict.fromkeys(name for name, entry in draft.entries.items() if entry.card.sample)
            for name in wanted:
                _require(name, draft.entries)
            for name in wanted:
                draft.drop(name)
            return tuple(wanted)

        return _change(Path(folder), drop)

    @staticmethod
    def edit(folder: Path | str, name: str, **fields: Any) -> Report:  # noqa: ANN401 - fields of several types
        """Correct fields of a report's identity (`corrections.NAMES`) and give its new card.

        A correction stays in force when the report is added again. Raises LibraryError for an unknown id,
        an unknown field or a value that cannot be used.
        """
        values = corrections.checked(fields)

        def correct(draft: Draft) -> Report:
            _require(name, draft.entries)
            if values:
                draft.correct(name, values)
            return corrections.correct(draft.entries[name].card, draft.corrections)

        return _change(Path(folder), correct)

    def _record(self, name: str) -> Record:
        _require(name, self._cards)
        return self._generation.by_name[name]


def _leased(layout: Layout, name: str) -> tuple[Generation, Lease]:
    folder = layout.generation(name)
    lease = Lease(folder / MANIFEST)
    return Generation(folder), lease


def _opened(layout: Layout) -> tuple[Generation, Lease]:
    """Open the current generation, again when a writer switched twice and swept it away meanwhile."""
    for left in reversed(range(_OPEN_TRIES)):
        pointer = layout.pointer()
        if not pointer:
            break
        try:
            return _leased(layout, pointer[0])
        except LibraryError:
            if not left or layout.pointer() == pointer:
                raise
    raise LibraryError("资料库的文件缺失", where=str(layout.current), fix=REBUILD)


def _change(folder: Path, step: Callable[[Draft], _Result]) -> _Result:
    """Do one step on a draft of the current generation and switch to it."""
    if not Layout(folder).is_there():
        raise LibraryError("这里还没有资料库", where=str(folder), fix=_FIRST)
    with locked(folder) as layout, closing(Draft(layout, current_generation(layout), None)) as draft:
        result = step(draft)
        if draft.changed:
            with writing(folder):
                draft.write()
                sweep(layout)
        return result


def _require(name: str, known: Container[str]) -> None:
    if name not in known:
        raise unknown_report(name)


def unknown_report(name: str) -> LibraryError:
    """Give the error for a name that no report of the library has."""
    return LibraryError("资料库里没有这份报告", where=name, fix="python -m assistant list 列出所有报告")

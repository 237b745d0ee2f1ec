"""A generation: one finished state of a library, read-only. The manifest names its files and its model."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import LibraryError
from assistant.index import corrections
from assistant.index.dense import Dense
from assistant.index.layout import REBUILD, dump, reading, sync_file, sync_folder, write_file
from assistant.index.lexical import Lexical
from assistant.index.likeness import SIZE
from assistant.index.passages import StoredPassages
from assistant.index.records import Record, read_record
from assistant.index.told import stored_sentences

MANIFEST, CARDS, CORRECTIONS = "manifest.json", "cards.jsonl", "corrections.json"
WORDS, BIGRAMS, VECTORS, SKETCHES = "words", "bigrams", "vectors.faiss", "sketches.npy"
SENTENCES = "sentences"


class PassageEmbedding(Protocol):
    """What an embedding model must offer to build a library."""

    name: str
    dimension: int
    fingerprint: str

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        """Give float32 unit vectors, shape (len(texts), dimension)."""


@dataclass(frozen=True, slots=True)
class Model:
    """The embedding model that made a library's vectors."""

    name: str
    dimension: int
    fingerprint: str

    @classmethod
    def of(cls, embedding: PassageEmbedding) -> Model:
        """Give the identity of a loaded model."""
        return cls(embedding.name, int(embedding.dimension), embedding.fingerprint)

    def same_as(self, other: Model) -> bool:
        """Tell whether both give the same vectors, whatever their folders are called."""
        return (self.fingerprint, self.dimension) == (other.fingerprint, other.dimension)

    def __str__(self) -> str:
        """Give the model in words."""
        return f"{self.name}（{self.dimension} 维，指纹 {self.fingerprint[:8]}）"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is: its model, how its tokens and vectors were made, its size, its files."""

    model: Model
    token_recipe: str
    vector_recipe: str
    reports: int
    passages: int

    def seal(self, folder: Path) -> None:
        """Write the manifest with size and SHA-256 of every file; wait until all are on the disk."""
        files: dict[str, Any] = {}
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            sync_file(path)
            size, digest = path.stat().st_size, _sha256(path)
            files[path.relative_to(folder).as_posix()] = {"size": size, "sha256": digest}
        write_file(folder / MANIFEST, dump(asdict(self) | {"files": files}))
        for one in (*(part for part in folder.rglob("*") if part.is_dir()), folder):
            sync_folder(one)


class Generation:
    """The files of one generation, checked for presence and size when opened and read when needed."""

    def __init__(self, folder: Path) -> None:
        """Open a generation; raises LibraryError when a file is missing, cut short or unreadable."""
        self.folder, self.name = folder, folder.name
        with reading(folder / MANIFEST):
            values = json.loads((folder / MANIFEST).read_bytes())
            self.files: dict[str, dict[str, Any]] = values.pop("files")
            self.manifest = Manifest(**values | {"model": Model(**values["model"])})
        self._check_sizes()
        with reading(folder / CARDS):
            lines = (folder / CARDS).read_bytes().splitlines()
            self.records: tuple[Record, ...] = tuple(map(read_record, lines))
            self._check_places()
        self.corrections = corrections.load(folder / CORRECTIONS)
        count = self.manifest.passages
        self.passages = StoredPassages(folder, count)
        self.words, self.bigrams = Lexical(folder / WORDS, count), Lexical(folder / BIGRAMS, count)
        self.dense = Dense(folder / VECTORS, count, self.manifest.model.dimension)
        kept = any(name.startswith(SENTENCES + "/") for name in self.files)
        self.sentences = stored_sentences(folder / SENTENCES, count) if kept else None

    @cached_property
    def by_name(self) -> dict[str, Record]:
        """The record of each report."""
        return {record.card.report: record for record in self.records}

    def sketches(self) -> NDArray[np.uint64] | None:
        """Give the sketch of each report, uint64, shape (reports, SIZE); None where an earlier version kept none."""
        path = self.folder / SKETCHES
        if SKETCHES not in self.files:
            return None
        with reading(path):
            found: NDArray[np.uint64] = np.load(path, allow_pickle=False)
            if found.shape != (len(self.records), SIZE):
                raise ValueError(found.shape)
            return found

    def damaged(self) -> tuple[str, ...]:
        """Give the names of files whose content is not what was written: reads every file in full."""
        found = []
        for name, stored in self.files.items():
            with reading(self.folder / name):
                if _sha256(self.folder / name) != stored["sha256"]:
                    found.append(name)
        return tuple(found)

    def _check_sizes(self) -> None:
        for name, stored in self.files.items():
            path = self.folder / name
            with reading(path):
                size = path.stat().st_size
                if size != stored["size"]:
                    what = f"资料库的文件已损坏：应有 {stored['size']} 字节，实有 {size} 字节"
                    raise LibraryError(what, where=str(path), fix=REBUILD)

    def _check_places(self) -> None:
        expected = 0
        for record in self.records:
            if record.first != expected or record.count < 0:
                raise ValueError(record.first)
            expected += record.count
        if (len(self.records), expected) != (self.manifest.reports, self.manifest.passages):
            raise ValueError(expected)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What an add holds in memory: identities, never what it has stored."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

from assistant.index import Library
from assistant.model import Passage, Report
from tests.index.library_fakes import BigramEmbedding, many, split


def in_memory() -> tuple[int, int]:
    """Count the reports with a text and the passages that are in memory."""
    known = gc.get_objects()
    texts = sum(isinstance(one, Report) and bool(one.text) for one in known)
    return texts, sum(isinstance(one, Passage) for one in known)


def test_no_text_is_held_once_it_is_stored(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """While ten reports are added, no passage is in memory, and no text but the one that was just stored."""
    held: list[tuple[int, int]] = []
    gc.collect()
    texts, passages = in_memory()
    reports = many(tmp_path / "in", 10)
    told = {"split": split, "embedding": embedding, "on_progress": lambda _: held.append(in_memory())}
    Library.add(tmp_path / "lib", reports, **told)  # type: ignore[arg-type]
    assert held == [(texts + 1, passages)] * 10


def test_vectors_lie_on_the_disk(tmp_path: Path) -> None:
    """Forty more reports, whose vectors have 5 MB, take less than 2 MB of memory."""
    held: list[int] = []
    embedding = BigramEmbedding("wide", 1024)
    reports = many(tmp_path / "in", 60)
    tracemalloc.start()
    try:
        Library.add(
            tmp_path / "lib", reports, split=split, embedding=embedding,
            on_progress=lambda _: held.append(tracemalloc.get_traced_memory()[0]),
        )  # fmt: skip
    finally:
        tracemalloc.stop()
    assert held[59] - held[19] < 2_000_000


def test_an_old_generation_is_not_read_into_memory(tmp_path: Path) -> None:
    """One report added to sixty, whose vectors have 7 MB: they go from file to file."""
    embedding = BigramEmbedding("wide", 1024)
    Library.add(tmp_path / "lib", many(tmp_path / "in", 60), split=split, embedding=embedding)
    tracemalloc.start()
    try:
        Library.add(tmp_path / "lib", many(tmp_path / "more", 1, word="民事调解"), split=split, embedding=embedding)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert Library.open(tmp_path / "lib").dense(embedding.encode_query("行政复议")).shape == (61 * 30,)
    assert peak < 5_000_000

"""An add that is killed, and readers while an add runs: real processes, real SIGKILL."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.index import Library
from assistant.index.generation import Generation
from assistant.index.records import Record
from tests.index.library_fakes import BigramEmbedding, many, split

ROOT = Path(__file__).resolve().parents[2]
FIRST = ["海州区.txt", "绿塘乡.txt"]


@contextmanager
def adding(library: Path, folder: Path, count: int) -> Iterator[subprocess.Popen[str]]:
    """Start an add in another process and wait until it is about to begin."""
    command = [sys.executable, "-m", "tests.index.adding_process", str(library), str(folder), str(count)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def sound(library: Path, reports: int) -> Library:
    """Open a library, check every file of it and that it holds so many reports."""
    opened = Library.open(library, BigramEmbedding())
    assert len(opened.cards) == reports
    assert opened.damaged() == ()
    assert opened.lexical(["出庭应诉率"]).argmax() == 1
    assert opened.dense(BigramEmbedding().encode_query("调解矛盾纠纷")).argmax() == 2
    return opened


def seconds_of_an_add(tmp_path: Path) -> float:
    """Measure the add that is killed below, here and now, from its start to its end."""
    with adding(tmp_path / "timed", tmp_path / "timed-in", 40) as process:
        began = time.monotonic()
        assert process.wait(timeout=120) == 0
        return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_any_moment_nothing_is_lost(folder: Path, tmp_path: Path) -> None:
    """Ten adds killed from the beginning to the end: what was there stays, and the next add works."""
    whole = seconds_of_an_add(tmp_path)
    for part in (0.02, 0.3, 0.6, 0.75, 0.8, 0.85, 0.9, 0.93, 0.96, 0.99):
        with adding(folder, tmp_path / "in-killed", 40) as process:
            time.sleep(whole * part)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        found = len(Library.open(folder).cards)
        assert found in (2, 42)
        sound(folder, found)
        if found == 42:
            Library.remove(folder, [f"{number:03d}.txt" for number in range(40)])
    Library.add(folder, many(tmp_path / "in-killed", 40), split=split, embedding=BigramEmbedding())
    opened = sound(folder, 42)
    assert opened.passage_count == 4 + 40 * 30
    assert len(list((folder / "generations").iterdir())) == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize("step", ["cards.jsonl", "words", "bigrams", "vectors.faiss", "manifest.json"])
def test_killed_while_files_are_written(folder: Path, tmp_path: Path, step: str) -> None:
    """Killed as soon as a file of the new generation appears: the old one is current and sound."""
    with adding(folder, tmp_path / "in-step", 40) as process:
        while process.poll() is None and not (folder / "generations" / "000002" / step).exists():
            time.sleep(0.0002)
        process.kill()
        process.wait()
    sound(folder, len(Library.open(folder).cards))
    again = Library.add(folder, many(tmp_path / "in-step", 40), split=split, embedding=BigramEmbedding())
    assert again.count("failed") == 0
    sound(folder, 42)


def test_a_first_add_that_is_killed_leaves_no_half_library(tmp_path: Path) -> None:
    """Killed before its switch, a first add leaves nothing to open, and the next add makes the library."""
    library = tmp_path / "lib"
    with adding(library, tmp_path / "in", 40) as process:
        while process.poll() is None and not list(library.glob("reports/*.txt")):
            time.sleep(0.001)
        process.kill()
        process.wait()
    with pytest.raises(LibraryError, match="还没有资料库"):
        Library.open(library)
    result = Library.add(library, many(tmp_path / "in", 40), split=split, embedding=BigramEmbedding())
    assert (result.count("added"), result.reports) == (40, 40)


def test_readers_answer_while_another_process_adds(folder: Path, tmp_path: Path) -> None:
    """During an add a reader sees the old library in full, afterwards the new one, never a part."""
    before = sound(folder, 2)
    with adding(folder, tmp_path / "in-readers", 40) as process:
        while process.poll() is None:
            assert len(Library.open(folder).cards) in (2, 42)
            assert [card.report for card in before.cards] == FIRST
            assert before.report("海州区.txt").text.startswith("海州区2022年")
        assert process.returncode == 0
    assert before.lexical(["出庭应诉率"]).argmax() == 1
    sound(folder, 42)


def test_a_second_process_is_refused(folder: Path, tmp_path: Path) -> None:
    """While one process adds, another writer gets one line and readers go on."""
    with adding(folder, tmp_path / "in-second", 40) as process:
        while process.poll() is None and len(list((folder / "reports").glob("*.txt"))) == 2:
            time.sleep(0.001)
        with pytest.raises(LibraryError, match="另一个进程正在修改这个资料库"):
            Library.edit(folder, "海州区.txt", issuer="区政府")
        assert len(Library.open(folder).cards) == 2
        assert process.wait(timeout=120) == 0
    assert len(Library.open(folder).cards) == 42


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="this system does not tell the name of an open file")
@pytest.mark.parametrize("left", [False, True])
def test_all_is_on_the_disk_before_the_switch(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: bool
) -> None:
    """Texts, outlines, originals, new or left by a killed add, and the generation; the pointer comes last."""
    if left:
        Library.add(tmp_path / "other", many(tmp_path / "in", 3), split=split, embedding=BigramEmbedding())
        for room in ("reports", "originals"):
            shutil.copytree(tmp_path / "other" / room, folder / room, dirs_exist_ok=True)
    synced: list[Path] = []
    wait = os.fsync

    def watched(handle: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{handle}")))  # noqa: PTH115
        wait(handle)

    monkeypatch.setattr(os, "fsync", watched)
    Library.add(folder, many(tmp_path / "in", 3), split=split, embedding=BigramEmbedding())
    monkeypatch.undo()
    ours = {folder / "originals" / f"{card.digest}.txt" for card in Library.open(folder).cards[2:]}
    ours |= {folder / "reports" / f"{one.body}{end}" for one in records(folder)[2:] for end in (".txt", ".json")}
    ours |= {path for path in (folder / "generations" / "000002").rglob("*") if path.is_file()}
    assert len(ours) == 3 * 3 + 24
    switch = synced.index(folder / "CURRENT.new")
    assert ours | {folder / "reports", folder / "originals", folder / "generations"} <= set(synced[:switch])
    assert synced[switch + 1 :] == [folder]


def records(folder: Path) -> tuple[Record, ...]:
    """Give the records of the current generation."""
    return Generation(folder / "generations" / "000002").records

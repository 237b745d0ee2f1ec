"""A generation that somebody reads is not swept away: real processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.index import Library
from assistant.index.lease import Lease
from tests.index.library_fakes import BigramEmbedding, read, split

ROOT = Path(__file__).resolve().parents[2]
# Opens a library, waits to be told to go on, then reads what it had not read before.
READER = """
import sys
from assistant.index import Library
library = Library.open(sys.argv[1])
print(library.generation, flush=True)
sys.stdin.readline()
text = library.report("海州区.txt").text
print(len(library.cards), library.lexical(["出庭应诉率"]).argmax(), library.passages[0].text in text, flush=True)
"""


@contextmanager
def reader(library: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that has a library open."""
    command = [sys.executable, "-X", "utf8", "-c", READER, str(library)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def told(process: subprocess.Popen[str]) -> str:
    """Give the next line that a reader writes."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def change(folder: Path, haizhou: Path, times: int) -> None:
    """Make so many generations, each with another text of the report."""
    for number in range(times):
        haizhou.write_text(f"报告\n办理{number}件。", encoding="utf-8")
        Library.add(folder, [read(haizhou)], split=split, embedding=BigramEmbedding())


def generations(folder: Path) -> list[str]:
    """List what lies in the folder of the generations."""
    return sorted(path.name for path in (folder / "generations").iterdir())


def test_a_reader_keeps_its_generation(folder: Path, haizhou: Path) -> None:
    """Five adds later a process still answers from what it opened; when it has ended, the next add sweeps that away."""
    with reader(folder) as process:
        assert told(process) == "000001"
        change(folder, haizhou, 5)
        assert generations(folder) == ["000001", "000005", "000006"]
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        assert told(process) == "2 1 True"
    change(folder, haizhou, 1)
    assert generations(folder) == ["000006", "000007"]
    assert len(list((folder / "reports").iterdir())) == 6


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_reader_keeps_nothing(folder: Path, haizhou: Path) -> None:
    """The system gives back what a killed process held."""
    with reader(folder) as process:
        assert told(process) == "000001"
        process.send_signal(signal.SIGKILL)
        process.wait()
        change(folder, haizhou, 3)
    assert generations(folder) == ["000003", "000004"]


def test_an_older_generation_by_name(folder: Path, haizhou: Path) -> None:
    """What one process has open others can open too; what nobody has is told to be missing."""
    first = Library.open(folder)
    change(folder, haizhou, 3)
    again = Library.open(folder, BigramEmbedding(), generation="000001")
    assert (again.generation, again.fingerprint) == ("000001", first.fingerprint)
    assert again.report("海州区.txt").text == first.report("海州区.txt").text
    assert Library.open(folder).fingerprint != first.fingerprint
    with pytest.raises(LibraryError, match="资料库的文件缺失"):
        Library.open(folder, generation="000002")


def test_a_lease_of_nothing(tmp_path: Path) -> None:
    """It can't be taken."""
    with pytest.raises(LibraryError, match="资料库的文件缺失"):
        Lease(tmp_path / "manifest.json")


def test_what_a_killed_sweeper_left(folder: Path, haizhou: Path) -> None:
    """A generation that was moved aside and not deleted goes with the next sweep."""
    left = folder / "generations" / "000000.gone"
    left.mkdir()
    (left / "cards.jsonl").write_text("x")
    change(folder, haizhou, 1)
    assert generations(folder) == ["000001", "000002"]

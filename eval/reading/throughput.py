"""How fast many files are read and indexed, and with how much memory: python -m eval.reading.throughput --files 2000.

Each way runs in a process of its own over the same folder; a rate counts the characters of the reports' own text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.assistant import add_files
from assistant.errors import ReadError
from assistant.reports import read, split
from embeddings import configured_embedding
from eval.bench import cores
from eval.reading import corpus, plainly
from eval.reading.labels import ROOT, SHARED, table

FILES = 2000
FLAT = 1.25


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds, and its peak of memory with that of its largest child, in MiB."""

    seconds: float
    memory: float | None


def _read(folder: Path, _: Path) -> None:
    for path in sorted(folder.iterdir()):
        for report in read(path):
            if not isinstance(report, ReadError):
                split(report)


def _index(folder: Path, work: Path) -> None:
    add_files(work / "library", [folder])


def _plain_read(folder: Path, _: Path) -> None:
    for path in sorted(folder.iterdir()):
        plainly.pieces(path)


def _plain_index(folder: Path, _: Path) -> None:
    plainly.index(iter(sorted(folder.iterdir())), configured_embedding())


WAYS: dict[str, Callable[[Path, Path], None]] = {
    "read": _read,
    "index": _index,
    "plain-read": _plain_read,
    "plain-index": _plain_index,
}
PAIRS = (
    ("read, clean, outline, identify, split (one process)", "read", "plain-read"),
    ("the same and index (worker processes)", "index", "plain-index"),
)


def run(way: str, folder: Path) -> Run:
    """Do one of WAYS over a folder in a fresh process."""
    command = [sys.executable, "-m", "eval.reading.throughput", "--way", way, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(told["seconds"], told["memory"])


def flat(few: float, many: float) -> bool:
    """Tell whether memory is flat: four times the files take no more than a quarter more."""
    return many <= FLAT * few


def section(files: int = FILES, shared: Path = SHARED) -> str:
    """Measure, and give the section in Markdown."""
    with TemporaryDirectory(prefix="throughput-") as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        few.mkdir()
        many.mkdir()
        corpus.write(few, files // 4, shared)
        mix = corpus.write(many, files, shared)
        runs = {(way, place): run(way, place) for way in WAYS for place in (few, many)}
    characters = sum(one for _, one in mix.values())
    told = ", ".join(f"{count:,} {suffix}" for suffix, (count, _) in sorted(mix.items()))
    rates, memory = [], []
    for name, ours, theirs in PAIRS:
        our_rate, their_rate = characters / runs[ours, many].seconds, characters / runs[theirs, many].seconds
        rates.append([name, f"{our_rate:,.0f}", f"{their_rate:,.0f}", f"{our_rate / their_rate:.2f}"])
    for way in WAYS:
        before, after = runs[way, few].memory, runs[way, many].memory
        if before is not None and after is not None:
            memory.append([way, f"{before:,.0f}", f"{after:,.0f}", "flat" if flat(before, after) else "grows"])
    return "\n".join([
        "### Throughput\n",
        f"{files:,} files ({told}), {characters:,} characters: the 36 real reports copied with other figures and names",
        "of provinces. Plain: what LangChain's loaders do, its recursive splitter, its vector store, the same model.",
        f"{cores()} cores.\n",
        table(["characters a second", "assistant", "plain LangChain", "ratio"], rates),
        "Peak of memory, MiB (with the largest worker).\n",
        table(["way", f"{files // 4:,} files", f"{files:,} files", ""], memory),
    ])  # fmt: skip


def _memory() -> float | None:
    """Give the peak of this process and of its largest child, in MiB; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / scale
    status = Path("/proc/self/status")
    if status.exists():
        # Linux counts in ru_maxrss what the process that started this one had; this line is of this program alone.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024 + children
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale + children


def main() -> int:
    """Measure everything and write the section to the terminal, or do one way and tell its figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading.throughput", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help="how many files")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way is None:
        sys.stdout.write(section(given.files) + "\n")
        return 0
    with TemporaryDirectory(prefix="throughput-") as work:
        began = time.perf_counter()
        WAYS[given.way](given.folder, Path(work))
        seconds = time.perf_counter() - began
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": _memory()}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A batch that is killed again and again at random points, and run again: what it writes is as if nobody had."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.batch import journal_of
from assistant.errors import AssistantError
from eval.batch import running

Way = tuple[str, int]

# Each with its number of processes.
WAYS = ((".jsonl", 1), (".csv", 1), (".xlsx", 2), (".md", 1), (".docx", 2), (".jsonl", 2), (".xlsx", 1))
_ENDS = 120.0


@dataclass(slots=True)
class Kills:
    """What came of kills: how many there were, how many of them after the first answer, and batches that ended.

    `differing` counts ended batches whose bytes are not those of one that nobody killed; `doubled` answers that were
    asked again although they had been kept; `orphans` processes that outlived the one that was killed.
    """

    kills: int = 0
    answering: int = 0
    batches: int = 0
    differing: int = 0
    doubled: int = 0
    orphans: int = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """What a batch that nobody kills writes, and in how many seconds."""

    digest: str
    seconds: float


def soak(library: Path, source: Path, folder: Path, kills: int, seed: int, ways: Sequence[Way] = WAYS) -> Kills:
    """Kill batches of a question file into a folder so many times, one way of answering after the other."""
    chance, told = random.Random(seed), Kills()
    references: dict[Way, Reference] = {}
    number = 0
    while told.kills < kills:
        way = ending, workers = ways[number % len(ways)]
        if way not in references:
            references[way] = reference(library, source, folder / f"whole-{workers}{ending}", workers)
        out = folder / f"killed-{number}{ending}"
        arguments = running.command(library, source, out, workers)
        _until_it_ends(arguments, out, references[way], chance, told, kills)
        number += 1
    return told


def reference(library: Path, source: Path, out: Path, workers: int) -> Reference:
    """Run a batch that nobody kills."""
    took = running.ran(running.command(library, source, out, workers)).seconds
    return Reference(_digest(out), took)


def _until_it_ends(
    arguments: Sequence[str], out: Path, whole: Reference, chance: random.Random, told: Kills, most: int
) -> None:
    """Kill a batch at random points, as long as kills are left, until it comes to its end before one."""
    while _killed(arguments, out, chance.uniform(0, whole.seconds) if told.kills < most else _ENDS, told):
        told.doubled += _doubled(journal_of(out))
    told.batches += 1
    told.differing += _digest(out) != whole.digest
    told.differing += bool(list(out.parent.glob(f"{out.name}.*")))
    out.unlink()


def _killed(arguments: Sequence[str], out: Path, after: float, told: Kills) -> bool:
    """Start a batch and kill it after so many seconds; False when it ended before."""
    journal = journal_of(out)
    before = journal.stat().st_size if journal.exists() else 0
    process = running.start(arguments)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        family = running.family(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        told.kills += 1
        told.answering += journal.exists() and journal.stat().st_size > before
        told.orphans += outliving(family[1:])
        return True
    if process.returncode:
        raise AssistantError(f"命令以 {process.returncode} 结束", where=" ".join(arguments))
    return False


def outliving(processes: Sequence[int]) -> int:
    """Count the processes that are still there after some seconds."""
    until = time.monotonic() + 10
    left = list(processes)
    while left and time.monotonic() < until:
        left = [pid for pid in left if Path(f"/proc/{pid}").exists() and not _ended(pid)]
        time.sleep(0.05)
    return len(left)


def _ended(pid: int) -> bool:
    """Tell a process that has ended and that nobody has asked for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def _doubled(journal: Path) -> int:
    """Count the entries of a journal that it has already."""
    if not journal.exists():
        return 0
    keys = [line[9:41] for line in journal.read_bytes().splitlines()]
    return len(keys) - len(set(keys))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()

"""One batch in a process of its own: how long it takes, and the memory of it and of its workers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from eval.reading.labels import ROOT

_WAIT = 0.05
_GOOD = (0, 2)


@dataclass(frozen=True, slots=True)
class Ran:
    """Seconds from start to end, and MiB at the most: of all its processes together."""

    seconds: float
    memory: float


def command(library: Path, source: Path, out: Path, workers: int = 1) -> list[str]:
    """Give the command that a user would type."""
    told = ["--library", str(library), "batch", str(source), "--out", str(out), "--no-timing"]
    return [sys.executable, "-m", "assistant", *told, "--workers", str(workers)]


def start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a command that tells nobody anything."""
    settings = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(arguments, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def ran(arguments: Sequence[str]) -> Ran:
    """Run a command to its end; raises AssistantError when it ends badly."""
    began, most = time.perf_counter(), 0.0
    process = start(arguments)
    try:
        while process.poll() is None:
            most = max(most, sum(map(_resident, family(process.pid))))
            time.sleep(_WAIT)
    finally:
        process.kill()
        process.wait()
    if process.returncode not in _GOOD:
        raise AssistantError(f"命令以 {process.returncode} 结束", where=" ".join(arguments))
    return Ran(time.perf_counter() - began, most)


def family(pid: int) -> list[int]:
    """Give a process and all that it started, as Linux tells them; of an ended one only itself."""
    found = [pid]
    for one in found:
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text("ascii")
        except OSError:
            continue
        found += [int(child) for child in children.split()]
    return found


def _resident(pid: int) -> float:
    """Give the MiB that a process holds for itself: memory that it shares with files isn't counted."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) / 1024

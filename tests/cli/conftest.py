"""Commands run as real processes, from a folder that is not the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def _run(
    *arguments: object, cwd: Path, library: Path | None = None, settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    known |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if library is not None:
        known["ASSISTANT_LIBRARY"] = str(library)
    known |= settings or {}
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=known,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a library of the samples, once, by the command; tests only read it."""
    folder = tmp_path_factory.mktemp("cli")
    done = _run("add", "--samples", ROOT / "samples" / "reports", "--library", folder / "library", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "library"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Give a function that runs one command in an empty folder; `library`, `settings` go through the environment."""
    return lambda *arguments, library=None, settings=None: _run(
        *arguments, cwd=tmp_path, library=library, settings=settings
    )


@pytest.fixture
def complains(run: Run) -> Callable[..., str]:
    """Give a function that runs a command, which must fail with one line on stderr, and gives that line."""

    def check(*arguments: object, code: int = 1, library: Path | None = None) -> str:
        done = run(*arguments, library=library)
        assert "Traceback" not in done.stderr + done.stdout
        assert done.returncode == code, done.stderr
        lines = done.stderr.splitlines()
        assert len(lines) == 1, done.stderr
        return lines[0]

    return check

"""The questions that batches are measured with, and the table of them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.model import Report
from eval.batch import measure, questions, running

CARDS = [Report("a.txt", "", region="濮阳县", year=2023), Report("b.txt", "", region="绿塘乡"), Report("c.txt", "")]


def test_questions_are_different_and_always_the_same() -> None:
    """So many of them; places and years are those of the reports; some ask of all reports."""
    made = questions.made(CARDS, 500)
    assert made == questions.made(CARDS, 500)
    assert len(set(made)) == 500
    assert 300 < sum("濮阳县" in one or "绿塘乡" in one for one in made) < 490
    assert not any("None" in one or "2022" in one for one in made)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list processes")
def test_a_run_is_measured_with_its_children() -> None:
    """Seconds, and memory of both processes; a bad end is told."""
    child = "import time; held = bytearray(60 << 20); time.sleep(0.5)"
    code = f"import subprocess, sys; held = bytearray(60 << 20); subprocess.run([sys.executable, '-c', {child!r}])"
    ran = running.ran([sys.executable, "-c", code])
    assert ran.seconds > 0.5
    assert 120 < ran.memory < 250
    with pytest.raises(AssistantError, match="命令以 3 结束"):
        running.ran([sys.executable, "-c", "raise SystemExit(3)"])
    assert running.family(os.getpid())[0] == os.getpid()


def test_section_tells_the_last_result(tmp_path: Path) -> None:
    """A line for each run, with the ratio; one on the kills; nothing where nothing was measured."""
    assert measure.section(tmp_path / "none.json") == ""
    result = {
        "date": "2025-01-01", "machine": "two cores",
        "runs": [{"questions": 10000, "workers": 2, "seconds": 50.0, "memory": 900}],
        "plain": {"questions": 10000, "seconds": 25.0},
        "kills": {"kills": 200, "answering": 120, "batches": 30, "differing": 0, "doubled": 0, "orphans": 0},
    }  # fmt: skip
    (tmp_path / "result.json").write_text(json.dumps(result), encoding="utf-8")
    lines = measure.section(tmp_path / "result.json").splitlines()
    assert "| 10,000 | 2 | 50 | 200.0 | 0.50 | 900 |" in lines
    assert "400 questions a second." in lines[2]
    assert lines[-1].startswith("Killed (SIGKILL) at 200 random points, 120 of them after an answer was kept, in ")
    assert "of 30 outputs 0 differed" in lines[-1]

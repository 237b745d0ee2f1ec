"""The table of `make soak` in docs/results.md."""

from __future__ import annotations

import json
from pathlib import Path

from eval.reading.soak import section


def test_a_row_for_each_reader_and_one_for_all(tmp_path: Path) -> None:
    """Counts and seconds are added up, of the slowest case the greatest is told."""
    one = {"cases": 20, "reports": 15, "refused": 4, "crashes": 1, "hangs": 0, "seconds": 1.5, "slowest": 0.4}
    two = {"cases": 10, "reports": 10, "refused": 0, "crashes": 0, "hangs": 0, "seconds": 2.0, "slowest": 0.9}
    versions = {"python": "3.11.7"}
    told = {"date": "2026-11-24", "seconds": 4, "limit": 5.0, "versions": versions, "readers": {"web": one, "pdf": two}}
    (tmp_path / "soak.json").write_text(json.dumps(told), encoding="utf-8")
    rows = [line for line in section(tmp_path / "soak.json").splitlines() if line.startswith("|")]
    assert rows[2:] == [
        "| web | 20 | 15 | 4 | 1 | 0 | 1.5 | 0.4 |",
        "| pdf | 10 | 10 | 0 | 0 | 0 | 2.0 | 0.9 |",
        "| all | 30 | 25 | 4 | 1 | 0 | 3.5 | 0.9 |",
    ]


def test_without_a_run_there_is_no_section(tmp_path: Path) -> None:
    """Nothing is said of what was not run."""
    assert section(tmp_path / "none.json") == ""

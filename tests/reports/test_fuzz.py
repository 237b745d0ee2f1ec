"""Thousands of files and texts made by chance: each gives reports or one line of error, in time, and loses no line."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.reports.fuzz.chain import LIMIT, READERS, Outcome, run

SAMPLE = 200
FULL = {"plain": 2000, "web": 2000, "word": 2000, "pdf": 2000, "archive": 1000, "chain": 1000}
BATCH = 25
RESULT = Path(__file__).resolve().parents[2] / "eval" / "soak.json"
LIBRARIES = ("beautifulsoup4", "lxml", "pdfminer.six")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("reader", READERS)
def test_a_sample(reader: str) -> None:
    """The first cases of each reader; `run(reader, number)` makes any of them again."""
    outcomes = [run(reader, number) for number in range(SAMPLE)]
    assert [(one.number, one.fault) for one in outcomes if one.fault] == []
    assert sum(one.reports for one in outcomes) >= SAMPLE // 10
    assert max(one.seconds for one in outcomes) < LIMIT


def test_a_case_is_made_again_by_its_number() -> None:
    """What is told of a case does not depend on the cases before it."""
    from tests.reports.fuzz.chain import case

    assert case("pdf", 7) == case("pdf", 7)
    assert case("pdf", 7) != case("pdf", 8)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.skipif("SOAK" not in os.environ, reason="make soak runs the long tests")
def test_all_cases() -> None:
    """Ten thousand cases in two processes; what came of them is written to eval/soak.json."""
    began = time.monotonic()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        outcomes = [one for batch in pool.map(_batch, _batches()) for one in batch]
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": round(time.monotonic() - began),
        "limit": LIMIT,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "readers": {reader: _counted([one for one in outcomes if one.reader == reader]) for reader in READERS},
    }
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert [(one.reader, one.number, one.fault) for one in outcomes if one.fault] == []


def _batches() -> Iterator[tuple[str, int, int]]:
    for first in range(0, max(FULL.values()), BATCH):
        yield from ((reader, first, min(first + BATCH, count)) for reader, count in FULL.items() if first < count)


def _batch(given: tuple[str, int, int]) -> list[Outcome]:
    reader, first, last = given
    return [run(reader, number) for number in range(first, last)]


def _counted(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "cases": len(outcomes),
        "reports": sum(one.reports for one in outcomes),
        "refused": sum(one.refused for one in outcomes),
        "crashes": sum(bool(one.fault) and one.fault != "hang" for one in outcomes),
        "hangs": sum(one.fault == "hang" for one in outcomes),
        "seconds": round(sum(one.seconds for one in outcomes), 1),
        "slowest": round(max((one.seconds for one in outcomes), default=0.0), 2),
    }

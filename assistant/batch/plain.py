"""Answers as JSON lines, exactly the contract, and as CSV with the same fields, lists as JSON in a cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.batch.cells import guarded
from assistant.batch.shape import Shape

FIELDS = (
    "id", "report", "question", "status", "reason", "answer", "citations", "nearest", "rows", "coverage", "elapsed_ms",
)  # fmt: skip


@contextmanager
def write_jsonl(path: Path, shape: Shape) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write one JSON object a line."""
    del shape
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield lambda entry: _dump(file.write, entry)


@contextmanager
def write_csv(path: Path, shape: Shape) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write UTF-8 with a byte order mark, which Excel needs; no cell can start a formula."""
    del shape
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        records = csv.writer(file)
        names: list[str] = []

        def write(entry: dict[str, Any]) -> None:
            if not names:
                names.extend(name for name in FIELDS if name in entry)
                records.writerow(names)
            records.writerow([_cell(entry[name]) for name in names])

        yield write


def _dump(write: Callable[[str], object], entry: dict[str, Any]) -> None:
    write(json.dumps(entry, ensure_ascii=False) + "\n")


def _cell(value: object) -> str | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, int | float):
        return value
    return json.dumps(value, ensure_ascii=False)

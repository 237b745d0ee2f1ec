"""The labels of eval/labels, and the real reports that they tell of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports import read

ROOT = Path(__file__).resolve().parents[2]
LABELS = ROOT / "eval" / "labels"
SHARED = ROOT.parent / "shared"
FOLDERS = ("reports", "reports-2025")
OWN = ROOT / "eval" / "questions" / "law"
TUNE = 16

Label = dict[str, Any]


def labels(name: str) -> list[Label]:
    """Read eval/labels/<name>.jsonl."""
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def path_of(label: Label, shared: Path = SHARED) -> Path | None:
    """Give the file that a label tells of; None when it is not there or its bytes are other ones."""
    for folder in (*(shared / name for name in FOLDERS), OWN):
        path = folder / label["report"]
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == label["sha256"]:
            return path
    return None


@cache
def report_at(path: Path) -> Report | None:
    """Read one file, once a process; None when it cannot be read."""
    return next((one for one in read(path) if not isinstance(one, ReadError)), None)


def with_reports(name: str, shared: Path = SHARED) -> Iterator[tuple[Label, Report]]:
    """Give each label with its report as `read` gives it; labels whose file is missing or changed are left out."""
    for label in labels(name):
        path = path_of(label, shared)
        report = report_at(path) if path else None
        if report is not None:
            yield label, report


def squeezed(text: str) -> str:
    """Give a text without white space."""
    return "".join(text.split())


def digest(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def halves(names: list[str]) -> dict[str, str]:
    """Give tune or test for each file name: the first 16 by the SHA-256 of the name are tune."""
    ordered = sorted(names, key=digest)
    return {name: "tune" if place < TUNE else "test" for place, name in enumerate(ordered)}


def share(hits: int, total: int) -> str:
    """Give a share with its counts: 0.969 (62/64)."""
    return f"{hits / total:.3f} ({hits}/{total})" if total else "—"


def table(header: list[str], rows: list[list[str]]) -> str:
    """Give a Markdown table, the first column to the left, the others to the right."""
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "".join(f"| {' | '.join(line)} |\n" for line in (header, rule, *rows))


Section = Callable[[], str]

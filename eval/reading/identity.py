"""Whose report it is and of when: each field right, unknown or wrong against the labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.model import Report
from eval.reading.labels import SHARED, Label, digest, table, with_reports

FIELDS = ("region", "level", "title", "issuer", "year", "years", "delivered", "published", "dated")
_HASHED = "sha256:"


@dataclass(slots=True)
class Counts:
    """How many reports have a field right, unknown or wrong, and which are not right."""

    right: int = 0
    unknown: int = 0
    wrong: int = 0


def verdict(expected: Any, found: Any) -> str:  # noqa: ANN401 - fields are texts, numbers and lists
    """Tell right, unknown or wrong.

    Right: the same value, or none where none is stated. Unknown: none where one is stated. Wrong: another value, or
    a value where none is stated. A label `sha256:…` is compared with the hash of what was found.
    """
    if isinstance(expected, str) and expected.startswith(_HASHED) and found:
        found = _HASHED + digest(str(found))
    if isinstance(expected, list):
        found = list(found)
    if found == expected:
        return "right"
    return "unknown" if found in (None, []) else "wrong"


def score(pairs: Iterable[tuple[Label, Report]]) -> dict[str, Counts]:
    """Count the verdicts of each field over labels and reports."""
    every = {field: Counts() for field in FIELDS}
    for label, report in pairs:
        for field in FIELDS:
            told = verdict(label[field], getattr(report, field))
            setattr(every[field], told, getattr(every[field], told) + 1)
    return every


def misses(pairs: Iterable[tuple[Label, Report]]) -> list[tuple[str, str, str]]:
    """Give (report, field, verdict) of everything that is not right."""
    return [
        (label["report"], field, told)
        for label, report in pairs
        for field in FIELDS
        if (told := verdict(label[field], getattr(report, field))) != "right"
    ]


def section(shared: Path = SHARED) -> str:
    """Give the section in Markdown."""
    pairs = list(with_reports("identity", shared))
    rows = [[field, str(one.right), str(one.unknown), str(one.wrong)] for field, one in score(pairs).items()]
    missed = "; ".join(f"{report}: {field} {told}" for report, field, told in misses(pairs))
    return "\n".join(
        [
            f"### Identity\n\n{len(pairs)} real reports (`eval/labels/identity.jsonl`).\n",
            table(["field", "right", "unknown", "wrong"], rows),
            f"Not right: {missed or 'none'}.\n",
        ]
    )

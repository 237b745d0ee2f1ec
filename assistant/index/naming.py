"""Which report an item is: its source, and an id of its own in the library."""

from __future__ import annotations

import os
from collections.abc import Container
from pathlib import PurePosixPath

from assistant.model import Report


def source_of(source: str, name: str = "") -> str:
    """Give a source in the one form by which it is known again: an address as it is, a path absolute, else a name."""
    if not source:
        return name
    # Not resolved: a link stays the name under which the user knows the file.
    return source if "://" in source else os.path.abspath(source)  # noqa: PTH100


def unique_name(report: Report, taken: Container[str]) -> str:
    """Give the report's own name or, when taken, the shortest end of its path that no other report has."""
    if report.report not in taken:
        return report.report
    parts = PurePosixPath(report.source.replace("\\", "/")).parts
    for size in range(2, len(parts) + 1):
        name = str(PurePosixPath(*parts[-size:]))
        if name not in taken:
            return name
    return f"{report.report}#{report.digest[:8]}"

"""The sections on reading, in the order of docs/results.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from eval.reading import cleaning, formats, identity, parts, sizes, throughput
from eval.reading.labels import SHARED


def sections(files: int = throughput.FILES, *, scans: bool = True, shared: Path = SHARED) -> Iterator[str]:
    """Give each section in Markdown; what needs the real reports is left out where they are not."""
    if shared.is_dir():
        yield cleaning.section(shared)
        yield identity.section(shared)
        yield parts.section(shared)
    yield formats.section([name for name, *_ in formats.FORMATS if scans or name != formats.SCANNED])
    yield sizes.section(shared)
    if files and shared.is_dir():
        yield throughput.section(files, shared)

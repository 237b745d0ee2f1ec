"""The whole chain from a path to reports: load · clean · outline · identify."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports.clean import clean_with_places
from assistant.reports.identity import identify
from assistant.reports.load import load
from assistant.reports.loaded import Loaded
from assistant.reports.outline import outline


def read(path: str | Path) -> Iterator[Report | ReadError]:
    """Read a file, folder or .zip into reports one by one; a broken item is a ReadError."""
    for item in load(path):
        if isinstance(item, ReadError):
            yield item
            continue
        try:
            yield report_of(item)
        except ReadError as error:
            yield error


def report_of(loaded: Loaded) -> Report:
    """Make a report of a loaded file; raise ReadError when nothing is left after the page chrome."""
    cleaned = clean_with_places(loaded)
    if not cleaned.text.strip():
        raise ReadError("除了网页导航没有正文", where=loaded.source, fix="请确认保存的是正文页面")
    first = outline(cleaned.text, cleaned.tables, cleaned.pages, cleaned.heads)
    identity = identify(loaded, cleaned.text, first)
    sections = outline(cleaned.text, cleaned.tables, cleaned.pages, cleaned.heads, identity["year"], cleaned.recognised)
    return Report(
        report=loaded.name.rsplit("/", 1)[-1],
        text=cleaned.text,
        source=loaded.source,
        digest=loaded.digest,
        encoding=loaded.encoding,
        sections=sections,
        dropped=cleaned.dropped,
        **{**identity, "warnings": (*loaded.warnings, *identity["warnings"])},
    )

"""The whole chain from a source to a report: load · clean · outline · identify."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from assistant.errors import ReadError
from assistant.model import Report, Section
from assistant.reports.cleaning.clean import clean_with_places
from assistant.reports.identity.identify import identify
from assistant.reports.loading.load import load
from assistant.reports.loading.loaded import Loaded
from assistant.reports.loading.sources import is_page
from assistant.reports.structure.outline import outline


def read(path: str | Path) -> Iterator[Report | ReadError]:
    """Read a file, folder, .zip or address into reports one by one, in this process; a broken item is a ReadError."""
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
    sections = outline(
        cleaned.text, cleaned.tables, cleaned.pages, cleaned.heads, identity["year"], cleaned.recognised
    )  # fmt: skip
    return Report(
        report=loaded.source if is_page(loaded.source) else loaded.name.rsplit("/", 1)[-1],
        text=cleaned.text,
        source=loaded.source,
        suffix=loaded.suffix,
        digest=loaded.digest,
        encoding=loaded.encoding,
        sections=sections,
        dropped=cleaned.dropped,
        counts={
            "kept": len(cleaned.text),
            "dropped": sum(len(one.line) for one in cleaned.dropped),
            "headings": sum(one.kind == "heading" for one in sections),
            "tables": tables(sections),
        },
        **{**identity, "warnings": (*loaded.warnings, *identity["warnings"])},
    )


def tables(sections: tuple[Section, ...]) -> int:
    """Count the tables of an outline: runs of rows, each begun anew by a row without a header."""
    runs = (list(run) for rows, run in groupby(sections, key=lambda one: one.kind == "row") if rows)
    return sum(max(1, sum(one.header is None for one in run)) for run in runs)

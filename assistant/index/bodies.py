"""Texts, outlines and original files: named by their content, written once, shared by generations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.errors import LibraryError, ReadError
from assistant.index.layout import Layout, place_file, reading
from assistant.index.records import outline_bytes, read_outline
from assistant.model import Report

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_OURS = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,8})?(\.new)?")


def body_key(text: bytes, outline: bytes) -> str:
    """Give the name of a stored text and outline: the SHA-256 of both."""
    return hashlib.sha256(text + b"\0" + outline).hexdigest()


def store_body(layout: Layout, report: Report, written: set[Path]) -> str:
    """Store the text and the outline of a report and give their name; damaged ones are mended.

    Paths added to `written` are those that the caller must `sync_files` before a generation may name them.
    """
    text, outline = report.text.encode("utf-8"), outline_bytes(report)
    key = body_key(text, outline)
    _store(layout.reports / f"{key}.json", outline, written)
    _store(layout.reports / f"{key}.txt", text, written)
    return key


def load_body(layout: Layout, key: str, card: Report, at: Collection[int] | None = None) -> Report:
    """Give a card with its text, outline and dropped lines; raises LibraryError when they are damaged.

    With `at` the outline is only the sections in which these offsets lie.
    """
    path = layout.reports / f"{key}.txt"
    with reading(path):
        text, outline = path.read_bytes(), path.with_suffix(".json").read_bytes()
        if body_key(text, outline) != key:
            raise LibraryError("存储的正文已被改动或损坏", where=str(path), fix=f"请重新 add {card.report}")
        return replace(card, text=text.decode("utf-8"), **read_outline(outline, at))


def original_name(report: Report) -> str:
    """Give the file name under which the original of a report is kept."""
    suffix = report.suffix or PurePosixPath(report.source.replace("\\", "/")).suffix.lower()
    return report.digest + (suffix if _SUFFIX.fullmatch(suffix) else "")


def store_original(layout: Layout, report: Report, data: bytes | None, written: set[Path]) -> str:
    """Keep the original bytes and give their file name; "" when they are not those of its digest.

    `written` is as in `store_body`.
    """
    if data is None or hashlib.sha256(data).hexdigest() != report.digest:
        return ""
    name = original_name(report)
    _store(layout.originals / name, data, written)
    return name


def read_original(report: Report) -> bytes | None:
    """Give the bytes that a report was read from, inside an archive too; None when they are not here."""
    from assistant.reports.loading.load import original

    with suppress(ReadError, OSError, ValueError):
        return original(report.source)
    return None


def sweep_bodies(layout: Layout, bodies: Collection[str], originals: Collection[str]) -> None:
    """Delete stored texts and originals that no kept generation names; files of other programs stay."""
    for folder, kept in ((layout.reports, bodies), (layout.originals, originals)):
        for path in folder.glob("*"):
            if _OURS.fullmatch(path.name) and path.stem not in kept and path.name not in kept:
                # An open file cannot be deleted on Windows; the next write tries again.
                with suppress(OSError):
                    path.unlink()


def _store(path: Path, data: bytes, written: set[Path]) -> None:
    """Write a file unless it is there as it should be."""
    # One that is there may be of a killed writer, which did not wait for the disk.
    written.add(path)
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    place_file(path, data)

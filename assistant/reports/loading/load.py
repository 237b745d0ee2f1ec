"""From a source to its text: the parser of its format, and what every format has in common."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from assistant.errors import ReadError
from assistant.reports.loading.known import FORMATS, TEXTS
from assistant.reports.loading.limits import TEXT_BYTES, size
from assistant.reports.loading.loaded import Loaded, Parsed
from assistant.reports.loading.sources import Source, is_page, source_at, sources


def load(path: str | Path) -> Iterator[Loaded | ReadError]:
    """Read a file, a folder with all below it (sorted, hidden files left out), a .zip or an address.

    Yields a `Loaded` for each readable item and a `ReadError` for each that is not; raises nothing.
    """
    for source in sources(path):
        if isinstance(source, ReadError):
            yield source
            continue
        try:
            yield load_source(source, source.data())
        except ReadError as error:
            yield error


def load_source(source: Source, data: bytes) -> Loaded:
    """Parse the bytes of a source; raise ReadError when they cannot be read."""
    parsed = parse(data, source.suffix, source.where, source.charset)
    found = {one.name: getattr(parsed, one.name) for one in fields(Parsed)}
    digest = hashlib.sha256(data).hexdigest()
    return Loaded(
        name=source.name, source=source.where, suffix=source.suffix, digest=digest, original=data, **found
    )  # fmt: skip


def original(where: str) -> bytes:
    """Read the original bytes of a `Loaded.source` again, from a file or from inside an archive."""
    return source_at(where).data()


def parse(data: bytes, suffix: str, where: str, charset: str | None = None) -> Parsed:
    """Parse bytes by their format's suffix; raise ReadError when they are empty, too large or broken.

    `charset` is what a server said that the text is encoded in.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError("文件是空的", where=where, fix="请换一个有内容的文件")
    if suffix in TEXTS and len(data) > TEXT_BYTES:
        raise ReadError(f"有 {size(len(data))}，超过 {size(TEXT_BYTES)}", where=where, fix="请拆成较小的文件")
    module = importlib.import_module(f"assistant.reports.loading.formats.{FORMATS[suffix]}")
    told = {"address": where} if FORMATS[suffix] == "web" and is_page(where) else {}
    if charset and suffix in TEXTS:
        told["charset"] = charset
    parsed: Parsed = module.parse(data, where, **told)
    if not parsed.text.strip():
        raise ReadError("里面没有文字", where=where, fix="请确认文件有内容")
    return parsed

"""How large an input may be. Everything above is refused with one line, before it is read into memory."""

from __future__ import annotations

FILE_BYTES = 200 * 2**20
TEXT_BYTES = 20 * 2**20
MEMBERS = 20_000
ARCHIVE_BYTES = 2 * 2**30
RATIO = 200
RATIO_FROM = 2**20
PAGES = 5_000


def size(count: int) -> str:
    """Write a number of bytes for a person: 12.3 MB."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{count / 1024:.1f} KB"

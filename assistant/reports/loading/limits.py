"""How large an input may be and how long its reading may take. What is above is refused with one line."""

from __future__ import annotations

FILE_BYTES = 200 * 2**20
TEXT_BYTES = 20 * 2**20
MEMBERS = 20_000
ARCHIVE_BYTES = 2 * 2**30
RATIO = 200
RATIO_FROM = 2**20
PAGES = 5_000
# Of one worker process: private memory, in bytes.
MEMORY = 4 * 2**30
_SECONDS, _SCAN_SECONDS, _SECONDS_PER_BYTE = 120.0, 600.0, 60.0 / 2**20
SCANS = (".pdf", ".tif", ".tiff")


def size(count: int) -> str:
    """Write a number of bytes for a person: 12.3 MB."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{count / 1024:.1f} KB"


def seconds(count: int, suffix: str) -> float:
    """Give how long the reading of so many bytes may take; pages that are pictures, many in few bytes, the longest."""
    return (_SECONDS if suffix not in SCANS else _SCAN_SECONDS) + _SECONDS_PER_BYTE * count

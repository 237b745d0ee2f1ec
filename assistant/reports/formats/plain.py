"""Plain text and Markdown: decoded, otherwise as they are."""

from __future__ import annotations

from assistant.reports.encoding import decode
from assistant.reports.loaded import Parsed


def parse(data: bytes, where: str) -> Parsed:
    """Decode a text file; raise ReadError when it is no text."""
    text, encoding = decode(data, where)
    return Parsed(text=text, encoding=encoding)

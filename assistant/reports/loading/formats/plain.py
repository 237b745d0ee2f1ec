"""Plain text and Markdown: decoded, otherwise as they are."""

from __future__ import annotations

from assistant.reports.loading.encoding import decode
from assistant.reports.loading.loaded import Parsed


def parse(data: bytes, where: str, charset: str | None = None) -> Parsed:
    """Decode a text file, which a server said to be in `charset`; raise ReadError when it is no text."""
    text, encoding = decode(data, where, charset)
    return Parsed(text=text, encoding=encoding)

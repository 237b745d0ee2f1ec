"""Sentences as spans: they end at 。！？ and line ends, never at a comma, semicolon or decimal point."""

from __future__ import annotations

import re

_END = re.compile(r"""[。！？!?]+[”’"'」』）)】》〉]*|\n+""")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the sentences of `text[start:end]`, white space around them left out.

    Closing quotes and brackets stay with the sentence that they close; every other character is in one span.
    """
    stop = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for match in _END.finditer(text, start, stop):
        spans.append((at, match.end()))
        at = match.end()
    spans.append((at, stop))
    trimmed = (trim(text, *span) for span in spans)
    return [span for span in trimmed if span[0] < span[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends of a span inwards past white space."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end

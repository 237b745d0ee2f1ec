"""Sentences as spans: they end at 。！？ and line ends, never at a comma, semicolon or decimal point."""

from __future__ import annotations

import re

_END = re.compile(r"(?:[。！？｡]|[!?](?![0-9A-Za-z=&/]))[。！？｡!?…]*|\n+")
_CLOSERS = re.compile(r"[”’」』）)】》〉\]]*")
# Quotes and brackets that close on the same line and are not too long; an opening one inside begins no other.
_PAIR = re.compile(
    r"“[^“”\n]{0,240}”|「[^「」\n]{0,240}」|『[^『』\n]{0,240}』|《[^《》\n]{0,240}》|【[^【】\n]{0,240}】"
    r'|"[^"\n]{0,240}"|[（(][^（）()\n]{0,240}[）)]'
)
_GOES_ON = tuple(",，、;；:：。.")
_SAYS = tuple(":：,，。！？!?;；")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Give the spans of the sentences of `text[start:end]`, white space around them left out.

    Closing quotes and brackets stay with the sentence that they close; every other character is in one span. A full
    stop inside quotes or brackets ends nothing, unless they close there and the sentence with them.
    """
    stop = len(text) if end is None else end
    pairs = [match.span() for match in _PAIR.finditer(text, start, stop)]
    spans: list[tuple[int, int]] = []
    at, pair = start, 0
    for match in _END.finditer(text, start, stop):
        while pair < len(pairs) and pairs[pair][1] <= match.start():
            pair += 1
        inside = pairs[pair] if pair < len(pairs) and pairs[pair][0] < match.start() else None
        last = match.end()
        if inside:
            if last != inside[1] - 1 or not _closes(text, at, inside, stop):
                continue
            last = inside[1]
        if text[last - 1] != "\n" and (closed := _CLOSERS.match(text, last, stop)):
            last = closed.end()
        if text.startswith("**", last) and text.count("**", at, last) % 2:
            # The sentence is bold: its closing sign stays with it.
            last += 2
        spans.append((at, last))
        at = last
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


def _closes(text: str, at: int, pair: tuple[int, int], stop: int) -> bool:
    """Tell whether a quote or bracket that ends with a full stop ends the sentence that began at `at`."""
    first, last = pair
    after = text[last:stop][:1]
    if after in _GOES_ON:
        return False
    if not after or after.isspace():
        return True
    before = text[at:first].rstrip()
    return not before or (text[first] not in "（(" and before.endswith(_SAYS))

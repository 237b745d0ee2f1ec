"""Where the evidence of a question stands in the stored reports."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

from assistant.reports.structure.sentences import sentences
from eval.sets import Evidence, Item

Text = Callable[[str], str | None]


def spans(item: Item, text_of: Text) -> list[tuple[str, int, int]]:
    """Give (report, start, end) of each piece of evidence found; `text_of` gives a report's text or None."""
    found = []
    for one in item.evidence:
        text = text_of(one.report)
        place = None if text is None else _place(one, text)
        if place:
            found.append((one.report, *place))
    return found


def overlaps(citation: dict[str, object], places: list[tuple[str, int, int]]) -> bool:
    """Tell whether a citation shares a character with one of the places of its report."""
    start, end = int(str(citation["start"])), int(str(citation["end"]))
    return any(citation["report"] == report and start < last and first < end for report, first, last in places)


def digest(sentence: str) -> str:
    """Give the SHA-256 of a sentence without white space."""
    return hashlib.sha256("".join(sentence.split()).encode()).hexdigest()


def _place(evidence: Evidence, text: str) -> tuple[int, int] | None:
    if evidence.quote is not None:
        return _quoted(evidence.quote, text)
    return next((place for place in _sentences(text) if digest(text[slice(*place)]) == evidence.sha256), None)


def _quoted(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quote, white space aside."""
    pattern = r"\s*".join(re.escape(char) for char in "".join(quote.split()))
    match = re.search(pattern, text)
    return match.span() if match else None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of a text as reports end them, then its lines, then its clauses up to ；."""
    yield from sentences(text, 0, len(text))
    yield from (match.span() for match in re.finditer(r"[^\n]+", text))
    yield from (match.span() for match in re.finditer(r"[^。！？；\n]+[。！？；]?", text))

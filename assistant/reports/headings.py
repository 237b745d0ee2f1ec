"""Recognise headings: on a line of their own, run in at the head of a paragraph, or marked by the format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reports.rules import heading_rules

_LONGEST = 70
_RUN_IN = 60
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_DASHES = re.compile(r"(?:—{1,2}|--+)\s*(?=[一-鿿“\"])")
_SENTENCE_END = re.compile(r"[。!?]")
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:%|亿|万|件|个|项|人|户|家|元|公里|次)")
_ITEM_LINE = re.compile(r"[一二三四五六七八九十]{1,3}(?:是|要)")
_DASH_LEVEL = 7
_ITEM_LEVEL = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text without the full stop, its level (1 is outermost), where it ends in the text.

    An empty text is a numbered paragraph that is none: it only closes headings.
    """

    text: str
    level: int
    end: int
    marker: str


def heading_of(text: str, folded: str, start: int, end: int, below: str, marked: int | None) -> Heading | None:
    """Read the heading at the head of the line `text[start:end]`; `below` is the folded line after it.

    `marked` is the level that the file's format gives the line, None without one.
    """
    rules = heading_rules()
    at, depth = start, marked
    sharp = _MARKDOWN.match(folded, start, end)
    if sharp:
        at, depth = sharp.end(), len(sharp[1])
    for name, level, pattern in rules.markers:
        match = pattern.match(folded, at, end)
        if match and match.end() < end:
            return _numbered(text, folded, at, end, below, name, level, match.end(), sure=depth is not None)
    if depth:
        return Heading(_clean(text[at:end]), max(2, depth), end, "format")
    line = folded[at:end]
    for level, pattern in rules.plain:
        if pattern.fullmatch(line):
            return Heading(_clean(text[at:end]), level, end, "plain")
    if _ITEM_LINE.match(line) and _whole_line(line, below) and not _ITEM_LINE.match(below):
        return Heading(_clean(text[at:end]), _ITEM_LEVEL, end, "item")
    dashes = _DASHES.match(folded, at, end)
    if dashes:
        stop = _SENTENCE_END.search(folded, dashes.end(), end)
        if stop and stop.start() - at <= _RUN_IN // 2 and stop.end() < end:
            return Heading(_clean(text[at : stop.start()]), _DASH_LEVEL, stop.end(), "dash")
        return Heading("", _DASH_LEVEL, at, "dash")
    return None


def _numbered(
    text: str, folded: str, at: int, end: int, below: str, name: str, level: int, after: int, *, sure: bool
) -> Heading:
    """Read what follows a number: a heading line, a run-in heading, or a numbered paragraph."""
    line = folded[at:end]
    if sure or _whole_line(line, below):
        return Heading(_clean(text[at:end]), level, end, name)
    stop = _SENTENCE_END.search(folded, after, end)
    if stop and folded[stop.start()] == "。" and stop.start() - at <= _RUN_IN and _follows(folded, stop.end(), end):
        words = folded[after : stop.start()]
        if not _FIGURES.search(words) and ":" not in words:
            return Heading(_clean(text[at : stop.start()]), level, stop.end(), name)
    return Heading("", level, at, name)


def _whole_line(line: str, below: str) -> bool:
    """Tell whether a numbered line is a heading: short, and a sentence only when text follows below."""
    if len(line) > _LONGEST or re.search(r"[;:,]$", line):
        return False
    stops = len(_SENTENCE_END.findall(line))
    if stops == 0:
        return not (_FIGURES.search(line) and len(line) > 40) and not re.match(r"[^:]{1,20}:.{15,}", line)
    if stops > 1 or not line.endswith("。") or len(line) > 50 or ":" in line or _FIGURES.search(line):
        return False
    numbered = any(pattern.match(below) for _, _, pattern in heading_rules().markers)
    return len(below) > 40 and not numbered


def _follows(folded: str, start: int, end: int) -> bool:
    return bool(folded[start:end].strip("”\"') "))


def _clean(text: str) -> str:
    return " ".join(text.split()).rstrip("。")

"""Recognise headings: on a line of their own, run in at the head of a paragraph, or marked by the format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicon.fold import fold
from assistant.reports.cleaning.rules import heading_rules

_LONGEST = 70
_RUN_IN = 60
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_DASHES = re.compile(r"(?:—{1,2}|--+)\s*(?=[一-鿿“\"])")
_SENTENCE_END = re.compile(r"[。!?]")
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:%|亿|万|件|个|项|人|户|家|元|公里|次)")
_ITEM_LINE = re.compile(r"[一二三四五六七八九十]{1,3}(?:是|要)")
_DASH_LEVEL = 8
_ITEM_LEVEL = 5
# What a format calls a heading without numbering it stands beside 一、 or below.
_FORMAT_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text without the full stop, its level (1 is outermost), where it ends in the text.

    An empty text is a numbered paragraph that is none: it only closes headings. `depth` is the level that the format
    gave it; two headings that have one are compared by it.
    """

    text: str
    level: int
    end: int
    marker: str
    depth: int | None = None

    def closes(self, other: Heading) -> bool:
        """Tell whether a heading above ends where this one begins."""
        if self.depth is not None and other.depth is not None:
            return other.depth >= self.depth
        return other.level >= self.level


@dataclass(frozen=True, slots=True)
class _Line:
    """A line to read: the text and its folding, where it stands, the line below, what the format says of it."""

    text: str
    folded: str
    start: int
    end: int
    below: str
    depth: int | None
    label: str

    @property
    def words(self) -> str:
        """Give the line itself, folded."""
        return self.folded[self.start : self.end]

    def named(self, end: int) -> str:
        """Give the heading from the line's head to `end`, with the number that the format shows."""
        words = " ".join(self.text[self.start : end].split()).rstrip("。")
        if not self.label:
            return words
        return self.label + words if re.search(r"[^\w]$", self.label) else f"{self.label} {words}"


def heading_of(
    text: str, folded: str, start: int, end: int, below: str, marked: int | None, label: str = ""
) -> Heading | None:
    """Read the heading at the head of the line `text[start:end]`; `below` is the folded line after it.

    `marked` is the level that the file's format gives the line, None without one; `label` the number that the format
    shows before it and does not hold as text.
    """
    sharp = _MARKDOWN.match(folded, start, end)
    at, depth = (sharp.end(), len(sharp[1])) if sharp else (start, marked)
    line = _Line(text, folded, at, end, below, depth or None, label.strip())
    if line.label:
        shown = fold(line.label)
        for name, level, pattern in heading_rules().markers:
            if pattern.match(shown + "甲"):
                return _numbered(line, name, level, at)
    for name, level, pattern in heading_rules().markers:
        match = pattern.match(folded, at, end)
        if match and match.end() < end:
            return _numbered(line, name, level, match.end())
    return _unnumbered(line)


def _unnumbered(line: _Line) -> Heading | None:
    """Read a heading that has no number: by its format, its words, 一是 alone on a line, or a dash."""
    if line.depth:
        return Heading(line.named(line.end), max(_FORMAT_LEVEL, line.depth + 1), line.end, "format", line.depth)
    for level, pattern in heading_rules().plain:
        if pattern.fullmatch(line.words):
            return Heading(line.named(line.end), level, line.end, "plain")
    if _ITEM_LINE.match(line.words) and _whole_line(line.words, line.below) and not _ITEM_LINE.match(line.below):
        return Heading(line.named(line.end), _ITEM_LEVEL, line.end, "item")
    dashes = _DASHES.match(line.folded, line.start, line.end)
    if not dashes:
        return None
    stop = _SENTENCE_END.search(line.folded, dashes.end(), line.end)
    if stop and stop.start() - line.start <= _RUN_IN // 2 and stop.end() < line.end:
        return Heading(line.named(stop.start()), _DASH_LEVEL, stop.end(), "dash")
    return Heading("", _DASH_LEVEL, line.start, "dash")


def _numbered(line: _Line, name: str, level: int, after: int) -> Heading | None:
    """Read what follows a number: a heading line, a run-in heading, or a numbered paragraph."""
    if line.depth is not None or _whole_line(fold(line.label) + line.words, line.below):
        return Heading(line.named(line.end), level, line.end, name, line.depth)
    if name in heading_rules().whole_lines:
        return None
    stop = _SENTENCE_END.search(line.folded, after, line.end)
    if (
        stop
        and line.folded[stop.start()] == "。"
        and stop.start() - line.start <= _RUN_IN
        and _follows(line.folded, stop.end(), line.end)
    ):
        words = line.folded[after : stop.start()]
        if not _FIGURES.search(words) and ":" not in words:
            return Heading(line.named(stop.start()), level, stop.end(), name)
    return Heading("", level, line.start, name)


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

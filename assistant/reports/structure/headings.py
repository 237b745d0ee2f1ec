"""Recognise headings: on a line of their own, run in at the head of a paragraph, or marked by the format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.lexicon.fold import fold
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.structure.items import numbered
from assistant.reports.structure.markup import BULLET, SHARPS, bold_end, plain

_LONGEST = 70
_RUN_IN = 60
_SHORT = 30
_ENDS_LEAD = (":", "：", "。")
_DASHES = re.compile(r"(?:—{1,2}|--+)\s*(?=[一-鿿“\"])")
_SENTENCE_END = re.compile(r"[。!?]")
_FIGURES = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:%|亿|万|件|个|项|人|户|家|元|公里|次|名|宗|起|份|场)")
_ITEM_LINE = re.compile(r"[一二三四五六七八九十]{1,3}(?:是|要)")
_DASH_LEVEL = 8
_ITEM_LEVEL = 5
_BOLD_LEVEL = 6
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
    """A line to read: the text and its folding, where it stands, the line below, what the format says of it.

    `bold` is where bold words end that begin it.
    """

    text: str
    folded: str
    start: int
    end: int
    below: str
    depth: int | None
    label: str
    bold: int | None

    @property
    def words(self) -> str:
        """Give the line itself, folded."""
        return self.folded[self.start : self.end].rstrip()

    def named(self, end: int) -> str:
        """Give the heading from the line's head to `end`, with the number that the format shows."""
        words = plain(self.text[self.start : end]).rstrip("。:：")
        if not self.label:
            return words
        return self.label + words if re.search(r"[^\w]$", self.label) else f"{self.label} {words}"


def heading_of(
    text: str, folded: str, start: int, end: int, below: str, marked: int | None, label: str = ""
) -> Heading | None:
    """Read the heading at the head of the line `text[start:end]`; `below` is the folded line after it.

    `folded` is the text folded, with blanks for the signs of bold words. `marked` is the level that the file's format
    gives the line, None without one; `label` the number that the format shows before it and does not hold as text.
    """
    sharp = SHARPS.match(folded, start, end)
    at, depth = (sharp.end(), len(sharp[1])) if sharp else (start, marked)
    bullet = None if sharp else BULLET.match(text, at, end)
    at = bullet.end() if bullet else at
    bold = bold_end(text, at, end)
    while at < end and folded[at].isspace():
        at += 1
    line = _Line(text, folded, at, end, below, depth or None, label.strip(), bold)
    if bullet:
        return _bulleted(line)
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


def _bulleted(line: _Line) -> Heading:
    """Read a line of a list: its bold lead (词：…) is the heading of what it says; any other has none."""
    lead = _lead(line, line.start)
    if lead and line.folded[lead : line.end].strip():
        return Heading(line.named(lead), _DASH_LEVEL, lead, "bullet")
    return Heading("", _DASH_LEVEL, line.start, "bullet")


def _lead(line: _Line, after: int) -> int | None:
    """Give where bold words end that are the heading of their line: all of it, or up to a colon or full stop."""
    while after > line.start and line.text[after - 1] in "*_":
        after -= 1
    end = line.bold or bold_end(line.text, after, line.end)
    if end is None or end - line.start > _RUN_IN or _FIGURES.search(line.folded, line.start, end):
        return None
    words = line.text[after:end].rstrip("*_ ")
    stops = _SENTENCE_END.findall(line.folded[after:end])
    whole = not line.folded[end : line.end].strip()
    return end if len(stops) <= 1 and (whole or words.endswith(_ENDS_LEAD)) else None


def _unnumbered(line: _Line) -> Heading | None:
    """Read a heading that has no number: by its format, its words, 一是 alone on a line, or a dash."""
    if line.depth:
        return Heading(line.named(line.end), max(_FORMAT_LEVEL, line.depth + 1), line.end, "format", line.depth)
    for level, pattern in heading_rules().plain:
        if pattern.fullmatch(line.words):
            return Heading(line.named(line.end), level, line.end, "plain")
    if _ITEM_LINE.match(line.words) and _whole_line(line.words, line.below) and not _ITEM_LINE.match(line.below):
        return Heading(line.named(line.end), _ITEM_LEVEL, line.end, "item")
    lead = _lead(line, line.start) if line.bold else None
    if lead and (line.below or line.folded[lead : line.end].strip()):
        return Heading(line.named(lead), _BOLD_LEVEL, lead, "bold")
    dashes = _DASHES.match(line.folded, line.start, line.end)
    if not dashes:
        return None
    stop = _SENTENCE_END.search(line.folded, dashes.end(), line.end)
    if stop and stop.start() - line.start <= _RUN_IN // 2 and stop.end() < line.end:
        return Heading(line.named(stop.start()), _DASH_LEVEL, stop.end(), "dash")
    return Heading("", _DASH_LEVEL, line.start, "dash")


def _numbered(line: _Line, name: str, level: int, after: int) -> Heading | None:
    """Read what follows a number: a heading line, a run-in heading, or a numbered paragraph."""
    words = fold(line.label) + line.words
    if name in heading_rules().followed and not (len(words) <= _SHORT < len(line.below)):
        return None
    if line.depth is not None or _whole_line(words, line.below):
        return Heading(line.named(line.end), level, line.end, name, line.depth)
    if name in heading_rules().whole_lines:
        return None
    lead = _lead(line, after)
    if lead:
        return Heading(line.named(lead), level, lead, name)
    if numbered(line.folded, line.start, line.end):
        return Heading("", level, line.start, name)
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

"""From characters to runs of text: lines by their baseline, gaps, blanks, characters that are printed twice."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from assistant.reports.loading.formats.pdf.shapes import Glyph, Run

MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]{1,3}[)）]"
    r"|[0-9]{1,2}[.、．](?![0-9])|[0-9]{1,2}[)）]|[①-⑳]|[●•■◆▪·○□※➢])"
)
_LATIN = re.compile(r"[0-9A-Za-z%,.;:!?()\[\]\"'&/+\-]")
_LETTER = re.compile(r"[0-9A-Za-z]")
_POINT = re.compile(r"[A-Za-z][,;:!?.]|[,;:!?.)%]")
_APART = 1.3  # ems between two runs
_BIG = 2.2  # times the common size: a mark behind the text, not a part of its lines


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """Build runs from characters that are turned by the same angle, from top to bottom."""
    level = list(glyphs)
    if not level:
        return []
    common = median(one.size for one in level)
    small = [one for one in level if one.size <= _BIG * common]
    big = [one for one in level if one.size > _BIG * common]
    return [run for part in (small, big) for line in _baselines(part) for run in _split(line)]


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Put runs that stand side by side on one line together, from top to bottom and left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.base):
        if rows and run.base - rows[-1][0].base <= 0.4 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def joined(row: Sequence[Run]) -> Run:
    """Make one run of the runs of a row, with a space at each gap."""
    if len(row) == 1:
        return row[0]
    main = max(row, key=lambda run: len(run.text))
    return Run(
        min(run.left for run in row),
        max(run.right for run in row),
        min(run.top for run in row),
        max(run.bottom for run in row),
        " ".join(run.text for run in row),
        main.base,
        main.size,
        main.font,
        row[1].left if MARKER.fullmatch(row[0].text) else row[0].after_marker,
        any(run.scanned for run in row),
    )


def glue(before: str, after: str) -> str:
    """Give what a line end stands for: a space between Latin words, nothing between others or inside a figure."""
    if not _LETTER.match(after[0]) or (before[-1].isdecimal() and after[0].isdecimal()):
        return ""
    if _LETTER.match(before[-1]):
        return " "
    return " " if after[0].isalpha() and _POINT.fullmatch(before[-2:]) else ""


def flowing(glyphs: Sequence[Glyph]) -> str:
    """Give the text of a table's cell: its lines joined as in a paragraph, words on their side after the level ones."""
    text = ""
    for angle in sorted({one.angle for one in glyphs}):
        part = [one for one in glyphs if one.angle == angle]
        for row in rows_of(runs_of(levelled(part) if angle else part)):
            line = joined(row).text
            text += glue(text, line) + line if text else line
    return text


def levelled(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Turn characters so that their line is level; their places are then no places on the page."""
    turned = []
    for one in glyphs:
        lean = math.radians(one.angle)
        x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
        along, down = x * math.cos(lean) - y * math.sin(lean), x * math.sin(lean) + y * math.cos(lean)
        length = one.bottom - one.top if one.angle in (90, 270) else one.right - one.left
        length = length if one.angle % 90 == 0 else one.size
        half = one.size / 2
        before, after = along - length / 2, along + length / 2
        turned.append(Glyph(one.text, before, after, down - half, down + half, down + half, one.size, one.font))
    return turned


def _baselines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    reference = size = 0.0
    for one in sorted(glyphs, key=lambda one: one.base):
        if lines and one.base - reference <= 0.3 * min(one.size, size):
            lines[-1].append(one)
            size = max(size, one.size)
        else:
            lines.append([one])
            reference, size = one.base, one.size
    return _raised(lines)


def _raised(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put small raised or lowered characters back into the line that they stand in."""
    kept: list[list[Glyph]] = []
    sizes = [max(one.size for one in line) for line in lines]
    for at, line in enumerate(lines):
        for near in (at - 1, at + 1):
            if not 0 <= near < len(lines) or sizes[at] > 0.8 * sizes[near] or len(line) > 40:
                continue
            other = lines[near]
            if abs(other[0].base - line[0].base) < 0.6 * sizes[near] and _fits(line, other):
                other.extend(line)
                break
        else:
            kept.append(line)
    return kept


def _fits(line: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Tell whether no character of a line is printed over one of the other, and the first one touches one."""
    if any(one.right - 0.2 > two.left and two.right - 0.2 > one.left for one in line for two in other):
        return False
    return any(abs(two.right - line[0].left) < 0.5 * two.size for two in other)


def _split(glyphs: Sequence[Glyph]) -> list[Run]:
    """Cut a line at its wide gaps; a character printed again over itself (a bold that is none) is left out."""
    runs: list[list[Glyph]] = []
    words: list[str] = []
    blank = False
    for one in sorted(glyphs, key=lambda one: one.left):
        if one.text.isspace() or not one.text:
            blank = True
            continue
        if not runs:
            runs.append([one])
            words.append(one.text)
            blank = False
            continue
        last = runs[-1][-1]
        if _twice(one, last) or (len(runs[-1]) > 1 and _twice(one, runs[-1][-2])):
            continue
        gap, size = one.left - last.right, max(one.size, last.size)
        if gap > _APART * size:
            runs.append([one])
            words.append(one.text)
        else:
            runs[-1].append(one)
            words[-1] += (" " if _gap(last.text, one.text, gap / size if size else 0, blank) else "") + one.text
        blank = False
    return [_run(glyphs, text) for glyphs, text in zip(runs, words, strict=True)]


def _twice(one: Glyph, last: Glyph) -> bool:
    near = min(0.2 * one.size, 0.5 * (one.right - one.left))
    return one.text == last.text and one.left - last.left < near


def _gap(before: str, after: str, gap: float, blank: bool) -> bool:
    """Tell whether a gap of so many ems is a space; between Chinese characters only one that the file holds is."""
    if blank:
        return gap > 0.08
    latin = bool(_LATIN.match(before[-1])) + bool(_LATIN.match(after[0]))
    return gap > (9, 0.5, 0.2)[latin]


def _run(glyphs: Sequence[Glyph], text: str) -> Run:
    sizes = Counter(round(one.size, 1) for one in glyphs)
    fonts = Counter(one.font for one in glyphs)
    size = sizes.most_common(1)[0][0]
    main = next(one for one in glyphs if round(one.size, 1) == size)
    marker = MARKER.match(text)
    after = None
    if marker and marker.end() < len(text):
        count = 0
        for one in glyphs:
            if count >= len(marker[0].replace(" ", "")):
                after = one.left
                break
            count += len(one.text)
    return Run(
        glyphs[0].left,
        max(one.right for one in glyphs),
        min(one.top for one in glyphs),
        max(one.bottom for one in glyphs),
        text,
        main.base,
        size,
        fonts.most_common(1)[0][0],
        after,
    )

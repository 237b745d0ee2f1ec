"""Which printed lines belong to one paragraph."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from assistant.reports.loading.formats.pdf.runs import MARKER
from assistant.reports.loading.formats.pdf.shapes import Line

_ENDS = tuple("。！？!?：:；;”）)")
_ENOUGH = 8  # lines that tell the margins of a page
_INDENT = (1.5, 2.6)  # ems
_TOKEN = re.compile(r"[0-9A-Za-z.,%％‰、/:\-+~]{1,40}[。，；：）！？]{0,2}")


def with_margins(lines: Sequence[Line]) -> list[Line]:
    """Give each printed line the margins of its column or, outside of columns, of its page."""
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if not line.row:
            groups[line.page, line.column].append(line)
    size = median([line.run.size for line in lines if not line.row] or [10.0])
    own = {
        where: (_margin([line.run.left for line in group]), _far([line.run.right for line in group], size))
        for where, group in groups.items()
    }
    whole = [line for line in lines if not line.row and not line.column]
    common = (_margin([line.run.left for line in whole]), _far([line.run.right for line in whole], size))
    edges = {where: _edges(where, own[where], group, common, size) for where, group in groups.items()}
    return [line if line.row else _within(line, *edges[line.page, line.column]) for line in lines]


def _within(line: Line, left: float, right: float) -> Line:
    return replace(line, left=left, right=right)


def _edges(
    where: tuple[int, int], own: tuple[float, float], group: Sequence[Line], common: tuple[float, float], size: float
) -> tuple[float, float]:
    """Take a page's own margins where it has lines enough, and those of the document else."""
    if not where[1] and abs(own[1] - common[1]) < 0.5 * size:
        return min(own[0], common[0]), own[1]
    full = sum(1 for line in group if own[1] - line.run.right < 1.2 * size)
    wide = own[1] - own[0] > 0.6 * (common[1] - common[0])
    return own if where[1] or len(group) >= _ENOUGH or (full >= 2 and wide) else common


def _margin(lefts: Sequence[float]) -> float:
    """Give the left margin: the smallest left edge that more than a few lines share."""
    counts = Counter(round(left) for left in lefts)
    common = [edge for edge, count in counts.items() if count >= max(2, len(lefts) // 50)]
    return float(min(common or counts or [0]))


def _far(rights: Sequence[float], size: float) -> float:
    """Give the right margin: the largest right edge, unless one line alone stands far out."""
    ordered = sorted(rights, reverse=True)
    if not ordered:
        return 0.0
    return ordered[1] if len(ordered) >= _ENOUGH and ordered[0] - ordered[1] > 3 * size else ordered[0]


def _unbroken(text: str) -> float:
    """Give the width in ems of what stands before the first place at which a line may end: 23.1%、45.5%。"""
    token = _TOKEN.match(text)
    return sum(0.6 if one.isascii() else 1.0 for one in token[0]) + 1.0 if token else 0.0


class Joiner:
    """Tells for each line whether it goes on in the paragraph of the line before."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Learn how paragraphs of this document are set apart."""
        printed = [line for line in lines if not line.row]
        first = sum(1 for line in printed if self._set_in(line))
        self.indented = first >= max(2, len(printed) // 20) and not self._hangs(printed)
        sizes = Counter[float]()
        for line in printed:
            sizes[round(line.run.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 10.0
        steps = [step for one, two in pairwise(lines) if (step := self._step(one, two)) is not None]
        counts = Counter(round(step, 1) for step in steps)
        self.pitch = counts.most_common(1)[0][0] if counts else 0.0
        apart = sum(1 for step in steps if step > 1.25 * self.pitch)
        self.spaced = not self.indented and apart >= max(2, len(steps) // 20)
        self._hang: float | None = None

    def joins(self, last: Line, line: Line) -> bool:
        """Tell whether a line goes on where the one before it ends."""
        if last.row or line.row:
            self._hang = None
            return False
        joined = self._alike(last, line) and (self._goes_on(last, line) or self._title(last, line))
        if not joined:
            self._hang = None
        return joined

    def _alike(self, last: Line, line: Line) -> bool:
        one, two = last.run.size, line.run.size
        if abs(one - two) > 0.15 * max(one, two):
            return False
        step = self._step(last, line)
        usual = self.pitch * max(1.0, line.run.size / self.size)
        return step is None or not usual or step <= (1.5 if self.indented else 1.25) * usual

    def _goes_on(self, last: Line, line: Line) -> bool:
        size = max(last.run.size, line.run.size)
        ends = last.text.endswith(_ENDS)
        short = last.right - last.run.right
        if short > max(3.5, _unbroken(line.text)) * size:
            return False
        if self._hanging(last, line, size) and not (ends and self.indented and MARKER.match(line.text)):
            return True
        if line.run.left > line.left + 0.8 * size:
            return self._block(last, line, size) and short < 1.2 * size and not ends
        marker = bool(MARKER.match(line.text))
        if marker and self._hang is not None:
            return False
        if self.indented:
            return not (ends and marker and last.run.font != line.run.font)
        if marker:
            return False
        return not ends or (self.spaced and short < 1.2 * size and self._step(last, line) is not None)

    def _hanging(self, last: Line, line: Line, size: float) -> bool:
        """Tell whether a line stands under the words behind the number of its paragraph."""
        if self._hang is None:
            after = last.run.after_marker
            under = after is not None and abs((line.run.left - line.left) - (after - last.left)) < 0.4 * size
            behind = after is not None and after - last.run.left > 0.8 * size
            if not under or not behind or (self.indented and last.text.endswith(_ENDS)) or MARKER.match(line.text):
                return False
            self._hang = line.run.left - line.left
            return True
        return abs((line.run.left - line.left) - self._hang) < 0.4 * size and not MARKER.match(line.text)

    def _block(self, last: Line, line: Line, size: float) -> bool:
        """Tell whether a line has the same left edge as the one before: a paragraph that is set in as a whole."""
        if self.indented and self._set_in(last):
            return False
        return abs((line.run.left - line.left) - (last.run.left - last.left)) < 0.4 * size and not self._centred(line)

    def _title(self, last: Line, line: Line) -> bool:
        """Tell whether two large lines in the middle are one title."""
        if self._step(last, line) is None or min(last.run.size, line.run.size) < 1.15 * self.size:
            return False
        if abs(last.run.size - line.run.size) > 0.5 or last.run.font != line.run.font:
            return False
        middle = abs(last.run.left + last.run.right - line.run.left - line.run.right) / 2 < 1.2 * line.run.size
        closed = last.text.endswith(_ENDS) or MARKER.match(line.text) or line.text.startswith(("（", "(", "—", "-"))
        return middle and self._centred(last) and self._centred(line) and not closed

    @staticmethod
    def _centred(line: Line) -> bool:
        before, after = line.run.left - line.left, line.right - line.run.right
        return before > 0.8 * line.run.size and abs(before - after) < 2 * line.run.size

    @staticmethod
    def _set_in(line: Line) -> bool:
        """Tell whether a line is set in as the first line of a paragraph is."""
        return _INDENT[0] < (line.run.left - line.left) / max(1.0, line.run.size) < _INDENT[1]

    def _hangs(self, lines: Sequence[Line]) -> bool:
        """Tell whether lines are set in because they hang under a number, more often than as first lines."""
        hanging = first = 0
        for one, two in pairwise(lines):
            full = one.right - one.run.right < 3.5 * one.run.size
            hanging += full and self._set_in(two) and not self._set_in(one) and one.run.after_marker is not None
            first += full and self._set_in(one) and not self._set_in(two)
        return hanging > first

    @staticmethod
    def _step(last: Line, line: Line) -> float | None:
        """Give how far a line stands below the one before it; None over a page, a column or a table."""
        if last.row or line.row or (last.page, last.column) != (line.page, line.column):
            return None
        step = line.run.base - last.run.base
        return step if step > 0 else None

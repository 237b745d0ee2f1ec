"""From pdfminer's layout of a page to runs of text, tables and what else tells how to read it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.reports.loading.formats.pdf.ruled import Ruling, grids_of
from assistant.reports.loading.formats.pdf.runs import levelled, runs_of
from assistant.reports.loading.formats.pdf.shapes import Box, Glyph, PageContent

if TYPE_CHECKING:
    from pdfminer.layout import LTPage

_COVERED = 0.3  # share of the page that images take up on a scan
_LITTLE = 100  # characters: a head and a page number, say
_DRAWN = 200  # curves on a page whose letters are drawn as outlines
_SKEWED = 3  # degrees that still count as level
_THIN = 3.0


def content_of(layout: LTPage) -> PageContent:
    """Read a page; one whose text stands mostly on its side is turned first."""
    from pdfminer.layout import LTChar

    items = list(_leaves(layout))
    printed = [(item, _angle(item.matrix)) for item in items if isinstance(item, LTChar) and _finite(item)]
    angles = Counter(angle for _, angle in printed)
    turn = angles.most_common(1)[0][0] if angles else 0
    frame = _Frame(layout.width, layout.height, turn if turn in (90, 180, 270) else 0)
    glyphs = [frame.glyph(item, angle) for item, angle in printed]
    content = PageContent(frame.across, frame.down)
    count = sum(1 for one in glyphs if not one.text.isspace())
    if count < _LITTLE:
        content.covered = _is_picture(items, layout.width * layout.height)
    if not count:
        content.picture = content.covered
        return content
    common = median(one.size for one in glyphs)
    content.grids, used, content.crowded = grids_of(_ruling(items, frame, common), glyphs)
    left = [one for one in glyphs if id(one) not in used] if used else glyphs
    content.runs = runs_of(one for one in left if not one.angle)
    for angle in sorted({one.angle for one in left} - {0}):
        content.turned += runs_of(levelled(one for one in left if one.angle == angle))
    return content


class _Frame:
    """Maps a page to points from the top left corner of the page as it is read."""

    def __init__(self, width: float, height: float, turn: int) -> None:
        self.width, self.height, self.turn = width, height, turn
        self.across, self.down = (width, height) if turn in (0, 180) else (height, width)

    def box(self, item: Any) -> Box:  # noqa: ANN401 - pdfminer's items
        x0, y0, x1, y1 = item.bbox
        if self.turn == 0:
            return Box(x0, x1, self.height - y1, self.height - y0)
        if self.turn == 90:
            return Box(y0, y1, x0, x1)
        if self.turn == 180:
            return Box(self.width - x1, self.width - x0, y0, y1)
        return Box(self.height - y1, self.height - y0, self.width - x1, self.width - x0)

    def glyph(self, item: Any, angle: int) -> Glyph:  # noqa: ANN401
        box = self.box(item)
        angle = (angle - self.turn) % 360
        x, y = item.matrix[4:]
        base = {0: self.height - y, 90: x, 180: y}.get(self.turn, self.width - x)
        size = box.bottom - box.top
        if angle:
            lean = math.radians(angle)
            size = (box.right - box.left) / max(0.5, abs(math.cos(lean)) + abs(math.sin(lean)))
        if size < 1:
            size = max(1.0, box.right - box.left)  # a font that tells no height
        return Glyph(item.get_text(), box.left, box.right, box.top, box.bottom, base, size, str(item.fontname), angle)


def _leaves(layout: Any) -> Iterator[Any]:  # noqa: ANN401
    """Give the items of a page and of the figures inside it, in the order in which they are drawn."""
    from pdfminer.layout import LTFigure

    waiting = [iter(layout)]
    while waiting:
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
        elif isinstance(item, LTFigure):
            waiting.append(iter(item))
        else:
            yield item


def _finite(item: Any) -> bool:  # noqa: ANN401
    return all(math.isfinite(value) for value in (*item.bbox, *item.matrix))


def _angle(matrix: tuple[float, ...]) -> int:
    across, up = matrix[0], matrix[1]
    if (up == 0 and across >= 0) or (across == 0 and up == 0):
        return 0
    angle = round(math.degrees(math.atan2(up, across))) % 360
    quarter = round(angle / 90) * 90
    return quarter % 360 if abs(angle - quarter) <= _SKEWED else angle


def _is_picture(items: list[Any], area: float) -> bool:
    """Tell whether a page without text holds an image, or letters drawn as outlines."""
    from pdfminer.layout import LTCurve, LTImage

    covered = sum(abs(item.width * item.height) for item in items if isinstance(item, LTImage))
    return covered >= _COVERED * area > 0 or sum(1 for item in items if isinstance(item, LTCurve)) > _DRAWN


def _ruling(items: list[Any], frame: _Frame, common: float) -> Ruling:
    """Collect the level and the upright lines of a page, and the sides of its rectangles."""
    from pdfminer.layout import LTCurve, LTRect

    ruling = Ruling()
    for item in items:
        if not isinstance(item, LTCurve) or not all(math.isfinite(value) for value in item.bbox):
            continue
        box = frame.box(item)
        wide, high = box.right - box.left, box.bottom - box.top
        if high <= _THIN or wide <= _THIN:
            ruling.line(box)
        elif isinstance(item, LTRect) or len(item.pts) == 5:
            # A ground that is only filled may lie behind a few words; a cell is higher than a line of text.
            whole = wide > 0.95 * frame.across and high > 0.95 * frame.down
            if item.stroke or (high >= 1.6 * common and not whole):
                ruling.rectangle(box)
    return ruling

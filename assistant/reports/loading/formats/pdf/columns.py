"""The order in which a page is read: column by column inside each band between full-width lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from assistant.reports.loading.formats.pdf.runs import MARKER
from assistant.reports.loading.formats.pdf.shapes import Box, Run

_MOST_BOXES = 4_000
_LEAST_ROWS = 3
_LEAST_PAIRS = 4
_GUTTERS = 4  # places that are tried
_NARROWEST = 5.0  # ems
_WORDS = 7  # characters in a line of running text, at least
_FIGURE = re.compile(r"[\d.,，%％\-—/]+")


@dataclass(slots=True)
class Region:
    """Boxes that are read from top to bottom; `column` where they stand beside others."""

    boxes: list[Box] = field(default_factory=list)
    column: bool = False


def regions_of(boxes: Sequence[Box]) -> list[Region]:
    """Cut a page into regions in reading order."""
    ordered = sorted(boxes, key=lambda box: (box.top + box.bottom, box.left))
    if len(ordered) > _MOST_BOXES:
        return [Region(ordered)]
    return _cut(ordered, column=False)


def _cut(boxes: list[Box], *, column: bool) -> list[Region]:
    gaps = _gaps(boxes)
    for _ in range(_GUTTERS):
        gutter = _gutter(gaps)
        if gutter is None:
            break
        regions = _bands(boxes, gutter, column=column)
        if regions is not None:
            return regions
        gaps = [gap for gap in gaps if not gap[0] <= gutter <= gap[1]]
    return [Region(boxes, column)]


def _gaps(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Give the gaps between boxes that stand side by side."""
    gaps = []
    active: list[Box] = []
    for box in sorted(boxes, key=lambda box: box.top):
        # Lines of two columns need not be level: one may stand beside the space between two others.
        slack = 0.5 * (box.bottom - box.top)
        active = [other for other in active if other.bottom + slack > box.top]
        left = max((other.right for other in active if other.right <= box.left), default=None)
        right = min((other.left for other in active if other.left >= box.right), default=None)
        if left is not None:
            gaps.append((left, box.left))
        if right is not None:
            gaps.append((box.right, right))
        active.append(box)
    return gaps


def _gutter(gaps: Sequence[tuple[float, float]]) -> float | None:
    """Give the place that most gaps have in common."""
    ends = sorted([(left, -1) for left, _ in gaps] + [(right, 1) for _, right in gaps])
    count = best = 0
    place = None
    for at, (x, step) in enumerate(ends[:-1]):
        count -= step
        if count > best:
            best, place = count, (x + ends[at + 1][0]) / 2
    return place if best >= _LEAST_PAIRS else None


def _bands(boxes: Sequence[Box], gutter: float, *, column: bool) -> list[Region] | None:
    """Cut at a gutter where the text beside it stands in columns; None where it does nowhere."""
    regions: list[Region] = [Region([], column)]
    band: list[Box] = []
    found = False

    def close() -> None:
        nonlocal found
        above, left, right, below = _sides(band, gutter)
        if _is_columns(left, right):
            found = True
            regions[-1].boxes.extend(above)
            regions.extend(_cut(left, column=True))
            regions.extend(_cut(right, column=True))
            regions.append(Region(list(below), column))
        else:
            regions[-1].boxes.extend(band)
        band.clear()

    for box in boxes:
        if box.left < gutter < box.right:
            close()
            regions[-1].boxes.append(box)
        else:
            band.append(box)
    close()
    return [region for region in regions if region.boxes] if found else None


def _sides(band: Sequence[Box], gutter: float) -> tuple[list[Box], list[Box], list[Box], list[Box]]:
    """Part a band: short full-width lines above, the left and the right side, short full-width lines below."""
    left = [box for box in band if box.right <= gutter]
    right = [box for box in band if box.left >= gutter]
    if not left or not right:
        return [], left, right, []
    start = max(min(box.top for box in left), min(box.top for box in right))
    end = min(max(box.bottom for box in left), max(box.bottom for box in right))
    sizes = Counter(round(box.size) for box in band if isinstance(box, Run))
    common = sizes.most_common(1)[0][0] if sizes else 10
    above = _loose([box for box in band if box.bottom <= start + 1], start, common)
    below = _loose([box for box in band if box.top >= end - 1][::-1], end, common)[::-1]
    outside = {id(box) for box in (*above, *below)}
    return (
        above,
        [box for box in left if id(box) not in outside],
        [box for box in right if id(box) not in outside],
        below,
    )


def _loose(boxes: Sequence[Box], end: float, common: float) -> list[Box]:
    """Give the lines, from the outside in, that a gap, their size or a number sets apart from a column's text."""
    for at in range(len(boxes), 0, -1):
        inner = boxes[at - 1]
        after = boxes[at] if at < len(boxes) else None
        gap = max(0.0, (after.top - inner.bottom) if after is not None and inner.top < after.top else 0.0)
        if after is not None and inner.top > after.top:
            gap = max(0.0, inner.top - after.bottom)
        if after is None:
            gap = min(abs(end - inner.bottom), abs(inner.top - end))
        size = inner.size if isinstance(inner, Run) else common
        heading = isinstance(inner, Run) and inner.top >= end - 1 and bool(MARKER.match(inner.text))
        if gap > 1.2 * common or abs(size - common) > 0.12 * common or heading:
            return list(boxes[:at])
    return []


def _is_columns(left: Sequence[Box], right: Sequence[Box]) -> bool:
    """Tell columns of running text from the columns of a table or an accidental gap."""
    pairs = _pairs(left, right)
    return pairs >= _LEAST_ROWS and _is_text(left) and _is_text(right)


def _pairs(left: Sequence[Box], right: Sequence[Box]) -> int:
    """Count the lines on the left that have one on the right beside them."""
    top, bottom = min((box.top for box in right), default=0.0), max((box.bottom for box in right), default=0.0)
    return sum(1 for box in left if top - 2 <= (box.top + box.bottom) / 2 <= bottom + 2)


def _is_text(side: Sequence[Box]) -> bool:
    runs = [box for box in side if isinstance(box, Run)]
    tables = len(side) - len(runs)
    if len(runs) < _LEAST_ROWS:
        return False
    size = median(run.size for run in runs)
    long = sum(1 for run in runs if len(run.text) >= _WORDS and not _FIGURE.fullmatch(run.text))
    if max(run.right for run in runs) - min(run.left for run in runs) < _NARROWEST * size or long < 0.6 * len(runs):
        return False
    return tables > 0 or (_aligned([run.right for run in runs], size) >= 0.4 and _starts(runs, size))


def _starts(runs: Sequence[Run], size: float) -> bool:
    return _aligned([run.left for run in runs], 0.5 * size) >= 0.5


def _aligned(places: Sequence[float], near: float) -> float:
    """Give the share of places that are close to one of the two commonest ones."""
    left = sorted(places)
    held = 0
    for _ in range(2):
        if not left:
            break
        best = max((sum(1 for other in left if abs(other - place) <= near) for place in left), default=0)
        centre = next(place for place in left if sum(1 for other in left if abs(other - place) <= near) == best)
        left = [place for place in left if abs(place - centre) > near]
        held += best
    return held / len(places)

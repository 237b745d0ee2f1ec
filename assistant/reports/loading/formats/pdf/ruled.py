"""Tables with ruled lines: from lines to a grid, from the grid to cells, from the cells to rows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.reports.loading.formats.pdf.runs import flowing, rows_of, runs_of
from assistant.reports.loading.formats.pdf.shapes import Box, Edge, Glyph, Grid

_SNAP = 2.0
_JOIN = 3.0
_SHORTEST = 6.0
_MOST_CROSSINGS = 400_000
_MOST_CELLS = 40_000
_TOUCHING = 0.2  # ems between the words of two cells
_TEXT_LINES = 25  # in one cell of a table of two rows: a frame around text, no table


@dataclass(slots=True)
class Ruling:
    """The ruled lines of a page: level ones (height, left, right) and upright ones (place, top, bottom)."""

    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)

    def line(self, box: Box) -> None:
        """Add a line, which may be drawn as a thin rectangle."""
        if box.right - box.left >= box.bottom - box.top:
            self.level.append(((box.top + box.bottom) / 2, box.left, box.right))
        else:
            self.upright.append(((box.left + box.right) / 2, box.top, box.bottom))

    def rectangle(self, box: Box) -> None:
        """Add the four sides of a rectangle."""
        self.level += [(box.top, box.left, box.right), (box.bottom, box.left, box.right)]
        self.upright += [(box.left, box.top, box.bottom), (box.right, box.top, box.bottom)]


def grids_of(ruling: Ruling, glyphs: Sequence[Glyph]) -> tuple[list[Grid], set[int], bool]:
    """Give the tables, the ids of the characters in them, and whether there are too many lines to look at."""
    if len(ruling.level) < 2 or not ruling.upright:
        return [], set(), False
    level, upright = _merge(ruling.level), _merge(ruling.upright)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return [], set(), True
    ordered = sorted((one for one in glyphs if one.angle % 90 == 0), key=lambda one: one.top + one.bottom)
    middles = [(one.top + one.bottom) / 2 for one in ordered]
    grids, used = [], set[int]()
    for lines, walls in _groups(level, upright):
        lattice = _lattice(lines, walls)
        if lattice is None:
            continue
        near = ordered[bisect_left(middles, lattice.ys[0]) : bisect_right(middles, lattice.ys[-1])]
        inside = lattice.inside(one for one in near if id(one) not in used)
        grid = lattice.grid(inside)
        if grid is not None:
            grids.append(grid)
            used |= {id(one) for cell in inside.values() for one in cell}
    return sorted(grids, key=lambda grid: (grid.top, grid.left)), used, False


def _merge(edges: Iterable[Edge]) -> list[Edge]:
    """Put lines that lie on one another or follow one another together."""
    merged: list[Edge] = []
    cluster: list[Edge] = []
    for edge in sorted(edges):
        if cluster and edge[0] - cluster[0][0] > _SNAP:
            merged += _run(cluster)
            cluster = []
        cluster.append(edge)
    return [edge for edge in merged + _run(cluster) if edge[2] - edge[1] >= _SHORTEST]


def _run(cluster: Sequence[Edge]) -> list[Edge]:
    if not cluster:
        return []
    place = sum(edge[0] for edge in cluster) / len(cluster)
    spans: list[list[float]] = []
    for _, start, end in sorted(cluster, key=lambda edge: edge[1]):
        if spans and start - spans[-1][1] <= _JOIN:
            spans[-1][1] = max(spans[-1][1], end)
        else:
            spans.append([start, end])
    return [(place, start, end) for start, end in spans]


def _groups(level: Sequence[Edge], upright: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Give the lines of each table: those that touch one another."""
    leader = list(range(len(level) + len(upright)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for wall, (x, top, bottom) in enumerate(upright, len(level)):
        for at, (y, left, right) in enumerate(level):
            if left - _JOIN <= x <= right + _JOIN and top - _JOIN <= y <= bottom + _JOIN:
                leader[find(at)] = find(wall)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for at, edge in enumerate(level):
        groups.setdefault(find(at), ([], []))[0].append(edge)
    for wall, edge in enumerate(upright, len(level)):
        groups.setdefault(find(wall), ([], []))[1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell: the rows and columns of the lattice that it takes up, ends exclusive."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class _Lattice:
    """A table's lattice: the places of its lines and the cells that they close off."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[_Cell, ...]
    owner: dict[tuple[int, int], _Cell]

    def inside(self, glyphs: Iterable[Glyph]) -> dict[_Cell, list[Glyph]]:
        """Give the characters of each cell."""
        found: dict[_Cell, list[Glyph]] = {cell: [] for cell in self.cells}
        for one in glyphs:
            x, y = (one.left + one.right) / 2, (one.top + one.bottom) / 2
            place = (bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1)
            if place in self.owner:
                found[self.owner[place]].append(one)
        return found

    def grid(self, inside: dict[_Cell, list[Glyph]]) -> Grid | None:
        """Give the table as rows, or None where these lines are no table."""
        rows = sorted({cell.top for cell in self.cells})
        columns = sorted({cell.left for cell in self.cells})
        if len(columns) < 2 or not any(inside.values()) or self._crossed(inside) or self._frame(rows, inside):
            return None
        texts = {cell: flowing(found) if found else "" for cell, found in inside.items()}
        return Grid(
            self.xs[0],
            self.xs[-1],
            self.ys[0],
            self.ys[-1],
            tuple(tuple(self._text(row, column, texts) for column in columns) for row in rows),
            tuple((self.xs[at], self.xs[after]) for at, after in pairwise([*columns, len(self.xs) - 1])),
        )

    def _text(self, row: int, column: int, texts: dict[_Cell, str]) -> str | None:
        cell = self.owner.get((row, column))
        if cell is None or (cell.top == row and cell.left < column):
            return ""
        return None if cell.top < row else texts[cell]

    def _crossed(self, inside: dict[_Cell, list[Glyph]]) -> bool:
        """Tell whether text runs on through the walls: then they are no walls of a table."""
        placed = [(one, cell) for cell, found in inside.items() for one in found if not one.text.isspace()]
        placed.sort(key=lambda pair: (round(pair[0].base), pair[0].left))
        touching = apart = 0
        for (one, cell), (two, other) in pairwise(placed):
            if cell is not other and round(one.base) == round(two.base):
                near = two.left - one.right < _TOUCHING * two.size
                touching += near
                apart += not near
        return touching >= 2 and touching > 0.4 * (touching + apart)

    def _frame(self, rows: Sequence[int], inside: dict[_Cell, list[Glyph]]) -> bool:
        if len(rows) > 2:
            return False
        return any(len(found) > 200 and len(rows_of(runs_of(found))) > _TEXT_LINES for found in inside.values())


def _lattice(level: list[Edge], upright: list[Edge]) -> _Lattice | None:
    """Build the lattice; the open sides of a table are closed where its level lines end."""
    top, bottom = min(edge[0] for edge in level), max(edge[0] for edge in level)
    for side, far in ((1, min), (2, max)):
        end = far(edge[side] for edge in level)
        ends = sum(abs(edge[side] - end) <= _JOIN for edge in level)
        if ends >= 2 and all(abs(edge[0] - end) > _JOIN for edge in upright):
            upright = [*upright, (end, top, bottom)]
    xs, ys = _places(upright), _places(level)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    walls = _solid(upright, xs, ys)
    floors = _solid(level, ys, xs)
    cells = _cells(len(ys) - 1, len(xs) - 1, walls, floors)
    owner = {(r, c): cell for cell in cells for r in range(cell.top, cell.bottom) for c in range(cell.left, cell.right)}
    return _Lattice(xs, ys, tuple(cells), owner)


def _places(edges: Iterable[Edge]) -> tuple[float, ...]:
    places: list[list[float]] = []
    for place in sorted(edge[0] for edge in edges):
        if places and place - places[-1][0] <= _JOIN:
            places[-1].append(place)
        else:
            places.append([place])
    return tuple(sum(cluster) / len(cluster) for cluster in places)


def _solid(edges: Iterable[Edge], places: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Give the pieces that are drawn: (number of the place, number of the piece between two crossings)."""
    solid = set()
    for place, start, end in edges:
        at = max(0, bisect_right(places, place + _JOIN) - 1)
        for piece in range(bisect_left(along, start - _JOIN), len(along) - 1):
            if along[piece + 1] > end + _JOIN:
                break
            solid.add((at, piece))
    return solid


def _cells(height: int, width: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]) -> list[_Cell]:
    """Grow cells over pieces of wall and floor that are missing; what is open to the outside is none."""
    seen: set[tuple[int, int]] = set()
    cells = []
    for row in range(height):
        for column in range(width):
            if (row, column) in seen:
                continue
            area, closed = _area(row, column, height, width, walls, floors)
            seen |= area
            if closed:
                cells += _rectangles(area)
    return cells


def _area(
    row: int, column: int, height: int, width: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> tuple[set[tuple[int, int]], bool]:
    area = {(row, column)}
    waiting = [(row, column)]
    closed = True
    while waiting:
        r, c = waiting.pop()
        for shut, near in (
            ((c, r) in walls, (r, c - 1)),
            ((c + 1, r) in walls, (r, c + 1)),
            ((r, c) in floors, (r - 1, c)),
            ((r + 1, c) in floors, (r + 1, c)),
        ):
            if shut or near in area:
                continue
            if 0 <= near[0] < height and 0 <= near[1] < width:
                area.add(near)
                waiting.append(near)
            else:
                closed = False
    return area, closed


def _rectangles(area: set[tuple[int, int]]) -> list[_Cell]:
    """Give an area as one cell, or cut it into single ones where it is no rectangle."""
    rows, columns = [r for r, _ in area], [c for _, c in area]
    whole = _Cell(min(rows), max(rows) + 1, min(columns), max(columns) + 1)
    if (whole.bottom - whole.top) * (whole.right - whole.left) == len(area):
        return [whole]
    return [_Cell(r, r + 1, c, c + 1) for r, c in sorted(area)]

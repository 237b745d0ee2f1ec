"""What a PDF page is made of, in points from its top left corner."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.model import Dropped


@dataclass(slots=True)
class Glyph:
    """One printed character; `base` is the height of its baseline, `angle` the degrees that it is turned by."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    font: str
    angle: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Run(Box):
    """Text printed side by side without a wide gap; `after_marker` is where the words behind a number begin."""

    text: str = ""
    base: float = 0.0
    size: float = 10.0
    font: str = ""
    after_marker: float | None = None
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Grid(Box):
    """A table: rows of cells, None for a cell merged down from above, and where its columns begin and end.

    `plain` is a table without lines, whose columns are as wide as what is printed in them.
    """

    cells: tuple[tuple[str | None, ...], ...] = ()
    columns: tuple[tuple[float, float], ...] = ()
    plain: bool = False


Edge = tuple[float, float, float]
"""A ruled line: where it lies, where it begins and where it ends."""


@dataclass(slots=True)
class PageContent:
    """What one page holds: runs of level text, text that is turned, tables.

    `picture` is a page without text that an image fills, `covered` one with little text beside it; on a `crowded` one
    there are too many lines to look for tables.
    """

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    turned: list[Run] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    picture: bool = False
    covered: bool = False
    crowded: bool = False
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line in reading order, with the margins of the column that it stands in; or a row of a table."""

    run: Run
    page: int
    left: float = 0.0
    right: float = 0.0
    column: int = 0
    row: bool = False
    header: str | None = None

    @property
    def text(self) -> str:
        """Give the words of the line."""
        return self.run.text

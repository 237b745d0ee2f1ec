"""What loading gives: the text of one file as it stands there, and where its tables and pages are."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Dropped


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table: its span in the text, and the rows above that tell what its cells mean.

    `header` holds the header row and, below it, cells of earlier rows that are merged down into this one.
    """

    start: int
    end: int
    header: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A line that the format itself marks: where it starts, as a heading of which level (0: the title), its number.

    `label` is a number that the format shows but does not hold as text (Word's automatic 一、 or 1.); a line that is
    only numbered and no heading has the level None.
    """

    start: int
    level: int | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format's parser gives: the text of a file, and what the format says of it.

    `pages` are the offsets at which pages begin; `heads` the lines that the format itself marks as headings or numbers;
    `linked` the numbers of lines that are links only (navigation, mostly); `recognised` the (start, end) of text that
    text recognition read from images; `dropped` what the format itself repeats: running heads, page numbers, a table
    of contents.
    """

    text: str
    encoding: str | None = None
    title_hint: str | None = None
    pages: tuple[int, ...] = ()
    tables: tuple[TableRow, ...] = ()
    heads: tuple[Head, ...] = ()
    linked: frozenset[int] = frozenset()
    recognised: tuple[tuple[int, int], ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded(Parsed):
    """One file as text, and where it came from.

    `name` is the path inside the folder or archive that was read, else the file's name; `source` says where the
    original lies ("a.zip!/b.txt" for a member of an archive) and `original` are its bytes.
    """

    name: str
    source: str
    suffix: str
    digest: str
    original: bytes = b""

"""A workbook written as a stream: rows, links and comments go to files on disk, never to memory.

Sheets grow beside each other and are put into the package when they are closed. Equal content gives equal bytes. The
form is ECMA-376 part 1; comments have the VML drawing beside them without which Excel shows none.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assistant.batch import xlsx_parts as parts
from assistant.batch.cells import FORMULA, clean, fitting

# What Excel takes: rows and links of a sheet, UTF-16 units of an address and of a sheet's name.
MOST_ROWS, MOST_LINKS, MOST_COLUMNS = 1_048_576, 65_530, 16_384
LONGEST_LINK, LONGEST_NAME = 2_000, 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_IN_MEMORY = 1 << 20
PLAIN, TEXT, QUOTED, HEADER, LINK, QUOTED_LINK = range(6)


@dataclass(frozen=True, slots=True)
class Text:
    """Text with a link (an address, or "#SHEET" for a sheet of this workbook) and a comment."""

    text: str
    link: str | None = None
    comment: str | None = None


Value = Text | str | float | int | None


class Book:
    """A package that sheets are put into."""

    def __init__(self, path: Path) -> None:
        """Begin it; spools lie beside it, without a name, so that a kill leaves none."""
        self.folder = path.absolute().parent
        self._zip = ZipFile(path, "w", ZIP_DEFLATED)
        self.names: list[str] = []
        self._comments: set[int] = set()

    def sheet(self, name: str, columns: Sequence[tuple[Value, int]], *, frozen: int = 0) -> Sheet:
        """Begin a sheet with a header, its first row and `frozen` columns frozen; (title, width in characters) each."""
        self.names.append(self._free(name))
        return Sheet(self, len(self.names), name, columns, frozen)

    def put(self, name: str, *content: str | IO[bytes]) -> None:
        """Put a part into the package: texts, and files from their beginning."""
        told = ZipInfo(name)  # of a fixed date
        told.compress_type, told.external_attr = ZIP_DEFLATED, 0o600 << 16
        with self._zip.open(told, "w", force_zip64=True) as part:
            for one in content:
                if isinstance(one, str):
                    part.write(one.encode("utf-8", "replace"))
                else:
                    one.seek(0)
                    shutil.copyfileobj(one, part)

    def commented(self, number: int) -> None:
        """Note that a sheet has comments."""
        self._comments.add(number)

    def close(self) -> None:
        """Write what names the sheets, and end the package."""
        self.put("xl/styles.xml", parts.STYLES)
        self.put("xl/workbook.xml", parts.workbook(self.names))
        self.put("xl/_rels/workbook.xml.rels", parts.workbook_relations(len(self.names)))
        self.put("_rels/.rels", parts.RELATIONS)
        self.put("[Content_Types].xml", parts.content_types(len(self.names), sorted(self._comments)))
        self._zip.close()

    def __enter__(self) -> Book:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End it; after an error the file is only closed, since it is of no use."""
        if kind is None:
            self.close()
        else:
            self._zip.close()

    def _free(self, name: str) -> str:
        """Make a name that Excel takes and that no sheet has yet."""
        name = _FORBIDDEN.sub(" ", clean(name)).strip(" '") or "表"
        taken = {one.casefold() for one in self.names}
        for number in range(1, len(taken) + 2):
            end = "" if number == 1 else f" ({number})"
            found = _cut(name, LONGEST_NAME - len(end)) + end
            if found.casefold() not in taken:
                return found
        raise AssertionError(name)


class Sheet:
    """One sheet: rows are appended; a full one goes on in another of the same name with a number."""

    def __init__(self, book: Book, number: int, name: str, columns: Sequence[tuple[Value, int]], frozen: int) -> None:
        """Begin with the header; use `Book.sheet`."""
        self._book, self._number, self._wanted, self._columns, self._frozen = book, number, name, columns, frozen
        self.name = book.names[number - 1]
        self._rows, self._links, self._notes, self._shapes = (self._spool() for _ in range(4))
        self._height = self._linked = self._noted = 0
        self._targets: dict[str, int] = {}
        self._next: Sheet | None = None
        self._append([title for title, _ in columns], HEADER)

    def append(self, values: Sequence[Value]) -> None:
        """Write the next row."""
        if self._height < MOST_ROWS:
            self._append(values)
            return
        if self._next is None:
            self._next = self._book.sheet(self._wanted, self._columns, frozen=self._frozen)
        self._next.append(values)

    def close(self) -> None:
        """Put it into the package."""
        if self._next is not None:
            self._next.close()
        head = parts.sheet_head([width for _, width in self._columns], self._frozen, first=self._number == 1)
        links: list[str | IO[bytes]] = ["<hyperlinks>", self._links, "</hyperlinks>"] if self._linked else []
        end = ('<legacyDrawing r:id="rIdVml"/>' if self._noted else "") + "</worksheet>"
        name = f"xl/worksheets/sheet{self._number}.xml"
        self._book.put(name, head, self._rows, "</sheetData>", *links, end)
        if self._targets or self._noted:
            told = parts.sheet_relations(self._targets, self._number if self._noted else None)
            self._book.put(f"xl/worksheets/_rels/sheet{self._number}.xml.rels", told)
        if self._noted:
            self._book.commented(self._number)
            self._book.put(f"xl/comments{self._number}.xml", parts.COMMENTS_HEAD, self._notes, parts.COMMENTS_TAIL)
            head = parts.vml_head(self._number, self._noted)
            self._book.put(f"xl/drawings/vmlDrawing{self._number}.vml", head, self._shapes, "</xml>")
        for spool in (self._rows, self._links, self._notes, self._shapes):
            spool.close()

    def _append(self, values: Sequence[Value], style: int | None = None) -> None:
        cells = (self._cell(place, value, style) for place, value in enumerate(values) if value is not None)
        row = f'<row r="{self._height + 1}">{"".join(cells)}</row>'
        self._rows.write(row.encode("utf-8", "replace"))
        self._height += 1

    def _cell(self, place: int, value: Value, style: int | None) -> str:
        where = f"{letters(place)}{self._height + 1}"
        if isinstance(value, int | float):
            return f'<c r="{where}" s="{PLAIN}"><v>{value!r}</v></c>'
        told = Text(value) if isinstance(value, str) else value
        if told is None:
            return ""
        linked = told.link is not None and self._link(where, told.link)
        if told.comment:
            self._note(where, place, told.comment)
        quoted = bool(FORMULA.match(told.text))
        usual = (QUOTED_LINK if quoted else LINK) if linked else (QUOTED if quoted else TEXT)
        text = escape(fitting(told.text).replace("\r\n", "\n").replace("\r", "\n"))
        return (
            f'<c r="{where}" s="{usual if style is None else style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{text}</t></is></c>'
        )

    def _link(self, where: str, link: str) -> bool:
        """Note a link; False where Excel takes no more or it is too long."""
        if self._linked >= MOST_LINKS or len(link) > LONGEST_LINK:
            return False
        if link.startswith("#"):
            name = link[1:].replace("'", "''")
            place = f"'{name}'!A1"
            to = f"location={quoteattr(place)}"
        else:
            to = f'r:id="rId{self._targets.setdefault(link, len(self._targets) + 1)}"'
        self._links.write(f'<hyperlink ref="{where}" {to}/>'.encode())
        self._linked += 1
        return True

    def _note(self, where: str, place: int, comment: str) -> None:
        self._notes.write(parts.comment(where, fitting(comment, parts.LONGEST_COMMENT)).encode("utf-8", "replace"))
        self._shapes.write(parts.shape(self._number, self._noted, self._height, place).encode())
        self._noted += 1

    def _spool(self) -> IO[bytes]:
        return tempfile.SpooledTemporaryFile(_IN_MEMORY, dir=str(self._book.folder))


def letters(place: int) -> str:
    """Give the letters of a column, counted from 0."""
    found = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        found, place = chr(ord("A") + rest) + found, place - 1
    return found


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")

"""Walks a document's blocks: paragraphs with level and number, tables, text boxes, notes; contents aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.model import Dropped
from assistant.reports.loading.formats.word.contents import (
    ContentsFields,
    is_contents_block,
    names_contents,
    reads_as_body,
)
from assistant.reports.loading.formats.word.inline import Inline
from assistant.reports.loading.formats.word.nodes import DELETED, PROPERTIES, branch, child, every, kind, value, within
from assistant.reports.loading.formats.word.numbering import Numbering
from assistant.reports.loading.formats.word.styles import Styles, heading_level, list_of, mark_is_deleted, outline_of
from assistant.reports.loading.formats.word.tables import Row, grid, head_rows, is_data, is_layout, texts
from assistant.reports.loading.lines import Lines

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING_LONGEST = 100


class Body:
    """Reads blocks into lines."""

    def __init__(self, styles: Styles, numbering: Numbering, fields: ContentsFields) -> None:
        """Begin with no line."""
        self.lines = Lines()
        self.inline = Inline()
        self.contents: list[Dropped] = []
        self._styles, self._numbering, self._fields = styles, numbering, fields
        # The text of a paragraph whose end was deleted, and a line 目录 of which it is open what it heads.
        self._begun = ""
        self._held: list[tuple[str, int | None, str]] = []

    def read(self, root: Element, *, blanks: bool = True, contents: bool = False) -> None:
        """Read all blocks below; `blanks` keeps empty paragraphs, `contents` is set inside a table of contents."""
        for block in root:
            name = kind(block)
            if name == "w:p":
                self._paragraph(block, blanks, contents)
            elif name == "w:tbl":
                self._release()
                self._table(block)
            elif name == "w:sdt":
                self.read(block, blanks=blanks, contents=contents or is_contents_block(block))
            elif name == "mc:AlternateContent":
                chosen = branch(block)
                if chosen is not None:
                    self.read(chosen, blanks=blanks, contents=contents)
            elif name == "w:altChunk":
                self.inline.embedded += 1
            elif name and name not in DELETED and name not in PROPERTIES:
                self.read(block, blanks=blanks, contents=contents)

    def close(self) -> None:
        """Write what is still held."""
        self._release()
        if self._begun.strip():
            self.lines.add(self._begun)
        self._begun = ""

    def _paragraph(self, node: Element, blanks: bool, contents: bool) -> None:
        properties = child(node, "w:pPr")
        style = value(properties, "w:pStyle")
        in_field = self._fields.hold(node)
        found = self.inline.read(node)
        text = self._begun + found.text
        self._begun = text if mark_is_deleted(properties) else ""
        if not mark_is_deleted(properties):
            level = self._level(style, properties, text)
            label = self._numbering.label(style, list_of(properties))
            inside = (contents or in_field) and level is None
            if names_contents(text):
                self._name_of_contents(text, level, label, contents or in_field)
            elif (inside or self._styles.is_contents(style)) and not reads_as_body(text):
                self._contents(text)
            else:
                self._line(text, level, label, blanks)
        for box in found.boxes:
            if isinstance(box, str):
                self._line(box, None, "", False)
            else:
                self.read(box, blanks=False)

    def _level(self, style: str | None, properties: Element | None, text: str) -> int | None:
        """Give a paragraph's heading level by its style or by its own setting; 0 for a title."""
        level = self._styles.level(style)
        outline = outline_of(properties)
        if outline is not None and level != 0:
            level = heading_level(outline)
        # Whole paragraphs get an outline level by accident; what a heading says ends with its line.
        stops = text.strip().rstrip("。").count("。")
        return None if level is not None and stops and len(text) > _HEADING_LONGEST else level

    def _line(self, text: str, level: int | None, label: str, blanks: bool) -> None:
        if not text.strip():
            if not blanks:
                return
            if self._held:
                self._held.append((text, level, label))
                return
        else:
            self._release()
        self.lines.add(text, head=level, label=label)

    def _name_of_contents(self, text: str, level: int | None, label: str, inside: bool) -> None:
        """Hold 目录 until it is known whether contents follow, as they do inside their own block."""
        if inside:
            self._contents(text)
        else:
            self._release()
            self._held.append((text, level, label))

    def _contents(self, text: str) -> None:
        dropped = [*(one for one, _, _ in self._held), *text.split("\n")]
        self._held.clear()
        self.contents.extend(Dropped(one.strip(), "contents") for one in dropped if one.strip())

    def _release(self) -> None:
        for text, level, label in self._held:
            self.lines.add(text, head=level, label=label)
        self._held.clear()

    def _table(self, node: Element) -> None:
        rows = grid(node)
        if rows and is_layout(rows):
            for row in rows:
                for cell in row.cells:
                    self.read(cell.node, blanks=False)
            return
        for row in rows:
            row.inner = [
                one for cell in row.cells for one in within(cell.node) if kind(one) == "w:tbl" and is_data(one)
            ]
        self._rows(rows)

    def _rows(self, rows: list[Row]) -> None:
        """Write the rows; a table inside one follows it."""
        heads, header, begun = head_rows(rows), None, 0
        for at, row in enumerate(rows):
            if row.inner or at == len(rows) - 1:
                part = list(texts(rows[begun : at + 1], self._cell))
                header = self.lines.table(part, header_rows=heads, header=header)
                begun = at + 1
                for inner in row.inner:
                    self._table(inner)

    def _cell(self, node: Element) -> str:
        """Give the text of a cell in one line, tables of data inside left to their own place."""
        parts: list[str] = []
        for block in within(node):
            if kind(block) == "w:tbl":
                if not is_data(block):
                    parts.extend(self._cell(cell.node) for row in grid(block) for cell in row.cells)
                continue
            if kind(block) != "w:p":
                continue
            properties = child(block, "w:pPr")
            self._numbering.label(value(properties, "w:pStyle"), list_of(properties))
            found = self.inline.read(block)
            parts.append(found.text)
            parts.extend(one if isinstance(one, str) else self._cell(one) for one in found.boxes)
        return " ".join(part for part in parts if part.strip())


def furniture(root: Element) -> list[str]:
    """Give the lines of a header or footer, each once."""
    inline = Inline()
    lines = [line.strip() for node in every(root, "p") for line in inline.read(node).text.split("\n")]
    return list(dict.fromkeys(line for line in lines if line))

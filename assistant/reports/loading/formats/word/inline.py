"""The text of a paragraph: what Word shows of its runs, and the text boxes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.reports.loading.formats.word.nodes import DELETED, PROPERTIES, attr, branch, child, kind
from assistant.reports.loading.formats.word.styles import run_is_hidden
from assistant.reports.loading.formats.word.symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SILENT = DELETED | PROPERTIES | {"w:instrText", "w:delText", "w:delInstrText", "w:rt", "m:rPr", "m:fPr", "m:dPr"}
_PLAIN = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
# Content that lies in other parts or in another format.
_EMBEDDED = frozenset({"w:altChunk", "w:subDoc", "w:object", "c:chart", "dgm:relIds"})
# White space inside a text is shown as a space; a tab would read as the border of a table's cell.
_SPACES = str.maketrans("\t\r\n", "   ")


@dataclass(slots=True)
class Paragraph:
    """A paragraph's own text, and the text boxes in it: their content, or the text of a WordArt."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Give the text."""
        return "".join(self.parts)


class Inline:
    """Reads paragraphs one after another; keeps what goes over several of them.

    `notes` are the (kind, id) of footnotes and endnotes in the order of their marks, `hidden` what Word does not
    show, `embedded` how many charts and embedded files were passed over.
    """

    def __init__(self) -> None:
        """Begin outside of any field."""
        self.notes: dict[tuple[str, str], None] = {}
        self.hidden: list[str] = []
        self.embedded = 0
        # Of each field that is open, outermost first, whether its result has begun.
        self._fields: list[bool] = []

    def read(self, node: Element) -> Paragraph:
        """Read a paragraph."""
        found = Paragraph()
        self._walk(node, found)
        # A field without a result would take all that follows with it.
        self._fields = [True] * len(self._fields)
        return found

    def _walk(self, node: Element, to: Paragraph) -> None:
        for one in node:
            name = kind(one)
            if name in ("w:t", "m:t"):
                self._put((one.text or "").translate(_SPACES), to)
            elif name == "w:r":
                self._run(one, to)
            elif name in _PLAIN:
                self._put(_PLAIN[name], to)
            elif name and name not in _SILENT:
                self._other(one, name, to)

    def _other(self, one: Element, name: str, to: Paragraph) -> None:
        """Read what is rare."""
        self.embedded += name in _EMBEDDED
        if name == "w:fldChar":
            self._field(attr(one, "w:fldCharType"))
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            self.notes.setdefault((name.removesuffix("Reference"), attr(one, "w:id") or ""))
        elif name == "w:sym":
            self._put(symbol(attr(one, "w:font"), attr(one, "w:char")), to)
        elif name == "mc:AlternateContent":
            chosen = branch(one)
            if chosen is not None:
                self._walk(chosen, to)
        elif name == "w:txbxContent":
            to.boxes.append(one)
        elif name == "v:textpath":
            to.boxes.append(one.get("string") or "")
        elif name == "m:f":
            self._fraction(one, to)
        else:
            self._walk(one, to)

    def _run(self, run: Element, to: Paragraph) -> None:
        if not run_is_hidden(run):
            self._walk(run, to)
            return
        aside = Paragraph()
        self._walk(run, aside)
        if aside.text.strip():
            self.hidden.append(aside.text)

    def _put(self, text: str, to: Paragraph) -> None:
        if all(self._fields):
            to.parts.append(text)

    def _field(self, step: str | None) -> None:
        if step == "begin":
            self._fields.append(False)
        elif step == "separate" and self._fields:
            self._fields[-1] = True
        elif step == "end" and self._fields:
            self._fields.pop()

    def _fraction(self, one: Element, to: Paragraph) -> None:
        """Write the bar, without which 1/2 would read as 12."""
        above, below = child(one, "m:num"), child(one, "m:den")
        if above is not None:
            self._walk(above, to)
        self._put("/", to)
        if below is not None:
            self._walk(below, to)

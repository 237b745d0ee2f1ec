"""Walk a page in document order without recursion, so that deep nesting costs no stack."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from assistant.reports.loading.formats.web.blocks import Block, Content, Link
from assistant.reports.loading.formats.web.labels import label
from assistant.reports.loading.formats.web.nodes import Node
from assistant.reports.loading.formats.web.rules import web_rules
from assistant.reports.loading.formats.web.tables import grid

_SKIP = {
    "script", "style", "noscript", "template", "select", "option", "svg", "iframe", "head", "button", "textarea",
    "noframes", "datalist", "w:worddocument", "w:latentstyles", "o:officedocumentsettings", "m:mathpr",
}  # fmt: skip
_BLOCK = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", "title",
}  # fmt: skip
_FRAMES = {"iframe": "src", "embed": "src", "object": "data"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_STYLE_LENGTH = 2000
_LINK_NODES, _LINK_LENGTH = 40, 80


@dataclass(frozen=True, slots=True)
class _Inside:
    """What holds for everything inside an element."""

    linked: bool = False
    article: bool = False
    pre: bool = False
    head: int | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a block element."""

    inside: _Inside


def read(page: Node, *, hidden: bool = False) -> Content:
    """Read a whole page; with `hidden` also what its styles hide."""
    return _Walk(hidden=hidden).run(page)


class _Walk:
    """Turns elements into blocks; `flat` reads the inside of a cell, where a table is nothing but lines."""

    def __init__(self, *, hidden: bool = False, flat: bool = False) -> None:
        self._hidden = hidden
        self._flat = flat
        self._content = Content()
        self._parts: list[tuple[str, bool]] = []
        self._label = ""

    def run(self, page: Node) -> Content:
        top = _Inside()
        stack: list[tuple[Node | str, _Inside] | _End] = [(child, top) for child in reversed(page.children)]
        while stack:
            step = stack.pop()
            if isinstance(step, _End):
                self._flush(step.inside)
                continue
            node, inside = step
            if isinstance(node, Node):
                self._element(node, inside, stack)
            else:
                self._text(node, inside)
        self._flush(top)
        return self._content

    def _element(self, node: Node, inside: _Inside, stack: list[tuple[Node | str, _Inside] | _End]) -> None:
        self._note_link(node)
        if self._hides(node):
            return
        if node.name == "br":
            self._flush(inside)
            return
        within = _entered(node, inside)
        if node.name == "table" and not self._flat and self._table(node, within):
            return
        if node.name in _BLOCK:
            self._flush(inside)
            stack.append(_End(within))
            if node.name == "li":
                self._label = label(node)
        stack.extend((child, within) for child in reversed(node.children))

    def _text(self, text: str, inside: _Inside) -> None:
        if not inside.pre:
            self._parts.append((_SPACE.sub(_space, text), inside.linked))
            return
        for at, line in enumerate(text.split("\n")):
            if at:
                self._flush(inside)
            self._parts.append((line, inside.linked))

    def _flush(self, inside: _Inside) -> None:
        """End a line: collapse its spaces as a browser does."""
        if not self._parts:
            return
        line = "".join(part for part, _ in self._parts)
        line = line.rstrip() if inside.pre else re.sub(" {2,}", " ", line).strip(" ")
        if line.strip():
            linked = any(linked for _, linked in self._parts) and not any(
                re.search(r"\w", part) for part, linked in self._parts if not linked
            )
            self._content.blocks.append(Block(line, linked, inside.article, inside.head, self._label))
            self._label = ""
        self._parts.clear()

    def _table(self, table: Node, inside: _Inside) -> bool:
        """Read a table of data; give False for one that only lays the page out."""
        found = grid(table, self._cell, self._hides)
        if found is None:
            return False
        self._flush(inside)
        for text in found.loose:
            self._content.blocks.extend(Block(line, inside=inside.article) for line in text.split("\n"))
        self._content.blocks.append(Block(inside=inside.article, rows=found.rows, header_rows=found.header_rows))
        return True

    def _cell(self, cell: Node) -> str:
        """Give the text of a cell, its lines one below the other."""
        if self._hides(cell):
            return ""
        found = _Walk(hidden=self._hidden, flat=True).run(cell)
        self._content.hidden |= found.hidden
        before = len(self._content.blocks)
        self._content.links.extend(Link(link.href, link.text, before) for link in found.links)
        return "\n".join(block.text for block in found.blocks)

    def _hides(self, node: Node) -> bool:
        """Tell an element that is not shown; remember where only its style says so."""
        if node.name in _SKIP:
            return True
        if self._hidden or not node.attrs or not _is_hidden(node):
            return False
        self._content.hidden = True
        return True

    def _note_link(self, node: Node) -> None:
        """Remember where links and frames lead, for attachments."""
        before = len(self._content.blocks)
        if node.name == "a" and (href := node.get("href").strip()):
            text = node.plain(_LINK_NODES)[:_LINK_LENGTH] or node.get("title").strip()[:_LINK_LENGTH]
            self._content.links.append(Link(href, text, before))
        elif (name := _FRAMES.get(node.name)) and (source := node.get(name).strip()):
            self._content.links.append(Link(source, "", before))


def _entered(node: Node, inside: _Inside) -> _Inside:
    """Give what holds inside an element; the same object where it changes nothing."""
    if node.name == "a" and not inside.linked:
        inside = replace(inside, linked=True)
    if not inside.article and _is_container(node):
        inside = replace(inside, article=True)
    if node.name == "pre" and not inside.pre:
        inside = replace(inside, pre=True)
    if len(node.name) == 2 and node.name[0] == "h" and node.name[1] in "123456":
        inside = replace(inside, head=int(node.name[1]))
    return inside


def _is_container(node: Node) -> bool:
    known = web_rules().containers
    if node.name in known or not node.attrs:
        return node.name in known
    names = [node.get("id").strip(), *node.get("class")[:_STYLE_LENGTH].split()]
    return any(name.lower() in known for name in names)


def _is_hidden(node: Node) -> bool:
    return "hidden" in node.attrs or bool(_HIDDEN.search(node.get("style")[:_STYLE_LENGTH]))


def _space(match: re.Match[str]) -> str:
    """Give one space, or none for the end of a source line between two Chinese characters."""
    text, start, end = match.string, match.start(), match.end()
    inner = start > 0 and end < len(text) and "\n" in match.group()
    return "" if inner and _is_wide(text[start - 1]) and _is_wide(text[end]) else " "


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"

"""Saved web pages (.html): block elements become lines, tables rows, scripts and hidden parts nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reports.encoding import decode
from assistant.reports.lines import Lines
from assistant.reports.loaded import Parsed

if TYPE_CHECKING:
    from bs4 import Tag

_SKIP = {
    "script", "style", "noscript", "template", "select", "option", "svg", "iframe", "head", "button", "textarea",
}  # fmt: skip
_BLOCK = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE = re.compile(r"\s*[-_|—–]+\s*[^-_|—–]{2,30}$")
_WIDEST = 100
_SPACE = re.compile(r"[ \t\r\n\f]+")


def parse(data: bytes, where: str) -> Parsed:
    """Read a page; raise ReadError when it is no text."""
    from bs4 import BeautifulSoup

    source, encoding = decode(data, where)
    page = BeautifulSoup(source, "lxml")
    lines = _Page()
    lines.read(page)
    return Parsed(
        text=lines.text,
        encoding=encoding,
        title_hint=_title(page),
        tables=tuple(lines.tables),
        heads=tuple(lines.heads),
        linked=frozenset(lines.linked),
    )


def _title(page: Tag) -> str | None:
    """Give the page's own heading, else its <title> without the name of the site."""
    for heading in page.find_all("h1"):
        text = " ".join(heading.get_text().split())
        if len(text) >= 6:
            return text
    text = " ".join(page.title.get_text().split()) if page.title else ""
    return _SITE.sub("", text) or None


class _Page(Lines):
    """Walks a page in document order without recursion, so that deep nesting costs no stack."""

    def __init__(self) -> None:
        """Begin with an empty line buffer."""
        super().__init__()
        self._parts: list[tuple[str, bool]] = []

    def read(self, page: Tag) -> None:
        """Read the whole page into lines."""
        from bs4 import Tag
        from bs4.element import PreformattedString

        stack: list[tuple[object, bool] | str] = [(page, False)]
        while stack:
            step = stack.pop()
            if isinstance(step, str):
                self._flush()
                continue
            node, linked = step
            if not isinstance(node, Tag):
                if not isinstance(node, PreformattedString):
                    self._parts.append((str(node), linked))
                continue
            if node.name in _SKIP or node.get("hidden") is not None or _HIDDEN.search(str(node.get("style") or "")):
                continue
            if node.name == "br":
                self._flush()
            elif node.name == "table" and _is_data(node):
                self._flush()
                self.table(_rows(node))
            else:
                if node.name in _BLOCK:
                    self._flush()
                    stack.append("flush")
                inside = linked or node.name == "a"
                stack.extend((child, inside) for child in reversed(node.contents))
        self._flush()

    def _flush(self) -> None:
        line = _SPACE.sub(" ", "".join(part for part, _ in self._parts)).strip(" ")
        if line.strip():
            plain = "".join(part for part, linked in self._parts if not linked)
            self.add(line, linked=any(linked for _, linked in self._parts) and not re.search(r"\w", plain))
        self._parts.clear()


def _is_data(table: Tag) -> bool:
    """Tell a table of figures from one that only lays the page out."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    widths = [len(row.find_all(["td", "th"], recursive=False)) for row in rows]
    longest = max((len(cell.get_text()) for cell in table.find_all(["td", "th"])), default=0)
    return table.find("table") is None and len(rows) > 1 and max(widths, default=0) > 1 and longest < 1500


def _rows(table: Tag) -> list[list[str | None]]:
    """Give the rows; a cell that spans rows is None in the rows below its first one."""
    rows: list[list[str | None]] = []
    down: dict[int, int] = {}
    for row in table.find_all("tr"):
        cells: list[str | None] = []
        for cell in row.find_all(["td", "th"], recursive=False):
            while down.get(len(cells), 0) > 0:
                down[len(cells)] -= 1
                cells.append(None)
            if len(cells) > _WIDEST:
                break
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            if height > 1:
                down.update(dict.fromkeys(range(len(cells), len(cells) + width), height - 1))
            cells.append(" ".join(cell.get_text(" ").split()))
            cells.extend([""] * (width - 1))
        while down.get(len(cells), 0) > 0:
            down[len(cells)] -= 1
            cells.append(None)
        rows.append(cells)
    return rows


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(int(value), _WIDEST) if value.isdecimal() and int(value) else 1

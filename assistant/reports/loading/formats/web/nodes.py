"""The elements of a page as a light tree, of any depth and built in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

# Elements that are asked for by name.
_LISTED = frozenset({"title", "h1", "meta", "base", "script"})
# What an element holds somewhere inside, told without searching.
TABLE, CELL, MARK = 1, 2, 4
_HOLDS = {"table": TABLE, "td": CELL, "tr": CELL, "th": CELL | MARK, "caption": MARK}


class Node:
    """One element: name and attributes in lower case, children in order (text as str), and what is inside."""

    __slots__ = ("attrs", "children", "holds", "name", "parent", "size")

    def __init__(self, name: str, attrs: dict[str, str], parent: Node | None) -> None:
        """Begin without children."""
        self.name, self.attrs, self.parent = name, attrs, parent
        self.children: list[Node | str] = []
        self.holds = 0
        self.size = 1

    def get(self, name: str) -> str:
        """Give an attribute; "" without it."""
        return self.attrs.get(name) or ""

    def walk(self) -> Iterator[Node | str]:
        """Yield everything inside, in document order."""
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Node):
                stack.extend(reversed(node.children))

    def plain(self, most: int = 1000) -> str:
        """Give the text inside as one line, of at most so many nodes."""
        return " ".join("".join(node for node in islice(self.walk(), most) if isinstance(node, str)).split())


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page: its tree, and its titles, first headings, metas, bases and scripts in order."""

    root: Node
    listed: dict[str, list[Node]]

    def named(self, name: str, most: int) -> list[Node]:
        """Give the first so many elements of one of these names."""
        return self.listed.get(name, [])[:most]


class _Builder:
    """Takes the parser's events; comments and instructions are none of them."""

    def __init__(self) -> None:
        self._at = self._top = Node("", {}, None)
        self._listed: dict[str, list[Node]] = {}

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        node = Node(tag.lower(), dict(attrs), self._at)
        self._at.children.append(node)
        self._at = node
        if node.name in _LISTED:
            self._listed.setdefault(node.name, []).append(node)

    def end(self, tag: str) -> None:
        self._leave()

    def data(self, text: str) -> None:
        self._at.children.append(text)

    def close(self) -> Page:
        while self._at.parent is not None:
            self._leave()
        return Page(self._top, self._listed)

    def _leave(self) -> None:
        node, parent = self._at, self._at.parent
        if parent is not None:
            parent.holds |= node.holds | _HOLDS.get(node.name, 0)
            parent.size += node.size + len(node.children)
            self._at = parent


def parse(source: str) -> Page:
    """Parse a page as browsers' older half does: forgiving, whatever is in it."""
    from lxml import etree

    # A target keeps the parser from building a tree of its own, whose depth is limited.
    parser = etree.HTMLParser(target=_Builder(), encoding="utf-8", huge_tree=True)
    data = source.encode("utf-8", errors="replace")
    for begin in range(0, len(data), 2**16):
        parser.feed(data[begin : begin + 2**16])
    page: Page = parser.close()
    return page

"""Names of XML elements, the same for the transitional and the strict form of the standard, and what lies in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OPEN = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_W = (f"{_OPEN}/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main")
_R = (f"{_OPEN}/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships")
_PREFIX = {
    **dict.fromkeys(_W, "w"),
    **dict.fromkeys(_R, "r"),
    **dict.fromkeys((f"{_OPEN}/officeDocument/2006/math", f"{_STRICT}/officeDocument/math"), "m"),
    **dict.fromkeys((f"{_OPEN}/drawingml/2006/chart", f"{_STRICT}/drawingml/chart"), "c"),
    **dict.fromkeys((f"{_OPEN}/drawingml/2006/diagram", f"{_STRICT}/drawingml/diagram"), "dgm"),
    f"{_OPEN}/markup-compatibility/2006": "mc",
    f"{_OPEN}/package/2006/relationships": "rel",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
}
_OFF = frozenset({"0", "false", "off", "none"})

# What is struck out by a tracked change.
DELETED = frozenset({"w:del", "w:moveFrom"})
# What only describes its parent.
PROPERTIES = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:smartTagPr", "w:tblPr", "w:tblGrid", "w:trPr"}
    | {"w:tblPrEx", "w:tcPr", "w:rubyPr", "w:ffData", "w:fldData", "w:sectPr"}
)
# What stands around blocks, rows or cells without being one.
_WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"})


def kind(node: Element) -> str:
    """Give the short name of an element ("w:p"); "" for what is no element."""
    return _short(node.tag) if isinstance(node.tag, str) else ""


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return f"{_PREFIX.get(space[1:], '?')}:{name}"


def attr(node: Element | None, name: str) -> str | None:
    """Give an attribute by its short name ("w:val"), None where it or the element is missing."""
    if node is None:
        return None
    prefix, _, local = name.partition(":")
    for space in _R if prefix == "r" else _W:
        value = node.get(f"{{{space}}}{local}")
        if value is not None:
            return str(value)
    return None


def child(node: Element | None, *path: str) -> Element | None:
    """Follow a path of children by their short names; None where it breaks off."""
    for name in path:
        if node is None:
            return None
        node = next((one for one in node if kind(one) == name), None)
    return node


def value(node: Element | None, *path: str) -> str | None:
    """Give the w:val of the element at the end of a path."""
    return attr(child(node, *path), "w:val")


def number(text: str | None, lowest: int, highest: int) -> int | None:
    """Read a whole number, held within bounds; None for what is none."""
    try:
        return None if text is None else min(max(int(text[:12]), lowest), highest)
    except ValueError:
        return None


def is_on(node: Element | None) -> bool:
    """Tell whether a switch is there and not set to off."""
    return node is not None and (attr(node, "w:val") or "1").lower() not in _OFF


def every(node: Element, *names: str) -> Iterator[Element]:
    """Yield all elements below with one of these w: names, in document order."""
    yield from node.iter(*(f"{{{space}}}{name}" for space in _W for name in names))


def branch(alternatives: Element) -> Element | None:
    """Choose one copy of an mc:AlternateContent: the first that has text, else the first."""
    return next((one for one in alternatives if _has_text(one)), next(iter(alternatives), None))


def _has_text(node: Element) -> bool:
    return any((one.text or "").strip() for one in every(node, "t"))


def within(node: Element) -> Iterator[Element]:
    """Yield the children, those of mere wrappers in their place, without what a tracked change deleted."""
    for one in node:
        name = kind(one)
        if name in _WRAPPERS:
            yield from within(one)
        elif name == "mc:AlternateContent":
            chosen = branch(one)
            if chosen is not None:
                yield from within(chosen)
        elif name and name not in DELETED and name not in PROPERTIES:
            yield one

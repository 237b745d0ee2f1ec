"""Tables of contents: where their fields lie, and which of the lines there are theirs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.reports.loading.formats.word.nodes import attr, every, kind, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAME = re.compile(r"\s*(?:目\s*[录次]|contents|table of contents)\s*", re.IGNORECASE)
_BODY_END = ("。", "；", "！", "？")
_LONGEST = 120


class ContentsFields:
    """The paragraphs from the first to the last of each TOC field."""

    def __init__(self, root: Element) -> None:
        """Find the fields that have an end; one without would take the whole text with it."""
        has_any = any("TOC" in (one.text or "") for one in every(root, "instrText"))
        self._inside = _inside(root) if has_any else set()

    def hold(self, paragraph: Element) -> bool:
        """Tell whether a paragraph lies in one of the fields."""
        return paragraph in self._inside


@dataclass(slots=True)
class _Field:
    first: int
    instruction: str = ""


def _inside(root: Element) -> set[Element]:
    """Give the paragraphs of all TOC fields, without those in which text follows a field's end."""
    order: dict[Element, int] = {}
    spans: list[tuple[int, int]] = []
    stack: list[_Field] = []
    ended: set[int] = set()
    tails: set[int] = set()
    for node in every(root, "p", "t", "fldChar", "instrText"):
        name, step = kind(node), attr(node, "w:fldCharType")
        if name == "w:p":
            order[node] = len(order)
        elif name == "w:t" and ended and (node.text or "").strip():
            tails.add(order.get(_paragraph(node), -1))
        elif name == "w:instrText" and stack:
            stack[-1].instruction += (node.text or "")[:20]
        elif step == "begin":
            stack.append(_Field(order.get(_paragraph(node), 0)))
        elif step == "end" and stack:
            field = stack.pop()
            if field.instruction.split()[:1] == ["TOC"]:
                last = order.get(_paragraph(node), 0)
                spans.append((field.first, last + 1))
                ended.add(last)
    kept = _covered(len(order), spans) - (tails & ended)
    return {paragraph for paragraph, at in order.items() if at in kept}


def _covered(count: int, spans: list[tuple[int, int]]) -> set[int]:
    """Give the numbers in any of the spans, end exclusive; spans may lie in each other."""
    steps = Counter(first for first, _ in spans)
    steps.subtract(last for _, last in spans)
    return {at for at, depth in enumerate(accumulate(steps[at] for at in range(count))) if depth > 0}


def is_contents_block(control: Element) -> bool:
    """Tell the content control that Word and WPS put around a table of contents."""
    gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery") or ""
    return "table of contents" in gallery.lower()


def names_contents(text: str) -> bool:
    """Tell the heading of a table of contents."""
    return _NAME.fullmatch(text) is not None


def reads_as_body(text: str) -> bool:
    """Tell a paragraph that only came to lie among the lines of contents."""
    return len(text) > _LONGEST or text.rstrip().endswith(_BODY_END)


def _paragraph(node: Element) -> Element | None:
    above = node.getparent()
    while above is not None and kind(above) != "w:p":
        above = above.getparent()
    return above

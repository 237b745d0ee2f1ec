"""Tables of contents: where their fields lie, and which of the lines there are theirs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from assistant.reports.formats.word.nodes import attr, every, kind, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAME = re.compile(r"\s*(?:目\s*[录次]|contents|table of contents)\s*", re.IGNORECASE)
_BODY_END = ("。", "；", "！", "？")
_LONGEST = 120


class ContentsFields:
    """The paragraphs from the first to the last of each TOC field."""

    def __init__(self, root: Element) -> None:
        """Find the fields that have an end; one without would take the whole text with it."""
        order: dict[Element, int] = {}
        spans: list[tuple[int, int]] = []
        stack: list[_Field] = []
        for node in every(root, "p", "fldChar", "instrText"):
            name, step = kind(node), attr(node, "w:fldCharType")
            if name == "w:p":
                order[node] = len(order)
            elif name == "w:instrText" and stack:
                stack[-1].instruction += node.text or ""
            elif step == "begin":
                stack.append(_Field(order.get(_paragraph(node), 0)))
            elif step == "end" and stack:
                field = stack.pop()
                if field.instruction.split()[:1] == ["TOC"]:
                    last = _paragraph(node)
                    spans.append((field.first, order.get(last, 0) + (not _goes_on(last, node))))
        self._inside = _covered(list(order), spans)

    def hold(self, paragraph: Element) -> bool:
        """Tell whether a paragraph lies in one of the fields."""
        return paragraph in self._inside


@dataclass(slots=True)
class _Field:
    first: int
    instruction: str = ""


def _covered(paragraphs: list[Element], spans: list[tuple[int, int]]) -> set[Element]:
    """Give the paragraphs in any of the spans, end exclusive; spans may lie in each other."""
    steps = Counter(first for first, _ in spans)
    steps.subtract(last for _, last in spans)
    depths = accumulate(steps[at] for at in range(len(paragraphs))) if spans else ()
    return {paragraph for paragraph, depth in zip(paragraphs, depths, strict=False) if depth > 0}


def _goes_on(paragraph: Element, end: Element) -> bool:
    """Tell whether the paragraph in which a field ends has text after it."""
    after = list(every(paragraph, "fldChar", "t")) if paragraph is not None else [end]
    return any((one.text or "").strip() for one in after[after.index(end) + 1 :])


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

"""What a paragraph's style says: heading of which level, line of a table of contents, numbered by which list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.reports.loading.formats.word.nodes import attr, child, is_on, kind, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_TITLES = ("title", "标题")
_CONTENTS = re.compile(
    r"(?:toc|目录|wpsoffice手动目录)\s*(?:[1-9]|heading|标题)|table of figures|图表目录|contents heading"
)
_BODY_LEVEL = 9
# Word itself allows eleven.
_LONGEST_CHAIN = 30


@dataclass(frozen=True, slots=True)
class Style:
    """One style as it is written; what it does not say comes from the style it is based on."""

    name: str
    based_on: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None


class Styles:
    """The styles of a file by their ids, which WPS writes as mere numbers ("2", "a3")."""

    def __init__(self, root: Element | None) -> None:
        """Read the part; without one every id stands for its own name."""
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        self._levels: dict[str | None, int | None] = {}
        for one in root if root is not None else ():
            identity = attr(one, "w:styleId")
            if kind(one) != "w:style" or identity is None:
                continue
            self._styles.setdefault(identity, _style(one, identity))
            default = (attr(one, "w:default") or "0").lower() in ("1", "true", "on")
            if default and attr(one, "w:type") == "paragraph" and self._default is None:
                self._default = identity

    def level(self, identity: str | None) -> int | None:
        """Give the heading level that a style marks: 0 for the title, Heading 1 is 2."""
        if identity not in self._levels:
            self._levels[identity] = self._level(identity)
        return self._levels[identity]

    def _level(self, identity: str | None) -> int | None:
        for _, style in self.chain(identity):
            if style.name in _TITLES:
                return 0
            match = _HEADING.fullmatch(style.name)
            if match:
                return int(match[1]) + 1
            if style.outline is not None:
                return heading_level(style.outline)
        return None

    def is_contents(self, identity: str | None) -> bool:
        """Tell the style of a line of a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for _, style in self.chain(identity))

    def numbering(self, identity: str | None) -> tuple[str | None, int | None, tuple[str, ...]]:
        """Give the list and the level in it that a style sets, and the styles down to the one that does."""
        passed: list[str] = []
        level: int | None = None
        for one, style in self.chain(identity):
            passed.append(one)
            level = style.list_level if level is None else level
            if style.list_id is not None:
                return style.list_id, level, tuple(passed)
        return None, level, tuple(passed)

    def chain(self, identity: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a style and those that it is based on, each once."""
        identity = identity or self._default
        seen: set[str] = set()
        while identity is not None and identity not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(identity)
            style = self._styles.get(identity, Style(_name(identity)))
            yield identity, style
            identity = style.based_on


def heading_level(outline: int) -> int | None:
    """Turn an outline level, 0 outermost and 9 for body text, into a heading's level."""
    return None if outline >= _BODY_LEVEL else outline + 2


def list_of(properties: Element | None) -> tuple[str | None, int | None]:
    """Give the list and the level in it that a paragraph's or a style's properties set."""
    numbered = child(properties, "w:numPr")
    return value(numbered, "w:numId"), number(value(numbered, "w:ilvl"), 0, 8)


def outline_of(properties: Element | None) -> int | None:
    """Give the outline level that properties set."""
    return number(value(properties, "w:outlineLvl"), 0, _BODY_LEVEL)


def mark_is_deleted(properties: Element | None) -> bool:
    """Tell whether a tracked change deleted the end of the paragraph, so that it goes on in the next one."""
    run = child(properties, "w:rPr")
    return run is not None and any(kind(one) in ("w:del", "w:moveFrom") for one in run)


def run_is_hidden(run: Element) -> bool:
    """Tell a run that Word neither shows nor prints."""
    return len(run) > 0 and kind(run[0]) == "w:rPr" and is_on(child(run[0], "w:vanish"))


def _style(node: Element, identity: str) -> Style:
    properties = child(node, "w:pPr")
    list_id, list_level = list_of(properties)
    name = _name(value(node, "w:name") or identity)
    return Style(name, value(node, "w:basedOn"), outline_of(properties), list_id, list_level)


def _name(text: str) -> str:
    """Fold a style's name; further names after a comma are the user's own."""
    return " ".join(text.split(",")[0].lower().split())

"""Automatic numbering: the label that Word shows before a paragraph (一、 or 1.1), counted over the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.reports.loading.formats.word.nodes import attr, child, is_on, kind, number, value
from assistant.reports.loading.formats.word.numerals import numeral
from assistant.reports.loading.formats.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
_HIGHEST = 32_767
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its label reads, where it begins, after which level it begins again."""

    style: str
    text: str
    start: int
    restart: int
    plain: bool
    linked: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs refer to it; lists of one definition count on together."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs in the order in which they are asked for."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the part; without one nothing is numbered."""
        self._styles = styles
        nodes = list(root) if root is not None else []
        self._definitions = {attr(one, "w:abstractNumId") or "": one for one in nodes if kind(one) == "w:abstractNum"}
        self._nodes = {attr(one, "w:numId") or "": one for one in nodes if kind(one) == "w:num"}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, style: str | None, own: tuple[str | None, int | None]) -> str:
        """Count a paragraph by its style and its own settings; give its label, "" for a bullet or none."""
        list_id, level = own
        if list_id is None:
            list_id, styled, passed = self._styles.numbering(style)
            level = styled if level is None else level
        else:
            passed = ()
        found = self._list(list_id) if list_id is not None else None
        if found is None or list_id is None:
            return ""
        if level is None:
            level = next((at for at, one in found.levels.items() if one.linked in passed), 0)
        level = min(level, _DEEPEST)
        return self._count(list_id, found, level) if level in found.levels else ""

    def _count(self, list_id: str, found: _List, level: int) -> str:
        counts = self._counts.setdefault(found.definition, {})
        start = found.starts.get(level)
        if start is not None and (list_id, level) not in self._begun:
            counts[level] = start
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.levels[level].start
        self._begun.add((list_id, level))
        for deeper in [at for at in counts if at > level]:
            one = found.levels.get(deeper)
            if one is None or level < one.restart:
                del counts[deeper]
        return _written(found.levels, level, counts)

    def _list(self, list_id: str) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._read(list_id)
        return self._lists[list_id]

    def _read(self, list_id: str) -> _List | None:
        node = self._nodes.get(list_id)
        definition = value(node, "w:abstractNumId")
        if node is None or definition not in self._definitions:
            return None
        definition = self._resolved(definition)
        levels = dict(_levels(self._definitions[definition]))
        starts: dict[int, int] = {}
        for one in node:
            at = number(attr(one, "w:ilvl"), 0, _DEEPEST)
            if kind(one) != "w:lvlOverride" or at is None:
                continue
            levels.update(_levels(one))
            start = number(value(one, "w:startOverride"), 0, _HIGHEST)
            if start is not None:
                starts[at] = start
        return _List(definition, levels, starts)

    def _resolved(self, definition: str) -> str:
        """Follow a definition that only names a list style to the one that has its levels."""
        seen: set[str] = set()
        while definition not in seen:
            seen.add(definition)
            style = value(self._definitions[definition], "w:numStyleLink")
            list_id = self._styles.numbering(style)[0] if style else None
            linked = value(self._nodes.get(list_id or ""), "w:abstractNumId")
            if linked is None or linked not in self._definitions:
                break
            definition = linked
        return definition


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for node in parent:
        at = number(attr(node, "w:ilvl"), 0, _DEEPEST)
        if kind(node) != "w:lvl" or at is None:
            continue
        hidden = is_on(child(node, "w:rPr", "w:vanish"))
        restart = number(value(node, "w:lvlRestart"), 0, _DEEPEST + 1)
        style = value(node, "w:numFmt") or _custom(node) or "decimal"
        yield (
            at,
            _Level(
                style="bullet" if hidden or child(node, "w:lvlPicBulletId") is not None else style,
                text=(value(node, "w:lvlText") or "")[:_LONGEST],
                start=number(value(node, "w:start"), 0, _HIGHEST) or 0,
                restart=at if restart is None else restart,
                plain=is_on(child(node, "w:isLgl")),
                linked=value(node, "w:pStyle"),
            ),
        )


def _custom(node: Element) -> str | None:
    """Read a number format of later versions, which stands beside its nearest older one."""
    for alternatives in node:
        if kind(alternatives) == "mc:AlternateContent":
            fallbacks = (value(one, "w:numFmt") for one in alternatives if kind(one) == "mc:Fallback")
            return next(fallbacks, None)
    return None


def _written(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.style == "bullet":
        return ""

    def place(match: re.Match[str]) -> str:
        """Write the count of the level that a %1 stands for."""
        at = int(match[1]) - 1
        one = levels.get(at)
        if one is None or at > level:
            return ""
        style = "decimal" if own.plain and one.style != "none" else one.style
        return numeral(counts.get(at, one.start), style)

    return _PLACE.sub(place, own.text).strip()

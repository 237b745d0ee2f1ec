"""Word files (.docx), as Word and WPS write them: everything that they show as text, in document order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.model import Dropped
from assistant.reports.loading.formats.word.body import Body, furniture
from assistant.reports.loading.formats.word.contents import ContentsFields
from assistant.reports.loading.formats.word.nodes import attr, every, kind
from assistant.reports.loading.formats.word.numbering import Numbering
from assistant.reports.loading.formats.word.package import Package, note_by_id, title_of
from assistant.reports.loading.formats.word.styles import Styles
from assistant.reports.loading.loaded import Parsed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["parse"]

_TITLE_HINT = re.compile(r"[一-鿿]{2}.*(?:报告|情况|总结|说明|汇报|规划|方案|意见)")
_LONGEST_TITLE = 300


def parse(data: bytes, where: str) -> Parsed:
    """Read a .docx file; raise ReadError when it is broken, encrypted or not a Word file."""
    package = Package(data, where)
    root = package.main()
    styles = Styles(package.one("styles"))
    body = Body(styles, Numbering(package.one("numbering"), styles), ContentsFields(root))
    body.read(root)
    body.close()
    _notes(body, package)
    hint = title_of(package.core())
    dropped = (
        *_furniture(root, package),
        *body.contents,
        *(Dropped(text.strip(), "hidden") for text in body.inline.hidden),
    )
    return Parsed(
        text=body.lines.text,
        title_hint=hint if len(hint) <= _LONGEST_TITLE and _TITLE_HINT.search(hint) else None,
        tables=tuple(body.lines.tables),
        heads=tuple(body.lines.heads),
        dropped=dropped,
        warnings=(*package.warnings, *_passed_over(body.inline.embedded)),
    )


def _notes(body: Body, package: Package) -> None:
    """Add the footnotes and endnotes that the text refers to, footnotes first, as lines after it."""
    for name in ("w:footnote", "w:endnote"):
        if not any(one == name for one, _ in body.inline.notes):
            continue
        notes = note_by_id(package.one(f"{name[2:]}s"), name)
        for one, identity in list(body.inline.notes):
            if one == name and identity in notes:
                body.read(notes[identity], blanks=False)
        body.close()


def _furniture(root: Element, package: Package) -> Iterator[Dropped]:
    """Yield what stands at the head and foot of pages, once."""
    seen: set[str] = set()
    for reference in every(root, "headerReference", "footerReference"):
        part = package.named(attr(reference, "r:id") or "", kind(reference)[2:].removesuffix("Reference"))
        for line in furniture(part) if part is not None else ():
            if line not in seen:
                seen.add(line)
                yield Dropped(line, "running-head")


def _passed_over(count: int) -> tuple[str, ...]:
    return (f"Word 文件里有 {count} 处嵌入的内容（图表、表格对象或别的文件）没有读",) if count else ()

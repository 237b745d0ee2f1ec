"""Answers as a Word document. python-docx gives the package around it; the body is written as a stream."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from assistant.batch.cells import clean
from assistant.batch.shape import Shape
from assistant.batch.tables import pieces
from assistant.batch.wording import STATUSES, asked_of, coverage_of, mark_of, nearest_of, place_of, reason_of

BODY = "word/document.xml"
GRID = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'


@contextmanager
def write_docx(path: Path, shape: Shape) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write one section a question."""
    del shape
    with writing_body(path) as write:
        yield lambda entry: write("".join(_section(entry)))


@contextmanager
def writing_body(path: Path) -> Iterator[Callable[[str], None]]:
    """Write paragraphs and tables into the body of an otherwise empty document; equal ones make equal bytes."""
    with ZipFile(_empty()) as skeleton, ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name in skeleton.namelist():
            if name != BODY:
                package.writestr(_part(name), skeleton.read(name))
        head, tail = _around(skeleton.read(BODY).decode("utf-8"))
        with package.open(_part(BODY), "w", force_zip64=True) as body:
            body.write(head.encode())
            yield lambda text: _write(body.write, text)
            body.write(tail.encode())


def _part(name: str) -> ZipInfo:
    told = ZipInfo(name)  # of a fixed date
    told.compress_type, told.external_attr = ZIP_DEFLATED, 0o600 << 16
    return told


def _empty() -> io.BytesIO:
    """Build an empty document whose fonts know Chinese."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    document.add_heading("问答", 0)
    for style in document.styles:
        if style.name in ("Normal", "Title", "Heading 2"):
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    store = io.BytesIO()
    document.save(store)
    return store


def _around(body: str) -> tuple[str, str]:
    """Split the body before its section properties, where the paragraphs belong."""
    place = body.rindex("<w:sectPr")
    return body[:place], body[place:]


def _write(write: Callable[[bytes], object], text: str) -> None:
    write(text.encode("utf-8", "replace"))


def _section(entry: dict[str, Any]) -> Iterator[str]:
    yield paragraph(f"{entry['id']}　{asked_of(entry)}", "Heading2")
    reason = reason_of(entry)
    yield paragraph(f"{STATUSES[entry['status']]}：{reason}" if reason else STATUSES[entry["status"]])
    for piece in pieces(entry["answer"]):
        yield paragraph(piece) if isinstance(piece, str) else table(piece)
    if entry["coverage"] is not None:
        yield paragraph(coverage_of(entry["coverage"]))
    yield from _quotes("出处：", entry["citations"])
    yield from _quotes("最接近的原文（不是答案）：", nearest_of(entry))


def _quotes(title: str, citations: list[dict[str, Any]]) -> Iterator[str]:
    if citations:
        yield paragraph(title)
    for one in citations:
        yield paragraph(f"{mark_of(one)} {place_of(one)}", "ListBullet")
        yield paragraph(one["quote"], "Quote")


def paragraph(text: str, style: str = "Normal") -> str:
    """Give a paragraph; line ends stay."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(clean(line))}</w:t>' for line in text.splitlines())
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{lines}</w:r></w:p>'


def table(rows: list[list[str]]) -> str:
    """Give a table of rows of one width."""
    grid = "".join("<w:gridCol/>" for _ in rows[0])
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{GRID}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"

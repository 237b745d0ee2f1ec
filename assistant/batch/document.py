"""Answers as a Word document. python-docx gives the package around it; the body is written as a stream."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from assistant.batch.cells import clean
from assistant.batch.tables import pieces
from assistant.batch.wording import REASONS, STATUSES, coverage_of, mark_of, nearest_of, place_of

BODY = "word/document.xml"
GRID = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'


@contextmanager
def write_docx(path: Path) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write one section a question into the body of an otherwise empty document."""
    with ZipFile(_empty()) as skeleton, ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name in skeleton.namelist():
            if name != BODY:
                package.writestr(name, skeleton.read(name))
        head, tail = _around(skeleton.read(BODY).decode("utf-8"))
        with package.open(BODY, "w", force_zip64=True) as body:
            body.write(head.encode())
            yield lambda entry: _write(body.write, entry)
            body.write(tail.encode())


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


def _write(write: Callable[[bytes], object], entry: dict[str, Any]) -> None:
    write("".join(_section(entry)).encode("utf-8"))


def _section(entry: dict[str, Any]) -> Iterator[str]:
    yield _paragraph(f"{entry['id']}　{entry['question']}", "Heading2")
    reason = REASONS.get(entry["reason"], entry["reason"])
    yield _paragraph(f"{STATUSES[entry['status']]}：{reason}" if reason else STATUSES[entry["status"]])
    for piece in pieces(entry["answer"]):
        yield _paragraph(piece) if isinstance(piece, str) else _table(piece)
    if entry["coverage"] is not None:
        yield _paragraph(coverage_of(entry["coverage"]))
    yield from _quotes("出处：", entry["citations"])
    yield from _quotes("最接近的原文（不是答案）：", nearest_of(entry))


def _quotes(title: str, citations: list[dict[str, Any]]) -> Iterator[str]:
    if citations:
        yield _paragraph(title)
    for one in citations:
        yield _paragraph(f"{mark_of(one)} {place_of(one)}", "ListBullet")
        yield _paragraph(one["quote"], "Quote")


def _paragraph(text: str, style: str = "Normal") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(clean(line))}</w:t>' for line in text.splitlines())
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{lines}</w:r></w:p>'


def _table(rows: list[list[str]]) -> str:
    grid = "".join("<w:gridCol/>" for _ in rows[0])
    lines = "".join(f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{GRID}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"

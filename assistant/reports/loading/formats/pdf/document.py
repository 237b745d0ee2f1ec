"""Open a PDF and read its pages one by one; whatever is broken in it is one clear line, never a traceback."""

from __future__ import annotations

import binascii
import logging
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.errors import ReadError
from assistant.reports.loading.formats.pdf.bounded import STREAM_BYTES, StreamTooLargeError, open_document
from assistant.reports.loading.formats.pdf.content import content_of
from assistant.reports.loading.formats.pdf.shapes import PageContent
from assistant.reports.loading.limits import PAGES, size

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage

BROKEN = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError, OSError,
    EOFError, MemoryError, NotImplementedError, StopIteration, struct.error, zlib.error, binascii.Error,
)  # fmt: skip
"""What pdfminer lets through when objects of a file are not what they should be (found by mutating small files)."""

_DAMAGED = "不是完整的 PDF（可能没有下载完或已损坏）"
_AGAIN = "请重新下载后再试"
# Drawn on one page: forms within forms that draw each other many times over would never end.
_FIGURES = 20_000


@dataclass(slots=True)
class Document:
    """The pages of a PDF, and the numbers (from 1) of those that could not be read to their end."""

    pages: list[PageContent] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)


def read_document(data: bytes, where: str) -> Document:
    """Read all pages; raise ReadError when none can be read, on a password, or above the limit of pages."""
    # What pdfminer repairs on the way is no news to a user.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    from pdfminer.psexceptions import PSException

    try:
        document = _read(data, where)
    except StreamTooLargeError as error:
        what = f"里面有一处内容解开后超过 {size(STREAM_BYTES)}（像是压缩炸弹），没有读"
        raise ReadError(what, where=where, fix="请用别的软件打开检查，另存后再试") from error
    except (PSException, *BROKEN) as error:
        raise ReadError(_DAMAGED, where=where, fix=_AGAIN) from error
    if not document.pages or (document.damaged and not any(page.runs or page.grids for page in document.pages)):
        raise ReadError(_DAMAGED, where=where, fix=_AGAIN)
    return document


def _read(data: bytes, where: str) -> Document:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        opened = open_document(data)
    except PDFPasswordIncorrect as error:
        raise ReadError("PDF 有密码", where=where, fix="请去掉密码后再试") from error
    except PDFEncryptionError as error:
        raise ReadError("PDF 的加密方式读不了", where=where, fix="请去掉加密后再试") from error
    pages = list(_pages(opened))
    if len(pages) > PAGES:
        raise ReadError(f"有 {len(pages)} 页，超过 {PAGES} 页", where=where, fix="请拆成较小的文件")
    return _contents(pages)


def _pages(opened: PDFDocument) -> Iterator[PDFPage]:
    """Give the pages as far as the tree of pages can be walked."""
    from pdfminer.pdfpage import PDFPage
    from pdfminer.psexceptions import PSException

    pages = PDFPage.create_pages(opened)
    given = 0
    while given <= PAGES:
        try:
            page = next(pages, None)
        except (PSException, *BROKEN):
            if given:
                return
            raise
        if page is None:
            return
        given += 1
        yield page


def _contents(pages: list[PDFPage]) -> Document:
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.psexceptions import PSException

    resources = PDFResourceManager()
    document = Document()
    for number, page in enumerate(pages, 1):
        device = _collector()(resources, laparams=None)
        try:
            PDFPageInterpreter(resources, device).process_page(page)
        except (PSException, *BROKEN):
            document.damaged.append(number)
        try:
            # Of a damaged page that what stands before the damage.
            content = PageContent(0.0, 0.0) if device.begun is None else content_of(device.begun)
        except (PSException, *BROKEN):
            content = PageContent(0.0, 0.0)
            document.damaged.append(number)
        document.pages.append(content)
    document.damaged = sorted(set(document.damaged))
    return document


@cache
def _collector() -> Any:  # noqa: ANN401 - a class that is made here, so that pdfminer is imported only when needed
    from pdfminer.converter import PDFLayoutAnalyzer
    from pdfminer.psexceptions import PSException

    class Collector(PDFLayoutAnalyzer):
        """Keeps the page that it draws on, finished or not."""

        begun: Any = None
        figures = 0

        def begin_page(self, page: PDFPage, ctm: tuple[float, float, float, float, float, float]) -> None:
            super().begin_page(page, ctm)
            self.begun = self.cur_item

        def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:  # noqa: ANN401 - pdfminer's own shapes
            self.figures += 1
            if self.figures > _FIGURES:
                raise PSException("forms without end")
            super().begin_figure(name, bbox, matrix)

    return Collector

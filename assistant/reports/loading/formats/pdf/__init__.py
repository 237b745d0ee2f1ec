"""PDF files: columns, tables, running heads, paragraphs; pages that are pictures by text recognition."""

from __future__ import annotations

from assistant.errors import ReadError
from assistant.reports.loading.formats.pdf.contents import drop_contents
from assistant.reports.loading.formats.pdf.document import read_document
from assistant.reports.loading.formats.pdf.flow import flow_of
from assistant.reports.loading.formats.pdf.running import drop_running
from assistant.reports.loading.formats.pdf.scanned import numbers, read_pictures
from assistant.reports.loading.loaded import Parsed

__all__ = ["parse"]

_LEAST = 10
_UNREADABLE = 5


def parse(data: bytes, where: str) -> Parsed:
    """Read a PDF; raise ReadError when it is broken, encrypted, too long or has no text."""
    document = read_document(data, where)
    pages = document.pages
    warnings = [*read_pictures(data, pages, where)]
    drop_running(pages)
    drop_contents(pages)
    flow = flow_of(pages)
    if len("".join(flow.text.split())) < _LEAST:
        raise _no_text(any(page.picture and not page.runs for page in pages), where)
    if document.damaged:
        warnings.append(f"第 {numbers([page - 1 for page in document.damaged])} 页已损坏，可能没有读全")
    crowded = [number for number, page in enumerate(pages) if page.crowded]
    if crowded:
        warnings.append(f"第 {numbers(crowded)} 页的线条太多，表格没有按行读")
    broken = flow.text.count("(cid:") + flow.text.count("\ufffd")
    if broken > _UNREADABLE:
        warnings.append(f"PDF 的字体缺少编码表，有 {broken} 处文字读不出来")
    return Parsed(
        text=flow.text,
        pages=tuple(flow.starts),
        tables=tuple(flow.tables),
        recognised=tuple(flow.recognised),
        warnings=tuple(warnings),
        dropped=tuple(one for page in pages for one in page.dropped),
    )


def _no_text(pictures: bool, where: str) -> ReadError:
    from assistant.reports.loading.formats import scan

    if pictures and not scan.available():
        return ReadError("PDF 里没有文字，像是扫描件", where=where, fix=f"文字识别（OCR）没有安装；请{scan.INSTALL}")
    what = "PDF 是扫描件，文字识别没有读出文字" if pictures else "PDF 里没有文字，是空白的或者是扫描件"
    return ReadError(what, where=where, fix="请换成带文字的 PDF，或 Word、网页版本")

"""PDF files with text: running heads out, line breaks inside a paragraph joined, tables as rows."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.model import Dropped
from assistant.reports.limits import PAGES
from assistant.reports.loaded import Parsed, TableRow

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

_PAGE_NUMBER = re.compile(
    r"[\s\-—–―·•~]*(?:第\s*)?[0-9０-９]{1,4}\s*(?:页)?(?:\s*[/／]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[\s\-—–―·•~]*"
)
_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百]+[章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]{1,2}[.、．](?![0-9]))"
)
_ENDS = tuple("。！？!?：:；;”）)")
_LETTER = re.compile(r"[0-9A-Za-z]")
_EDGE_LINES = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, or a row of a table (then with its header)."""

    text: str
    left: float
    right: float
    height: float
    row: bool = False
    header: str | None = None


def parse(data: bytes, where: str) -> Parsed:
    """Read a PDF; raise ReadError when it is broken, encrypted, too long or has no text."""
    pages = _pages(data, where)
    chrome, dropped = _running(pages)
    body = [[line for at, line in enumerate(page) if (number, at) not in chrome] for number, page in enumerate(pages)]
    if sum(len(line.text.strip()) for page in body for line in page) < 10:
        raise ReadError(
            "PDF 里没有文字，像是扫描件",
            where=where,
            fix="文字识别（OCR）没有安装；请先识别成带文字的 PDF，或换成 Word、网页版本",
        )
    text, starts, tables = _join(body)
    broken = text.count("(cid:") + text.count("\ufffd")
    warnings = (f"PDF 的字体缺少编码表，有 {broken} 处文字读不出来",) if broken > 5 else ()
    return Parsed(text=text, pages=starts, tables=tables, warnings=warnings, dropped=dropped)


def _pages(data: bytes, where: str) -> list[list[_Line]]:
    import pdfplumber

    # What pdfminer repairs on the way is no news to a user.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > PAGES:
                raise ReadError(f"有 {len(pdf.pages)} 页，超过 {PAGES} 页", where=where, fix="请拆成较小的文件")
            pages = []
            for page in pdf.pages:
                pages.append(_lines(page))
                page.close()
            return pages
    except PdfminerException as error:
        if any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args):
            raise ReadError("PDF 有密码", where=where, fix="请去掉密码后再试") from error
        raise ReadError("不是完整的 PDF（可能没有下载完或已损坏）", where=where, fix="请重新下载后再试") from error
    except (
        MalformedPDFException,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
    ) as error:
        raise ReadError("不是完整的 PDF（可能没有下载完或已损坏）", where=where, fix="请重新下载后再试") from error


def _lines(page: Page) -> list[_Line]:
    """Give a page's lines from top to bottom, each table's rows at its place."""
    ruled = len(page.lines) + len(page.rects) + len(page.curves) >= 4
    tables = [table for table in page.find_tables() if len(table.rows) > 1] if ruled else []
    placed: list[tuple[float, list[_Line]]] = [(table.bbox[1], _rows(table)) for table in tables]
    boxes = [table.bbox for table in tables]
    for line in page.extract_text_lines(return_chars=False):
        middle = (line["top"] + line["bottom"]) / 2
        if not any(top <= middle <= bottom and line["x0"] >= left - 2 for left, top, _, bottom in boxes):
            one = _Line(line["text"].strip(), line["x0"], line["x1"], line["bottom"] - line["top"])
            placed.append((line["top"], [one]))
    placed.sort(key=lambda one: one[0])
    return [line for _, lines in placed for line in lines if line.text]


def _rows(table: Table) -> list[_Line]:
    from assistant.reports.lines import Lines

    texts = table.extract()
    cells: list[list[str | None]] = []
    for number, row in enumerate(table.rows):
        line: list[str | None] = []
        for column, box in enumerate(row.cells):
            text = texts[number][column] if column < len(texts[number]) else None
            earlier = [above.cells[column] for above in table.rows[:number] if column < len(above.cells)]
            above = any(cell is not None and cell[3] > row.bbox[1] + 2 for cell in earlier)
            line.append(None if box is None and above else (text or "").replace("\n", ""))
        cells.append(line)
    built = Lines()
    built.table(cells)
    text = built.text
    return [_Line(text[row.start : row.end], 0, 0, 0, row=True, header=row.header) for row in built.tables]


def _running(pages: Sequence[Sequence[_Line]]) -> tuple[set[tuple[int, int]], tuple[Dropped, ...]]:
    """Find running heads and page numbers among the first and last lines of the pages."""
    edges = [
        (number, at, re.sub(r"[0-9０-９]+", "#", " ".join(page[at].text.split())))
        for number, page in enumerate(pages)
        for at in sorted({*range(min(_EDGE_LINES, len(page))), *range(max(0, len(page) - _EDGE_LINES), len(page))})
        if not page[at].row
    ]
    count = Counter({text: len({n for n, _, t in edges if t == text}) for text in {text for _, _, text in edges}})
    chrome: set[tuple[int, int]] = set()
    dropped: list[Dropped] = []
    for number, at, text in edges:
        outermost = at in (0, len(pages[number]) - 1)
        is_number = outermost and _PAGE_NUMBER.fullmatch(pages[number][at].text)
        repeated = len(text) < 60 and count[text] >= max(2, 0.6 * len(pages)) and not text.endswith("。")
        if is_number or repeated:
            chrome.add((number, at))
            dropped.append(Dropped(pages[number][at].text, "page-number" if is_number else "running-head"))
    return chrome, tuple(dropped)


def _join(pages: Sequence[Sequence[_Line]]) -> tuple[str, tuple[int, ...], tuple[TableRow, ...]]:
    """Join the printed lines of a paragraph; give the text, where pages begin, and the table rows."""
    printed = [line for page in pages for line in page if not line.row]
    left = _margin([line.left for line in printed])
    right = max((line.right for line in printed), default=0.0)
    width = sorted(line.height for line in printed)[len(printed) // 2] if printed else 10.0
    indented = sum(1 for line in printed if 1.5 * width < line.left - left < 2.6 * width) >= max(2, len(printed) // 20)
    parts: list[str] = []
    length, starts, tables = 0, [], []
    last: _Line | None = None
    for page in pages:
        first = True
        for line in page:
            glue = ""
            if last is not None:
                joined = _continues(last, line, left, right, width, indented)
                glue = _space(last.text, line.text) if joined else "\n"
            parts.append(glue + line.text)
            start = length + len(glue)
            length = start + len(line.text)
            if first:
                starts.append(start)
                first = False
            if line.row:
                tables.append(TableRow(start, length, line.header))
            last = line
        if first:
            starts.append(length)
    return "".join(parts), tuple(starts), tuple(tables)


def _margin(lefts: list[float]) -> float:
    """Give the left margin: the smallest left edge that more than a few lines share."""
    counts = Counter(round(left) for left in lefts)
    common = [edge for edge, count in counts.items() if count >= max(2, len(lefts) // 50)]
    return float(min(common or counts or [0]))


def _continues(last: _Line, line: _Line, left: float, right: float, width: float, indented: bool) -> bool:
    if last.row or line.row or abs(last.height - line.height) > 0.15 * max(last.height, line.height):
        return False
    full = last.right >= right - 3.5 * width
    at_margin = line.left <= left + 0.8 * width
    if not full or not at_margin:
        return False
    return indented or not (last.text.endswith(_ENDS) or _MARKER.match(line.text))


def _space(before: str, after: str) -> str:
    """Put the line end between two Latin words as a space; between Chinese characters nothing."""
    return " " if _LETTER.match(before[-1]) and _LETTER.match(after[0]) and not _number(before, after) else ""


def _number(before: str, after: str) -> bool:
    return before[-1].isdecimal() and after[0].isdecimal()

"""Pages that are only a picture: rendered, and read by text recognition where it is installed."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.reports.loading.formats.pdf.running import only_running
from assistant.reports.loading.formats.pdf.runs import MARKER
from assistant.reports.loading.formats.pdf.shapes import PageContent, Run

if TYPE_CHECKING:
    import pypdfium2

    from assistant.reports.loading.formats.scan import ScanLine

_DPI = 200
_LONGEST = 3_000  # pixels of a page's longer side
_POINTS = 72
_EVEN = 0.3  # share by which the heights of lines of one size differ when they are measured


def read_pictures(data: bytes, pages: Sequence[PageContent], where: str) -> tuple[str, ...]:
    """Read the pages that are pictures into their `runs`; give the warnings that tell what was or was not read."""
    from assistant.reports.loading.formats import scan

    heads = set(only_running(pages))
    wanted = [number for number, page in enumerate(pages) if page.picture or (page.covered and number in heads)]
    if not wanted:
        return ()
    if not scan.available():
        return (f"第 {numbers(wanted)} 页是图片，没有读：文字识别（OCR）没有安装，请{scan.INSTALL}",)
    return _recognise(data, pages, wanted, where)


def _recognise(data: bytes, pages: Sequence[PageContent], wanted: Sequence[int], where: str) -> tuple[str, ...]:
    import pypdfium2

    from assistant.reports.loading.formats import scan

    read: list[int] = []
    failed: list[int] = []
    doubtful = 0
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError("扫描的页面打不开", where=where, fix="请重新下载后再试") from error
    try:
        for number in wanted:
            try:
                lines, scale = _lines(document, number, where)
            except pypdfium2.PdfiumError:
                failed.append(number)
                continue
            pages[number].runs = _runs(lines, scale) or pages[number].runs
            doubtful += sum(1 for line in lines if line.confidence < scan.DOUBTFUL)
            read += [number] if lines else []
    finally:
        document.close()
    warnings = []
    if read:
        unclear = f"；{doubtful} 行看不清" if doubtful else ""
        warnings.append(f"第 {numbers(read)} 页由文字识别（OCR）读出，请对照原件{unclear}")
    if failed:
        warnings.append(f"第 {numbers(failed)} 页是图片，没有读：页面打不开")
    return tuple(warnings)


def _lines(document: pypdfium2.PdfDocument, number: int, where: str) -> tuple[list[ScanLine], float]:
    """Render a page and recognise it; give the lines, and how many points a pixel is."""
    from assistant.reports.loading.formats import scan

    page = document[number]
    try:
        scale = min(_DPI / _POINTS, _LONGEST / max(page.get_size()))
        bitmap = page.render(scale=scale)
        try:
            return scan.recognise(bitmap.to_pil(), f"{where} 第 {number + 1} 页"), 1 / scale
        finally:
            bitmap.close()
    finally:
        page.close()


def _runs(lines: Sequence[ScanLine], scale: float) -> list[Run]:
    """Turn recognised lines into runs in points; cells that a tab parts stand at both ends of their line."""
    if not lines:
        return []
    usual = median(line.bottom - line.top for line in lines)
    runs = []
    for line in lines:
        height = line.bottom - line.top
        # Boxes are drawn around what is printed, so that lines of one size differ a little in height.
        size = usual if abs(height - usual) <= _EVEN * usual else height
        cells = [cell.strip() for cell in line.text.split("\t") if cell.strip()]
        for at, cell in enumerate(cells):
            left, right = line.left, line.right
            if len(cells) > 1:
                width = min(len(cell) * size, (line.right - line.left) / len(cells))
                left += (line.right - line.left - width) * at / (len(cells) - 1)
                right = left + width
            runs.append(_run(cell, (left, right, line.top, line.bottom), size, scale))
    return runs


def _run(text: str, box: tuple[float, float, float, float], size: float, scale: float) -> Run:
    left, right, top, bottom = (value * scale for value in box)
    marker = MARKER.match(text)
    after = left + (right - left) * marker.end() / len(text) if marker and marker.end() < len(text) else None
    return Run(left, right, top, bottom, text, (top + bottom) / 2, size * scale, "", after, scanned=True)


def numbers(pages: Sequence[int]) -> str:
    """Write page numbers, given from 0, for a person: 3、4、7—12."""
    spans: list[list[int]] = []
    for page in pages:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    told = []
    for first, last in spans:
        told += [str(first + 1)] if first == last else [str(first + 1), str(last + 1)] if last == first + 1 else []
        told += [f"{first + 1}—{last + 1}"] if last > first + 1 else []
    return "、".join(told)

"""Pictures of pages (.png, .jpg, .tif with many pages, .bmp, .webp): read by text recognition, paragraphs joined."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.lexicon.fold import fold
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.loading.formats import scan
from assistant.reports.loading.formats.scan import ScanLine
from assistant.reports.loading.limits import PAGES
from assistant.reports.loading.lines import Lines
from assistant.reports.loading.loaded import Parsed

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_KINDS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
_PIXELS = 85_000_000  # A3 at 600 dpi has 70 million
_LONGEST = 4000
_LONG = 2.2  # a picture that is so many times as high as wide is a page rolled out, as telephones save it
_ENDS = tuple("。！？!?：:；;”")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error)


def parse(data: bytes, where: str) -> Parsed:
    """Read a picture; raise ReadError when it is broken, too large, or text recognition is not installed."""
    lines, starts, read = Lines(), [], []
    for page in _pages(data, where):
        found = _recognised(page, where)
        starts.append(lines.length)
        read.extend(found)
        _add(lines, paragraphs(found))
    return Parsed(
        text=lines.text,
        pages=tuple(starts),
        tables=tuple(lines.tables),
        recognised=((0, len(lines.text)),) if read else (),
        warnings=scan.warnings_of(read),
    )


def paragraphs(lines: Sequence[ScanLine]) -> list[str]:
    """Join the printed lines of one page into paragraphs."""
    if not lines:
        return []
    em = sorted((line.right - line.left) / max(1, len(line.text)) for line in lines)[len(lines) // 2]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    indented = sum(1.2 * em < line.left - left < 3 * em for line in lines) > 1
    done = [lines[0].text]
    for last, line in pairwise(lines):
        full = last.right > right - 3.5 * em and not ("\t" in last.text or "\t" in line.text)
        begins = line.left > left + 1.2 * em or (last.text.endswith(_ENDS) and (not indented or _heading(line.text)))
        if full and not begins:
            done[-1] += scan.glue(last.text, line.text) + line.text
        else:
            done.append(line.text)
    return done


def _add(lines: Lines, page: Sequence[str]) -> None:
    """Add the paragraphs of a page; lines of cells are a table where no cell can have slipped under another head."""
    for cells, group in groupby(page, key=lambda text: "\t" in text):
        rows = [text.split("\t") for text in group]
        if cells and len(rows) > 1 and len({len(row) for row in rows}) == 1:
            lines.table(rows)
        else:
            for row in rows:
                lines.add("\t".join(row))


def _heading(text: str) -> bool:
    return any(pattern.match(fold(text)) for _, _, pattern in heading_rules().markers)


def _pages(data: bytes, where: str) -> Iterator[Image]:
    """Open a picture and yield its pages, one at a time, turned as the camera noted."""
    from PIL import Image as Images
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Images.DecompressionBombWarning)
            opened = Images.open(io.BytesIO(data), formats=_KINDS)
        count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
    except (Images.DecompressionBombError, Images.DecompressionBombWarning) as error:
        raise _too_large(where) from error
    except _BROKEN as error:
        raise ReadError("不是能读的图片（可能没有下载完或已损坏）", where=where, fix="请重新保存后再试") from error
    if count > PAGES:
        raise ReadError(f"有 {count} 页，超过 {PAGES} 页", where=where, fix="请拆成较小的文件")
    for number in range(count):
        try:
            yield ImageOps.exif_transpose(_page(opened, number, where))
        except _BROKEN as error:
            page = f"第 {number + 1} 页" if count > 1 else "图片"
            raise ReadError(f"{page}不完整或已损坏", where=where, fix="请重新保存后再试") from error


def _page(opened: ImageFile, number: int, where: str) -> Image:
    if number:
        opened.seek(number)
    if opened.width * opened.height > _PIXELS:
        raise _too_large(where)
    opened.load()
    return opened


def _too_large(where: str) -> ReadError:
    return ReadError(f"图片超过 {_PIXELS // 10_000} 万像素", where=where, fix="请缩小或裁成几张后再试")


def _recognised(page: Image, where: str) -> list[ScanLine]:
    """Read one page; a long one piece by piece, cut where nothing is printed."""
    found: list[ScanLine] = []
    for top, piece in _pieces(page):
        scale = max(1.0, max(piece.size) / _LONGEST)
        if scale > 1:
            size = (round(piece.width / scale), round(piece.height / scale))
            piece = piece.convert("L" if piece.mode == "1" else "RGB").resize(size, reducing_gap=2.0)
        found.extend(_placed(line, top, scale) for line in scan.recognise(piece, where))
    return found


def _placed(line: ScanLine, top: int, scale: float) -> ScanLine:
    return replace(
        line,
        left=line.left * scale,
        right=line.right * scale,
        top=line.top * scale + top,
        bottom=line.bottom * scale + top,
        parts=tuple(_placed(part, top, scale) for part in line.parts),
    )


def _pieces(page: Image) -> Iterator[tuple[int, Image]]:
    """Cut a long picture into pieces about as high as a page, each with the row at which it begins."""
    import numpy as np

    if page.height <= _LONG * page.width:
        yield 0, page
        return
    rows = np.ptp(np.asarray(page.convert("L")), axis=1).astype(int)
    top, step = 0, round(1.4 * page.width)
    while page.height - top > step * 1.2:
        # The middle of the emptiest stretch in the last third, so that no printed line is cut.
        low = top + step * 2 // 3
        window = max(3, page.width // 100)
        smooth = np.convolve(rows[low : top + step], np.ones(window), mode="same")
        bottom = low + int(np.argmin(smooth))
        yield top, page.crop((0, top, page.width, bottom))
        top = bottom
    yield top, page.crop((0, top, page.width, page.height))

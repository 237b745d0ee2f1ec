"""PDF files for the tests, drawn on the spot with a Chinese font of the reader."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL.Image import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT, TOP = 72.0, 760.0
EM = 12.0
WIDE = 36  # characters in a full line


class Sheet:
    """Draws pages: text by its left edge and baseline, ruled tables, images."""

    def __init__(self, size: tuple[float, float] = A4, **options: object) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._data = io.BytesIO()
        self.canvas = Canvas(self._data, pagesize=size, **options)
        self.y = TOP

    def write(self, text: str, x: float = LEFT, y: float | None = None, size: float = EM) -> None:
        """Write one line; without a height below the line before it."""
        if y is None:
            y, self.y = self.y, self.y - 1.6 * size
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def centred(self, text: str, size: float = EM) -> None:
        """Write one line in the middle of the page."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString(A4[0] / 2, self.y, text)
        self.y -= 1.6 * size

    def paragraph(self, text: str, x: float = LEFT, wide: int = WIDE, indent: int = 2, step: float = 20) -> None:
        """Write a paragraph with its first line set in, `wide` characters in a line."""
        first, rest = text[: wide - indent], text[wide - indent :]
        self.write(first, x + indent * EM, self.y)
        self.y -= step
        for at in range(0, len(rest), wide):
            self.write(rest[at : at + wide], x, self.y)
            self.y -= step

    def table(self, rows: Sequence[Sequence[str]], edges: Sequence[float], high: float = 24) -> None:
        """Draw a table with all its lines."""
        top = self.y + 16
        for at in range(len(rows) + 1):
            self.canvas.line(edges[0], top - at * high, edges[-1], top - at * high)
        for edge in edges:
            self.canvas.line(edge, top, edge, top - len(rows) * high)
        for at, row in enumerate(rows):
            for text, edge in zip(row, edges, strict=False):
                for line, part in enumerate(text.split("\n")):
                    self.write(part, edge + 4, top - at * high - 13 - 10 * line, 9 if "\n" in text else EM)
        self.y = top - len(rows) * high - 24

    def image(self, picture: Image) -> None:
        """Fill the page with a picture."""
        self.canvas.drawImage(ImageReader(picture), 0, 0, *A4)

    def page(self) -> None:
        """End the page."""
        self.canvas.showPage()
        self.y = TOP

    def done(self) -> bytes:
        """Give the file."""
        self.canvas.save()
        return self._data.getvalue()


def lines(count: int, wide: int = WIDE, mark: str = "甲") -> str:
    """Make a sentence that fills so many lines: no two lines of it are alike."""
    text = "".join(f"{mark}项第{number}件事已经办理完毕，" for number in range(1, 400))
    return text[: count * wide - 3].rstrip("，") + "。"

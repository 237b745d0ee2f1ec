"""Draw pages the way a scanner gives them: printed lines as a picture, with sentences of our own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.reports.loading.formats import scan

_FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")

needs_ocr = pytest.mark.skipif(
    not (scan.available() and _FONT.exists()),
    reason="needs the extra ocr (pip install .[ocr]) and fonts-noto-cjk",
)

LINES = (
    "清河县2023年工作情况",
    "　　一、过去一年",
    "　　全县地区生产总值达到386.4亿元，增长6.2%；一般公共",
    "预算收入21.35亿元，同比增长8.7%。新建农村公路147.6公里，",
    "惠及94个行政村、12.8万名群众。",
    "　　我们坚持就业优先，城镇新增就业9206人，失业人员再就业",
    "1875人，城镇调查失业率控制在5.1%以内。",
    "　　二、今年的任务",
    "　　改造老旧小区57个，加装电梯120部；空气优良天数比例保持",
    "在89.7%以上，森林覆盖率达到43.06%。",
)
PARAGRAPHS = (
    "清河县2023年工作情况",
    "一、过去一年",
    "全县地区生产总值达到386.4亿元，增长6.2%；一般公共预算收入21.35亿元，同比增长8.7%。新建农村公路147.6公里，惠及94个行政村、12.8万名群众。",
    "我们坚持就业优先，城镇新增就业9206人，失业人员再就业1875人，城镇调查失业率控制在5.1%以内。",
    "二、今年的任务",
    "改造老旧小区57个，加装电梯120部；空气优良天数比例保持在89.7%以上，森林覆盖率达到43.06%。",
)


def drawn(lines: Sequence[str] = LINES, *, dpi: int = 150, points: int = 16, margin: float = 1.0) -> Image.Image:
    """Draw lines on a page of A4's width, as high as they need."""
    size = round(points * dpi / 72)
    left, step = round(margin * dpi), round(size * 1.75)
    page = Image.new("L", (round(8.27 * dpi), 2 * left + step * len(lines)), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(_FONT), size)
    for at, line in enumerate(lines):
        pen.text((left, left + at * step), line, font=font, fill=0)
    return page


def drawn_table(rows: Sequence[Sequence[str]], *, width: int = 300) -> Image.Image:
    """Draw a table with its rules, every column equally wide."""
    page = Image.new("L", (200 + width * len(rows[0]), 200 + 70 * len(rows)), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(_FONT), 28)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            left, top = 100 + width * column, 100 + 70 * row
            pen.rectangle((left, top, left + width, top + 70), outline=0, width=2)
            pen.text((left + 12, top + 15), cell, font=font, fill=0)
    return page


def saved(page: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Give a page as the bytes of a file."""
    file = io.BytesIO()
    page.save(file, kind, **options)
    return file.getvalue()

"""Pictures of pages: every kind, many pages, long ones; broken and boundless ones are one clear line."""

from __future__ import annotations

import importlib.util

import pytest
from PIL import Image

from assistant.errors import ReadError
from assistant.reports.loading.formats.image import paragraphs, parse
from assistant.reports.loading.formats.scan import ScanLine
from assistant.reports.loading.loaded import TableRow
from tests.reports.loading.formats.drawn_pages import LINES, PARAGRAPHS, drawn, drawn_table, needs_ocr, saved

WARNING = "由文字识别（OCR）读出，请对照原件"


def told(data: bytes) -> str:
    """Give the line that refuses a picture."""
    with pytest.raises(ReadError) as error:
        parse(data, "a.png")
    return str(error.value)


def line(text: str, left: float, right: float, top: float) -> ScanLine:
    """Make a line 20 pixels high."""
    return ScanLine(text, left, right, top, top + 20, 0.99)


@needs_ocr
def test_a_page_is_read_into_paragraphs() -> None:
    """Line breaks inside a paragraph are gone; all of the text is marked as recognised."""
    parsed = parse(saved(drawn()), "a.png")
    assert parsed.text == "\n".join(PARAGRAPHS)
    assert parsed.recognised == ((0, len(parsed.text)),)
    assert (parsed.pages, parsed.tables, parsed.warnings) == ((0,), (), (WARNING,))


@needs_ocr
@pytest.mark.parametrize("kind", ["JPEG", "BMP", "WEBP", "TIFF"])
def test_every_kind_of_picture_is_read(kind: str) -> None:
    """What a camera, a scanner or a telephone saves."""
    assert parse(saved(drawn(LINES[:2]), kind), "a").text == "清河县2023年工作情况\n一、过去一年"


@needs_ocr
def test_pages_of_a_tiff_begin_where_they_begin() -> None:
    """Two pages in black and white, the way a scanner saves them."""
    first, second = drawn(LINES[:2]).convert("1"), drawn(LINES[7:]).convert("1")
    parsed = parse(saved(first, "TIFF", save_all=True, append_images=[second], compression="group4"), "a.tif")
    assert [parsed.text[at : at + 6] for at in parsed.pages] == ["清河县202", "二、今年的任"]


@needs_ocr
def test_a_photograph_is_turned_as_the_camera_noted() -> None:
    """The orientation in the file's EXIF part counts."""
    exif = Image.Exif()
    exif[0x0112] = 6
    page = drawn(LINES[:2]).rotate(90, expand=True)
    assert parse(saved(page, "JPEG", exif=exif), "a.jpg").text == "清河县2023年工作情况\n一、过去一年"


@needs_ocr
def test_a_long_picture_is_read_piece_by_piece() -> None:
    """A page rolled out, as telephones save it, loses no line where it is cut."""
    lines = [f"第{number}项工作投入{number * 37 + 11}万元。" for number in range(1, 31)]
    page = drawn(lines, dpi=72, points=20, margin=0.3).crop((0, 0, 420, 1093))
    assert page.height > 2.5 * page.width
    assert parse(saved(page), "a.png").text.split("\n") == lines


@needs_ocr
def test_rows_of_a_table_carry_their_header() -> None:
    """Rows with a cell for every head are a table; where a cell is empty no row claims to know its head."""
    rows = [("指标", "上年", "本年"), ("城镇化率", "55.1%", "56.3%")]
    parsed = parse(saved(drawn_table(rows)), "a.png")
    assert parsed.text == "指标\t上年\t本年\n城镇化率\t55.1%\t56.3%"
    assert parsed.tables == (TableRow(0, 8), TableRow(9, 25, "指标\t上年\t本年"))
    assert parse(saved(drawn_table([*rows, ("森林覆盖率", "", "43.6%")])), "a.png").tables == ()


def test_a_line_that_is_full_goes_on() -> None:
    """A line goes on in the next unless it is short, or the next is indented."""
    lines = [line("甲" * 8, 40, 200, 0), line("乙" * 10, 0, 200, 30), line("丙" * 4, 0, 80, 60)]
    more = [line("丁" * 8, 40, 200, 90), line("戊" * 10, 0, 200, 120), line("己" * 8, 40, 200, 150)]
    assert paragraphs([*lines, *more]) == ["甲" * 8 + "乙" * 10 + "丙" * 4, "丁" * 8 + "戊" * 10, "己" * 8]
    assert paragraphs([]) == []


def test_words_and_figures_across_lines() -> None:
    """Between two Latin words a line end is a space; a figure stays one."""
    assert paragraphs([line("we measure the", 0, 140, 0), line("cover here", 0, 100, 30)]) == [
        "we measure the cover here"
    ]
    assert paragraphs([line("完成投资共12.", 0, 140, 0), line("5亿元", 0, 60, 30)]) == ["完成投资共12.5亿元"]


def test_broken_pictures_are_told() -> None:
    """No picture at all, and pictures that end too early."""
    whole = saved(Image.effect_noise((300, 300), 50))
    assert told(b"abc" * 30) == "a.png：不是能读的图片（可能没有下载完或已损坏）。请重新保存后再试"
    assert told(whole[:9000]) == "a.png：图片不完整或已损坏。请重新保存后再试"
    assert told(saved(Image.effect_noise((300, 300), 50), "JPEG")[:5000]) == (
        "a.png：图片不完整或已损坏。请重新保存后再试"
    )


@pytest.mark.parametrize("side", [9_300, 12_000, 20_000])
def test_boundless_pictures_are_refused(side: int) -> None:
    """Some kilobytes that unfold to hundreds of millions of pixels are not unfolded."""
    bomb = saved(Image.new("1", (side, side)))
    assert len(bomb) < 100_000
    assert told(bomb) == "a.png：图片超过 8500 万像素。请缩小或裁成几张后再试"


def test_without_the_extra_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sound picture and no text recognition."""
    picture = saved(Image.new("L", (200, 200), 255))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert told(picture) == (
        'a.png：这是图片或扫描件，文字识别（OCR）没有安装。请在项目文件夹里运行 pip install ".[ocr]"'
    )

"""Text recognition: printed pages are read as they stand, offline; without the extra one line tells what to do."""

from __future__ import annotations

import importlib.util
import re
import socket
from difflib import SequenceMatcher

import pytest
from PIL import Image

from assistant.errors import ReadError
from assistant.reports.loading.formats import pdf, scan
from assistant.reports.loading.formats.scan import ScanLine, recognise, warnings_of
from tests.reports.loading.formats.drawn_pages import LINES, PARAGRAPHS, drawn, drawn_table, needs_ocr, saved

_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
PRINTED = "".join(line.strip("　") for line in LINES)


def read(page: Image.Image) -> str:
    """Read a page and join its lines."""
    return "".join(line.text for line in recognise(page, "a.png"))


def test_without_the_extra_the_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is imported to find out that text recognition is not there."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not scan.available()
    with pytest.raises(ReadError) as told:
        recognise(Image.new("L", (100, 100), 255), "a.png")
    assert str(told.value) == (
        'a.png：这是图片或扫描件，文字识别（OCR）没有安装。请在项目文件夹里运行 pip install ".[ocr]"'
    )


@needs_ocr
@pytest.mark.parametrize("dpi", [150, 200])
def test_every_figure_of_a_printed_page_is_right(dpi: int) -> None:
    """A page of 16 points has all its figures and at least 98 of 100 characters."""
    text = read(drawn(dpi=dpi))
    assert _FIGURE.findall(text) == _FIGURE.findall(PRINTED)
    assert SequenceMatcher(None, text, PRINTED, autojunk=False).ratio() >= 0.98


@needs_ocr
def test_a_scanned_pdf_is_read() -> None:
    """Pages of a PDF that are only pictures go the same way, paragraphs joined, each page at its place."""
    pages = [drawn(LINES[:7]).convert("RGB"), drawn(LINES[7:]).convert("RGB")]
    parsed = pdf.parse(saved(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=150), "a.pdf")
    assert parsed.text == "\n".join(PARAGRAPHS)
    assert [parsed.text[at : at + 2] for at in parsed.pages] == ["清河", "二、"]
    assert sum(end - start for start, end in parsed.recognised) >= len(parsed.text) - len(parsed.pages)
    assert parsed.warnings == ("第 1、2 页由文字识别（OCR）读出，请对照原件",)


@needs_ocr
@pytest.mark.parametrize("degrees", [90, 180, 270, 2])
def test_turned_and_skewed_pages_read_the_same(degrees: int) -> None:
    """A page on its side, upside down or slightly skewed gives its lines in order, with level boxes."""
    lines = recognise(drawn(LINES[:5]).rotate(degrees, expand=True, fillcolor=255), "a.png")
    assert [line.text for line in lines] == [line.strip("　") for line in LINES[:5]]
    assert [line.top for line in lines] == sorted(line.top for line in lines)
    assert max(line.bottom - line.top for line in lines) < 50


@needs_ocr
def test_boxes_are_in_pixels_of_the_page() -> None:
    """A page with more pixels than are looked at still tells its own: the margin of an inch at 300 dpi."""
    first, last = recognise(drawn(("甲乙丙丁戊己庚辛", "　　壬癸子丑"), dpi=300), "a.png")
    assert (first.left, last.left) == (pytest.approx(300, abs=15), pytest.approx(433, abs=15))
    assert first.right == pytest.approx(300 + 8 * 67, abs=15)


@needs_ocr
def test_cells_of_a_row_are_one_line() -> None:
    """Boxes beside each other are put together with a tab; where each stands is kept."""
    rows = (("指标", "上年", "本年"), ("城镇化率", "55.1%", "56.3%"))
    lines = recognise(drawn_table(rows), "a.png")
    assert [line.text for line in lines] == ["指标\t上年\t本年", "城镇化率\t55.1%\t56.3%"]
    assert [part.text for part in lines[1].parts] == ["城镇化率", "55.1%", "56.3%"]
    assert lines[1].parts[1].left == pytest.approx(412, abs=10)


@needs_ocr
@pytest.mark.parametrize("size", [(400, 300), (3, 3), (3000, 3), (3, 3000)])
def test_a_page_without_text_has_no_lines(size: tuple[int, int]) -> None:
    """White paper, and slivers in which nothing can be printed."""
    assert recognise(Image.new("L", size, 255), "a.png") == []


@needs_ocr
def test_transparent_paper_is_white() -> None:
    """Black letters on nothing are read like black letters on white."""
    page = drawn(("共有57个小区",))
    clear = Image.new("RGBA", page.size, (0, 0, 0, 0))
    clear.putalpha(page.point(lambda value: 255 - value))
    assert read(clear) == "共有57个小区"


@needs_ocr
def test_nothing_is_fetched_and_nothing_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The models come from the installed package: no name is looked up, no address is called."""
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *one, **_: asked.append(one))
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: asked.append(address))
    scan._engine.cache_clear()
    assert read(drawn(("共有57个小区",))) == "共有57个小区"
    assert asked == []
    assert capfd.readouterr() == ("", "")


def test_doubtful_lines_are_counted() -> None:
    """What is hard to read is kept and counted; without any line there is nothing to tell."""
    clear, unclear = ScanLine("甲", 0, 9, 0, 9, 0.9), ScanLine("乙", 0, 9, 10, 19, 0.3)
    assert warnings_of([clear]) == ("由文字识别（OCR）读出，请对照原件",)
    assert warnings_of([clear, unclear]) == ("由文字识别（OCR）读出，请对照原件；1 行看不清",)
    assert warnings_of([]) == ()

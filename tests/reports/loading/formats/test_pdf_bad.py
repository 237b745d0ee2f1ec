"""Broken, locked, scanned and very large files: a text, or one clear line."""

from __future__ import annotations

import io
import random

import pypdf
import pypdfium2
import pytest

from assistant.errors import ReadError
from assistant.reports.loading.formats import scan
from assistant.reports.loading.formats.pdf import parse
from tests.reports.loading.formats.pdf_files import Sheet, lines


def plain(*, compressed: int = 0) -> bytes:
    """Make two pages with a paragraph, a table and a page number."""
    sheet = Sheet(pageCompression=compressed)
    sheet.paragraph(lines(4))
    sheet.table([["单位", "件数"], ["甲县", "12"]], (72, 172, 292))
    sheet.write("- 1 -", 280, 40)
    sheet.page()
    sheet.paragraph(lines(3, mark="乙"))
    sheet.write("- 2 -", 280, 40)
    return sheet.done()


def scanned(*texts: str) -> bytes:
    """Make a page with text for each text, and the picture of one for each empty text."""
    drawn = Sheet()
    drawn.write("全县审结行政复议案件6件", 72, 600, 24)
    picture = pypdfium2.PdfDocument(drawn.done())[0].render(scale=2).to_pil()
    sheet = Sheet()
    for text in texts:
        if text:
            sheet.paragraph(text)
        else:
            sheet.image(picture)
        sheet.page()
    return sheet.done()


def failure(data: bytes) -> str:
    """Give the one line that reading complains with."""
    with pytest.raises(ReadError) as error:
        parse(data, "a.pdf")
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_is_only_locked_against_changes_is_read(algorithm: str) -> None:
    """It has an owner's password, and opens without one."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain()))
    writer.encrypt("", owner_password="secret", algorithm=algorithm)
    locked = io.BytesIO()
    writer.write(locked)
    assert parse(locked.getvalue(), "a.pdf").text == parse(plain(), "a.pdf").text


def test_a_password_is_told() -> None:
    """The line says what to do."""
    sheet = Sheet(encrypt="secret")
    sheet.paragraph(lines(2))
    assert failure(sheet.done()) == "a.pdf：PDF 有密码。请去掉密码后再试"


NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>"
)
DEEP = NO_PAGES.replace(b"/Kids[]", b"/Kids" + b"[" * 60_000 + b"]" * 60_000)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"<html></html>", NO_PAGES, DEEP], ids=range(5))
def test_what_is_no_pdf_is_one_line(data: bytes) -> None:
    """Empty, cut, another format, no pages, nested without end."""
    assert "不是完整的 PDF" in failure(data)


def test_a_page_tree_that_bites_its_tail_ends() -> None:
    """A node is its own child."""
    assert "不是完整的 PDF" in failure(NO_PAGES.replace(b"/Kids[]", b"/Kids[2 0 R]"))


@pytest.mark.parametrize("compressed", [0, 1])
@pytest.mark.parametrize("seed", range(40))
def test_a_mutated_file_is_read_or_is_one_line(seed: int, compressed: int) -> None:
    """Bytes changed, parts cut out or written twice: never a traceback."""
    chance = random.Random(seed)
    data = bytearray(plain(compressed=compressed))
    for _ in range(chance.choice([1, 5, 40])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if seed % 3 == 0:
        start = chance.randrange(len(data))
        del data[start : start + chance.randrange(2000)]
    if seed % 5 == 0:
        data = data[: chance.randrange(len(data))]
    try:
        parse(bytes(data), "a.pdf")
    except ReadError as error:
        assert "\n" not in str(error)


def test_a_damaged_page_is_read_up_to_the_damage() -> None:
    """A warning names it; the pages after it are read."""
    damaged = plain().replace(b") Tj T* ET", b") Tj T* ET (\\777) Tj", 1)
    parsed = parse(damaged, "a.pdf")
    whole = parse(plain(), "a.pdf")
    assert parsed.text.endswith("\n" + lines(3, mark="乙"))
    assert parsed.text[:30] == whole.text[:30]
    assert parsed.warnings == ("第 1 页已损坏，可能没有读全",)


def test_pages_that_are_all_alike_keep_their_text() -> None:
    """Their only line is no running head."""
    sheet = Sheet()
    for number in range(1, 5):
        sheet.write(f"第{number}号通知已经送达当事人。")
        sheet.page()
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text == "\n".join(f"第{number}号通知已经送达当事人。" for number in range(1, 5))


def test_a_page_with_too_many_lines_is_read_without_tables() -> None:
    """A warning names it."""
    sheet = Sheet()
    sheet.paragraph(lines(4))
    for row in range(180):
        for column in range(20):
            x, y = 20 + 28 * column, 20 + 3.5 * row
            sheet.canvas.line(x, y, x + 10, y)
            sheet.canvas.line(x + 14 + row % 9, y, x + 14 + row % 9, y + 8)
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text == lines(4)
    assert parsed.warnings == ("第 1 页的线条太多，表格没有按行读",)


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the extra away."""
    monkeypatch.setattr(scan, "_NEEDED", ("no_such_package",))


@pytest.mark.usefixtures("without_recognition")
def test_scanned_pages_without_the_extra_are_told() -> None:
    """The pages with text are read."""
    parsed = parse(scanned(lines(3), "", lines(3, mark="乙"), "", "", ""), "a.pdf")
    assert parsed.text == lines(3) + "\n" + lines(3, mark="乙")
    told = "第 2、4—6 页是图片，没有读：文字识别（OCR）没有安装，请在项目文件夹里运行 pip install"
    assert [one.rsplit(" ", 1)[0] for one in parsed.warnings] == [told]


@pytest.mark.usefixtures("without_recognition")
def test_a_scan_without_the_extra_says_how_to_get_it() -> None:
    """No page has text."""
    line = failure(scanned("", ""))
    assert "扫描件" in line
    assert "pip install" in line


def test_a_scanned_page_is_recognised() -> None:
    """Where its text stands is told, and that it was recognised."""
    pytest.importorskip("rapidocr")
    parsed = parse(scanned(lines(3), ""), "a.pdf")
    assert parsed.text == lines(3) + "\n全县审结行政复议案件6件"
    start = parsed.text.index("全县")
    assert parsed.recognised == ((start, len(parsed.text)),)
    assert parsed.warnings[0].startswith("第 2 页由文字识别（OCR）读出，请对照原件")
    assert parsed.pages == (0, start)

"""The order in which a page is read, and its paragraphs."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from assistant.reports.loading.formats.pdf import parse
from tests.reports.loading.formats.pdf_files import EM, LEFT, Sheet, lines

SAMPLES = Path(__file__).parents[4] / "samples" / "reports"
RIGHT = 320.0  # left edge of the second column
NARROW = 18  # characters in a line of a column


def column(sheet: Sheet, text: str, x: float, top: float) -> float:
    """Write a column and give the height below it."""
    sheet.y = top
    sheet.paragraph(text, x, NARROW)
    return sheet.y


def test_two_columns_are_read_one_after_the_other() -> None:
    """Full-width lines above and below keep their place; a paragraph runs on over the columns."""
    sheet = Sheet()
    sheet.centred("某县年度报告", 20)
    text = lines(15, NARROW)
    cut = 8 * NARROW - 2
    top = sheet.y
    column(sheet, text[:cut], LEFT, top)
    sheet.y = top
    for at in range(cut, len(text), NARROW):
        sheet.write(text[at : at + NARROW], RIGHT, sheet.y)
        sheet.y -= 20
    sheet.y -= 60
    sheet.write("附：办理情况说明")
    assert parse(sheet.done(), "a.pdf").text == f"某县年度报告\n{text}\n附：办理情况说明"


def test_three_columns() -> None:
    """Each is read to its end."""
    sheet = Sheet()
    texts = [lines(6, 11, mark) for mark in "甲乙丙"]
    for number, text in enumerate(texts):
        sheet.y = 760
        sheet.paragraph(text, 60 + 165 * number, 11)
    assert parse(sheet.done(), "a.pdf").text == "\n".join(texts)


def test_columns_whose_lines_are_not_level() -> None:
    """The right column stands half a line lower."""
    sheet = Sheet()
    left, right = lines(8, NARROW), lines(8, NARROW, "乙")
    column(sheet, left, LEFT, 760)
    column(sheet, right, RIGHT, 751)
    assert parse(sheet.done(), "a.pdf").text == f"{left}\n{right}"


def test_an_accidental_gap_does_not_tear_a_page_apart() -> None:
    """The blanks of some lines happen to stand under one another."""
    sheet = Sheet()
    for number in range(6):
        sheet.write(f"第{number}处", LEFT)
        sheet.write("办结", RIGHT, sheet.y + 1.6 * EM)
    sheet.paragraph(lines(3))
    text = parse(sheet.done(), "a.pdf").text
    assert text.startswith("第0处 办结\n第1处 办结\n")


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("共办结12,3", "45件。", "共办结12,345件。"), ("办结率为99.", "9%。", "办结率为99.9%。")],
)
def test_a_figure_broken_over_a_line_end_is_whole(first: str, second: str, whole: str) -> None:
    """Nothing is put between its two parts."""
    sheet = Sheet()
    head = lines(1)[: 33 - len(first)] + "甲" * 3
    sheet.write("甲" * 2 + head[:34] + first, LEFT + 2 * EM)
    sheet.write(second)
    sheet.paragraph(lines(2))
    sheet.paragraph(lines(2, mark="乙"))
    assert whole in parse(sheet.done(), "a.pdf").text


def test_latin_words_keep_their_space() -> None:
    """A line end between two of them is a space."""
    sheet = Sheet()
    for _ in range(3):
        sheet.paragraph(lines(2))
    sheet.write("全县推广使用" + "乙" * 24 + "Open", LEFT + 2 * EM)
    sheet.write("Data平台，共接入6个部门。")
    assert "Open Data平台" in parse(sheet.done(), "a.pdf").text


def test_paragraphs_set_apart_by_a_gap() -> None:
    """No line is set in; a sentence that ends at a line's end goes on."""
    sheet = Sheet()
    one = "甲" * 34 + "。" + "乙" * 41 + "。"
    texts = [one, lines(3, mark="丙"), lines(3, mark="丁")]
    for text in texts:
        sheet.paragraph(text, indent=0)
        sheet.y -= 14
    assert parse(sheet.done(), "a.pdf").text == "\n".join(texts)


def test_items_that_hang_under_their_number() -> None:
    """The next number begins a new item, however full the line above is."""
    sheet = Sheet()
    texts = []
    for number in range(1, 5):
        text = lines(3, 34, "甲乙丙丁"[number - 1])
        sheet.write(f"{number}.", LEFT, sheet.y)
        for at in range(0, len(text), 34):
            sheet.write(text[at : at + 34], LEFT + 2 * EM, sheet.y)
            sheet.y -= 20
        texts.append(f"{number}.{text}")
    assert parse(sheet.done(), "a.pdf").text.replace(". ", ".") == "\n".join(texts)


def test_a_title_over_two_lines_is_one() -> None:
    """Both are large and in the middle; the line in brackets below is its own."""
    sheet = Sheet()
    sheet.centred("某县人民政府关于", 22)
    sheet.centred("二〇二三年法治政府建设情况的报告", 22)
    sheet.centred("（2024年1月18日）")
    sheet.paragraph(lines(4))
    first = "某县人民政府关于二〇二三年法治政府建设情况的报告\n（2024年1月18日）\n"
    assert parse(sheet.done(), "a.pdf").text == first + lines(4)


def test_a_paragraph_runs_on_over_the_page() -> None:
    """The page numbers between do not part it; pages begin where their text does."""
    sheet = Sheet()
    text = lines(6)
    sheet.write(text[:34], LEFT + 2 * EM)
    sheet.write(text[34:70])
    sheet.write("- 1 -", 280, 40)
    sheet.page()
    for at in range(70, len(text), 36):
        sheet.write(text[at : at + 36])
    sheet.paragraph(lines(2, mark="乙"))
    sheet.write("- 2 -", 280, 40)
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text == text + "\n" + lines(2, mark="乙")
    assert parsed.pages == (0, 70)


def test_text_drawn_twice_is_read_once() -> None:
    """A bold that is made by printing again, a little to the side."""
    sheet = Sheet()
    sheet.write("一、主要工作11项", LEFT, 760)
    sheet.write("一、主要工作11项", LEFT + 0.4, 760)
    sheet.y = 730
    sheet.paragraph(lines(2))
    assert parse(sheet.done(), "a.pdf").text == "一、主要工作11项\n" + lines(2)


def test_a_page_on_its_side_is_turned() -> None:
    """By the page's own entry, or by its text."""
    for turned in (True, False):
        sheet = Sheet(size=(595, 842))
        sheet.canvas.setPageRotation(90 if turned else 0)
        sheet.canvas.rotate(90)
        sheet.canvas.translate(0, -595)
        for number in range(3):
            sheet.write(f"第{number}项工作已经全部完成。", 100, 500 - 30 * number)
        text = "".join(f"第{number}项工作已经全部完成。\n" for number in range(3)).rstrip()
        assert parse(sheet.done(), "a.pdf").text == text


def test_text_that_is_not_shown_is_kept() -> None:
    """A scan's own layer of text."""
    sheet = Sheet()
    text = sheet.canvas.beginText(LEFT, 760)
    text.setFont("STSong-Light", 12)
    text.setTextRenderMode(3)
    text.textLine("全县共办结行政复议案件6件。")
    sheet.canvas.drawText(text)
    assert parse(sheet.done(), "a.pdf").text == "全县共办结行政复议案件6件。"


def counted(text: str) -> Counter[str]:
    """Count characters, white space aside."""
    return Counter(re.sub(r"\s", "", text))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_every_character_of_a_sample_is_kept_or_told(path: Path) -> None:
    """What is printed = the text and what was dropped."""
    data = path.read_bytes()
    parsed = parse(data, path.name)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        printed = counted("".join(char["text"] for page in pdf.pages for char in page.chars))
    assert counted(parsed.text + "".join(one.line for one in parsed.dropped)) == printed

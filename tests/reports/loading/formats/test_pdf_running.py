"""What pages repeat is taken out, and only that."""

from __future__ import annotations

import pytest

from assistant.reports.loading.formats.pdf import parse
from tests.reports.loading.formats.pdf_files import Sheet, lines

FOOT = 40.0
HEAD = 800.0


def rules(data: bytes) -> list[tuple[str, str]]:
    """Give what was dropped by which rule."""
    return [(one.line, one.rule) for one in parse(data, "a.pdf").dropped]


def paged(feet: list[str], heads: list[str] | None = None, x: float = 280) -> bytes:
    """Make a page for each foot, with a paragraph of its own."""
    sheet = Sheet()
    for number, foot in enumerate(feet):
        sheet.paragraph(lines(3, mark="甲乙丙丁戊己"[number]))
        if heads and heads[number]:
            sheet.write(heads[number], 72, HEAD)
        sheet.write(foot, x, FOOT)
        sheet.page()
    return sheet.done()


@pytest.mark.parametrize(
    "feet",
    [
        ["1", "2"],
        ["- 3 -", "- 4 -"],
        ["—1—", "—2—"],
        ["第 1 页 共 2 页", "第 2 页 共 2 页"],
        ["1/2", "2/2"],
        ["i", "ii"],
        ["~ 7 ~", "~ 8 ~"],
        ["第一页", "第二页"],
    ],
)
def test_page_numbers_go_in_every_form(feet: list[str]) -> None:
    """Plain, between dashes, with the count of pages, in Roman figures."""
    assert rules(paged(feet)) == [(foot, "page-number") for foot in feet]


def test_a_number_in_a_corner_goes() -> None:
    """It need not stand in the middle."""
    assert rules(paged(["5", "6", "7"], x=520)) == [("5", "page-number"), ("6", "page-number"), ("7", "page-number")]


def test_heads_that_differ_on_odd_and_even_pages_go() -> None:
    """Each is repeated on its own pages."""
    heads = ["某县年度报告", "某县人民政府"] * 3
    assert [line for line, rule in rules(paged(["1"] * 6, heads)) if rule == "running-head"] == heads


def test_heads_that_begin_on_the_second_page_go() -> None:
    """The first page has a title."""
    heads = ["", "年度报告", "年度报告", "年度报告"]
    assert [line for line, rule in rules(paged(["1", "2", "3", "4"], heads)) if rule == "running-head"] == heads[1:]


def test_a_head_with_the_number_of_its_page_goes() -> None:
    """What differs is only the number that counts the pages."""
    heads = ["年度报告 1", "年度报告 2", "年度报告 3"]
    assert [line for line, _ in rules(paged(["", "", ""], heads))] == heads


def test_rows_that_differ_in_their_figures_stay() -> None:
    """The last row of each page has the same words, and other figures."""
    feet = ["办结 12 件", "办结 37 件", "办结 5 件"]
    parsed = parse(paged(feet), "a.pdf")
    assert parsed.dropped == ()
    assert all(foot in parsed.text for foot in feet)


def test_what_a_browser_prints_around_a_page_goes() -> None:
    """A single page too."""
    sheet = Sheet()
    sheet.write("2024/1/18 10:32", 30, 820, 8)
    sheet.write("某区年度报告", 280, 820, 8)
    sheet.paragraph(lines(3))
    sheet.write("https://example.com/art/12.html", 30, 20, 8)
    sheet.write("1/1", 540, 20, 8)
    data = sheet.done()
    assert [rule for _, rule in rules(data)] == ["running-head", "running-head"]
    assert parse(data, "a.pdf").text == lines(3)


def test_a_line_that_repeats_inside_the_pages_stays() -> None:
    """Two of three pages hold it, in the middle."""
    sheet = Sheet()
    for mark in "甲乙丙":
        sheet.paragraph(lines(4, mark=mark))
        if mark != "丙":
            sheet.paragraph("主要做法如下：")
        sheet.paragraph(lines(4, mark=mark + "子"))
        sheet.page()
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text.count("\n主要做法如下：\n") == 2
    assert parsed.dropped == ()


def test_the_short_last_line_of_a_page_stays() -> None:
    """It ends a paragraph; the lone figure at the foot of the second page goes on overleaf."""
    sheet = Sheet()
    sheet.paragraph(lines(2)[:-1] + "，办结。")
    sheet.page()
    sheet.paragraph("全县共办结" + lines(1)[:28] + "共")
    sheet.write("268")
    sheet.page()
    sheet.write("件。")
    sheet.page()
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.dropped == ()
    assert "办结。\n" in parsed.text
    assert "268" in parsed.text


def test_a_table_of_contents_goes_with_its_heading() -> None:
    """Leaders and page numbers; the headings themselves stay where they stand."""
    sheet = Sheet()
    sheet.centred("目  录", 16)
    for title, number in (("一、主要工作", 1), ("二、存在问题", 3), ("三、下步打算", 5)):
        sheet.write(f"{title}{'.' * 40}{number}")
    sheet.page()
    sheet.paragraph("一、主要工作")
    sheet.paragraph(lines(3))
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text == "一、主要工作\n" + lines(3)
    assert [one.rule for one in parsed.dropped] == ["contents"] * 4


def test_a_list_of_figures_with_leaders_stays() -> None:
    """Its numbers do not go up as those of pages do."""
    sheet = Sheet()
    sheet.paragraph(lines(2))
    for title, number in (("收案", 93), ("结案", 88), ("转办", 12)):
        sheet.write(f"{title}{'.' * 40}{number}")
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.dropped == ()
    assert "结案........................................88" in parsed.text


def test_a_slanted_mark_behind_every_page_goes() -> None:
    """One that stands on a single page stays."""
    sheet = Sheet()
    for mark in "甲乙":
        sheet.paragraph(lines(3, mark=mark))
        sheet.canvas.saveState()
        sheet.canvas.rotate(45)
        sheet.write("内部资料", 500, 100, 40)
        if mark == "乙":
            sheet.write("副本", 300, 0, 20)
        sheet.canvas.restoreState()
        sheet.page()
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.text == lines(3) + "\n" + lines(3, mark="乙") + "\n副本"
    assert [(one.line, one.rule) for one in parsed.dropped] == [("内部资料", "running-head")] * 2

"""Tables of a PDF become rows."""

from __future__ import annotations

from assistant.reports.loading.formats.pdf import parse
from assistant.reports.loading.loaded import Parsed
from tests.reports.loading.formats.pdf_files import LEFT, Sheet, lines

EDGES = (72.0, 172.0, 292.0, 412.0)
HEADER = ["单位", "收案", "结案"]


def rows(parsed: Parsed) -> list[str]:
    """Give the text of the rows."""
    return [parsed.text[row.start : row.end] for row in parsed.tables]


def test_a_ruled_table_becomes_rows_between_its_neighbours() -> None:
    """Lines inside a cell are joined; each row has its header."""
    sheet = Sheet()
    sheet.paragraph(lines(2))
    sheet.table([HEADER, ["甲县", "12", "11"], ["乙县综合行\n政执法局", "7", "6"]], EDGES)
    sheet.paragraph(lines(2, mark="乙"))
    parsed = parse(sheet.done(), "a.pdf")
    table = ["单位\t收案\t结案", "甲县\t12\t11", "乙县综合行政执法局\t7\t6"]
    assert parsed.text == "\n".join([lines(2), *table, lines(2, mark="乙")])
    assert rows(parsed) == table
    assert [row.header for row in parsed.tables] == [None, table[0], table[0]]


def test_cells_merged_across_and_down() -> None:
    """A cell that is merged down is told to the rows below it."""
    sheet = Sheet()
    canvas = sheet.canvas
    for x, top, bottom in ((72, 760, 664), (412, 760, 664), (172, 736, 664), (292, 760, 664)):
        canvas.line(x, top, x, bottom)
    for y, left in ((760, 72), (736, 72), (712, 172), (688, 72), (664, 72)):
        canvas.line(left, y, 412, y)
    for text, x, y in (
        ("类别", 76, 745),
        ("件数", 296, 745),
        ("复议", 76, 705),
        ("收案", 176, 720),
        ("12", 296, 720),
        ("结案", 176, 696),
        ("11", 296, 696),
        ("诉讼", 76, 672),
        ("收案", 176, 672),
        ("3", 296, 672),
    ):
        sheet.write(text, x, y)
    parsed = parse(sheet.done(), "a.pdf")
    assert rows(parsed) == ["类别\t\t件数", "复议\t收案\t12", "\t结案\t11", "诉讼\t收案\t3"]
    assert parsed.tables[2].header == "类别\t\t件数\n复议"


def test_a_table_goes_on_overleaf_with_its_header_again() -> None:
    """The rows there have the header of the first page, which is read once."""
    sheet = Sheet()
    sheet.paragraph(lines(2))
    sheet.table([HEADER, ["甲县", "12", "11"]], EDGES)
    sheet.write("- 1 -", 280, 40)
    sheet.page()
    sheet.table([HEADER, ["乙县", "7", "6"]], EDGES)
    sheet.write("- 2 -", 280, 40)
    parsed = parse(sheet.done(), "a.pdf")
    assert rows(parsed) == ["单位\t收案\t结案", "甲县\t12\t11", "乙县\t7\t6"]
    assert [row.header for row in parsed.tables] == [None, "单位\t收案\t结案", "单位\t收案\t结案"]
    assert [(one.line, one.rule) for one in parsed.dropped] == [
        ("- 1 -", "page-number"),
        ("- 2 -", "page-number"),
        ("单位\t收案\t结案", "running-head"),
    ]


def test_a_table_goes_on_overleaf_without_its_header() -> None:
    """A cell that was merged down over the page is told to the rows there."""
    sheet = Sheet()
    sheet.table([HEADER, ["甲县", "12", "11"]], EDGES)
    sheet.page()
    sheet.table([["", "7", "6"], ["乙县", "5", "5"]], EDGES)
    parsed = parse(sheet.done(), "a.pdf")
    header = "单位\t收案\t结案"
    assert [row.header for row in parsed.tables] == [None, header, f"{header}\n甲县", header]


def test_another_table_overleaf_is_its_own() -> None:
    """Its columns stand elsewhere."""
    sheet = Sheet()
    sheet.table([HEADER, ["甲县", "12", "11"]], EDGES)
    sheet.page()
    sheet.table([["项目", "金额"], ["培训", "3万元"]], (72, 272, 412))
    parsed = parse(sheet.done(), "a.pdf")
    assert [row.header for row in parsed.tables] == [None, "单位\t收案\t结案", None, "项目\t金额"]


def test_a_table_that_is_open_at_its_sides() -> None:
    """Level lines, and upright ones between the columns only."""
    sheet = Sheet()
    table = [HEADER, ["甲县", "12", "11"], ["乙县", "7", "6"]]
    for at in range(4):
        sheet.canvas.line(72, 776 - 24 * at, 412, 776 - 24 * at)
    for x in EDGES[1:3]:
        sheet.canvas.line(x, 776, x, 704)
    for at, row in enumerate(table):
        for text, x in zip(row, EDGES, strict=False):
            sheet.write(text, x + 4, 760 - 24 * at)
    assert rows(parse(sheet.done(), "a.pdf")) == ["\t".join(row) for row in table]


def test_a_frame_around_text_is_no_table() -> None:
    """One column only: its lines stay a paragraph."""
    sheet = Sheet()
    sheet.paragraph(lines(3))
    sheet.canvas.rect(60, 660, 460, 120)
    sheet.canvas.line(60, 690, 520, 690)
    parsed = parse(sheet.done(), "a.pdf")
    assert (parsed.text, parsed.tables) == (lines(3), ())


def test_lines_through_the_text_are_no_walls() -> None:
    """A drawing under a paragraph does not cut its words."""
    sheet = Sheet()
    sheet.paragraph(lines(4))
    sheet.table([["", "", ""]] * 3, (72, 201, 333, 512))
    sheet.canvas.translate(0, 110)
    sheet.y = 660
    sheet.table([["", "", ""]] * 3, (72, 201, 333, 512))
    parsed = parse(sheet.done(), "a.pdf")
    assert (parsed.text, parsed.tables) == (lines(4), ())


def test_a_table_without_lines() -> None:
    """Rows of short cells under one another, most of them figures."""
    sheet = Sheet()
    sheet.paragraph(lines(2))
    table = [HEADER, ["甲县", "1,203", "98.5%"], ["乙县", "77", "100%"], ["丙县", "8", "—"]]
    for row in table:
        for text, x in zip(row, EDGES, strict=False):
            sheet.write(text, x, sheet.y)
        sheet.y -= 20
    sheet.paragraph(lines(2, mark="乙"))
    parsed = parse(sheet.done(), "a.pdf")
    assert rows(parsed) == ["\t".join(row) for row in table]
    assert parsed.tables[3].header == "单位\t收案\t结案"


def test_rows_of_words_are_no_table() -> None:
    """Signatures side by side are lines of text."""
    sheet = Sheet()
    sheet.paragraph(lines(2))
    for left, right in (("承办：甲某", "审核：乙某"), ("校对：丙某", "签发：丁某"), ("电话：无", "传真：无")):
        sheet.write(left, LEFT, sheet.y)
        sheet.write(right, 320)
    parsed = parse(sheet.done(), "a.pdf")
    assert parsed.tables == ()
    assert parsed.text.endswith("承办：甲某 审核：乙某\n校对：丙某 签发：丁某\n电话：无 传真：无")

"""Tables of a Word file: merged cells, heads of several rows, tables inside tables, tables that are none."""

from __future__ import annotations

import pytest

from assistant.reports.loading.formats.word import parse
from assistant.reports.loading.loaded import Parsed
from tests.reports.loading.formats.word_files import docx, p, r, tbl, tc, tr

HEAD = "<w:tblHeader/>"


def read(*blocks: str) -> Parsed:
    """Read a file with these blocks."""
    return parse(docx("".join(blocks)), "a.docx")


def headers(parsed: Parsed) -> list[str | None]:
    """Give what each row is told of its columns."""
    return [row.header for row in parsed.tables]


def test_merged_cells_are_read_once() -> None:
    """Over columns, over rows, and the old way; columns keep their places."""
    parsed = read(
        tbl(
            tr("类", tc("项", span=2), "件"),
            tr(tc("复议", down="restart"), tc("收", span=2), "6"),
            tr(tc("复议", down="continue"), "结", "其中", "5"),
            tr(tc("诉讼", more='<w:hMerge w:val="restart"/>'), tc("", more="<w:hMerge/>"), "败", "1"),
        )
    )
    assert parsed.text == "类\t项\t\t件\n复议\t收\t\t6\n\t结\t其中\t5\n诉讼\t\t败\t1"
    assert headers(parsed)[2:] == ["类\t项\t\t件\n复议", "类\t项\t\t件"]


def test_a_cell_that_goes_on_from_nothing_is_kept() -> None:
    """Word shows it as any other."""
    assert read(tbl(tr("年", "件"), tr(tc("2023", down="continue"), "6"))).text == "年\t件\n2023\t6"
    lone = tc("甲", more='<w:hMerge w:val="continue"/>')
    assert read(tbl(tr("年", "件"), tr(lone, "6"))).text == "年\t件\n甲\t6"


def test_columns_left_out_before_a_row_are_empty() -> None:
    """The cells stay below their heads."""
    skipped = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    assert read(tbl(tr("年", "收", "结"), tr("6", more=skipped), tr("2", "7", "7"))).text == "年\t收\t结\n\t6\n2\t7\t7"


@pytest.mark.parametrize("marked", [HEAD, ""])
def test_a_head_of_two_rows_names_each_column(marked: str) -> None:
    """Marked as one, or shown by a group beside a cell merged down."""
    parsed = read(
        tbl(
            tr(tc("项目", down="restart"), tc("2023年", span=2), tc("2024年", span=2), more=marked),
            tr(tc("", down="continue"), "件数", "办结", "件数", "办结", more=marked),
            tr("复议", "6", "5", "7", "7"),
            tr("诉讼", "2", "1", "3", "2"),
        )
    )
    names = "项目\t2023年 / 件数\t2023年 / 办结\t2024年 / 件数\t2024年 / 办结"
    assert headers(parsed) == [None, None, names, names]
    assert parsed.text.split("\n")[1] == "\t件数\t办结\t件数\t办结"


def test_a_title_over_all_columns_is_told_once() -> None:
    """The names of the columns stand below it."""
    parsed = read(tbl(tr(tc("表1 复议情况", span=3)), tr("年", "收", "结"), tr("2023", "6", "5"), tr("2024", "7", "7")))
    assert headers(parsed) == [None, None, *["表1 复议情况 / 年\t收\t结"] * 2]


def test_heads_of_three_rows() -> None:
    """Each group's name holds for all below it."""
    parsed = read(
        tbl(
            tr(tc("项目", down="restart"), tc("案件", span=3), more=HEAD),
            tr(tc("", down="continue"), tc("2023年", span=2), tc("2024年"), more=HEAD),
            tr(tc("", down="continue"), "收", "结", "收", more=HEAD),
            tr("复议", "6", "5", "7"),
        )
    )
    assert headers(parsed)[3] == "项目\t案件 / 2023年 / 收\t案件 / 2023年 / 结\t案件 / 2024年 / 收"


@pytest.mark.parametrize(
    "rows",
    [
        (tr("年", "件", more=HEAD), tr("2023", "6", more=HEAD)),
        (tr("年", "件"), tr("2023", "6")),
        (tr(tc("年", down="restart"), "件"), tr(tc("", down="continue"), "6")),
        (tr(tc("年", span=2)), tr("2023", "6")),
        (tr(tc("年", down="restart"), tc("件", span=2)), *(tr(tc("", down="continue"), "6", "7"),) * 3),
    ],
)
def test_one_row_is_the_head_where_nothing_shows_more(rows: tuple[str, ...]) -> None:
    """Marks on every row, a merge without a group, a merge to the last row, a table of two rows."""
    first, second, *_ = headers(read(tbl(*rows)))
    assert first is None
    assert second is not None
    assert second.split("\t")[0].split("\n")[0] == "年"


def test_paragraphs_of_a_cell_are_joined() -> None:
    """A row stays one line; the caption above is a paragraph."""
    assert read(p("表1"), tbl(tr("年", tc("收", "", "结")), tr("1", "2"))).text == "表1\n年\t收 结\n1\t2"


@pytest.mark.parametrize(
    "table",
    [
        tbl(tr(tc("第一段。", "第二段。"))),
        tbl(tr("第一段。"), tr("第二段。"), tr("长" * 101)),
        tbl(tr(tbl(tr(tc("第一段。", "第二段。"))).join(("<w:tc>", "</w:tc>")))),
    ],
)
def test_a_table_that_only_frames_text_is_paragraphs(table: str) -> None:
    """One cell, or a column of paragraphs."""
    parsed = read(table)
    assert parsed.text.split("\n")[:2] == ["第一段。", "第二段。"]
    assert parsed.tables == ()


def test_a_short_column_stays_a_table() -> None:
    """A list of names is rows."""
    assert len(read(tbl(tr("单位"), tr("甲局"), tr("乙局"))).tables) == 3


def test_a_table_inside_a_row_follows_it() -> None:
    """With its own head; the rows below keep theirs."""
    inner = tbl(tr("年", "件"), tr("2023", "6"))
    parsed = read(tbl(tr("部门", "情况"), tr("甲局", tc("如下", inner, p(""))), tr("乙局", "无")))
    assert parsed.text == "部门\t情况\n甲局\t如下\n年\t件\n2023\t6\n乙局\t无"
    assert headers(parsed) == [None, "部门\t情况", None, "年\t件", "部门\t情况"]


def test_tables_side_by_side_are_tables() -> None:
    """A frame of one row around them is none."""
    left, right = (tbl(tr("年", name), tr("2023", "6")) for name in ("收", "结"))
    parsed = read(tbl(tr(tc(left), tc(right))))
    assert parsed.text == "年\t收\n2023\t6\n年\t结\n2023\t6"
    assert headers(parsed) == [None, "年\t收", None, "年\t结"]


def test_a_small_table_in_a_cell_is_its_text() -> None:
    """Nothing would be lost of it."""
    assert read(tbl(tr("年", "件"), tr("2023", tc(tbl(tr("6"), tr("件")), p(""))))).text == "年\t件\n2023\t6 件"


def test_controls_and_changes_around_rows_and_cells() -> None:
    """Rows and cells inside content controls are read, deleted rows are not."""
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('2023', '6')}</w:sdtContent></w:sdt>"
    cell = f"<w:sdt><w:sdtContent>{tc('2024')}</w:sdtContent></w:sdt>"
    gone = tr("2025", "8", more='<w:del w:id="1"/>')
    box = f"<w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r>"
    assert read(tbl(tr("年", "件"), row, tr(cell, tc(p(r("7"), box))), gone)).text == "年\t件\n2023\t6\n2024\t7 框"

"""Tables of web pages."""

from __future__ import annotations

from assistant.reports.loading.formats.web import parse
from assistant.reports.loading.loaded import Parsed

LONG = "全区各级行政机关在过去一年里认真办理群众提出的每一件申请，收到六件，办结六件，全部按时答复了申请人。"


def page(body: str) -> Parsed:
    """Read a page with this body."""
    return parse(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "a.html")


def rows(found: Parsed) -> list[tuple[str, str | None]]:
    """Give each table row's text and header."""
    return [(found.text[row.start : row.end], row.header) for row in found.tables]


def test_rows_and_cells() -> None:
    """A line a row, cells joined by tabs; inline elements leave no spaces, paragraphs and breaks one."""
    found = page(
        "<table><tr><td>年<b>份</b></td><td><p>收</p><p>件</p></td></tr><tr><td>2023</td><td>6<br>件</td></tr></table>"
    )
    assert rows(found) == [("年份\t收 件", None), ("2023\t6 件", "年份\t收 件")]


def test_two_header_rows_are_joined() -> None:
    """A group's name and the names below it."""
    found = page(
        "<table><thead><tr><th rowspan=2>年份</th><th colspan=2>案件</th></tr>"
        "<tr><th>收到</th><th>办结</th></tr></thead>"
        "<tbody><tr><td>2022</td><td>5</td><td>4</td></tr><tr><td>2023</td><td>6</td><td>6</td></tr></tbody></table>"
    )
    assert rows(found)[3] == ("2023\t6\t6", "年份\t案件 / 收到\t案件 / 办结")


def test_two_header_rows_without_marks() -> None:
    """Most pages have only <td>: a cell merged down beside a group shows them."""
    found = page(
        "<table><tr><td rowspan=2>年份</td><td colspan=2>案件</td></tr><tr><td>收到</td><td>办结</td></tr>"
        "<tr><td>2023</td><td>6</td><td>6</td></tr></table>"
    )
    assert rows(found)[2] == ("2023\t6\t6", "年份\t案件 / 收到\t案件 / 办结")


def test_a_cell_over_rows_is_told_to_each() -> None:
    """Also when it is as wide as two, and when it reaches to the end."""
    found = page(
        "<table><tr><th>类别</th><th>项目</th><th>件数</th></tr>"
        "<tr><td rowspan=0>复议</td><td>收到</td><td>6</td></tr><tr><td>办结</td><td>5</td></tr></table>"
    )
    assert rows(found)[2] == ("\t办结\t5", "类别\t项目\t件数\n复议")


def test_a_caption_and_stray_text_are_lines() -> None:
    """Whatever stands between the cells is kept."""
    found = page(
        "<table><caption>表1 办理情况</caption>散落<tr><th>年</th><th>件</th></tr>"
        "<form><tr><td>2023</td><td>6</td></tr></form><tr><div>夹着</div><td>2022</td><td>5</td></tr></table>"
    )
    for line in ("表1 办理情况", "散落", "夹着", "2023\t6", "2022\t5"):
        assert line in found.text.split("\n")


def test_no_column_is_lost() -> None:
    """150 columns, and spans that no page can mean."""
    cells = "".join(f"<td>格{at}</td>" for at in range(150))
    found = page(
        f"<table><tr>{cells}</tr><tr><td colspan=9999>宽</td><td>后</td></tr><tr><td>a</td><td>b</td></tr></table>"
    )
    assert "格149" in found.text
    assert "后" in found.text
    assert max(map(len, found.text.split("\n"))) < 2000


def test_a_table_that_lays_the_page_out_is_lines() -> None:
    """With tables inside, one column, one row, or an article in a cell."""
    for body in (
        f"<table><tr><td>导航</td><td><table><tr><td>{LONG}</td></tr></table></td></tr><tr><td>脚</td><td></td></tr></table>",
        f"<table><tr><td>导航</td></tr><tr><td>{LONG}</td></tr></table>",
        f"<table><tr><td>导航</td><td>{LONG}</td></tr></table>",
        f"<table><tr><td>导航</td><td>a</td></tr><tr><td>b</td><td><p>{LONG}</p><p>{LONG}</p></td></tr></table>",
    ):
        found = page(body)
        assert found.tables == ()
        assert LONG in found.text.split("\n")


def test_a_table_of_figures_inside_a_layout() -> None:
    """Only the inner one is a table."""
    found = page(
        "<table><tr><td>导航</td></tr><tr><td><table><tr><td>年</td><td>件</td></tr><tr><td>2023</td><td>6</td></tr>"
        "</table></td></tr></table>"
    )
    assert rows(found) == [("年\t件", None), ("2023\t6", "年\t件")]


def test_a_small_table_in_a_cell_of_a_marked_one() -> None:
    """Its words stay in that cell."""
    found = page(
        "<table><tr><th>年</th><th>件</th></tr>"
        "<tr><td>2023</td><td><table><tr><td>收6</td><td>结5</td></tr></table></td></tr></table>"
    )
    assert rows(found)[1] == ("2023\t收6 结5", "年\t件")


def test_hidden_rows_are_no_text() -> None:
    """Templates of scripts."""
    found = page(
        "<table><tr><th>年</th><th>件</th></tr><tr style='display:none'><td>x</td></tr>"
        "<tr><td>1</td><td>2</td></tr></table>"
    )
    assert found.text == "年\t件\n1\t2"

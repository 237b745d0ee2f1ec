"""From a path to texts."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import ReadError
from assistant.reports import Loaded, load
from assistant.reports.loading.load import original
from assistant.reports.loading.loaded import Head

BODY = "全区审结行政复议案件6件。"


def pdf_file(path: Path, pages: list[list[tuple[float, str]]], password: str | None = None) -> None:
    """Write a PDF with a Chinese font of the reader: (left edge, line) from top to bottom on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4, encrypt=password)
    for lines in pages:
        canvas.setFont("STSong-Light", 12)
        for number, (left, line) in enumerate(lines):
            canvas.drawString(left, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()


def zip_file(path: Path, members: dict[str, bytes]) -> None:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_a_text_file_gives_text_digest_and_encoding(tmp_path: Path, one: Callable[[Path], Loaded]) -> None:
    """The original bytes go along."""
    path = tmp_path / "报告.txt"
    path.write_bytes(BODY.encode("gb18030"))
    loaded = one(path)
    assert (loaded.name, loaded.suffix, loaded.text, loaded.encoding) == ("报告.txt", ".txt", BODY, "gb18030")
    assert len(loaded.digest) == 64
    assert original(loaded.source) == loaded.original == path.read_bytes()


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    """Names are paths inside the folder."""
    for name in ("b.txt", "a/c.md", ".hidden.txt", "~$lock.docx", "notes.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY)
    assert [item.name for item in load(tmp_path) if isinstance(item, Loaded)] == ["a/c.md", "b.txt"]


def test_a_link_loop_ends(tmp_path: Path) -> None:
    """Each real folder is walked once."""
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(load(tmp_path))) == 1


def test_a_broken_item_is_an_error_beside_the_others(tmp_path: Path) -> None:
    """The folder goes on."""
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "b.txt").write_text(BODY)
    first, second = load(tmp_path)
    assert isinstance(first, ReadError)
    assert isinstance(second, Loaded)


def test_a_page_becomes_lines_with_tables_as_rows(tmp_path: Path, one: Callable[[Path], Loaded]) -> None:
    """Scripts and hidden parts are not text; a cell over two rows is told to the second one."""
    path = tmp_path / "a.html"
    path.write_text(
        "<html><head><title>某区报告 - 某区政府网</title><script>var a=1</script></head>"
        "<body><ul><li><a>首页</a></li></ul>"
        "<p>第一<b>段</b>。</p><div style='display: none'>藏</div>第二段。<br>第三段。"
        "<table><tr><th>年</th><th>件</th></tr>"
        "<tr><td rowspan=2>2023</td><td>6</td></tr><tr><td>7</td></tr></table></body></html>"
    )
    loaded = one(path)
    assert loaded.text == "首页\n第一段。\n第二段。\n第三段。\n年\t件\n2023\t6\n\t7"
    assert loaded.title_hint == "某区报告"
    assert loaded.linked == frozenset({0})
    assert [row.header for row in loaded.tables] == [None, "年\t件", "年\t件\n2023"]


def test_a_word_file_keeps_the_order_of_paragraphs_and_tables(tmp_path: Path, one: Callable[[Path], Loaded]) -> None:
    """Merged cells are not repeated, headings keep their level."""
    document = docx.Document()
    document.add_paragraph("年度报告", style="Title")
    document.add_paragraph("主要指标", style="Heading 1")
    table = document.add_table(3, 3)
    for (row, column), text in {
        (0, 0): "类别",
        (0, 2): "件",
        (1, 0): "复议",
        (1, 1): "收",
        (1, 2): "6",
        (2, 1): "结",
    }.items():
        table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph(BODY)
    document.save(str(tmp_path / "a.docx"))
    loaded = one(tmp_path / "a.docx")
    assert loaded.text == f"年度报告\n主要指标\n类别\t\t件\n复议\t收\t6\n\t结\n{BODY}"
    assert loaded.tables[2].header == "类别\t\t件\n复议"
    assert loaded.heads == (Head(0, 0), Head(5, 2))


def test_a_pdf_joins_its_lines_and_drops_what_pages_repeat(tmp_path: Path, one: Callable[[Path], Loaded]) -> None:
    """Running heads and page numbers go; a paragraph goes on over the page."""
    full = "甲" * 30
    pages = [
        [(72, "年度报告"), (96, "全区" + "甲" * 26), (72, full), (72, full), (280, "— 1 —")],
        [(72, "年度报告"), (72, "结束。"), (96, "另一段。"), (96, "第三段。"), (280, "— 2 —")],
    ]
    pdf_file(tmp_path / "a.pdf", pages)
    loaded = one(tmp_path / "a.pdf")
    assert loaded.text == "全区" + "甲" * 26 + full * 2 + "结束。\n另一段。\n第三段。"
    assert loaded.pages == (0, 88)
    assert [one.rule for one in loaded.dropped] == ["running-head", "page-number"] * 2


def test_an_archive_gives_its_members(tmp_path: Path) -> None:
    """Names from Chinese Windows too; the original bytes can be had again."""
    zip_file(tmp_path / "a.zip", {"报告/甲.txt": BODY.encode(), "__MACOSX/x.txt": b"x", "b.txt": BODY.encode()})
    names = [(item.name, item.source) for item in load(tmp_path / "a.zip") if isinstance(item, Loaded)]
    assert names == [("b.txt", f"{tmp_path}/a.zip!/b.txt"), ("报告/甲.txt", f"{tmp_path}/a.zip!/报告/甲.txt")]
    assert original(names[1][1]) == BODY.encode()


def test_a_member_that_points_outside_is_refused(tmp_path: Path) -> None:
    """The others are read."""
    zip_file(tmp_path / "a.zip", {"../evil.txt": BODY.encode(), "b.txt": BODY.encode()})
    first, second = load(tmp_path / "a.zip")
    assert "指向外面" in str(first)
    assert isinstance(second, Loaded)


def test_an_archive_bomb_is_refused(tmp_path: Path, error: Callable[[Path], str]) -> None:
    """Before it is unpacked."""
    zip_file(tmp_path / "a.zip", {"a.txt": b"0" * 20_000_000})
    assert "压缩炸弹" in error(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["b.zip", "县/b.rar", "b.7z"])
def test_an_archive_inside_an_archive(tmp_path: Path, error: Callable[[Path], str], name: str) -> None:
    """It is refused as what it is, not as an unknown format."""
    zip_file(tmp_path / "a.zip", {name: b"PK"})
    assert error(tmp_path / "a.zip") == f"{tmp_path}/a.zip!/{name}：压缩包里的压缩包不读。请先解开"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b"\0" * 5000, "文件是空的"),
        ("a.txt", b"  \n ", "文件是空的"),
        ("a.html", b"<html><script>x</script></html>", "里面没有文字"),
        ("a.pdf", b"%PDF-1.4 cut", "不是完整的 PDF"),
        ("a.docx", b"PK\x03\x04cut", "不是完整的 Word"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "加密的或旧格式的 Word"),
        ("a.zip", b"PK\x03\x04cut", "不是完整的 ZIP"),
        ("a.xlsx", b"x", "表格文件读不了。请另存为 .docx 或 .pdf"),
        ("a.ofd", b"x", "版式文件 OFD、CEB 读不了。请另存为 .pdf"),
        ("a.exe", b"x", "可以读：.txt、.md"),
        ("a\n'b.txt", b"", "文件是空的"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, error: Callable[[Path], str], name: str, data: bytes, told: str
) -> None:
    """With what to do."""
    (tmp_path / name).write_bytes(data)
    assert told in error(tmp_path / name)


def test_a_missing_path_is_told(error: Callable[[Path | str], str]) -> None:
    """And a path that no system takes."""
    assert "没有这个文件或文件夹" in error("nowhere.txt")
    assert "没有这个文件或文件夹" in error("a\0b.txt")


def test_a_scanned_pdf_says_so(tmp_path: Path, error: Callable[[Path], str]) -> None:
    """No page has text."""
    pdf_file(tmp_path / "a.pdf", [[], []])
    assert "扫描件" in error(tmp_path / "a.pdf")


def test_a_pdf_with_a_password_says_so(tmp_path: Path, error: Callable[[Path], str]) -> None:
    """Nothing of it is read."""
    pdf_file(tmp_path / "a.pdf", [[(72, BODY)]], password="secret")
    assert "PDF 有密码" in error(tmp_path / "a.pdf")


def test_truncated_files_are_told(tmp_path: Path, error: Callable[[Path], str]) -> None:
    """Cut at half their length."""
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(BODY * 50)
    document.save(buffer)
    (tmp_path / "a.docx").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    assert "不是完整的 Word" in error(tmp_path / "a.docx")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_told(tmp_path: Path, error: Callable[[Path], str]) -> None:
    """Root is not stopped by permissions, so this runs as another user only."""
    path = tmp_path / "a.txt"
    path.write_text(BODY)
    path.chmod(0)
    assert "没有读取权限" in error(path)

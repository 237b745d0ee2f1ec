"""Word files that are broken, hostile or written by others: read, or one clear line."""

from __future__ import annotations

import io
import zipfile

import docx as python_docx
import pytest

from assistant.errors import ReadError
from assistant.reports.loading.formats.word import parse
from tests.reports.loading.formats.word_files import (
    SPACES,
    changed,
    docx,
    level,
    lists,
    p,
    package,
    root,
    style,
    tbl,
    tc,
    tr,
)

PLAIN = docx(p("正文。"))
LAUGHS = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
DOCTYPES = [
    f'<!DOCTYPE w:document [<!ENTITY a0 "哈">{LAUGHS}]>',
    '<!DOCTYPE w:document [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE w:document [<!ENTITY a9 "换">]>',
    '<!DOCTYPE w:document SYSTEM "https://example.com/a.dtd">',
]


def told(data: bytes) -> str:
    """Give the one line that a file is refused with."""
    with pytest.raises(ReadError) as caught:
        parse(data, "a.docx")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_entities_are_refused(doctype: str) -> None:
    """None is resolved, nothing is fetched."""
    inner = f"<w:document {SPACES}><w:body>{p('&a9;')}</w:body></w:document>"
    line = told(changed(PLAIN, document=f"{doctype}{inner}".encode()))
    assert "实体定义" in line or "不是完整的 Word" in line
    plain = f"<w:document {SPACES}><w:body>{p('正文。')}</w:body></w:document>"
    line = told(changed(PLAIN, document=f"{doctype}{plain}".encode()))
    assert line.startswith("a.docx：里面的 word/document.xml 自带实体定义（正常的 Word 文件没有），没有读。请用")


def test_entities_in_another_part_are_refused() -> None:
    """Whichever part is read."""
    styles = f"{DOCTYPES[2]}<w:styles {SPACES}/>".encode()
    assert "word/styles.xml 自带实体定义" in told(changed(docx(p("正文。"), styles=""), styles=styles))


def test_a_bomb_in_a_part_is_refused() -> None:
    """By what it says to unpack to; one in a part that is not read does no harm."""
    bomb = b" " * (65 * 2**20)
    assert told(changed(PLAIN, document=bomb)) == (
        "a.docx：里面的 word/document.xml 解开后有 65.0 MB，超过 64.0 MB。请拆成较小的文件"
    )
    assert parse(changed(PLAIN, **{"media/image1": bomb}), "a.docx").text == "正文。"


def test_a_part_that_lies_about_its_size_is_broken() -> None:
    """It is not unpacked beyond what it says."""
    data = changed(PLAIN, document=root("document", f"<w:body>{p('长' * 50_000)}</w:body>").encode())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    assert "不是完整的 Word" in told(data.replace(size.to_bytes(4, "little"), (2_000).to_bytes(4, "little")))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (PLAIN[: len(PLAIN) // 2], "不是完整的 Word 文件"),
        (b"", "不是完整的 Word 文件"),
        (b"<html></html>", "不是完整的 Word 文件"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加密的或旧格式"),
        (package({"a.txt": b"x"}), "里面没有 Word 的正文"),
        (changed(PLAIN, document=None), "里面没有 Word 的正文"),
        (changed(PLAIN, document=b""), "不是完整的 Word 文件"),
        (changed(PLAIN, document=root("document", p("正"))[:-30].encode()), "不是完整的 Word 文件"),
        (changed(PLAIN, document=b'<?xml version="1.0" encoding="nothing"?><a/>'), "不是完整的 Word 文件"),
        (changed(PLAIN, document=b"<worksheet/>"), "不是 Word 文件，只是名为 .docx"),
    ],
)
def test_what_is_no_whole_word_file_is_told(data: bytes, line: str) -> None:
    """Cut, empty, another format, without its text."""
    assert line in told(data)


def test_every_cut_is_told_or_read() -> None:
    """Wherever a download broke off."""
    data = docx(p("正文。"), styles=style("1", "heading 1"), numbering=lists(level(0, "decimal", "%1.")))
    for end in range(0, len(data), 37):
        assert told(data[:end])


def test_every_broken_byte_is_told_or_read() -> None:
    """A file that was damaged never ends in a traceback."""
    data = docx(p("正文。", num=(1, 0)), styles=style("1", "heading 1"), numbering=lists(level(0, "decimal", "%1.")))
    read = 0
    for at in range(0, len(data), 11):
        try:
            read += parse(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], "a.docx").text == "正文。"
        except ReadError as error:
            assert "\n" not in str(error)
    assert read > 10


def test_an_encrypted_member_is_told() -> None:
    """The flag that a password was set."""
    data = bytearray(PLAIN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    assert "Word 文件有密码" in told(bytes(data))


@pytest.mark.parametrize("role", ["styles", "numbering", "footnotes", "header"])
def test_a_broken_side_part_costs_only_itself(role: str) -> None:
    """The text is read, and a warning tells what is missing."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    section = '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    data = docx(p("正文。", mark, style="1", num=(1, 0)) + section, **dict.fromkeys((role,), ""))
    parsed = parse(changed(data, **{role: b"<w:cut"}), "a.docx")
    assert parsed.text == "正文。"
    assert len(parsed.warnings) == 1
    assert f"（word/{role}.xml）已损坏，没有读" in parsed.warnings[0]
    assert parse(changed(data, **{role: None}), "a.docx").text == "正文。"


@pytest.mark.parametrize(
    "body",
    [
        tbl(tr("年", "件"), tr(tc("2023", span=100_000), "6")),
        tbl(tr("年", "件"), tr(tc("2023", span=-5), tc("6", span="x"))),
        tbl(tr("年", "件"), tr("2023", "6", more='<w:gridBefore w:val="99999999999"/>')),
        tbl(tr(*("件",) * 3_000), tr("2023", "6")),
        tbl(tr(*(tc("件", span=100),) * 300), tr("2023", "6")),
    ],
)
def test_absurd_spans_are_bounded(body: str) -> None:
    """No row grows wider than a table can be, no cell is lost."""
    parsed = parse(docx(body), "a.docx")
    assert len(parsed.text) < 7_000
    assert [cell for cell in parsed.text.split("\n")[1].split("\t") if cell] == ["2023", "6"]


def test_absurd_numbers_are_bounded() -> None:
    """Levels beyond the ninth, starts below nought, lists that are not there."""
    numbering = lists(
        level(0, "upperLetter", "%1.", start=-1) + level(8, "upperRoman", "%9)", start=9_999_999_999),
        nums={1: 0, 2: 99},
    )
    body = p("甲", num=(1, 0)) + p("乙", num=(1, 99)) + p("丙", num=(2, 0)) + p("丁", num=(7, 3)) + p("戊", num=(1, 1))
    parsed = parse(docx(body, numbering=numbering), "a.docx")
    assert parsed.text == "甲\n乙\n丙\n丁\n戊"
    assert [head.label[:3] for head in parsed.heads] == ["0.", "MMM"]
    assert max(len(head.label) for head in parsed.heads) < 60


def test_list_styles_in_a_circle_end() -> None:
    """Two definitions that name each other's style."""
    numbering = lists('<w:numStyleLink w:val="a"/>', '<w:numStyleLink w:val="b"/>', nums={1: 0, 2: 1})
    styles = style("a", "a", inner='<w:numPr><w:numId w:val="2"/></w:numPr>')
    styles += style("b", "b", inner='<w:numPr><w:numId w:val="1"/></w:numPr>')
    assert parse(docx(p("正文。", num=(1, 0)), numbering=numbering, styles=styles), "a.docx").text == "正文。"


@pytest.mark.parametrize("wrap", ["<w:ins>{}</w:ins>", "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"])
@pytest.mark.parametrize("depth", [60, 20_000])
def test_deep_nesting_is_read_or_told(wrap: str, depth: int) -> None:
    """Around a paragraph, around runs, around tables."""
    opened, closed = (part * depth for part in wrap.split("{}"))
    cell = "<w:tbl><w:tr><w:tc>" * depth, "</w:tc></w:tr></w:tbl>" * depth
    shapes = (
        f"{opened}{p('正文。')}{closed}",
        f"<w:p>{opened}<w:r><w:t>正文。</w:t></w:r>{closed}</w:p>",
        p("正文。").join(cell),
    )
    for body in shapes:
        if depth < 100:
            assert parse(docx(body), "a.docx").text == "正文。"
        else:
            assert "不是完整的 Word" in told(docx(body))


def test_the_strict_form_is_read() -> None:
    """Its name spaces and its way to refer to parts are others."""
    section = '<w:sectPr><w:footerReference r:id="footer"/></w:sectPr>'
    data = docx(
        p("回顾", style="1", num=(1, 0)) + tbl(tr("年", "件"), tr(tc("2023", span=1), "6")) + section,
        strict=True,
        styles=style("1", "heading 1"),
        numbering=lists(level(0, "chineseCounting", "%1、")),
        footer=p("— 1 —"),
    )
    assert b"schemas.openxmlformats.org/wordprocessingml" not in zipfile.ZipFile(io.BytesIO(data)).read(
        "word/document.xml"
    )
    parsed = parse(data, "a.docx")
    assert parsed.text == "回顾\n年\t件\n2023\t6"
    assert [(head.level, head.label) for head in parsed.heads] == [(2, "一、")]
    assert [one.line for one in parsed.dropped] == ["— 1 —"]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_a_file_with_macros_by_another_name_is_read(kind: str) -> None:
    """Its macros are not looked at."""
    main = f"application/vnd.ms-word.{kind}.main+xml"
    assert parse(docx(p("正文。"), main=main), "a.docx").text == "正文。"


def test_other_ways_to_name_parts() -> None:
    """Backslashes, capitals, no list of parts at all."""
    document = root("document", f"<w:body>{p('正文。', style='1')}</w:body>").encode()
    styles = root("styles", style("1", "heading 2")).encode()
    parsed = parse(package({"word\\Document.xml": document, "Word/styles.xml": styles}), "a.docx")
    assert parsed.text == "正文。"
    assert [head.level for head in parsed.heads] == [3]


def test_a_report_as_wps_writes_it() -> None:
    """Styles by numbers, its own name spaces, numbered headings, no part that is not needed."""
    custom = "<wpsCustomData:extra><wpsCustomData:x/></wpsCustomData:extra>"
    styles = (
        style("1", "Normal", default=True)
        + style("2", "heading 1", based="1", inner='<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
        + style("3", "heading 2", based="1", inner='<w:outlineLvl w:val="1"/>')
        + style("4", "toc 1", based="1")
        + style("5", "Title", based="1", inner='<w:outlineLvl w:val="0"/>')
        + style("6", "标题样式", based="2")
    )
    body = (
        p("某市2024年法治建设报告", style="5")
        + p("目  录") + p("一、主要工作 1", style="4") + p("二、下步打算 2", style="4")
        + p("主要工作", style="2") + p("全市办结复议案件6件。") + p("（一）制度", style="3")
        + p("下步打算", style="6") + p("继续推进。") + custom
    )  # fmt: skip
    parsed = parse(docx(body, styles=styles, numbering=lists(level(0, "chineseCounting", "%1、"))), "a.docx")
    assert parsed.text == "某市2024年法治建设报告\n主要工作\n全市办结复议案件6件。\n（一）制度\n下步打算\n继续推进。"
    assert [(head.level, head.label) for head in parsed.heads] == [(0, ""), (2, "一、"), (3, ""), (2, "二、")]
    assert [one.line for one in parsed.dropped] == ["目  录", "一、主要工作 1", "二、下步打算 2"]


def test_a_file_of_python_docx_is_read_with_its_title() -> None:
    """The title among its properties, where it names a report."""
    document = python_docx.Document()
    document.core_properties.title = "某市法治建设报告"
    document.add_heading("工作", 2)
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Bullet")
    buffer = io.BytesIO()
    document.save(buffer)
    parsed = parse(buffer.getvalue(), "a.docx")
    assert (parsed.text, parsed.title_hint) == ("工作\n甲\n乙", "某市法治建设报告")
    assert [(head.level, head.label) for head in parsed.heads] == [(3, ""), (None, "1.")]

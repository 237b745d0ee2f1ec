"""The text of a Word file: what Word shows, in its order, and nothing else."""

from __future__ import annotations

import pytest

from assistant.model import Dropped
from assistant.reports.loading.formats.word import parse
from tests.reports.loading.formats.word_files import END, begin, docx, field, p, r, style, tbl, tc, tr

ALTERNATIVES = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
    "<wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
BOX = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
EITHER = (
    "<mc:AlternateContent><mc:Choice Requires='x'>{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>"
)
HALF = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
CONTROL = "<w:sdt><w:sdtPr>{1}</w:sdtPr><w:sdtContent>{0}</w:sdtContent></w:sdt>"
CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{p("<w:r><w:footnoteRef/></w:r>", "甲词：第一条解释。")}</w:footnote>'
    f'<w:footnote w:id="2">{p("乙词：第二条解释。")}{p("又一段。")}</w:footnote>'
    f'<w:footnote w:id="3">{p("没有人提到的解释。")}</w:footnote>'
)


def text(*blocks: str, **parts: str) -> str:
    """Give the text of a file with these blocks."""
    return parse(docx("".join(blocks), **parts), "a.docx").text


def note(identity: int, name: str = "footnote") -> str:
    """Write the mark of a note."""
    return f'<w:r><w:{name}Reference w:id="{identity}"/></w:r>'


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (CONTROL.format(p("框内一段。"), '<w:tag w:val="x"/>'), "框内一段。"),
        (CONTROL.format(CONTROL.format(p("两层。"), ""), ""), "两层。"),
        (f'<w:customXml w:element="x"><w:customXmlPr/>{p("外包一层。")}</w:customXml>', "外包一层。"),
        (p("前", CONTROL.format(r("中"), "<w:text/>"), "后"), "前中后"),
        (p("前", f"<w:smartTag>{r('中')}</w:smartTag>", "后"), "前中后"),
        (p("前", f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>'), "前链接"),
        (p("前", f"<w:ins w:id='1'>{r('新增')}</w:ins>", f"<w:moveTo w:id='2'>{r('移来')}</w:moveTo>"), "前新增移来"),
        (p("前", "<w:del w:id='1'><w:r><w:delText>旧</w:delText></w:r></w:del>", "后"), "前后"),
        (p("前", f"<w:moveFrom w:id='1'>{r('移走')}</w:moveFrom>", "后"), "前后"),
        (p("共", f'<w:fldSimple w:instr=" SEQ 表 ">{r("3")}</w:fldSimple>', "张"), "共3张"),
        (p("共", field("= 1 + 2", "3"), "张"), "共3张"),
        (p("共", field("IF x", "甲"), "张"), "共甲张"),
        (p("一", "<w:r><w:tab/></w:r>", "二"), "一 二"),
        (p("一", "<w:r><w:br/></w:r>", "二", "<w:r><w:cr/></w:r>", "三"), "一\n二\n三"),
        (p("a", "<w:r><w:noBreakHyphen/></w:r>", "b", "<w:r><w:softHyphen/></w:r>", "c"), "a-bc"),
        (p("格\t中\n换"), "格 中 换"),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是"), "☑是"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "5"), "≥5"),
        (p('<w:r><w:sym w:font="Arial" w:char="00D7"/></w:r>', "5"), "×5"),
        (p('<w:r><w:sym w:font="x" w:char="zz"/></w:r>', "5"), "5"),
        (p(f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>"), "汉"),
        (p("率为", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"), "率为x"),
        (p("占", HALF), "占1/2"),
    ],
)  # fmt: skip
def test_what_word_shows_is_read(block: str, read: str) -> None:
    """Content controls, tracked changes, fields, special characters."""
    assert text(block) == read


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    """A tracked change may join two paragraphs."""
    cut = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert text(p("前半", more=cut), p("后半。"), p("完。", more=cut)) == "前半后半。\n完。"


@pytest.mark.parametrize(
    "block",
    [
        p("正文。", ALTERNATIVES.format(p("框里的字。"))),
        p("正文。", BOX.format(p("框里的字。"))),
        p("正文。", '<w:r><w:pict><v:shape><v:textpath string="框里的字。"/></v:shape></w:pict></w:r>'),
        p("正文。", EITHER.format("", BOX.format(p("框里的字。")))),
        p("正文。") + EITHER.format(p("框里的字。"), p("框里的字。")),
    ],
)
def test_a_text_box_is_read_once(block: str) -> None:
    """New form and old form say the same; the one that has text is taken; it follows its paragraph."""
    assert text(block) == "正文。\n框里的字。"


def test_a_text_box_keeps_paragraphs_tables_and_boxes() -> None:
    """What lies in a box is read like the body."""
    inner = p("标语", style="2") + p("") + tbl(tr("年", "件"), tr("2023", "6")) + p(ALTERNATIVES.format(p("内框")))
    parsed = parse(docx(p("正文。", ALTERNATIVES.format(inner)), styles=style("2", "heading 1")), "a.docx")
    assert parsed.text == "正文。\n标语\n年\t件\n2023\t6\n内框"
    assert [(head.start, head.level) for head in parsed.heads] == [(4, 2)]
    assert [row.header for row in parsed.tables] == [None, "年\t件"]


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    """Each once, those in cells too; one that nothing refers to and one that is missing are not there."""
    end = f'<w:endnote w:id="1">{p("尾注一条。")}</w:endnote>'
    body = p("甲", note(2), "乙", note(1, "endnote")) + tbl(tr("丙", tc(p("丁", note(1)))), tr("1", "2"))
    body += p("再说", note(2), note(99), "。")
    assert text(body, footnotes=NOTES, endnotes=end) == (
        "甲乙\n丙\t丁\n1\t2\n再说。\n乙词：第二条解释。\n又一段。\n甲词：第一条解释。\n尾注一条。"
    )


def test_heads_and_feet_of_pages_are_dropped() -> None:
    """Each line once; comments are no text at all."""
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    parsed = parse(
        docx(
            p("正文。", '<w:r><w:commentReference w:id="0"/></w:r>') + section * 2,
            header=p("某市文件") + p(""),
            footer=p(ALTERNATIVES.format(p("— ", field("PAGE", "1"), " —"))),
            comments=f'<w:comment w:id="0">{p("批注")}</w:comment>',
        ),
        "a.docx",
    )
    assert parsed.text == "正文。"
    assert parsed.dropped == (Dropped("某市文件", "running-head"), Dropped("— 1 —", "running-head"))


def test_hidden_text_is_dropped() -> None:
    """What Word neither shows nor prints is told, and is no text."""
    parsed = parse(docx(p("可见", r("隐藏", "<w:vanish/>"), r("也可见", '<w:vanish w:val="0"/>'))), "a.docx")
    assert parsed.text == "可见也可见"
    assert parsed.dropped == (Dropped("隐藏", "hidden"),)


def entry(words: str, page: str, style_id: str = "") -> str:
    """Write a line of contents as Word does."""
    inner = f"{r(words)}<w:r><w:tab/></w:r>{field('PAGEREF _Toc1', page)}"
    return p(f'<w:hyperlink w:anchor="_Toc1">{inner}</w:hyperlink>', style=style_id)


def entries(first: str, second: str) -> str:
    """Write two lines of contents in these styles."""
    return entry("一、工作", "1", first) + entry("二、打算", "2", second)


@pytest.mark.parametrize(
    ("contents", "styles"),
    [
        (CONTROL.format(p("目 录", style="h") + entries("", ""), CONTENTS), style("h", "TOC Heading")),
        (p("目 录") + p("") + entries("10", "20"), style("10", "toc 1") + style("20", "toc 2")),
        (p("目 录") + entries("9", "9"), style("9", "WPSOffice手动目录 1")),
        (p("目 录") + entries("x", "x"), style("x", "我的目录", based="10") + style("10", "目录 1")),
        (p("目 录") + p(begin('TOC \\o "1-3"'), "一、工作 1") + p("二、打算 2") + p(END), ""),
        (p("目 录") + p(begin('TOC \\o "1-3"'), "一、工作 1") + p("二、打算 2", END), ""),
    ],
)
def test_a_table_of_contents_is_dropped(contents: str, styles: str) -> None:
    """Its control, its field or its styles tell it; the line 目录 above goes with it."""
    parsed = parse(docx(p("报告") + contents + p("一、工作") + p("正文。"), styles=styles), "a.docx")
    assert parsed.text.split("\n")[0] == "报告"
    assert parsed.text.strip("\n").split("\n")[-2:] == ["一、工作", "正文。"]
    assert "打算" not in parsed.text
    assert parsed.dropped == tuple(Dropped(line, "contents") for line in ("目 录", "一、工作 1", "二、打算 2"))


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (p("目录") + p("") + p("正文。"), "目录\n\n正文。"),
        (p("目录") + tbl(tr("年", "件"), tr("1", "2")), "目录\n年\t件\n1\t2"),
        (p("目录"), "目录"),
        (p(begin("TOC"), "一、工作 1") + p("正文。") + p("又"), "一、工作 1\n正文。\n又"),
        (CONTROL.format(entry("一、工作", "1") + p("全市办结6件。"), CONTENTS), "全市办结6件。"),
        (CONTROL.format(entry("一、工作", "1") + p("一、工作", style="2"), CONTENTS), "一、工作"),
        (p(begin("TOC"), "一、工作 1") + p(END, "正文一行") + p("又"), "正文一行\n又"),
        (p("全市办结6件。", style="10"), "全市办结6件。"),
    ],
)
def test_text_beside_contents_is_not_lost(body: str, read: str) -> None:
    """A field that never ends, body typed into the control, a lone 目录: all kept."""
    assert text(body, styles=style("2", "heading 1") + style("10", "toc 1")) == read


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (p("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "暗") + p("明。"), "\n明。"),
        (p(END, "明。"), "明。"),
        (p(begin("IF x")) + p("明。"), "\n明。"),
        (p(f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{field('REF a', '内')}{END}", "明。"), "明。"),
    ],
)
def test_a_broken_field_takes_no_paragraph_with_it(body: str, read: str) -> None:
    """What stands inside a field's instruction is hidden, the next paragraph is not."""
    assert text(body) == read


def test_what_is_embedded_is_told() -> None:
    """Charts, workbooks and inserted files are not read, and that is said."""
    body = (
        p("<w:r><w:object/></w:r>", "<w:r><w:drawing><c:chart r:id='x'/></w:drawing></w:r>", "字")
        + "<w:altChunk r:id='y'/>"
    )
    assert parse(docx(body), "a.docx").warnings == ("Word 文件里有 3 处嵌入的内容（图表、表格对象或别的文件）没有读",)

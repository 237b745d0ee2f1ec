"""Headings and automatic numbers of a Word file."""

from __future__ import annotations

import pytest

from assistant.reports.loading.formats.word import parse
from assistant.reports.loading.formats.word.numerals import numeral
from tests.reports.loading.formats.word_files import docx, level, lists, p, style, tbl, tr, use

CHAPTERS = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")


def levels(*blocks: str, **parts: str) -> list[int | None]:
    """Give the level of each line, None where it is no heading."""
    parsed = parse(docx("".join(blocks), **parts), "a.docx")
    marked = {head.start: head.level for head in parsed.heads}
    starts = [0]
    for line in parsed.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return [marked.get(start) for start in starts[:-1]]


def labels(*blocks: str, **parts: str) -> list[tuple[str, str, int | None]]:
    """Give (label, line, level) of the lines that are marked."""
    parsed = parse(docx("".join(blocks), **parts), "a.docx")
    return [(head.label, parsed.text[head.start :].split("\n")[0], head.level) for head in parsed.heads]


def numbered(*levels_: int, numbering: str) -> list[str]:
    """Give the labels of paragraphs of list 1 at these levels."""
    return [label for label, _, _ in labels(*(p("某", num=(1, at)) for at in levels_), numbering=numbering)]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (style("2", "heading 1"), 2),
        (style("2", "heading 9"), 10),
        (style("2", "标题 2"), 3),
        (style("2", "Title", inner='<w:outlineLvl w:val="0"/>'), 0),
        (style("2", "标题"), 0),
        (style("2", "heading 1,章标题"), 2),
        (style("2", "我的一级", based="5") + style("5", "heading 3"), 4),
        (style("2", "我的一级", inner='<w:outlineLvl w:val="1"/>'), 3),
        (style("2", "我的一级", based="5", inner='<w:outlineLvl w:val="9"/>') + style("5", "heading 3"), None),
        (style("2", "甲", based="3") + style("3", "乙", based="2"), None),
        (style("2", "甲", based="gone"), None),
        (style("2", "Body Text"), None),
        ("", None),
    ],
)
def test_a_style_marks_a_heading(written: str, found: int | None) -> None:
    """By its name, its outline level, or what it is based on, however its id reads."""
    assert levels(p("一、工作", style="2"), p("正文。"), styles=written) == [found, None]


@pytest.mark.parametrize(
    ("more", "found"),
    [('<w:outlineLvl w:val="0"/>', 2), ('<w:outlineLvl w:val="8"/>', 10), ('<w:outlineLvl w:val="9"/>', None)],
)
def test_a_paragraph_marks_itself(more: str, found: int | None) -> None:
    """Its own outline level stands above its style's."""
    assert levels(p("一、工作", more=more)) == [found]
    assert levels(p("一、工作", style="2", more=more), styles=style("2", "heading 4")) == [found]


def test_a_style_without_a_styles_part_is_read_by_its_id() -> None:
    """Ids of built-in styles tell what they are."""
    assert levels(p("报告", style="Title"), p("工作", style="Heading2"), p("文", style="a3")) == [0, 3, None]


def test_a_paragraph_without_a_style_has_the_default_one() -> None:
    """What the default style says holds for it."""
    written = style("a", "Normal", default=True, inner='<w:outlineLvl w:val="2"/>')
    assert levels(p("一、工作"), p("文", style="b"), styles=written + style("b", "Body Text")) == [4, None]


def test_a_whole_paragraph_is_no_heading() -> None:
    """An outline level lies on it by accident."""
    words = "全市办结案件若干，" * 12 + "情况良好。各项工作都有进展。"
    assert levels(p(words, style="2"), p("总体情况。", style="2"), styles=style("2", "heading 1")) == [None, 2]


def test_numbers_are_labels_and_no_text() -> None:
    """A chapter begins its sections again; one that is no heading by style has no level."""
    body = [
        p("回顾", style="1", num=(1, 0)), p("经济", num=(1, 1)), p("工业", num=(1, 2)), p("农业", num=(1, 2)),
        p("社会", num=(1, 1)), p("就业", num=(1, 2)), p("打算", style="1", num=(1, 0)), p("经济", num=(1, 1)),
    ]  # fmt: skip
    assert labels(*body, styles=style("1", "heading 1"), numbering=lists(CHAPTERS)) == [
        ("一、", "回顾", 2), ("（一）", "经济", None), ("1.", "工业", None), ("2.", "农业", None),
        ("（二）", "社会", None), ("1.", "就业", None), ("二、", "打算", 2), ("（一）", "经济", None),
    ]  # fmt: skip


def test_a_style_brings_its_number() -> None:
    """The level is the style's own, or the one that the list ties to it; a 0 takes the number off."""
    written = (
        style("1", "heading 1", inner='<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("2", "heading 2", inner='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + style("x", "我的二级", based="2")
        + style("y", "三级", inner='<w:numPr><w:numId w:val="1"/></w:numPr>')
    )
    tied = level(0, "chineseCountingThousand", "第%1章", more='<w:pStyle w:val="1"/>') + level(1, "decimal", "%1.%2")
    tied += level(2, "decimal", "%1.%2.%3", more='<w:pStyle w:val="y"/><w:isLgl/>')
    body = (
        p("甲", style="1"),
        p("乙", style="2"),
        p("丙", style="x"),
        p("丁", style="y"),
        p("戊", style="2", num=(0, 0)),
    )
    assert labels(*body, styles=written, numbering=lists(tied)) == [
        ("第一章", "甲", 2), ("一.1", "乙", 3), ("一.2", "丙", 3), ("1.2.1", "丁", None), ("", "戊", 3),
    ]  # fmt: skip


def test_lists_of_one_definition_count_on() -> None:
    """Unless one begins again by itself, once."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(level(0, "decimal", "%1."), nums={1: 0, 2: 0, 3: use(0, again)})
    body = [p("某", num=(at, 0)) for at in (1, 2, 1, 3, 3, 1)]
    assert [label for label, _, _ in labels(*body, numbering=numbering)] == ["1.", "2.", "3.", "5.", "6.", "7."]


def test_a_list_may_write_a_level_its_own_way() -> None:
    """An override brings a whole level."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
    assert numbered(0, 0, numbering=lists(level(0, "decimal", "%1."), nums={1: use(0, own)})) == ["A)", "B)"]


def test_a_level_may_count_through() -> None:
    """Told to restart after level 0 it never begins again, 1 only after the first level."""
    plain = level(0, "decimal", "%1.") + level(1, "decimal", "%2)")
    through = level(2, "decimal", "[%3]", more='<w:lvlRestart w:val="0"/>')
    first = level(2, "decimal", "[%3]", more='<w:lvlRestart w:val="1"/>')
    steps = (0, 1, 2, 1, 2, 0, 2)
    assert numbered(*steps, numbering=lists(plain + through)) == ["1.", "1)", "[1]", "2)", "[2]", "2.", "[3]"]
    assert numbered(*steps, numbering=lists(plain + first)) == ["1.", "1)", "[1]", "2)", "[2]", "2.", "[1]"]


def test_a_list_style_stands_for_its_list() -> None:
    """A definition may only name a style, whose list has the levels."""
    numbering = lists('<w:numStyleLink w:val="s"/>', level(0, "decimal", "%1)"), nums={1: 0, 2: 1})
    written = style("s", "s", inner='<w:numPr><w:numId w:val="2"/></w:numPr>')
    assert [one for one, _, _ in labels(p("某", num=(1, 0)), styles=written, numbering=numbering)] == ["1)"]


def test_bullets_have_no_label_and_blank_paragraphs_count() -> None:
    """So do paragraphs in the cells of a table."""
    bullet = lists(level(0, "bullet", "●"))
    assert labels(p("某", num=(1, 0)), numbering=bullet) == []
    plain = lists(level(0, "decimal", "%1."))
    body = (
        p("一", num=(1, 0))
        + p("", num=(1, 0))
        + tbl(tr(f"<w:tc>{p('', num=(1, 0))}</w:tc>", "甲"))
        + p("二", num=(1, 0))
    )
    assert labels(body, numbering=plain) == [("1.", "一", None), ("4.", "二", None)]


@pytest.mark.parametrize(
    ("form", "count", "written"),
    [
        ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("none", 3, ""), ("bullet", 3, ""), ("anything", 3, "3"),
        ("chineseCounting", 1, "一"), ("chineseCounting", 10, "十"), ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"), ("chineseCounting", 99, "九十九"), ("chineseCounting", 102, "一〇二"),
        ("chineseCountingThousand", 10, "十"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 101, "一百零一"), ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 12003, "一万二千零三"), ("chineseCountingThousand", 10203, "一万零二百零三"),
        ("taiwaneseCounting", 15, "十五"), ("taiwaneseCountingThousand", 15, "十五"),
        ("japaneseCounting", 115, "百十五"), ("japaneseCounting", 21, "二十一"), ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 21, "贰拾壹"), ("ideographTraditional", 3, "丙"), ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"), ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 1, "⒈"),
        ("ideographEnclosedCircle", 1, "㊀"), ("decimalFullWidth", 10, "１０"), ("upperLetter", 1, "A"),
        ("upperLetter", 28, "BB"), ("lowerLetter", 26, "z"), ("upperLetter", 30_000, "30000"),
        ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 4, "iv"), ("upperRoman", 0, "0"), ("chineseCounting", -1, "-1"),
        ("chineseCounting", 99_999, "99999"), ("numberInDash", 3, "- 3 -"),
    ],
)  # fmt: skip
def test_numerals(form: str, count: int, written: str) -> None:
    """As the standard writes them; out of a system's range in plain digits."""
    assert numeral(count, form) == written

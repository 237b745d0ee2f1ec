"""The outline of a report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Report, Section
from assistant.reports import outline
from assistant.reports.loading.loaded import Head, TableRow

LONG = "全区共办理行政复议案件6件,审结6件,行政机关负责人出庭应诉率100%,整改率也是100%,各项工作都有进展。"


def told(text: str, sections: tuple[Section, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give kind, first words and heading path of each leaf."""
    return [(one.kind, text[one.start : min(one.end, one.start + 6)], one.heading) for one in sections]


def test_headings_on_lines_of_their_own_nest_by_their_numbers() -> None:
    """第一章 / 一、 / （一） / 1. / (1)."""
    text = f"一、工作情况\n（一）依法行政\n1.制度建设\n{LONG}\n二、下一步\n{LONG}"
    assert told(text, outline(text)) == [
        ("heading", "一、工作情况", ()),
        ("heading", "（一）依法行", ("一、工作情况",)),
        ("heading", "1.制度建设", ("一、工作情况", "（一）依法行政")),
        ("paragraph", "全区共办理行", ("一、工作情况", "（一）依法行政", "1.制度建设")),
        ("heading", "二、下一步", ()),
        ("paragraph", "全区共办理行", ("二、下一步",)),
    ]


def test_a_run_in_heading_stays_in_its_paragraph() -> None:
    """The path has it without its full stop; the items after it are leaves of their own."""
    text = f"(一)坚持以创促建,全面开展创建。一是高度重视。{LONG}二是成果丰硕。{LONG}"
    assert told(text, outline(text)) == [
        ("paragraph", "(一)坚持以", ("(一)坚持以创促建,全面开展创建",)),
        ("item", "一是高度重视", ("(一)坚持以创促建,全面开展创建",)),
        ("item", "二是成果丰硕", ("(一)坚持以创促建,全面开展创建",)),
    ]


def test_a_numbered_sentence_is_no_heading() -> None:
    """A figure stands in it, or nothing follows."""
    text = (
        f"一、工作情况\n1.全年办理案件51件。其中审结50件,办结率98%,没有发生一起败诉案件。\n2.两新：设备更新。\n{LONG}"
    )
    assert [one.heading for one in outline(text)] == [(), ("一、工作情况",), ("一、工作情况",), ("一、工作情况",)]


def test_decimals_are_no_numbers_of_headings() -> None:
    """1.2亿元 begins no heading."""
    text = f"一、工作情况\n1.2亿元资金全部到位。{LONG}"
    assert outline(text)[1].heading == ("一、工作情况",)


def test_items_need_their_order() -> None:
    """全国一是 … is no item; 一是 alone is none either."""
    text = "目标统一是关键。一是统筹推进工作,二是抓好落实,这些都要坚持下去,不能有任何松懈,还要继续努力做好各项工作。"
    assert [one.kind for one in outline(text)] == ["paragraph"]


def test_markdown_headings_lose_their_marks_in_the_path() -> None:
    """The text keeps them."""
    text = f"# 某乡2022年工作报告\n\n## 一、工作情况\n\n{LONG}"
    title, heading, paragraph = outline(text)
    assert (title.kind, heading.kind) == ("title", "heading")
    assert text[heading.start : heading.end] == "## 一、工作情况"
    assert paragraph.heading == ("一、工作情况",)


def test_a_row_knows_its_header() -> None:
    """From the format, or from tabs and bars in the text."""
    text = f"{LONG}\n指标\t件数\n复议\t6\n{LONG}\n| 指标 | 件 |\n| --- | --- |\n| 应诉 | 2 |"
    rows = [(text[one.start : one.end], one.header) for one in outline(text) if one.kind == "row"]
    assert rows == [
        ("指标\t件数", None),
        ("复议\t6", "指标\t件数"),
        ("| 指标 | 件 |", None),
        ("| 应诉 | 2 |", "| 指标 | 件 |"),
    ]
    given_rows = (TableRow(0, 2), TableRow(3, 5, "指标"))
    assert [one.header for one in outline("指标\n复议", given_rows)] == [None, "指标"]


def test_pages_are_counted_from_one() -> None:
    """A leaf is on the page where it begins."""
    text = f"{LONG}\n{LONG}\n{LONG}"
    assert [one.page for one in outline(text, pages=(0, len(LONG) + 1))] == [1, 2, 2]


def test_review_and_plan_are_told_by_years_and_words() -> None:
    """存在问题和下一步打算 is review until a sentence turns to plans."""
    text = (
        f"某区2023年法治政府建设报告\n一、2023年工作情况\n{LONG}\n"
        f"二、存在问题和下一步打算\n{LONG}下一步,我区将继续推进。\n三、2024年工作安排\n{LONG}"
    )
    parts = [(one.kind, one.part) for one in outline(text, covered=2023)]
    assert parts == [
        ("title", None), ("heading", "review"), ("paragraph", "review"), ("heading", "review"), ("paragraph", "review"),
        ("paragraph", "plan"), ("heading", "plan"), ("paragraph", "plan"),
    ]  # fmt: skip


MARKERS = [
    "一、", "一、 ", "一 、", "一.", "十二、", "（一）", "(一)", "（一）.", "(一)、", "㈠",
    "1.", "1、", "１．", "1．", "１、", "⒈", "12.", "（1）", "(1)", "1)", "1）", "（１）", "⑴", "①", "① ",
]  # fmt: skip
CHAPTERS = ["第一章 ", "第一部分 ", "第一部分：", "第十二章　", "第一节 ", "第一编 "]


@pytest.mark.parametrize("marker", [*MARKERS, *CHAPTERS])
def test_each_way_of_numbering_makes_a_heading_of_a_short_line(marker: str) -> None:
    """The paragraph below has it in its path as it is written, runs of blanks as one."""
    text = f"{marker}加强组织领导\n{LONG}"
    heading, paragraph = outline(text)
    assert (heading.kind, text[heading.start : heading.end]) == ("heading", f"{marker}加强组织领导")
    assert paragraph.heading == (" ".join(f"{marker}加强组织领导".split()),)


@pytest.mark.parametrize("marker", MARKERS)
def test_each_way_of_numbering_runs_in_at_a_paragraphs_head(marker: str) -> None:
    """Its first sentence is the heading of the paragraph; items follow."""
    text = f"{marker}坚持以创促建,压实责任。一是健全机制。{LONG}二是抓好落实。{LONG}"
    head, first, second = outline(text)
    path = (" ".join(f"{marker}坚持以创促建,压实责任".split()),)
    assert [(one.kind, one.heading) for one in (head, first, second)] == [
        ("paragraph", path),
        ("item", path),
        ("item", path),
    ]
    assert text[first.start : first.start + 2] == "一是"


@pytest.mark.parametrize("marker", MARKERS)
def test_a_numbered_paragraph_with_figures_is_no_heading(marker: str) -> None:
    """1.全市办结案件12件, … only ends what was listed before it."""
    text = f"{marker}全市办结案件12件,结案率98%。{LONG}"
    assert [(one.kind, one.heading) for one in outline(text)] == [("paragraph", ())]


@pytest.mark.parametrize(
    "line",
    [
        "2023年,全市坚持依法行政。",
        "2023.全年工作。",
        "3.5亿元资金全部到位。",
        "12.4%的案件经过调解。",
        "5、6月份集中开展检查。",
        "一、二审案件全部执结。",
        "一、二季度增长平稳。",
        "第一部地方性法规出台。",
        "第一部分是工作回顾。",
        "第一节课讲宪法。",
        "第一章程式完成。",
        "一些部门主动作为。",
        "十三五规划全面完成。",
        "12345热线受理诉求。",
        "(2023年)工作完成。",
        "1.2万人参加活动。",
        "三、四级主任科员参加培训。",
    ],
)
def test_what_only_begins_like_a_number_is_none(line: str) -> None:
    """Years, decimals, ordinals in a sentence: the paragraph stays under the heading above."""
    text = f"一、工作情况\n(二)行政执法\n{line}{LONG}"
    assert outline(text)[2].heading == ("一、工作情况", "(二)行政执法")


def test_all_ways_of_numbering_nest_and_begin_anew() -> None:
    """第一章 · 第一节 · 一、 · （一） · 1. · （1） · ①; 一、 begins again in each chapter."""
    lines = ["第一章 总体", "第一节 背景", "一、形势", "（一）经济", "1.工业", "（1）产值", "①增速", LONG]
    text = "\n".join([*lines, "第二节 要求", "一、原则", LONG, "第二章 任务", "一、执法", LONG])
    paths = [one.heading for one in outline(text) if one.kind == "paragraph"]
    assert paths == [tuple(lines[:-1]), ("第一章 总体", "第二节 要求", "一、原则"), ("第二章 任务", "一、执法")]


@pytest.mark.parametrize(
    "words",
    [("首先,", "其次,", "最后,"), ("首先是", "其次是", "再次是", "最后是"), ("一方面,", "另一方面,"),
     ("第一,", "第二,"), ("一是", "二是", "三是"), ("一要", "二要")],
)  # fmt: skip
def test_enumerations_in_words_are_items(words: tuple[str, ...]) -> None:
    """In a paragraph and as paragraphs of their own; full-width commas too."""
    sentences = [f"{word}完善机制,办结案件6件。" for word in words]
    text = "全区这样推进。" + "".join(sentences).replace(",", "，")
    found = outline(text)
    assert [one.kind for one in found] == ["paragraph", *["item"] * len(words)]
    assert [text[one.start : one.end].replace("，", ",") for one in found[1:]] == sentences


def test_a_number_that_word_shows_is_in_the_path_only() -> None:
    """The text keeps what it is; a long numbered line only ends what was listed."""
    lines = ["加强领导", LONG, "明确分工", LONG, "全市办结案件12件。" + LONG, "保障经费。" + LONG]
    text = "\n".join(lines)
    starts = [text.index(line) for line in ("加强领导", "明确分工", "全市办结", "保障经费")]
    heads = [Head(at, None, label) for at, label in zip(starts, ("（一）", "1.", "2.", "(二)"), strict=True)]
    found = outline(text, heads=heads)
    assert [(one.kind, one.heading) for one in found] == [
        ("heading", ()),
        ("paragraph", ("（一）加强领导",)),
        ("heading", ("（一）加强领导",)),
        ("paragraph", ("（一）加强领导", "1.明确分工")),
        ("paragraph", ("（一）加强领导",)),
        ("paragraph", ("(二)保障经费",)),
    ]
    assert [text[one.start : one.end] for one in found] == lines
    assert outline("总则\n" + LONG, heads=[Head(0, 1, "第一章")])[1].heading == ("第一章 总则",)
    assert outline(LONG, heads=[Head(0, None, "•")])[0].heading == ()


def test_levels_of_the_format_nest_headings_with_and_without_numbers() -> None:
    """Word's 标题 1 and 标题 2 say more than how a heading is numbered."""
    lines = ["一、工作情况", "依法行政", LONG, "存在问题", LONG]
    text = "\n".join(lines)
    heads = [Head(0, 1), Head(text.index("依法行政"), 2), Head(text.index("存在问题"), 1)]
    paths = [one.heading for one in outline(text, heads=heads) if one.kind == "paragraph"]
    assert paths == [("一、工作情况", "依法行政"), ("存在问题",)]


def test_lines_about_the_report_are_meta() -> None:
    """Index table, number, date and source before the body; who signed, when, and who runs the page behind it."""
    head = ["索引号:4304/2024-1", "某政发〔2024〕3号", "某区2023年工作报告", "来源:某区司法局 日期:2024-01-02"]
    tail = ["某区人民政府", "二〇二四年一月二日", "主办:某区人民政府办公室"]
    text = "\n".join([*head, LONG, *tail])
    kinds = [one.kind for one in outline(text)]
    assert kinds == ["meta", "meta", "title", "meta", "paragraph", "meta", "meta", "meta"]
    listed = "\n".join([LONG, "主办单位:市教育局", "主办单位:市交通局"])
    assert [one.kind for one in outline(listed)] == ["paragraph"] * 3


def assert_covered(text: str, sections: tuple[Section, ...]) -> None:
    """Every character that is no white space is in exactly one leaf, and leaves are in order."""
    at = 0
    for one in sections:
        assert at <= one.start < one.end
        assert not text[at : one.start].strip()
        at = one.end
    assert not text[at:].strip()


def test_every_character_of_the_real_reports_is_in_one_leaf(real: dict[str, Report]) -> None:
    """All 36 of them."""
    assert len(real) == 36
    for report in real.values():
        assert_covered(report.text, report.sections)


LINES = st.sampled_from([
    "一、工作情况", "（一）依法行政", "1.制度", "(1)甲", "一是甲。二是乙。", LONG, "a\tb", "|甲|乙|", "# 题",
    "——亮点。" + LONG, "各位代表：", "2024年工作回顾", "(一)抓落实。" + LONG, "", "　　", "来源：某报",
    "下一步,我们将努力。", "附件1", "①甲",
])  # fmt: skip


MARKED = st.builds(lambda marker, words: marker + words, st.sampled_from([*MARKERS, *CHAPTERS]), st.sampled_from([
    "甲", "加强领导", "抓落实。" + LONG, "办结12件。" + LONG, "一是甲。二是乙。", "首先,甲。其次,乙。", "", " ",
]))  # fmt: skip
LABELS = st.sampled_from(["", "一、", "（一）", "1.", "(1)", "①", "第一章", "•"])


@given(
    st.lists(LINES | MARKED | st.text(alphabet="一二、（）。是甲\t|# 1.年①第章", max_size=20), max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.none() | st.integers(0, 4), LABELS), max_size=6),
    st.lists(st.integers(0, 11), max_size=4),
)
def test_every_character_of_any_text_is_in_one_leaf(
    lines: list[str], marks: list[tuple[int, int | None, str]], rows: list[int]
) -> None:
    """Whatever the lines are, and whatever the format marks: levels, numbers, table rows."""
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    heads = [Head(starts[number], level, label) for number, level, label in marks if number < len(lines)]
    tables = [TableRow(starts[at], starts[at] + len(lines[at]), "头") for at in rows if at < len(lines) and lines[at]]
    assert_covered(text, outline(text, tables=tables, heads=heads))


def test_the_real_reports_have_their_headings(real: dict[str, Report]) -> None:
    """Run-in ones in 003 and 004, own lines in 000, three levels in 001."""
    paths = {name: {one.heading for one in real[name].sections} for name in ("000", "001", "003", "004")}
    assert {len(paths[name]) for name in ("000", "003")} == {16, 18} or len(paths["000"]) > 10
    assert max(len(path) for path in paths["001"]) == 3
    assert any(path[-1].startswith("(五)凝聚监督合力") for path in paths["003"] if path)
    assert any(path[-1].startswith("(四)聚焦矛盾化解") for path in paths["004"] if path)


def test_the_2025_reports_tell_review_from_plan(real: dict[str, Report]) -> None:
    """Each has both; under a heading that names 2024 nothing is plan (thanks are neither), and review comes first."""
    for name, report in real.items():
        if not name.startswith("2025"):
            continue
        parts = [one.part for one in report.sections if one.part]
        assert parts == sorted(parts, key=lambda part: part == "plan"), name
        for one in report.sections:
            for heading in one.heading:
                if "2024年工作回顾" in heading.replace(" ", ""):
                    assert one.part in ("review", None)
                if "2025年" in heading:
                    assert one.part == "plan"


def test_a_number_that_the_format_shows_counts_as_one_that_is_written() -> None:
    """Sentences in a list are no headings, with the number below or without."""
    first = "全年组织开展规范性文件清理工作，对照上级要求逐件审查，废止和修改的文件都已公布。"
    second = "全年组织开展执法案卷评查工作，对照评查标准逐卷打分，发现的问题都已督促整改到位。"
    text = f"一、主要做法\n{first}\n{second}"
    heads = [Head(text.index(first), None, "1."), Head(text.index(second), None, "2.")]
    found = outline(text, heads=heads)
    assert [one.kind for one in found] == ["heading", "paragraph", "paragraph"]
    assert [one.heading for one in found[1:]] == [("一、主要做法",)] * 2

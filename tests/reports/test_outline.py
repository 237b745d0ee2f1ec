"""The outline of a report."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Report, Section
from assistant.reports import outline
from assistant.reports.loaded import TableRow

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


@given(st.lists(LINES | st.text(alphabet="一二、（）。是甲\t|# 1.年", max_size=20), max_size=12))
def test_every_character_of_any_text_is_in_one_leaf(lines: list[str]) -> None:
    """Whatever the lines are."""
    text = "\n".join(lines)
    assert_covered(text, outline(text))


def test_the_real_reports_have_their_headings(real: dict[str, Report]) -> None:
    """Run-in ones in 003 and 004, own lines in 000, three levels in 001."""
    paths = {name: {one.heading for one in real[name].sections} for name in ("000", "001", "003", "004")}
    assert {len(paths[name]) for name in ("000", "003")} == {16, 18} or len(paths["000"]) > 10
    assert max(len(path) for path in paths["001"]) == 3
    assert any(path[-1].startswith("(五)凝聚监督合力") for path in paths["003"] if path)
    assert any(path[-1].startswith("(四)聚焦矛盾化解") for path in paths["004"] if path)


def test_the_2025_reports_tell_review_from_plan(real: dict[str, Report]) -> None:
    """Each has both; a heading that names 2024 is review, one that names 2025 plan, and review comes first."""
    for name, report in real.items():
        if not name.startswith("2025"):
            continue
        parts = [one.part for one in report.sections if one.part]
        assert parts == sorted(parts, key=lambda part: part == "plan"), name
        for one in report.sections:
            for heading in one.heading:
                if "2024年工作回顾" in heading.replace(" ", ""):
                    assert one.part == "review"
                if "2025年" in heading:
                    assert one.part == "plan"

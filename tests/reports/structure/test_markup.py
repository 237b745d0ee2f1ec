"""Markdown in a text: bold headings, bold leads of list lines, lists that run on, tables; no sign enters a path."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.reports import outline, split
from assistant.reports.structure.markup import bold_end, masked, plain

LONG = "全区共办理行政复议案件6件，审结6件，行政机关负责人出庭应诉率100%，整改率也是100%，各项工作都有进展。"


def leaves(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give kind, first words and heading path of each leaf."""
    return [(one.kind, text[one.start : min(one.end, one.start + 8)], one.heading) for one in outline(text)]


def test_a_bold_numbered_line_is_a_heading() -> None:
    """The path has its words alone; the text keeps the signs."""
    text = f"**一、主要做法**\n\n{LONG}\n\n**二、存在短板：**\n\n{LONG}"
    assert leaves(text) == [
        ("heading", "**一、主要做法", ()),
        ("paragraph", "全区共办理行政复", ("一、主要做法",)),
        ("heading", "**二、存在短板", ()),
        ("paragraph", "全区共办理行政复", ("二、存在短板",)),
    ]


@pytest.mark.parametrize(
    "head", ["**（一）健全机制。** ", "（一）**健全机制。**", "**（一）健全机制**。", "（一）**健全机制**："]
)
def test_bold_words_at_a_paragraphs_head_are_its_heading(head: str) -> None:
    """With the full stop or colon inside or outside of the signs, the number too."""
    text = f"**一、做法**\n{head}{LONG}"
    assert leaves(text)[1] == ("paragraph", text.split("\n")[1][:8], ("一、做法", "（一）健全机制"))


def test_bold_figures_inside_a_sentence_make_no_heading() -> None:
    """What is only stressed is no heading."""
    text = f"一、做法\n（一）**办结**案件51件，{LONG}\n**全年办案51件**，{LONG}"
    assert [one.heading for one in outline(text)] == [(), ("一、做法",), ("一、做法",)]


def test_lines_of_a_list_are_items_and_their_bold_leads_headings() -> None:
    """A line without a lead, and a paragraph behind the list, stand outside of the heading before."""
    text = f"## 二、把关\n\n- **合同审查**：审查合同3份。\n- 审查协议2份，都在期限内办结。\n\n{LONG}"
    assert leaves(text)[1:] == [
        ("item", "- **合同审查", ("二、把关", "合同审查")),
        ("item", "- 审查协议2份", ("二、把关",)),
        ("paragraph", "全区共办理行政复", ("二、把关",)),
    ]
    last = f"- **合同审查**：审查合同3份。\n\n{LONG}"
    assert leaves(last)[1] == ("paragraph", "全区共办理行政复", ())


@pytest.mark.parametrize(
    ("one", "two", "three"), [("1．", "2．", "3．"), ("（一）", "（二）", "（三）"), ("①", "②", "③")]
)
def test_a_numbered_list_in_one_line_is_items(one: str, two: str, three: str) -> None:
    """Its first item is no heading of the others, whatever stands before."""
    words = ("新建站点，方便群众办事。", "培训骨干1.5万人次；", "增配车辆。")
    listed = f"{one}{words[0]}{two}{words[1]}{three}{words[2]}"
    kinds = [(one.kind, one.heading) for one in outline(f"一、任务\n{listed}")[1:]]
    assert kinds == [("item", ("一、任务",))] * 3
    assert [one.kind for one in outline(f"一、任务\n重点做好以下工作：{listed}")[1:]] == ["paragraph", *["item"] * 3]


def test_a_lone_number_in_a_sentence_begins_no_item() -> None:
    """A decimal and a number behind a comma are none."""
    text = f"一、任务\n投入1.2亿元。2.4万人受益。{LONG}"
    assert [one.kind for one in outline(text)] == ["heading", "paragraph"]


def test_a_number_and_a_blank_make_a_heading_above_longer_text() -> None:
    """12 月 and the first cells of a list are none."""
    text = f"第一部分 落实情况\n1  政务服务\n{LONG}\n2  安全监管\n{LONG}"
    assert [one.heading for one in outline(text)][2::2] == [
        ("第一部分 落实情况", "1 政务服务"),
        ("第一部分 落实情况", "2 安全监管"),
    ]
    assert [one.kind for one in outline(f"3 城东街道\n4 城西街道\n12 月\n{LONG}")] == ["paragraph"] * 4


def test_bold_items_are_cut_before_their_signs() -> None:
    """二是 in bold begins with its signs."""
    text = f"**一是**健全机制。{LONG}**二是**抓好落实。{LONG}"
    assert [text[one.start : one.start + 4] for one in outline(text)] == ["**一是", "**二是"]


def test_a_heading_that_stands_alone_loses_its_signs_in_its_passage() -> None:
    """A passage of headings only is found under their words."""
    text = "## 一、**工作**情况"
    report = Report(report="r", text=text, sections=outline(text))
    assert [one.heading for one in split(report)] == [("一、工作情况",)]


def test_signs_are_read_for_what_they_are() -> None:
    """Blanks stand for signs, one for one; a blank to fill in (____) and a power (2**3) are no bold words."""
    assert masked("**甲**乙__丙__") == "  甲  乙  丙  "
    assert masked("编号____年____月，2**3") == "编号____年____月，2**3"
    assert plain("### （一） **甲**乙") == "（一） 甲乙"
    assert plain("- **甲**：乙") == "甲：乙"
    assert bold_end("**甲**：乙", 0, 7) == 6
    assert bold_end("甲**乙**", 0, 6) is None

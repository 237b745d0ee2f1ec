"""From a report to passages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.model import Report
from assistant.reports import Loaded, clean, outline, split
from assistant.reports.structure.sentences import sentences

SENTENCE = "全区办理行政复议案件6件,审结6件。"


def report_of(text: str) -> Report:
    """Make a report of a text."""
    return Report("a", text, sections=outline(text))


def texts(text: str, size: int) -> list[str]:
    """Give the passages as text."""
    return [passage.text for passage in split(report_of(text), size)]


def test_a_heading_goes_with_the_text_that_follows() -> None:
    """Several headings in a row too."""
    text = f"一、情况\n(一)复议\n{SENTENCE}\n二、下一步\n{SENTENCE}"
    assert texts(text, 100) == [f"一、情况\n(一)复议\n{SENTENCE}", f"二、下一步\n{SENTENCE}"]
    assert [passage.heading for passage in split(report_of(text), 100)] == [("一、情况", "(一)复议"), ("二、下一步",)]


def test_short_neighbours_under_one_heading_are_joined() -> None:
    """Up to the size."""
    text = f"一、情况\n{SENTENCE}\n{SENTENCE}\n{SENTENCE}"
    assert texts(text, 45) == [f"一、情况\n{SENTENCE}\n{SENTENCE}", SENTENCE]


def test_a_long_paragraph_is_cut_at_sentences_never_at_commas() -> None:
    """A sentence longer than the size stays whole."""
    long = "全市" + "推进依法行政," * 20 + "成效明显。"
    assert texts(SENTENCE * 2 + long + SENTENCE, 40) == [SENTENCE * 2, long, SENTENCE]


def test_items_are_kept_whole_where_they_fit() -> None:
    """A cut falls between 一是 and 二是."""
    text = f"(一)抓落实。一是甲。{SENTENCE}二是乙。{SENTENCE}"
    assert texts(text, 36) == [f"(一)抓落实。一是甲。{SENTENCE}", f"二是乙。{SENTENCE}"]


def test_rows_carry_their_header_and_meta_lines_are_left_out() -> None:
    """The header row is a passage before them."""
    text = f"某区2023年工作报告\n发布日期:2024-01-02\n{SENTENCE * 3}\n指标\t件\n复议\t6"
    found = split(report_of(text), 100)
    assert [(passage.text, passage.header) for passage in found] == [
        ("某区2023年工作报告", None),
        (SENTENCE * 3, None),
        ("指标\t件", None),
        ("复议\t6", "指标\t件"),
    ]


LINES = st.lists(
    st.sampled_from(
        [
            "一、情况",
            "(一)复议",
            SENTENCE,
            SENTENCE * 9,
            "一是甲。二是乙。",
            "a\tb",
            "来源：某报",
            "(二)抓。" + SENTENCE,
        ]
    )
    | st.text(alphabet="甲乙,。！ ", max_size=60),
    max_size=15,
)


WEIRD = st.lists(
    st.sampled_from(
        [
            "“" + SENTENCE * 3 + "”", "（" + SENTENCE * 2 + "）" + SENTENCE, "。。。！？", "……", "No.3",
            "3.5亿元。" * 9,
            "第一章 总则", "1、" + SENTENCE * 5, "①甲", "（一）抓好落实。" + SENTENCE * 4, "——亮点。" + SENTENCE,
            "一是" + SENTENCE * 4 + "二是" + SENTENCE * 4, "首先，甲。其次，乙。", "指标\t件" + "\t很长的格" * 90,
            "| 甲 | 乙 |", "|---|---|", "附件1", "2024年1月2日", "某区人民政府", "\u3000\u3000",
            "\ud7ff\ufeff甲。", "A" * 700, "各位代表：",
        ]
    )
    | st.text(max_size=40),
    max_size=14,
)  # fmt: skip


@given(LINES | WEIRD, st.integers(1, 1000))
def test_passages_are_whole_sentences_of_the_text(lines: list[str], size: int) -> None:
    """`text[start:end]` is the passage; its ends are ends of sentences; nothing but meta lines is left out."""
    report = report_of("\n".join(lines))
    passages = split(report, size)
    edges = {edge for span in sentences(report.text) for edge in span}
    items = {section.start for section in report.sections} | {section.end for section in report.sections}
    at = 0
    for number, passage in enumerate(passages):
        assert report.text[passage.start : passage.end] == passage.text
        assert (passage.number, passage.start >= at) == (number, True)
        assert passage.start in edges | items
        assert passage.end in edges | items
        at = passage.end
    assert split(report, size) == passages
    covered = sum(len("".join(passage.text.split())) for passage in passages)
    meta = sum(len("".join(report.text[s.start : s.end].split())) for s in report.sections if s.kind == "meta")
    assert covered + meta == len("".join(report.text.split()))


def test_a_salutation_goes_with_what_follows() -> None:
    """Also where one paragraph is of another part than the one before; alone it says nothing."""
    text = f"某区2025年政府工作报告\n一、2024年工作回顾\n{SENTENCE * 3}\n各位代表：\n{SENTENCE * 2}"
    sections = outline(text)
    last = replace(sections[-1], part=None)
    report = Report("a", text, sections=(*sections[:-1], last))
    assert [(one.text, one.part) for one in split(report, 60)][-1] == (f"各位代表：\n{SENTENCE * 2}", None)


def test_headings_without_text_are_passages_too() -> None:
    """They pile up, but not without end."""
    lines = [f"({number % 9 + 1})加强组织领导" for number in range(900)]
    found = texts("\n".join(lines), 100)
    assert "\n".join(found) == "\n".join(lines)
    assert max(map(len, found)) < 600


def test_neither_a_quotation_nor_a_bracket_is_cut() -> None:
    """A full stop inside them ends no sentence."""
    long = "推行“先办后补。容缺受理。”改革，办结6件（含调解3件。撤回1件。），群众满意。"
    assert texts(SENTENCE * 3 + long + SENTENCE * 3, 60) == [SENTENCE * 3, long, SENTENCE * 3]


def test_a_row_longer_than_the_size_stays_whole() -> None:
    """With its header beside it."""
    row = "复议\t" + "6件\t" * 200 + "完"
    found = split(report_of(f"指标\t件\n{row}"), 100)
    assert [(passage.text, passage.header) for passage in found] == [("指标\t件", None), (row, "指标\t件")]


@pytest.mark.parametrize("size", [1, 7, 40, 320, 1000])
def test_the_real_reports_are_covered_at_any_size(real: dict[str, Report], size: int) -> None:
    """Every character that is in no meta line is in exactly one passage, in order."""
    for report in real.values():
        at = 0
        for passage in split(report, size):
            assert report.text[passage.start : passage.end] == passage.text
            assert passage.start >= at
            between = [one for one in report.sections if at <= one.start < passage.start]
            assert all(one.kind == "meta" for one in between)
            at = passage.end


def test_the_real_reports_are_cut_at_sentences(real: dict[str, Report]) -> None:
    """A passage that is over the size beside its headings is one sentence."""
    for report in real.values():
        for passage in split(report, 320):
            assert report.text[passage.start : passage.end] == passage.text
            heads = [
                s for s in report.sections if passage.start <= s.start < passage.end and s.kind in ("heading", "title")
            ]
            body = passage.text[max((s.end - passage.start for s in heads), default=0) :]
            whole = [end - start for start, end in sentences(body) if end - start > 16]
            assert len(body.strip()) <= 320 or len(whole) == 1


@pytest.mark.parametrize("line", ["一、情况", "目录", "各位代表：", "一是甲。", "主办单位:甲局", "某区人民政府"])
def test_many_short_lines_take_linear_time(page: Callable[..., Loaded], line: str) -> None:
    """20,000 of them are cleaned, outlined and cut in seconds; quadratic work would take minutes."""
    start = time.process_time()
    text, _ = clean(page("某区2023年工作报告", *[line] * 20_000))
    split(report_of(text))
    assert time.process_time() - start < 10

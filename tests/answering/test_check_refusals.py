"""Refusals, merged parts and notes go through the check too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.check import STRUCK, check
from assistant.answering.checking.refusals import PLAIN
from assistant.answering.merge import merged
from assistant.model import Answer, Coverage, Row, Silent
from tests.answering.test_check import RATE, RECEIVED, checked, citation, report

REFUSED = Answer("甲县2019年行政复议多少件", "refused", reason="no_such_year")
NEAREST = replace(citation(1, RECEIVED), marker=None)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("资料库中甲县的报告涵盖2022年，未找到2019年的“行政复议”。", True),
        ("没有看出要问的是哪一项指标或事项，请写明地区和指标。", True),
        ("未找到2019年的行政复议，2022年为51件。", False),
        ("未找到2018年的“行政复议”。", False),
        ("已查阅2份报告，均未找到。", True),
        ("已查阅7份报告，均未找到。", False),
        ("未找到五十一件的说明。", False),
    ],
)
def test_a_refusal_holds_years_and_counts_of_reports_only(text: str, kept: bool) -> None:
    """Any figure, another year or another count of reports makes it a plain refusal; its reason stays."""
    rows = (Row("甲.txt", "甲县", 2022), Row("乙.txt", "乙县", 2022))
    answer = check(replace(REFUSED, answer=text, rows=rows, nearest=(NEAREST,)), report)
    assert (answer.status, answer.reason) == ("refused", "no_such_year")
    assert answer.answer == (text if kept else PLAIN)
    assert answer.nearest == (NEAREST,)


def test_nearest_evidence_is_verbatim_or_not_shown() -> None:
    """A refusal's and a silent report's quote that is moved by one is left out; a stated row is none of a refusal's."""
    moved = replace(NEAREST, start=NEAREST.start + 1, end=NEAREST.end + 1)
    silent = Coverage(1, 0, (Silent("甲.txt", "乙县", 2021, moved),))
    row = Row("甲.txt", "甲县", 2022, stated=True, value="51件", number=51, unit="件", goal=False, marker=1)
    answer = check(replace(REFUSED, answer="未找到。", nearest=(moved, NEAREST), coverage=silent, rows=(row,)), report)
    assert answer.nearest == (NEAREST,)
    assert answer.coverage == Coverage(1, 0, (Silent("甲.txt", "甲县", 2022, None),))
    assert answer.rows == ()


def test_merged_parts_are_held_by_their_new_markers() -> None:
    """The marker of a later part is counted on; one that cites the part before is found out."""
    first, second = checked("接收51件。[1]", RECEIVED), checked("调解成功率为98.08%。[1]", RATE)
    whole = merged("问", [first, second])
    assert check(whole, report) == whole
    wrong = replace(whole, answer=whole.answer.replace("[2]", "[1]"))
    assert check(wrong, report).answer == f"接收51件。[1]\n\n{STRUCK}"


def test_notes_stay_with_what_is_left() -> None:
    """What a note tells of the way an answer was made is no part of it."""
    answer = Answer(
        "问", "answered", "接收52件。[1]接收51件。[1]", citations=(citation(1, RECEIVED),), notes=("无模型",)
    )
    assert check(answer, report).notes == ("无模型",)
    assert check(answer, report).answer == f"接收51件。[1]\n\n{STRUCK}"


def test_a_figure_with_lost_neighbours_is_marked() -> None:
    """The value stays as the report writes it; 原文疑有缺字 stands behind it."""
    text = "2022年，接收行政复议申51件，办结50件。"
    lost = replace(citation(1, RECEIVED), quote=text, start=0, end=len(text))
    answer = Answer("问", "answered", "接收行政复议51件，办结50件。[1]", citations=(lost,))
    found = check(answer, lambda name: replace(report(name), text=text))
    assert found.answer == "接收行政复议51件（原文疑有缺字），办结50件。[1]"
    assert found.status == "answered"
    assert check(found, lambda name: replace(report(name), text=text)) == found


def test_a_damaged_figure_is_not_said() -> None:
    """Numbers that ran together are no answer."""
    text = "甲县面积900平方公里，辖9735个街道办事处。"
    damaged = replace(citation(1, RECEIVED), quote=text, start=0, end=len(text))
    answer = Answer("问", "answered", "甲县辖9735个街道办事处。[1]", citations=(damaged,))
    assert check(answer, lambda name: replace(report(name), text=text)).status == "refused"

"""The check: nothing is said whose figure does not stand in the quote that its own marker cites."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.check import check
from assistant.model import Answer, Citation, Coverage, Report, Row, Silent
from assistant.question import understand

TEXT = "2022年，接收行政复议申请51件，办结50件。调解成功率98.08%，涉及金额4.77亿元。全年无行政诉讼案件。"


def report(name: str) -> Report:
    """Give a report that holds TEXT."""
    return Report(name, TEXT, region={"甲.txt": "甲县", "乙.txt": "乙县"}[name], year=2022, years=(2022,))


def citation(marker: int, quote: str, report: str = "甲.txt") -> Citation:
    """Cite a quote of TEXT."""
    start = TEXT.index(quote)
    return Citation(marker, report, None, "甲县", 2022, None, (), None, quote, start, start + len(quote))


def checked(text: str, *quotes: str, rows: tuple[Row, ...] = (), coverage: Coverage | None = None) -> Answer:
    """Check an answer whose marker n cites the nth quote."""
    cited = tuple(citation(number, quote) for number, quote in enumerate(quotes, 1))
    answer = Answer("问", "answered", text, citations=cited, rows=rows, coverage=coverage)
    return check(answer, report)


RECEIVED = "2022年，接收行政复议申请51件，办结50件。"
RATE = "调解成功率98.08%，涉及金额4.77亿元。"


def test_a_figure_that_its_quote_states_passes_untouched() -> None:
    """The answer comes back as it was."""
    assert checked("甲县2022年接收行政复议51件。[1]", RECEIVED).status == "answered"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("甲县接收行政复议52件。[1]", (RECEIVED,)),
        ("甲县调解成功率为98.8%。[1]", (RATE,)),
        ("涉及金额4.77万元。[1]", (RATE,)),
        ("甲县接收行政复议51人。[1]", (RECEIVED,)),
        ("甲县调解成功率为98.08%。[1]", (RECEIVED, RATE)),
        ("甲县接收行政复议51件。", (RECEIVED,)),
        ("甲县接收行政复议51件。[7]", (RECEIVED,)),
        ("合计：51件[1] + 50件[1] = 102件。", (RECEIVED,)),
        ("合计：51件[1] + 49件[1] = 100件。", (RECEIVED,)),
        ("共 = 0件。[1]", (RECEIVED,)),
        ("占比：51件 ÷ 0件 × 100% = 5%。[1]", (RECEIVED,)),
        ("占比：51件 ÷ 7 × 100% = 728.57%。[1]", (RECEIVED,)),
        ("甲县2019年接收行政复议51件。[1]", (RECEIVED,)),
        ("甲县接收行政复议51余件。[1]", (RECEIVED,)),
        ("甲县接收行政复议为51。[1]", (RATE,)),
        ("败诉0件。[1]", (RECEIVED,)),
    ],
)
def test_a_figure_that_its_own_quote_does_not_state_is_not_said(text: str, quotes: tuple[str, ...]) -> None:
    """Wrong digits, a dropped 万, another unit, another marker, no marker, a wrong sum: nothing of it is left."""
    answer = checked(text, *quotes)
    assert (answer.status, answer.reason) == ("refused", "not_stated")


def test_what_fails_is_taken_out_and_the_rest_stays() -> None:
    """One wrong sentence beside a right one makes the answer partial."""
    answer = checked("接收51件。[1]调解成功率为99.9%。[2]", RECEIVED, RATE)
    assert answer.status == "partial"
    assert "51件" in answer.answer
    assert "99.9%" not in answer.answer
    assert [one.marker for one in answer.citations] == [1]


def test_a_quote_that_is_not_the_text_at_its_offsets_is_not_cited() -> None:
    """Offsets are part of the citation."""
    wrong = Citation(1, "甲.txt", None, "甲县", 2022, None, (), None, "接收行政复议申请51件", 0, 12)
    answer = check(Answer("问", "answered", "51件。[1]", citations=(wrong,)), report)
    assert answer.status == "refused"


def test_a_shown_computation_is_worked_out_again() -> None:
    """A sum passes when its operands are quoted and its result is right."""
    assert checked("合计：51件[1] + 50件[1] = 101件。", RECEIVED).status == "answered"
    assert checked("51件[1] − 50件[1] = 1件。", RECEIVED).status == "answered"
    assert checked("简单平均：（51件[1] + 50件[1]）÷ 2 = 50.5件。", RECEIVED).status == "answered"
    assert checked("办结占比为98.04%，算法：50件 ÷ 51件 × 100% = 98.04%。[1]", RECEIVED).status == "answered"


def test_a_computed_row_may_be_of_the_year_before_only_where_that_is_asked() -> None:
    """2021年 is not in the report of 2022: only a question about it may have it, worked out."""
    text = "甲县行政复议为1件（2021年，由2022年的数值和变化推算），算法：51件 − 50件 = 1件。[1]"
    row = Row("甲.txt", "甲县", 2022, "2021年", True, "1件", 1, "件", goal=False, computed=True, marker=1)
    for years, status in (((2021,), "answered"), ((2022,), "refused"), ((2020,), "refused")):
        asked = replace(understand("甲县行政复议多少件"), years=years)
        answer = Answer("问", "answered", text, citations=(citation(1, RECEIVED),), rows=(row,), understood=asked)
        assert check(answer, report, verbatim=True).status == status


def test_none_at_all_is_zero() -> None:
    """无…案件 backs 0, and nothing else does."""
    assert checked("无行政诉讼案件（即0件）。[1]", "全年无行政诉讼案件。").status == "answered"
    assert checked("接收0件。[1]", RECEIVED).status == "refused"


def test_counts_of_reports_are_held_against_the_coverage() -> None:
    """查阅了2份报告 passes only when two were looked into."""
    coverage = Coverage(2, 1, (Silent("乙.txt", "乙县", 2022),))
    table = "\n\n| 地区 | 数值 | 出处 |\n| --- | --- | --- |\n| 甲县 | 51件 | [1] |"
    row = Row("甲.txt", "甲县", 2022, stated=True, value="51件", number=51, unit="件", goal=False, marker=1)

    def told(text: str) -> Answer:
        return checked(text + table, RECEIVED, rows=(row,), coverage=coverage)

    assert told("查阅了2份报告，其中1份写明了。").status == "answered"
    for wrong in ("查阅了9份报告，其中1份写明了。", "查阅了2份报告，其中2份写明了。", "查阅了1份报告，其中2份写明了。"):
        assert "查阅" not in told(wrong).answer
    assert told("发布文件2份。").status == "partial"


def test_a_row_belongs_to_the_report_that_its_marker_cites() -> None:
    """A row of another report, or with another number, is taken out."""
    good = Row("甲.txt", "甲县", 2022, stated=True, value="51件", number=51, unit="件", goal=False, marker=1)
    swapped = Row("乙.txt", "乙县", 2022, stated=True, value="51件", number=51, unit="件", goal=False, marker=1)
    off = Row("甲.txt", "甲县", 2022, stated=True, value="15件", number=15, unit="件", goal=False, marker=1)
    table = "| 地区 | 数值 | 出处 |\n| --- | --- | --- |\n| 甲县 | 51件 | [1] |"
    answer = checked(table, RECEIVED, rows=(good, swapped, off))
    assert answer.rows == (good,)
    assert answer.status == "partial"


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(["件", "%", "亿元", "万件", "人"]))
def test_no_figure_gets_through_that_the_quote_does_not_state(number: int, unit: str) -> None:
    """Whatever the number and unit, only the quoted ones pass."""
    said = f"{number}{unit}"
    passed = checked(f"数值为{said}。[1]", RECEIVED).status == "answered"
    assert passed == (said in ("51件", "50件"))


def test_a_report_without_its_outline_is_held_by_its_text() -> None:
    """Where no outline is at hand a goal's year may be the one ahead; figures and places are held all the same."""
    goal = Row("甲.txt", "甲县", 2022, "2023年目标", True, "51件", 51, "件", goal=True, computed=False, marker=1)
    text = "甲县2023年目标接收行政复议为51件。[1]"
    plain = Answer("问", "answered", "接收51件。[1]", citations=(citation(1, RECEIVED),))
    assert check(plain, report).status == "answered"
    assert checked("接收51件。[1]", RECEIVED, rows=(goal,)).rows == ()
    assert checked(text.replace("51", "52"), RECEIVED, rows=(goal,)).status == "refused"

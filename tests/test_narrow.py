"""A filter stands in place of the question's words, and one that leaves nothing says which field does."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import LibraryError
from assistant.model import Filter, Report
from assistant.narrow import admitted, sentence

HAIZHOU = "海州区2023年法治政府建设情况报告摘编.html"
LVTANG = "绿塘乡2022年法治政府建设工作报告摘编.md"
CARDS = (
    Report("衡阳.txt", "", region="湖南省衡阳市", year=2023, years=(2023,), delivered=2024),
    Report("湖南.txt", "", region="湖南省", year=2024, years=(2024,), delivered=2025),
    Report("濮阳.txt", "", region="河南省濮阳市濮阳县", year=2023, years=(2021, 2022, 2023)),
    Report("绿塘.txt", "", region="绿塘乡", year=2022, years=(2022,)),
    Report("不详.txt", ""),
)


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Assistant:
    """Open the samples."""
    return Assistant.open(sample_library)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (Filter(), ["衡阳.txt", "湖南.txt", "濮阳.txt", "绿塘.txt", "不详.txt"]),
        (Filter(regions=("湖南",)), ["衡阳.txt", "湖南.txt"]),
        (Filter(regions=("湖南省衡阳市",)), ["衡阳.txt"]),
        (Filter(regions=("衡阳", "绿塘乡")), ["衡阳.txt", "绿塘.txt"]),
        (Filter(regions=("濮阳市",)), ["濮阳.txt"]),
        (Filter(regions=("没有的地方",)), []),
        (Filter(years=(2022,)), ["濮阳.txt", "绿塘.txt"]),
        (Filter(years=(2022, 2024)), ["湖南.txt", "濮阳.txt", "绿塘.txt"]),
        (Filter(regions=("湖南",), years=(2023,)), ["衡阳.txt"]),
        (Filter(reports=("不详.txt",)), ["不详.txt"]),
        (Filter(reports=("不详.txt",), regions=("湖南",)), []),
        (Filter(part="plan"), ["衡阳.txt", "湖南.txt", "濮阳.txt", "绿塘.txt", "不详.txt"]),
        (Filter(part="plan", years=(2024,)), ["衡阳.txt", "濮阳.txt"]),
    ],
)
def test_the_reports_that_a_filter_admits(only: Filter, names: list[str]) -> None:
    """A region with everything under it, any of the years; plans count for the year they are for."""
    assert [card.report for card in admitted(only, CARDS)] == names


def test_a_report_that_is_not_there_is_an_error() -> None:
    """It names the report and where the names stand."""
    with pytest.raises(LibraryError, match=r"^没有\.txt：资料库里没有这份报告。.*list"):
        admitted(Filter(reports=("没有.txt",)), CARDS)


def test_a_filter_in_words() -> None:
    """Each field with its name; nothing for an empty one."""
    assert sentence(Filter(("湖南", "河南"), (2022, 2023), ("a.txt",), "plan")) == (
        "地区 湖南、河南；年份 2022年、2023年；报告 a.txt；部分 打算"
    )
    assert (sentence(Filter()), bool(Filter())) == ("", False)


def test_a_region_stands_in_place_of_the_one_in_the_words(assistant: Assistant) -> None:
    """海州区 was typed, 湖南 was chosen: 衡阳 answers, and the question says so."""
    answer = assistant.ask("海州区行政复议案件多少件", only=Filter(regions=("湖南",)))
    assert [row.value for row in answer.rows] == ["130件"]
    assert answer.understood is not None
    assert (answer.understood.regions, answer.understood.scope) == (("湖南",), "one")
    assert answer.understood.text == "湖南行政复议案件多少件"


def test_a_report_stands_in_place_of_the_region_in_the_words(assistant: Assistant) -> None:
    """The report that was chosen answers, whatever place was typed; a place without a report is forgotten."""
    for asked in ("衡阳市行政复议案件多少件", "台前县行政复议案件多少件"):
        answer = assistant.ask(asked, only=Filter(reports=(HAIZHOU,)))
        assert (answer.status, [row.value for row in answer.rows]) == ("answered", ["6件"])


def test_a_year_leaves_the_region_to_the_words(assistant: Assistant) -> None:
    """Of all places only the reports that cover it are looked into, the others are not even silent.

    濮阳县's covers three years and does not say which one its rate is of.
    """
    answer = assistant.ask("各地行政机关负责人出庭应诉率是多少", only=Filter(years=(2023,)))
    assert answer.coverage is not None
    assert (answer.coverage.reports, answer.coverage.stating) == (3, 2)
    assert {row.year for row in answer.rows} == {2023}


def test_a_year_stands_in_place_of_the_one_in_the_words(assistant: Assistant) -> None:
    """2021 was typed, 2022 chosen."""
    answer = assistant.ask("濮阳县2021年接收行政复议多少件", only=Filter(years=(2022,)))
    assert answer.understood is not None
    assert answer.understood.years == (2022,)
    assert [row.value for row in answer.rows] == ["51件"]


def test_a_part_keeps_the_passages_of_that_part(assistant: Assistant) -> None:
    """Hits and nearest evidence are of the plan, and figures are read as goals."""
    answer = assistant.ask("各地行政审批事项有多少项", only=Filter(part="plan"))
    assert {hit.passage.part for hit in answer.hits} == {"plan"}
    assert answer.understood is not None and answer.understood.goal
    review = assistant.ask("濮阳县有多少项行政审批事项", only=Filter(part="review"))
    assert [row.value for row in review.rows] == ["2189项"]


def test_two_questions_in_one_are_both_narrowed(assistant: Assistant) -> None:
    """Each part is asked of what the filter admits."""
    answer = assistant.ask("衡阳市评查案卷多少本，发现多少问题", only=Filter(reports=(HAIZHOU,)))
    assert [row.value for row in answer.rows] == ["64本", "26项"]


@pytest.mark.parametrize(
    ("asked", "only", "reason", "told"),
    [
        (
            "各地行政复议案件多少件", Filter(regions=("台前县",)), "no_such_region",
            "筛选后没有报告：地区 台前县。资料库中没有台前县及其下属地区的报告。",
        ),
        (
            "各地行政复议案件多少件", Filter(years=(2031,)), "no_such_year",
            "筛选后没有报告：年份 2031年。不限年份有5份报告，涵盖2020—2023年。",
        ),
        (
            "濮阳县行政复议案件多少件", Filter(years=(2020,)), "no_such_year",
            "筛选后没有报告：年份 2020年。不限年份有1份报告，涵盖2021—2023年。",
        ),
        (
            "行政复议案件多少件", Filter(regions=("湖南",), reports=(LVTANG,)), "no_such_region",
            f"筛选后没有报告：地区 湖南；报告 {LVTANG}。所选的报告不在这个地区。",
        ),
        (
            "行政复议案件多少件", Filter(regions=("湖南",), years=(2028,), part="plan"), "no_such_year",
            "筛选后没有报告：地区 湖南；年份 2028年；部分 打算。不限年份有1份报告，其中的打算属于2024年。",
        ),
    ],
)  # fmt: skip
def test_a_filter_that_leaves_no_report_says_so(
    assistant: Assistant, asked: str, only: Filter, reason: str, told: str
) -> None:
    """It is a refusal that names the filter and what it failed by."""
    answer = assistant.ask(asked, only=only)
    assert (answer.status, answer.reason, answer.answer) == ("refused", reason, told)
    assert (answer.rows, answer.coverage, answer.nearest) == ((), None, ())


def test_a_place_without_a_report_stays_its_own_reason(assistant: Assistant) -> None:
    """Where the filter is not to blame, the usual refusal stands, with evidence that the filter admits."""
    answer = assistant.ask("台前县行政复议案件多少件", only=Filter(years=(2022,)))
    assert answer.answer.startswith("资料库中没有台前县的报告")
    assert {one.report for one in answer.nearest} <= {card.report for card in assistant.cards if 2022 in card.years}


def test_reports_without_the_part_say_so(tmp_path: Path) -> None:
    """No passage is a plan."""
    from assistant.assistant import add_files

    file = tmp_path / "甲县.txt"
    file.write_text("甲县2023年报告\n\n一、2023年工作回顾\n\n全年办结行政复议案件12件。\n", encoding="utf-8")
    add_files(tmp_path / "library", [file])
    answer = Assistant.open(tmp_path / "library").ask("行政复议案件多少件", only=Filter(part="plan"))
    assert (answer.reason, answer.answer) == (
        "not_stated",
        "筛选后没有段落：部分 打算。1份报告里都没有认出这一部分。",
    )

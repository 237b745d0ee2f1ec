"""Work reports are called by the year they were given in; they look back on the year before and plan for it."""

from __future__ import annotations

import pytest

from assistant.model import Report
from assistant.question import understand


def card(delivered: int, region: str = "湖南省", title: str = "政府工作报告") -> Report:
    """Give a card of the year before it was given."""
    covered = delivered - 1
    name = f"{region}{delivered}"
    return Report(name, "", region=region, year=covered, years=(covered,), delivered=delivered, title=title)


WORK = tuple(card(year) for year in (2020, 2021, 2022))
LAW = tuple(card(year, "湖北省", "湖北省法治政府建设情况报告") for year in (2021, 2022))


@pytest.mark.parametrize(
    ("asked", "reports", "years", "terms"),
    [
        ("2021年的政府工作报告里粮食产量是多少", ("湖南省2021",), (), ("粮食产量",)),
        ("21年那份报告说粮食产量多少", ("湖南省2021",), (), ("粮食产量",)),
        ("22年报告讲的粮食产量是多少", ("湖南省2022",), (), ("粮食产量",)),
        ("2022年的报告说这五年粮食产量多少", ("湖南省2022",), (), ("粮食产量",)),
        ("2022年的报告里2021年粮食产量多少", ("湖南省2022",), (2021,), ("粮食产量",)),
        ("2020年粮食产量多少", ("湖南省2021",), (2020,), ("粮食产量",)),
        ("2021年粮食产量目标多少", ("湖南省2021",), (2021,), ("粮食产量",)),
        ("2008年的政府工作报告里粮食产量多少", ("湖南省2020", "湖南省2021", "湖南省2022"), (2008,), ("粮食产量",)),
        ("那份报告里讲粮食产量是多少", ("湖南省2020", "湖南省2021", "湖南省2022"), (), ("粮食产量",)),
    ],
)
def test_a_report_is_called_by_its_year(
    asked: str, reports: tuple[str, ...], years: tuple[int, ...], terms: tuple[str, ...]
) -> None:
    """The words for the report are no words of the indicator; a year that no report bears is a year."""
    found = understand(asked, cards=WORK)
    assert (found.reports, found.years, found.terms) == (reports, years, terms)


def test_other_reports_are_called_by_the_year_they_cover() -> None:
    """2021年的报告 of law-based government tells of 2021."""
    found = understand("2021年的报告里行政复议案件多少件", cards=LAW)
    assert (found.reports, found.years) == (("湖北省2022",), (2021,))


def test_what_was_reached_is_held_against_the_aim_of_both_reports() -> None:
    """The aim stands in the report given in the year, what came of it in the next."""
    found = understand("2021年粮食产量比目标高多少", cards=WORK)
    assert found.reports == ("湖南省2021", "湖南省2022")

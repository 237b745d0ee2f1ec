"""Whose report it is and of when."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Report
from assistant.reports import Loaded, clean, identify, outline
from assistant.reports.read import report_of

BODY = "2023年,区委、区政府深入推进依法行政,全区办理行政复议案件6件,行政机关负责人出庭应诉率100%。"


def identity(loaded: Loaded) -> dict[str, Any]:
    """Clean, outline and identify."""
    text, _ = clean(loaded)
    return identify(loaded, text, outline(text))


def test_the_title_gives_region_and_year(page: Callable[..., Loaded]) -> None:
    """With the words that gave them."""
    found = identity(page("衡阳市2023年度法治政府建设报告", "(2024年1月18日)", BODY))
    assert (found["region"], found["level"], found["year"]) == ("湖南省衡阳市", "市", 2023)
    assert (found["delivered"], found["published"]) == (2024, "2024-01-18")
    assert found["evidence"]["region"] == "标题：衡阳市2023年度法治政府建设报告"


def test_a_name_that_several_places_bear_is_settled_by_the_footer(page: Callable[..., Loaded]) -> None:
    """海州区 of 阜新, not of 连云港."""
    found = identity(page("海州区2023年法治政府建设情况报告", BODY, "辽ICP备2020013237号"))
    assert found["region"] == "辽宁省阜新市海州区"


def test_a_name_that_nothing_settles_stays_bare_and_is_told(page: Callable[..., Loaded]) -> None:
    """Unknown is no guess."""
    found = identity(page("海州区2023年法治政府建设情况报告", BODY))
    assert found["region"] == "海州区"
    assert "有 2 处" in found["warnings"][0]


def test_neither_the_source_nor_a_place_only_mentioned_is_the_region(page: Callable[..., Loaded]) -> None:
    """来源：青海日报, 浙江经验."""
    found = identity(
        page(
            "2023年工作总结报告", "来源：青海日报", "我们学习浙江省杭州市的经验,推进了依法行政,取得了很好的成效和进展。"
        )
    )
    assert found["region"] is None
    assert "看不出是哪个地方的报告" in found["warnings"]


def test_a_work_report_reviews_the_year_before_it_is_given(page: Callable[..., Loaded]) -> None:
    """Delivered 2025, covers 2024."""
    session = "——2025年1月19日在宁夏回族自治区第十三届人民代表大会第三次会议上"
    found = identity(
        page("2025年宁夏政府工作报告", "来源：青海日报", session, "各位代表：", "一、2024年工作回顾", BODY)
    )
    assert (found["region"], found["year"], found["delivered"]) == ("宁夏回族自治区", 2024, 2025)


def test_a_session_in_december_looks_back_on_the_year_that_ends(page: Callable[..., Loaded]) -> None:
    """Delivered 2023, covers 2023."""
    found = identity(
        page("政府工作报告", "——2023年12月28日在濮阳县第十五届人民代表大会第三次会议上", "各位代表：", BODY)
    )
    assert (found["region"], found["year"], found["delivered"]) == ("河南省濮阳市濮阳县", 2023, 2023)


def test_a_title_in_two_lines_is_one(page: Callable[..., Loaded]) -> None:
    """The first line is who reports."""
    found = identity(page("衡阳市人民政府", "关于二〇二二年法治政府建设情况的报告", BODY))
    assert found["title"] == "衡阳市人民政府关于二〇二二年法治政府建设情况的报告"
    assert (found["issuer"], found["year"]) == ("衡阳市人民政府", 2022)


def test_a_report_since_a_year_covers_all_of_them(page: Callable[..., Loaded]) -> None:
    """2021年以来, published 2023."""
    body = (
        "濮阳县位于河南省。2021年以来,濮阳县深入学习贯彻习近平法治思想,推进依法行政,取得了很好的成效。现将情况报告如下:"
    )
    found = identity(page("濮阳县法治政府建设领导小组关于创建活动的情况说明", "(发布于:2023-12-20 17:03)", body))
    assert (found["years"], found["year"], found["published"]) == ((2021, 2022, 2023), 2023, "2023-12-20")
    assert found["issuer"] == "濮阳县法治政府建设领导小组"


def test_the_file_name_is_the_last_resort(page: Callable[..., Loaded]) -> None:
    """A text that says nothing of itself."""
    found = identity(
        page(
            "全面推进依法行政,各项工作取得了新的进展,群众的满意度不断提升,营商环境持续优化。",
            name="衡阳市2022年度报告.txt",
        )
    )
    assert (found["region"], found["year"]) == ("湖南省衡阳市", 2022)


SAYS_NOTHING = (
    "我们全面推进依法行政,办理行政复议案件6件,审结6件,行政机关负责人出庭应诉率100%,各项工作都有新的进展和成效。"
)
CASES = tomllib.loads((Path(__file__).parent / "identity_cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["lines"][0][:24])
def test_made_up_reports_are_known_or_unknown_never_wrong(case: dict[str, Any]) -> None:
    """The table of identity_cases.toml; every field that is known says which words gave it."""
    lines = [line.replace("…", SAYS_NOTHING) for line in case["lines"]]
    suffix = case.get("suffix", ".txt")
    report = report_of(Loaded("\n".join(lines), name=f"a{suffix}", source=f"a{suffix}", suffix=suffix, digest="0"))
    meta = [report.text[one.start : one.end] for one in report.sections if one.kind == "meta"]
    special = {"lines", "suffix", "unknown", "warn", "meta", "region_not", "year_not"}
    expected = {field: value for field, value in case.items() if field not in special}
    expected |= dict.fromkeys(case.get("unknown", ()))
    if "years" in case:
        expected["years"] = tuple(case["years"])
    assert {field: getattr(report, field) for field in expected} == expected
    assert report.region != case.get("region_not", "")
    assert report.year != case.get("year_not", 0)
    assert any(case.get("warn", "") in warning for warning in report.warnings or ("",))
    assert case.get("meta") in (None, *meta)
    fields = ("title", "region", "level", "issuer", "year", "years", "delivered", "published", "dated")
    assert {field for field in fields if getattr(report, field)} == set(report.evidence)


def test_a_report_bears_its_own_date_beside_the_pages(page: Callable[..., Loaded]) -> None:
    """落款 is no 发布日期; a page that tells none is taken to be of the day the report bears."""
    signed = ("濮阳县人民政府", "2024年1月5日")
    found = identity(page("濮阳县2023年法治政府建设情况报告", "发布日期:2024-03-01", BODY, *signed))
    assert (found["dated"], found["published"], found["issuer"]) == ("2024-01-05", "2024-03-01", "濮阳县人民政府")
    assert found["evidence"]["dated"] == "濮阳县人民政府 2024年1月5日"
    assert found["evidence"]["published"] == "发布日期:2024-03-01"
    alone = identity(page("濮阳县2023年法治政府建设情况报告", BODY, *signed))
    assert (alone["dated"], alone["published"]) == ("2024-01-05", "2024-01-05")


REAL = {
    "000": ("辽宁省阜新市海州区", "县", None, 2023, (2023,), 2024, "2024-02-08", None),
    "001": ("山西省阳泉市城区", "县", "城区2020年度", 2020, (2020,), 2021, "2021-03-11", None),
    "002": ("河南省濮阳市濮阳县", "县", "濮阳县", 2023, (2021, 2022, 2023), 2023, "2023-12-20", "2023-10-18"),
    "003": ("湖南省衡阳市", "市", "衡阳市2023年度", 2023, (2023,), 2024, "2024-01-18", "2024-01-18"),
    "004": ("绿塘乡", "乡", "2022年绿塘乡", 2022, (2022,), None, None, None),
}


@pytest.mark.parametrize("name", REAL)
def test_the_five_real_reports(real: dict[str, Report], name: str) -> None:
    """Every field right or unknown; 000 has no title, 004 no county."""
    report = real[name]
    region, level, title, *rest = REAL[name]
    assert (report.region, report.level) == (region, level)
    assert (report.title is None) if title is None else (report.title or "").startswith(str(title))
    assert [report.year, report.years, report.delivered, report.published, report.dated] == rest


def test_the_real_work_reports_are_their_provinces(real: dict[str, Report]) -> None:
    """All 31: the province of the file name, covering 2024, delivered 2025."""
    reports = [report for name, report in real.items() if name.startswith("2025")]
    assert len(reports) == 31
    for report in reports:
        short = report.report.removeprefix("2025年").removesuffix("政府工作报告.docx")
        assert (report.region or "").startswith(short[:2]), report.report
        assert (report.level, report.year, report.years, report.delivered) == ("省", 2024, (2024,), 2025)
        assert report.issuer == f"{report.region}人民政府"
        assert report.title == report.report.removesuffix(".docx")
        assert (report.dated or "").startswith("2025-01-")
        assert report.published is None

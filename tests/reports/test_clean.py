"""Page chrome goes, body lines stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.model import Report
from assistant.reports import Loaded, clean

BODY = "全区共办理行政复议案件6件,审结6件,行政机关负责人出庭应诉率100%,整改率也是100%,各项工作都有进展。"


def test_navigation_and_footer_go_and_the_rule_is_told(page: Callable[..., Loaded]) -> None:
    """What is left is the title, the date and the body."""
    loaded = page(
        "首页 | 政务公开 | 互动交流",
        "当前位置：首页 > 政务公开",
        "某区2023年法治政府建设情况报告",
        "发布日期:2024-03-01",
        BODY,
        "【打印本页】 【关闭窗口】",
        "主办:某区人民政府办公室",
        "辽ICP备2020013237号 网站标识码:2109020001",
    )
    text, dropped = clean(loaded)
    assert text.split("\n") == ["某区2023年法治政府建设情况报告", "发布日期:2024-03-01", BODY]
    assert [one.rule for one in dropped] == ["navigation", "breadcrumb", "page-tools", "host", "filing-number"]


@pytest.mark.parametrize(
    "line",
    [
        "主办单位：省交通运输厅，各州、市人民政府",
        "政务公开",
        "地址、电话等信息全部公开。",
        "网站标识码等信息全部核对完毕,政务新媒体备案也已经完成,全年没有发生一起事故,各项工作都有新的进展和成效。",
        "(一)分享到位。",
        "更多群众满意。",
        "下一步：继续推进。",
    ],
)
def test_body_lines_that_look_like_chrome_stay(page: Callable[..., Loaded], line: str) -> None:
    """Between body lines only what is unmistakable goes."""
    text, dropped = clean(page("某区2023年法治政府建设情况报告", BODY, line, BODY))
    assert text.split("\n")[2] == line
    assert dropped == ()


def test_the_first_line_of_a_title_in_two_lines_stays(page: Callable[..., Loaded]) -> None:
    """某市人民政府 / 关于 … 的报告."""
    loaded = page("首页", "设为首页", "联系我们", "某市人民政府", "关于2023年法治政府建设情况的报告", BODY)
    assert clean(loaded)[0].split("\n")[0] == "某市人民政府"


def test_word_files_are_left_as_they_are(page: Callable[..., Loaded]) -> None:
    """They have no page around them."""
    loaded = page("首页", BODY, "主办单位：省司法厅", suffix=".docx")
    assert clean(loaded) == (loaded.text, ())


def test_real_reports_lose_no_body_line(real: dict[str, Report]) -> None:
    """What goes from the five web pages, by rule."""
    rules = {name: [one.rule for one in real[name].dropped] for name in ("000", "001", "002", "003", "004")}
    assert rules["000"] == [
        "font-size", "copyright", "contact", "filing-number", "filing-number", "browser", "contact",
    ]  # fmt: skip
    assert len(rules["001"]) == 14
    assert rules["002"] == ["host"]
    assert rules["003"] == ["navigation", "copyright", "contact", "filing-number", "filing-number"]
    assert rules["004"] == []
    assert max(len(one.line) for report in real.values() for one in report.dropped) < 90

"""Page chrome goes, body lines stay."""

from __future__ import annotations

import random
import re
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Report
from assistant.reports import Loaded, clean
from assistant.reports.cleaning.clean import clean_with_places
from assistant.reports.cleaning.rules import chrome_rules, contents_rules, heading_rules, rule_label
from assistant.reports.loading.loaded import Head, TableRow

BODY = "全区共办理行政复议案件6件,审结6件,行政机关负责人出庭应诉率100%,整改率也是100%,各项工作都有进展。"
HERE = Path(__file__).parent
PAGES = tomllib.loads((HERE / "pages.toml").read_text("utf-8"))["page"]
NEAR_MISSES = [
    line
    for name in ("bodylines.txt", "bodylines_held.txt")
    for line in (HERE / name).read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: ("held: " if case.get("held") else "") + case["name"])
def test_pages_of_the_usual_systems(page: Callable[..., Loaded], case: dict[str, Any]) -> None:
    """Of each page of pages.toml exactly the lines marked + stay, in order, and every rule has a label."""
    rows = [row for row in case["lines"].split("\n") if row.strip()]
    lines = [BODY if row[2:] == "…" else row[2:] for row in rows]
    text, dropped = clean(page(*lines))
    assert text.split("\n") == [line for line, row in zip(lines, rows, strict=True) if row[0] == "+"]
    assert [one.line for one in dropped] == [
        line.strip() for line, row in zip(lines, rows, strict=True) if row[0] == "-"
    ]
    assert all(rule_label(one.rule) != one.rule for one in dropped)


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_lines_that_resemble_chrome_stay(page: Callable[..., Loaded], line: str) -> None:
    """Each of bodylines.txt between two body lines; one with $ as the last line."""
    body = [line] + ([] if line.startswith("$") else [BODY])
    loaded = page("某区2023年法治政府建设情况报告", BODY, *(one.removeprefix("$") for one in body))
    assert clean(loaded) == (loaded.text, ())


def test_several_lines_of_hosts_are_a_list_of_the_report(page: Callable[..., Loaded]) -> None:
    """A page names its own once."""
    lines = (
        "某市2024年政府工作报告",
        BODY,
        "1.建成学校12所",
        "主办单位：市教育局",
        "2.修路30公里",
        "主办单位：市交通局",
    )
    assert clean(page(*lines))[0].split("\n") == list(lines)
    assert clean(page(*lines[:2], "主办单位：市教育局"))[1][0].rule == "host"


def test_a_table_of_contents_goes_from_every_format(page: Callable[..., Loaded]) -> None:
    """Headings, tables and offsets behind it move with the text; a heading 目录 above a list stays."""
    lines = ("目　录", "一、情况\t1", "二、打算\t2", "一、情况", BODY, "指标\t件")
    text = "\n".join(lines)
    start = text.rindex("一、情况")
    table = text.index("指标")
    loaded = Loaded(
        text, name="a.docx", source="a.docx", suffix=".docx", digest="0",
        heads=(Head(text.index("一、情况"), 1), Head(start, 1)), tables=(TableRow(table, len(text)),),
    )  # fmt: skip
    cleaned = clean_with_places(loaded)
    assert [one.rule for one in cleaned.dropped] == ["contents"] * 3
    assert cleaned.text == "\n".join(lines[3:])
    assert cleaned.heads == (Head(0, 1),)
    assert cleaned.text[cleaned.tables[0].start : cleaned.tables[0].end] == "指标\t件"
    listed = page("目录", "政府规章", "规范性文件", BODY)
    assert clean(listed) == (listed.text, ())


def test_the_rules_of_other_formats_have_labels() -> None:
    """What a format takes out is told to a person too."""
    assert (rule_label("contents"), rule_label("outside-article")) == ("目录", "正文之外")
    assert rule_label("no-such-rule") == "no-such-rule"


def hostile(pattern: re.Pattern[str]) -> list[str]:
    """Make lines of 100,000 characters of a pattern's own words, which it nearly matches."""
    words = [word for word in re.split(r"[()|\[\]{}?*+\\^$]+", re.sub(r"\(\?[:>!=<]+", "(", pattern.pattern)) if word]
    chance = random.Random(7)
    runs = [word * (100_000 // len(word)) for word in words] + [" " * 100_000, "." * 100_000]
    mixed = ["".join(chance.choice(words) + chance.choice(" |:") for _ in range(20_000)) for _ in range(3)]
    return [line + "@。@" for line in runs + mixed]


ALL_PATTERNS = [
    *((rule.name, rule.pattern) for rule in chrome_rules()),
    *(("contents", getattr(contents_rules(), name)) for name in ("heading", "numbered", "leaders")),
    ("meta", heading_rules().meta),
    *((f"plain {level}", pattern) for level, pattern in heading_rules().plain),
    *((name, pattern) for name, _, pattern in heading_rules().markers),
]


@pytest.mark.parametrize(("name", "pattern"), ALL_PATTERNS)
def test_no_pattern_is_slow_on_any_line(name: str, pattern: re.Pattern[str]) -> None:
    """Under a tenth of a second for 100,000 characters, whatever they are."""
    lines = hostile(pattern)
    lines += [line[:390] + "@。@" for line in lines]
    for line in lines:
        start = time.process_time()
        pattern.fullmatch(line)
        assert time.process_time() - start < 0.1, (name, line[:40])


def test_a_long_line_is_never_chrome(page: Callable[..., Loaded]) -> None:
    """Over 400 characters a line is text, whatever it says."""
    long = "打印 关闭 " * 70
    assert clean(page("某区2023年法治政府建设情况报告", BODY, long))[1] == ()
    assert len(clean(page("某区2023年法治政府建设情况报告", BODY, long[:390]))[1]) == 1


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

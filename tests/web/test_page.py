"""The real app in a real Chromium: the main job, phone width, dark mode, hostile reports, no other host."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.explain import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from playwright.sync_api import Page

    Start = Callable[[Path], AbstractContextManager[str]]
    Visit = Callable[..., AbstractContextManager[Page]]

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
ACROSS = "各地行政机关负责人出庭应诉率是多少"
EVIL = (
    "某县2023年法治政府建设情况报告\n\n一、<script>window.hacked=1</script>主要情况\n\n"
    '全年办理行政复议案件12件，<img src="x" onerror="window.hacked=2">'
    "其中${window.hacked=3}已办结{{value}}10件。\n\n"
    "二、下一步打算\n\n继续做好行政复议工作，不断提高法治政府建设水平，让人民群众满意。\n"
)


def ask(page: Page, question: str) -> None:
    """Type a question, send it, and wait until its answer stands there."""
    before = page.locator(".answer").count()
    page.get_by_label("问题", exact=True).fill(question)
    page.keyboard.press("Enter")
    page.locator(".answer").nth(before).wait_for(timeout=60_000)


def app_py(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run app.py to its end."""
    command = [sys.executable, "app.py", *arguments]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)


def test_app_speaks_chinese() -> None:
    """Its help has none of argparse's own words; a wrong option is one line and code 1."""
    done = app_py("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：python app.py [-h] [--library 文件夹] [--port 端口] [--host 地址]")
    assert not re.search("usage|options|show this| LIBRARY| HOST", done.stdout)
    done = app_py("--port", "abc")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "--port 要写整数，不能是 'abc'。写法见 python app.py --help\n"


def shot(page: Page, name: str, folder: Path) -> None:
    """Save a screenshot: into docs/images with UPDATE_IMAGES=1, else beside the test's other files."""
    page.wait_for_timeout(600)
    target = IMAGES if os.environ.get("UPDATE_IMAGES") == "1" else folder
    page.screenshot(path=target / name)


def in_view(page: Page, selector: str) -> bool:
    """Tell whether the element is inside the window and inside the box it scrolls in."""
    script = (
        "one => { const r = one.getBoundingClientRect();"
        " const b = one.closest('.text').getBoundingClientRect();"
        " return r.top >= b.top && r.bottom <= b.bottom + 1 && r.top < innerHeight; }"
    )
    return bool(page.locator(selector).first.evaluate(script))


@pytest.mark.browser
def test_across_question_marker_and_highlight(app: str, visit: Visit, tmp_path: Path) -> None:
    """Ask 各地, see the table, click [1], see the quote highlighted inside its report."""
    with visit(app) as page:
        ask(page, ACROSS)
        table = page.locator(".answer .body table")
        for place in ("海州区", "濮阳县", "衡阳市"):
            assert "100%" in table.locator("tr", has_text=place).first.inner_text()
        assert "阳泉市城区" not in table.inner_text()
        page.locator('.answer .marker[data-marker="1"]').first.click()
        mark = page.locator(".source mark").first
        mark.wait_for()
        assert re.search(r"100[%％]", "".join(page.locator(".source mark").all_inner_texts()))
        assert page.locator(".source .text").inner_text().count("\n") > 5
        page.wait_for_timeout(300)
        assert in_view(page, "#cited")
        shot(page, "chat.png", tmp_path)
        first = page.locator(".source h2").inner_text()
        page.get_by_role("button", name="下一处引用").click()
        page.locator(".position", has_text="第 2 /").wait_for()
        assert page.locator(".source h2").inner_text() != first


@pytest.mark.browser
def test_a_marker_works_with_the_keyboard(app: str, visit: Visit) -> None:
    """A marker takes the focus and opens its source with Enter."""
    with visit(app) as page:
        ask(page, ACROSS)
        page.locator('.answer .marker[data-marker="2"]').first.focus()
        page.keyboard.press("Enter")
        page.locator(".position", has_text="第 2 /").wait_for()
        assert page.locator('.answer .marker[data-marker="2"].current').count() >= 1


@pytest.mark.browser
def test_a_refusal_and_a_follow_up(app: str, visit: Visit, tmp_path: Path) -> None:
    """A refusal says 未找到 and cites nothing; the conversation goes on."""
    with visit(app) as page:
        ask(page, "濮阳县有多少项行政审批事项？")
        assert "2189项" in page.locator(".answer").first.inner_text()
        ask(page, "绿塘乡的出庭应诉率？")
        refusal = page.locator('.answer[data-status="refused"]')
        refusal.wait_for()
        assert "未找到" in refusal.inner_text()
        assert refusal.locator(".marker").count() == 0
        shot(page, "refusal.png", tmp_path)


def choose(page: Page, box: str, text: str) -> None:
    """Choose by typing into a box of the filter."""
    page.get_by_label(box, exact=True).click()
    page.keyboard.type(text)
    page.get_by_role("option", name=re.compile(text)).first.wait_for()
    page.keyboard.press("Enter")
    page.locator(f"#filter .token:has-text('{text}')").wait_for()


@pytest.mark.browser
def test_what_was_understood_is_changed_and_asked_again(app: str, visit: Visit) -> None:
    """From the chips to the filter with one click, and to the new answer with another; it stays in sight."""
    with visit(app) as page:
        ask(page, ACROSS)
        chips = page.locator(".chips").inner_text()
        for chip in ("地区\n不限", "年份\n不限", "各地汇总 · 比率", "5/5 份"):
            assert chip.replace("\n", "") in chips.replace("\n", "")
        page.get_by_role("button", name="改一改再问").click()
        choose(page, "地区", "湖南省")
        page.get_by_role("button", name="按筛选再问上一个问题").click()
        page.locator(".chips .only", has_text="湖南省").wait_for()
        assert page.locator(".answer").count() == 1
        table = page.locator(".answer .body table").inner_text()
        assert "衡阳市" in table and "濮阳县" not in table
        assert "1/5 份" in page.locator(".chips").inner_text()
        assert "筛选（生效中）：地区 湖南省" in page.locator("#filter .label-wrap").inner_text()


@pytest.mark.browser
def test_a_filter_that_leaves_no_report_says_so(app: str, visit: Visit) -> None:
    """A sentence names the filter; cleared, the same question has its answer again."""
    with visit(app) as page:
        ask(page, ACROSS)
        page.get_by_role("button", name="改一改再问").click()
        choose(page, "地区", "湖南省")
        choose(page, "年份", "2020年")
        page.get_by_role("button", name="按筛选再问上一个问题").click()
        refusal = page.locator('.answer[data-status="refused"]')
        refusal.wait_for()
        told = "筛选后没有报告：地区 湖南省；年份 2020年。不限年份有1份报告，涵盖2023年。"
        assert told in refusal.inner_text()
        page.locator("#filter .label-wrap:not(.open)").wait_for()
        page.locator("#filter .label-wrap").click()
        page.get_by_role("button", name="清除筛选").click()
        page.locator("#filter .label-wrap", has_text="筛选：").wait_for()
        page.get_by_role("button", name="按筛选再问上一个问题").click()
        page.locator('.answer[data-status="answered"]').wait_for()
        assert "5/5 份" in page.locator(".chips").inner_text()


@pytest.mark.browser
def test_a_report_and_a_part_are_chosen(app: str, visit: Visit) -> None:
    """A filter holds for the questions after it, until a new conversation."""
    with visit(app) as page:
        page.locator("#filter .label-wrap").click()
        choose(page, "报告", "绿塘乡")
        page.get_by_label("部分", exact=True).click()
        page.get_by_role("option", name="打算").click()
        ask(page, "海州区行政复议案件多少件？")
        only = page.locator(".chips .only").all_inner_texts()
        assert ["绿塘乡2022年" in only[0], "打算" in only[1], len(only)] == [True, True, 2]
        page.get_by_role("button", name="新对话").click()
        page.locator("#filter .label-wrap", has_text="筛选：").wait_for()
        page.locator(".answer").wait_for(state="detached")
        ask(page, "海州区行政复议案件多少件？")
        assert page.locator(".chips .only").count() == 0
        assert "6件" in page.locator(".answer .body").inner_text()


@pytest.mark.browser
def test_the_explanation_opens_a_passage(app: str, visit: Visit) -> None:
    """The fold opens with the keyboard; a passage of its table is highlighted in its report."""
    with visit(app) as page:
        ask(page, "濮阳县有多少项行政审批事项？")
        page.locator(".explain summary").focus()
        page.keyboard.press("Enter")
        table = page.get_by_role("table", name=re.compile("^找到的段落"))
        assert table.get_by_role("columnheader").all_inner_texts() == list(COLUMNS)
        assert table.locator("tbody tr").count() == 10
        first = table.locator("tbody tr").first
        assert "行政审批事项" in first.inner_text()
        first.get_by_role("button").focus()
        page.keyboard.press("Enter")
        page.locator(".position", has_text="第 1 / 10 处").wait_for()
        assert "2189项" in "".join(page.locator(".source mark").all_inner_texts())


@pytest.mark.browser
def test_the_examples_are_about_the_open_library(app: str, visit: Visit) -> None:
    """One click asks a question about a report that is there."""
    with visit(app) as page:
        page.locator(".example:visible").nth(4).wait_for()
        texts = page.locator(".example:visible").all_inner_texts()
        assert texts[0] == ACROSS and "濮阳县有多少项行政审批事项？" in texts
        page.get_by_role("button", name="濮阳县有多少项行政审批事项？").click()
        page.locator(".answer", has_text="2189项").wait_for()


@pytest.mark.browser
def test_the_list_of_reports_opens_a_report(app: str, visit: Visit, tmp_path: Path) -> None:
    """Five samples stand in the list; one is opened without any highlight and can be downloaded."""
    with visit(app) as page:
        page.get_by_role("tab", name="报告库").click()
        rows = page.locator(".reports tbody tr")
        rows.first.wait_for()
        assert rows.count() == 5
        page.locator(".reports button.report").first.click()
        page.locator(".source .text").wait_for()
        assert page.locator(".source mark").count() == 0
        with page.expect_download() as download:
            page.get_by_role("link", name="下载原件").click()
        assert download.value.path().stat().st_size > 0
        shot(page, "reports.png", tmp_path)


@pytest.mark.browser
def test_phone_width(app: str, visit: Visit, tmp_path: Path) -> None:
    """At 390 pixels nothing makes the page scroll sideways, and a marker leads down to the source."""
    with visit(app, width=390, height=844) as page:
        ask(page, ACROSS)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator(".answer .marker").first.click()
        page.locator(".source mark").first.wait_for()
        page.wait_for_timeout(300)
        assert in_view(page, "#cited")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        shot(page, "phone.png", tmp_path)
        page.locator(".explain summary").click()
        page.locator(".refine").click()
        choose(page, "地区", "湖南省")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_dark_mode_keeps_text_readable(app: str, visit: Visit, tmp_path: Path) -> None:
    """Text and ground of answer, source and highlight differ by a contrast of 4.5 at least."""
    with visit(app, dark=True) as page:
        ask(page, ACROSS)
        page.locator(".source mark").first.wait_for()
        for selector in (
            ".answer .body p",
            ".source .text p",
            ".source mark",
            ".chips li",
            ".chips span",
            ".refine",
            ".path",
        ):
            assert contrast(page, selector) >= 4.5, selector
        page.locator(".explain summary").click()
        page.locator(".refine").click()
        page.get_by_label("地区", exact=True).wait_for()
        for selector in (".explain dt", ".explain caption", ".passage", "#filter .hint", "#again", "#clear"):
            assert contrast(page, selector) >= 4.5, selector
        page.locator("#filter .label-wrap").click()
        page.locator(".explain summary").click()
        shot(page, "dark.png", tmp_path)


def contrast(page: Page, selector: str) -> float:
    """Give the WCAG contrast between an element's text and the first opaque ground behind it."""
    colours = page.locator(selector).first.evaluate(
        "one => { let e = one, ground = ''; while (e && (!ground || ground === 'rgba(0, 0, 0, 0)'))"
        " { ground = getComputedStyle(e).backgroundColor; e = e.parentElement; }"
        " return [getComputedStyle(one).color, ground]; }"
    )
    light, dark = sorted((luminance(colour) for colour in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Give the WCAG relative luminance of an rgb(…) colour."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.browser
def test_a_hostile_report_is_shown_as_text(start: Start, visit: Visit, tmp_path: Path) -> None:
    """Script, images and templates in a report, in its name and in a question are characters, not code."""
    from assistant.assistant import add_files

    folder = tmp_path / "in"
    folder.mkdir()
    file = folder / ("某县.txt" if sys.platform == "win32" else "<img src=x onerror=window.hacked=5>.txt")
    file.write_text(EVIL, "utf-8")
    add_files(tmp_path / "library", [file])
    with start(tmp_path / "library") as address, visit(address) as page:
        ask(page, "某县行政复议案件多少件？<img src=x onerror=window.hacked=6>${window.hacked=7}")
        assert "<img src=x onerror=window.hacked=6>${window.hacked=7}" in page.locator(".asked").inner_text()
        page.locator(".explain summary").click()
        page.locator("#filter .label-wrap").click()
        page.get_by_label("报告", exact=True).click()
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.locator("#filter .label-wrap", has_text="生效中").wait_for()
        page.get_by_role("button", name="按筛选再问上一个问题").click()
        page.locator(".chips .only").wait_for()
        assert page.locator("#filter img").count() == 0
        page.get_by_role("tab", name="报告库").click()
        page.locator(".reports button.report").click()
        page.locator(".source .text p", has_text="办理").wait_for()
        shown = page.locator(".source .text").inner_text()
        assert "<script>window.hacked=1</script>" in shown
        assert '<img src="x" onerror="window.hacked=2">其中${window.hacked=3}已办结{{value}}10件' in shown
        page.wait_for_timeout(300)
        assert page.evaluate("window.hacked") is None
        assert page.locator(".source img, .answer img, .asked img, .reports img").count() == 0


def test_the_ask_endpoint(app: str) -> None:
    """The page's question is a named endpoint too, and gives the fields of the batch contract."""
    from gradio_client import Client

    answer = Client(app, verbose=False, analytics_enabled=False).predict(ACROSS, api_name="/ask")
    assert answer["status"] == "answered"
    assert {row["value"] for row in answer["rows"] if row["stated"]} == {"100%"}
    assert "explain" not in answer


def test_the_ask_endpoint_with_a_filter(app: str) -> None:
    """It narrows and explains as the page does; what is no filter is told."""
    from gradio_client import Client

    client = Client(app, verbose=False, analytics_enabled=False)
    answer = client.predict(ACROSS, regions=["湖南"], years=[2023], explained=True, api_name="/ask")
    assert [row["region"] for row in answer["rows"]] == ["湖南省衡阳市"]
    assert answer["explain"]["filter"]["regions"] == ["湖南"]
    assert answer["explain"]["understood"]["reports"] == 1
    wrong = client.predict(ACROSS, part="middle", api_name="/ask")
    assert wrong["status"] == "failed" and wrong["reason"].startswith("筛选不能用。")


def test_the_answer_to_a_browser_names_no_other_host(app: str) -> None:
    """Every response carries the policy that keeps the browser on this origin."""
    from urllib.request import urlopen

    with urlopen(app) as response:
        policy = response.headers["content-security-policy"]
        body = response.read().decode()
    assert "connect-src 'self'" in policy and "http" not in policy
    assert not re.search(r"""<(?:script|link)[^>]+(?:src|href)=["'](?:https?:)?//""", body)


def test_a_taken_port_is_told_in_one_line(tmp_path: Path) -> None:
    """Another program on the port: one line with the way out, exit code 1, nothing indexed."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = app_py("--port", port, "--library", str(tmp_path / "library"))
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr and "--port" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize("port", ["-1", "70000"])
def test_an_impossible_port_is_told_in_one_line(port: str, tmp_path: Path) -> None:
    """A number that is no port is bad input, not a traceback."""
    done = app_py(f"--port={port}", "--library", str(tmp_path / "library"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and done.stderr.count("\n") == 1

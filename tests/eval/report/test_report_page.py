"""report.html: every part is there, nothing of a report becomes markup, and a browser asks nothing of any host."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from eval.records import Record
from eval.report import charts, page
from eval.report.names import NAMES
from eval.runner import measure
from eval.sets import Evidence, Expected
from tests.eval.test_metrics import QUOTE, ROW, item, judged

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = "<script>document.title='坏'</script><img src=https://example.org/x.png>"
CITED = [QUOTE | {"heading": ["一、总述"]}]
HIT = {"report": "a.txt", "start": 4, "end": 15, "heading": ["一、总述"], "score": 0.75}


def records() -> list[Record]:
    """Make five records: right, wrong with rows, declined though stated, answered though not stated, hostile."""
    rows = (Expected("a.txt", "51件"), Expected("b.txt", "3件"))
    history = ({"role": "user", "content": "濮阳县"}, {"role": "assistant", "content": "好"})
    across = item("q2", type="across", rows=rows, must_not=("60件",))
    due = item("q4", must=(), type="unanswerable", note="not_stated：没有")
    hostile = item("q5", question=HOSTILE, evidence=(Evidence(HOSTILE, "无"),))
    return [
        judged(item("q1"), hits=[HIT], confidence=0.9),
        judged(across, "60件[1]", citations=CITED, rows=[ROW], hits=[], elapsed_ms=30.0),
        judged(item("q3", history=history), "", status="refused", citations=[], hits=[HIT]),
        judged(due, "51件[1]", citations=CITED, hits=[], confidence=0.4),
        judged(hostile, HOSTILE, hits=[], citations=[]),
    ]


def built() -> str:
    """Build the page of these records."""
    some = records()
    return page.built(some, measure(some))


class Reader(HTMLParser):
    """Lists elements with attributes, and the text of each details element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.missed: dict[str, str] = {}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "details":
            self.inside = str(dict(attrs)["id"])

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.missed[self.inside] = self.missed.get(self.inside, "") + data + " "


def test_each_miss_has_expected_got_evidence_and_hits() -> None:
    """The right answer is not among the misses; each other tells its cause and what it rests on."""
    missed = Reader(built()).missed
    assert list(missed) == ["q2", "q3", "q4", "q5"]
    assert "各地表不全、少了行" in missed["q2"]
    assert all(
        part in missed["q2"] for part in ("应有 51件", "不应有 60件", "缺的行 b.txt：3件", "没有依据的数字 60件[1]")
    )
    assert "写了却拒答" in missed["q3"]
    assert all(
        part in missed["q3"] for part in ("之前的用户 濮阳县", "证据 接收申请51件", "检索第 1", "0.750，覆盖证据")
    )
    assert "没写却回答" in missed["q4"]
    assert "应当拒答" in missed["q4"]
    assert "资料库里找不到" in missed["q5"]


def test_tables_hold_every_metric_with_counts_and_interval() -> None:
    """Three tables, a line for each type, each split and all; a share has its counts and its interval."""
    text = built()
    assert all(f">{name}</span>" in text for name in NAMES.values())
    assert text.count("<table>") == 3
    assert "20.0%<small>1/5</small><small>0.0% – 60.0%</small>" in text
    heads = re.findall(r'<th scope="row">(.*?)</th>', text)
    assert heads[: len(heads) // 3] == ["单个数字", "各地", "无答案", "调试部分", "全部"]


def test_nothing_of_a_report_becomes_markup() -> None:
    """Script and image of a question, an answer and a report's name are text; no element names another host."""
    found = Reader(built()).found
    assert {"script", "img", "iframe", "form"} & {tag for tag, _ in found} == set()
    addresses = [value for _, attributes in found for name, value in attributes.items() if name in ("src", "href")]
    assert addresses == ["data:,"]
    policy = next(dict(one)["content"] for tag, one in found if one.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none';")


def test_histogram_counts_every_time() -> None:
    """Each bar tells its range and count; equal times are one bar."""
    counts = re.findall(r"毫秒：(\d+) 题", charts.histogram([1.0, 1.0, 10.0, 1000.0], "用时"))
    assert counts == ["2", "1", "1"]
    assert re.findall(r"毫秒：(\d+) 题", charts.histogram([5.0, 5.0], "用时")) == ["2"]


def test_risk_over_coverage_ends_at_the_share_answered() -> None:
    """Two of four questions are answered, the surer right: risk 0 at a quarter, one half at a half."""
    points = re.findall(r'points="(.*?)"', charts.risk([0.9, 0.2], [True, False], 4, "风险"))
    x = [charts.LEFT + charts.PLOT_WIDTH * share for share in (0.25, 0.5)]
    y = [charts.TOP + charts.PLOT_HEIGHT * (1 - risk) for risk in (0.0, 0.5)]
    assert points == [" ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))]


def test_a_run_without_a_single_answer() -> None:
    """Only failures: no charts, no division by nothing."""
    one = judged(item("q1"), "", status="failed", citations=[])
    text = page.built([one], measure([one]))
    assert "出错 1 题" in text
    assert "<svg" not in text


@pytest.fixture
def shown(tmp_path: Path, request: pytest.FixtureRequest) -> Any:  # noqa: ANN401
    """Open the page in Chromium in dark mode; give the page, its background, and what it asked for."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install -y chromium")
    (tmp_path / "report.html").write_text(built(), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        opened: Page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 800})
        asked: list[str] = []
        told: list[str] = []
        opened.on("request", lambda one: asked.append(one.url))
        opened.on("console", lambda one: told.append(one.text))
        opened.goto((tmp_path / "report.html").as_uri())
        yield opened, asked, told
        browser.close()


@pytest.mark.browser
def test_a_browser_asks_nothing(shown: Any) -> None:  # noqa: ANN401
    """Only the file itself is asked for; it is dark, fits a phone, and a miss opens."""
    opened, asked, told = shown
    assert [url for url in asked if not url.startswith("data:")] == [opened.url]
    assert told == []
    assert opened.title() == "评测报告"
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 29)"
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.locator("#q2 summary").click()
    assert opened.locator("#q2 dl").is_visible()

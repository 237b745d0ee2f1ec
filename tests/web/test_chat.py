"""An answer as HTML: markers, tables, refusals, and nothing that a report could smuggle in."""

from __future__ import annotations

from assistant.explain import Explanation, Found
from assistant.model import Answer, Citation, Coverage, Filter, Question, Silent
from assistant.web.chat import answer_html, question_html
from assistant.web.markup import answer_body

TABLE = "共查 3 份报告。\n\n| 地区 | 出庭应诉率 |\n|---|---|\n| 海州区 | 100%[1] |\n| 衡阳市 | 100%[2] |\n"


def citation(marker: int | None, quote: str = "行政负责人出庭应诉率100%。") -> Citation:
    """A citation of 海州区's report."""
    return Citation(
        marker,
        "海州区.html",
        "海州区报告",
        "海州区",
        2023,
        "2023年",
        ("一、成效", "(三)决策"),
        3,
        quote,
        812,
        812 + len(quote),
    )


def question() -> Question:
    """What was understood of 各地出庭应诉率是多少."""
    asked, reports = "各地出庭应诉率是多少", ("a", "b", "c")
    return Question(asked, asked, "all", "rate", "出庭应诉率", ("出庭",), years=(2023,), reports=reports, asks="rate")


def test_a_markdown_table_becomes_a_table_with_markers_in_its_cells() -> None:
    """The 各地 table is a real table; a marker in a cell is a button."""
    html = answer_body(TABLE, [1, 2])
    assert "<table>" in html and "<th>出庭应诉率</th>" in html
    button = '<button type="button" class="marker" data-marker="1" aria-label="打开引用 1">[1]</button>'
    assert f"<td>100%{button}</td>" in html
    assert html.count('class="marker"') == 2


def test_only_markers_of_citations_become_buttons() -> None:
    """[3] without a citation stays the text that it is."""
    html = answer_body("2189项[1]，见[3]。", [1])
    assert html.count("<button") == 1
    assert "见[3]。" in html


def test_html_links_and_images_of_a_report_do_not_get_through() -> None:
    """They show as the characters they are."""
    html = answer_body(
        "<img src=x onerror=alert(1)> ![图](http://a.cn/x.png) [点我](javascript:alert(1)) <http://a.cn>\n\n"
        "<script>alert(2)</script>\n\n[1]: http://a.cn\n\n`a` ${b} {{c}}",
        [1],
    )
    for tag in ("<img", "<a ", "<script", "<code"):
        assert tag not in html
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in html
    assert "![图](http://a.cn/x.png)" in html
    assert "${" not in html and "{{" not in html


def test_a_citation_carries_its_place_and_its_quote() -> None:
    """The button below the answer knows report and offsets, and shows heading path, page and quote."""
    html = answer_html(Answer("q", "answered", "100%[1]", citations=(citation(1),)))
    assert 'data-report="海州区.html" data-start="812" data-end="827" data-marker="1"' in html
    assert "一、成效 › (三)决策 › 第 3 页" in html
    assert "行政负责人出庭应诉率100%。" in html


def test_a_refusal_says_so_and_keeps_the_nearest_evidence_apart() -> None:
    """未找到 with the reason, and the nearest sentence marked as no answer."""
    answer = Answer(
        "q", "refused", "绿塘乡的报告没有写明。", reason="not_stated", nearest=(citation(None, "加强应诉。"),)
    )
    html = answer_html(answer)
    assert '<strong>未找到</strong><span class="why">查过的报告里未找到</span>' in html
    assert "最接近的原文（不是答案）" in html
    assert "data-marker" not in html


def test_silent_reports_are_counted_and_folded() -> None:
    """Coverage is a sentence; the silent reports and their nearest sentence are in the fold."""
    silent = Silent("阳泉.txt", "阳泉市城区", 2020, citation(None, "做好行政应诉工作。"))
    html = answer_html(Answer("q", "answered", "…", coverage=Coverage(5, 4, (silent,))))
    assert "<summary>查了 5 份报告：4 份写明，1 份未找到</summary>" in html
    assert "阳泉市城区 · 2020年 · 阳泉.txt" in html
    assert "做好行政应诉工作。" in html


def explanation(only: Filter | None = None) -> Explanation:
    """The explanation of an answer over three of five reports."""
    found = Found(
        "海州区.html", "海州区", 2023, ("一、成效",), "review", 812, 827, 1.0575, 1.0, 0.575, ("出庭", "应诉率"),
    )  # fmt: skip
    return Explanation(question(), only or Filter(), 3, 5, (found,), 12.3)


def test_what_was_understood_is_shown_as_chips() -> None:
    """Region, year, indicator, kind and the number of reports stand above the answer."""
    html = answer_html(Answer("q", "answered", "答"), explanation())
    for chip in ("地区</span>不限", "年份</span>2023年", "问法</span>各地汇总 · 比率", "报告</span>3/5 份"):
        assert chip in html
    assert html.index('class="chips"') < html.index('class="body"')
    assert "筛选地区" not in html and "refine" not in html


def test_a_filter_is_a_chip_of_its_own() -> None:
    """Whatever was chosen besides the words is always seen, and escaped."""
    html = answer_html(Answer("q", "answered", "答"), explanation(Filter(("<湖南>",), part="plan")), refine=True)
    assert '<li class="only"><span>筛选地区</span>&lt;湖南&gt;</li>' in html
    assert '<li class="only"><span>筛选部分</span>打算</li>' in html
    assert '<button type="button" class="refine">改一改再问</button>' in html


def test_the_explanation_is_folded_under_the_answer() -> None:
    """Both scores, the words that matched, and a button that opens the passage."""
    html = answer_html(Answer("q", "answered", "答"), explanation())
    assert "<summary>检索说明（用时 12 毫秒）</summary>" in html
    assert "<dt>指标词</dt><dd>出庭</dd>" in html and "<dt>筛选</dt><dd>无</dd>" in html
    where = 'data-report="海州区.html" data-start="812" data-end="827"'
    assert f'<td><button type="button" class="passage" {where}>海州区.html</button></td>' in html
    assert "<td>一、成效</td><td>回顾</td><td>1.058</td><td>1.000</td><td>0.575</td><td>出庭、应诉率</td>" in html


def test_an_error_is_a_sentence() -> None:
    """A failed answer shows its reason, and no traceback."""
    html = answer_html(Answer("q", "failed", reason="library：没有报告库。请先 add"))
    assert '<strong>出错</strong><span class="why">library：没有报告库。请先 add</span>' in html


def test_a_question_is_shown_as_typed() -> None:
    """Markup in a question is text too."""
    assert question_html("<b>x</b> $a$") == '<div class="asked">&lt;b&gt;x&lt;/b&gt; &#36;a&#36;</div>'

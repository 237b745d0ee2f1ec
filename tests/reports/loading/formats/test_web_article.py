"""The article of a page: known containers, and when they are not believed."""

from __future__ import annotations

import pytest

from assistant.reports.loading.formats.web import OUTSIDE, parse
from assistant.reports.loading.loaded import Parsed

LONG = "全区各级行政机关在过去一年里认真办理群众提出的每一件申请，收到六件，办结六件，全部按时答复了申请人。"
TITLE = "某区2023年法治政府建设年度报告"
NAV = "<div><ul><li><a href=/>首页</a></li><li>今日天气</li><li><a href=/x>领导班子成员活动报道一览</a></li></ul></div>"
INFO = f"<h1>{TITLE}</h1><div>发布日期：2024-01-20</div><div>来源：某区司法局</div>"
FOOT = (
    "<div><p><a href=/n>另一条新闻的标题</a></p><p>热门点击</p><p>主办：某区人民政府</p><p>京ICP备00000000号</p></div>"
)
BODY = f"<p>一、办理情况</p><p>{LONG}</p><p>收到6件；</p><p>二、下一步</p><p>{LONG}</p><p>某区人民政府</p>"


def page(*parts: str) -> Parsed:
    """Read a page of these parts."""
    head = f"<html><head><meta charset=utf-8><title>{TITLE}_某区人民政府</title></head><body>"
    return parse((head + "".join(parts) + "</body></html>").encode(), "a.html")


@pytest.mark.parametrize(
    "attribute", ["class=TRS_Editor", "id=zoom", "class='view TRS_UEDITOR trs_web'", "id=UCAP-CONTENT"]
)
def test_what_is_surely_outside_is_dropped(attribute: str) -> None:
    """Navigation goes; title, date, source and what tells whose page it is stay."""
    found = page(NAV, INFO, f"<div {attribute}>{BODY}</div>", FOOT)
    assert [(one.line, one.rule) for one in found.dropped] == [
        ("首页", OUTSIDE),
        ("今日天气", OUTSIDE),
        ("领导班子成员活动报道一览", OUTSIDE),
        ("另一条新闻的标题", OUTSIDE),
        ("热门点击", OUTSIDE),
    ]
    assert found.text.split("\n") == [
        TITLE, "发布日期：2024-01-20", "来源：某区司法局", "一、办理情况", LONG, "收到6件；", "二、下一步", LONG,
        "某区人民政府", "主办：某区人民政府", "京ICP备00000000号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "beside",
    [
        f"<div><p>{LONG}</p></div>",
        "<p>三、今后打算</p>",
        "<p>（一）继续努力</p>",
        "<p>还有两件没有办完。</p>",
        "<p>收到6件；</p>",
    ],
)
def test_one_line_of_a_report_outside_and_all_is_kept(beside: str) -> None:
    """A container that does not hold everything is not believed."""
    found = page(NAV, INFO, f"<div class=TRS_Editor>{BODY}</div>", beside, FOOT)
    assert found.dropped == ()
    assert "今日天气" in found.text


def test_without_a_known_container_all_is_kept() -> None:
    """As it was; the rules for lines decide."""
    found = page(NAV, INFO, f"<div class=anything>{BODY}</div>", FOOT)
    assert found.dropped == ()
    assert found.text.startswith("首页\n今日天气")


def test_an_empty_container_is_not_believed() -> None:
    """Some systems leave one behind and put the text elsewhere."""
    assert page(NAV, INFO, "<div id=zoom></div>", f"<div>{BODY}</div>").dropped == ()
    assert page(NAV, INFO, "<div id=zoom>见附件</div>").dropped == ()


def test_two_containers_are_one_article() -> None:
    """Parts of a report in editors of their own."""
    found = page(NAV, INFO, f"<div class=TRS_Editor>{BODY}</div><div class=TRS_Editor><p>尾声</p></div>", FOOT)
    assert "尾声" in found.text
    assert len(found.dropped) == 5


def test_what_could_belong_to_the_report_stays() -> None:
    """Signature, dates, attachments and tables beside the container."""
    found = page(
        NAV, INFO, f"<div class=TRS_Editor>{BODY}</div>", "<p>某区司法局</p><p>2024年1月20日</p><p>二〇二四年一月</p>",
        "<p><a href=a.docx>附件1：统计表</a></p><p><a href=b.pdf>统计表.pdf</a></p>",
        "<table><tr><td>索引号</td><td>A1</td></tr><tr><td>年</td><td>6</td></tr></table>",
    )  # fmt: skip
    for line in ("某区司法局", "2024年1月20日", "二〇二四年一月", "附件1：统计表", "统计表.pdf", "索引号\tA1", "年\t6"):
        assert line in found.text.split("\n")


def test_lines_between_title_and_article_stay() -> None:
    """A subtitle or a speaker's name is no chrome."""
    found = page(NAV, f"<h1>{TITLE}</h1><p>张某某</p>", f"<div class=TRS_Editor>{BODY}</div>")
    assert found.text.split("\n")[:2] == [TITLE, "张某某"]

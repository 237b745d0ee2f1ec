"""What a web page's elements become: lines, their links, headings and numbers."""

from __future__ import annotations

import random
import re

import pytest

from assistant.reports.loading.formats.web import parse
from assistant.reports.loading.loaded import Head, Parsed

LONG = "全区各级行政机关在过去一年里认真办理群众提出的每一件申请，收到六件，办结六件，全部按时答复了申请人。"


def page(body: str, head: str = "") -> Parsed:
    """Read a page with this body."""
    return parse(f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<p>乙</p>丙</div>", "甲\n乙\n丙"),
        ("甲<br>乙<br/><br>丙", "甲\n乙\n丙"),
        ("<p>行<b>政</b><span>复<font>议</font></span>6<i>件</i></p>", "行政复议6件"),
        ("<p>\n  行政\n  复议\n</p>", "行政复议"),
        ("<p>GDP\n growth</p>", "GDP growth"),
        ("<p>甲  乙\t丙</p>", "甲 乙 丙"),
        ("<p><span>来源：某局</span>\n<span>日期：某日</span></p>", "来源：某局 日期：某日"),
        ("<p>&nbsp;&nbsp;甲&nbsp;乙</p>", "\xa0\xa0甲\xa0乙"),
        ("<p>　　甲</p><p>　</p>", "　　甲"),
        ("<pre>甲  乙\n  丙\n\n丁</pre>", "甲  乙\n  丙\n丁"),
        ("<p>100m<sup>2</sup>，H<sub>2</sub>O</p>", "100m2，H2O"),
        ("<p>行政&shy;复&#8203;议<wbr>案件</p>", "行政\u00ad复\u200b议案件"),
        ("<p>甲<!-- 注释 -->乙<!--[if gte mso 9]><xml>丙</xml><![endif]--></p>", "甲乙"),
        ("<p><![if !supportLists]>一、<![endif]>甲</p>", "一、甲"),
        ("<p class=MsoNormal>甲<o:p></o:p></p><p><o:p>&nbsp;</o:p></p><p><st1:place>乙</st1:place></p>", "甲\n乙"),
        ("<?xml:namespace prefix = o /><p>甲</p>", "甲"),
        ("<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><p>甲</p>", "甲"),
        ("<p>甲<img src=a.png alt=图片>乙</p>", "甲乙"),
        ("<script>x</script><style>y</style><noscript>z</noscript><template>t</template><p>甲</p>", "甲"),
        ("<iframe src=a>不支持</iframe><textarea>x</textarea><select><option>o</option></select>甲", "甲"),
        ("<div style='DISPLAY : none'>x</div><div hidden>y</div><div style='visibility:hidden'>z</div>甲", "甲"),
        ("<span>甲<br><br></span><span>乙<br></span><font>丙</font>", "甲\n乙\n丙"),
        ("<p>甲<p>乙<div>丙", "甲\n乙\n丙"),
        ("<b><p>甲</b></p></i>乙</body></html>丙", "甲\n乙\n丙"),
        ("<dl><dt>甲</dt><dd>乙</dd></dl><ul><li>丙<li>丁</ul>", "甲\n乙\n丙\n丁"),
        ("<p>5 &lt; 6 &amp; 7&#12290;</p>", "5 < 6 & 7。"),
    ],
)
def test_elements_become_lines(body: str, text: str) -> None:
    """As a browser shows them, and not a character more or less."""
    assert page(body).text == text


def test_lines_of_links_are_told() -> None:
    """A line with other words beside the link is none."""
    found = page("<ul><li><a href=/>首页</a> | <a href=/a>新闻</a></li></ul><p>见<a href=/b>这里</a></p>")
    assert found.text == "首页 | 新闻\n见这里"
    assert found.linked == frozenset({0})


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", ["1.", "2."]),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", ["3.", "7.", "8."]),
        ("<ol type=a><li>甲</li><li>乙</li></ol><ol type=I><li>丙</li><li>丁</li></ol>", ["a.", "b.", "I.", "II."]),
        ("<ol style='list-style-type: cjk-ideographic' start=9><li>甲<li>乙<li>丙</ol>", ["九、", "十、", "十一、"]),
        ("<ol style='list-style:none'><li>1.甲</li></ol><ul><li>乙</li></ul>", []),
        ("<ol><li><p>甲</p><p>续</p></li><li>乙<ol><li>丙</li></ol></li><li>丁</li></ol>", ["1.", "2.", "1.", "3."]),
    ],
)
def test_numbers_of_lists_are_labels_not_text(body: str, labels: list[str]) -> None:
    """They are shown but stand nowhere in the file."""
    found = page(body)
    assert [head.label for head in found.heads] == labels
    assert all(head.level is None for head in found.heads)
    assert not re.search(r"[a-zA-Z2-9九十]", found.text)


def test_headings_inside_the_article_are_told() -> None:
    """The title is 0; what stands before it or after the last paragraph is navigation."""
    found = page(
        "<h2>网站栏目</h2><h1>某区2023年工作报告</h1>"
        f"<h2>一、办理情况</h2><p>{LONG}</p><h3>（一）申请</h3><p>{LONG}</p><h2>{LONG}</h2><h2>相关新闻</h2>",
        "<title>某区2023年工作报告_某区人民政府</title>",
    )
    lines = {head.start: head.level for head in found.heads}
    told = {found.text[start:].split("\n")[0]: level for start, level in lines.items()}
    assert told == {"某区2023年工作报告": 0, "一、办理情况": 1, "（一）申请": 2}
    assert all(isinstance(head, Head) for head in found.heads)


def test_an_article_that_a_script_shows_is_read() -> None:
    """Hidden by its style, but the only text that there is."""
    assert page(f"<p>首页</p><div id=x style='display:none'><p>{LONG}</p></div>").text == f"首页\n{LONG}"
    assert page(f"<p>{LONG}</p><div style='display:none'><p>藏{LONG}</p></div>").text == LONG


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>某区2023年报告 - 某区政府网</title>", "", "某区2023年报告"),
        ("<title>某区政府网</title><meta name=ArticleTitle content='某区2023年工作报告'>", "", "某区2023年工作报告"),
        ("<title>x</title>", "<h1>某区人民政府门户网站</h1><h1>某区2023年工作报告</h1>", "某区2023年工作报告"),
        ("", "", None),
    ],
)
def test_the_title_that_the_page_tells(head: str, body: str, title: str | None) -> None:
    """Its meta, its heading, its <title>; the name of the site is none of these."""
    assert page(f"{body}<p>x</p>", head).title_hint == title


def test_encodings_of_header_and_meta() -> None:
    """The header goes before the <meta>, and neither before what the bytes can be read as."""
    text = "全区办理行政复议案件六件。"
    for name, charset, meta in (
        ("gbk", "gb2312", ""),
        ("gbk", None, "<meta charset=gbk>"),
        ("gbk", "iso-8859-1", "<meta charset=utf-8>"),
        ("utf-8", "gbk", "<meta charset=gb2312>"),
    ):
        assert parse(f"<html>{meta}<p>{text}</p>".encode(name), "a", charset).text == text


def test_no_word_of_a_page_is_ever_lost() -> None:
    """Random pages of every element, well nested or not: each word comes out, and once."""
    text = ["p", "div", "span", "b", "font", "center", "ul", "ol", "li", "br", "h2", "blockquote", "a", "form", "o:p"]
    names = [*text, "table", "tr", "td", "th", "tbody", "thead", "caption"]
    for seed in range(150):
        draw = random.Random(seed)
        words: list[str] = []
        parts: list[str] = []
        for _ in range(draw.randint(5, 120)):
            name = draw.choice(names)
            words.append(f"词{len(words)}。")
            parts.append(
                draw.choice([f"<{name}>{words[-1]}", f"</{name}>{words[-1]}", f"<{name}>{words[-1]}</{name}>"])
            )
        found = page("".join(parts))
        everything = found.text + "".join(one.line for one in found.dropped)
        assert sorted(re.findall(r"词\d+。", everything)) == sorted(words), seed

"""What a page tells beside its text: attachments and further pages."""

from __future__ import annotations

import pytest

from assistant.reports.loading.formats.web import parse

LONG = "全区各级行政机关在过去一年里认真办理群众提出的每一件申请，收到六件，办结六件，全部按时答复了申请人。" * 5


def told(body: str, address: str | None = None) -> list[str]:
    """Give the warnings of a page."""
    data = f"<html><meta charset=utf-8><body>{body}</body></html>".encode()
    return list(parse(data, "a.html", address=address).warnings)


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("<a href='./P0201.docx'>年度报告</a>", "年度报告（https://www.example.com/a/P0201.docx）"),
        ("<a href='/f/P0201.PDF?v=1#p'><b>年度</b>报告</a>", "年度报告（https://www.example.com/f/P0201.PDF?v=1#p）"),
        ("<a href='/down.do?id=3'>年度报告.doc</a>", "年度报告.doc（https://www.example.com/down.do?id=3）"),
        ("<a href='%E6%8A%A5%E5%91%8A.wps'></a>", "报告.wps（https://www.example.com/a/%E6%8A%A5%E5%91%8A.wps）"),
        ("<iframe src='/js/viewer.html?file=/f/a.pdf'></iframe>", "viewer.html（https://www.example.com/js/viewer.html?file=/f/a.pdf）"),
        ("<embed src='a.pdf'>", "a.pdf（https://www.example.com/a/a.pdf）"),
    ],
)  # fmt: skip
def test_attachments_are_told(link: str, name: str) -> None:
    """With their whole address, however the page links to them."""
    assert told(f"<p>{LONG}</p>{link}", "https://www.example.com/a/b.html") == [f"页面带有附件：{name}"]


def test_addresses_are_read_against_what_the_page_says() -> None:
    """<base>, or the note that a browser leaves in a page that it saved; else as they stand there."""
    link = f"<p>{LONG}</p><a href='a.zip'>附件</a>"
    assert told(f"<base href='http://example.com/x/'>{link}") == ["页面带有附件：附件（http://example.com/x/a.zip）"]
    saved = "<!-- saved from url=(0030)https://www.example.com/y/b.html -->"
    assert told(f"{saved}{link}") == ["页面带有附件：附件（https://www.example.com/y/a.zip）"]
    assert told(link) == ["页面带有附件：附件（a.zip）"]


def test_five_of_many_attachments_are_named() -> None:
    """Each file once."""
    links = "".join(f"<a href=f{at}.xlsx>表{at}</a><a href=f{at}.xlsx>下载</a>" for at in range(7))
    (line,) = told(f"<p>{LONG}</p>{links}")
    assert line == "页面带有附件：" + "；".join(f"表{at}（f{at}.xlsx）" for at in range(5)) + "；等 7 个"


def test_links_that_are_no_attachments() -> None:
    """Pages, scripts, mail, and files of the navigation before the article."""
    links = (
        "<a href=a.html>报告</a><a href='javascript:down()'>a.doc</a><a href=mailto:a.doc>x</a><a href=/a>报告.doc</a>"
    )
    assert told(f"<a href=guide.pdf>使用指南</a><p>{LONG}</p>{links}") == []


def test_an_article_that_is_only_an_attachment() -> None:
    """The page has hardly a sentence of its own."""
    lines = told("<h1>某区2023年工作报告</h1><p>见附件。</p><a href=a.pdf>某区2023年工作报告.pdf</a>")
    assert lines[1] == "正文可能在附件里：网页上几乎没有正文，请把附件也添加进来"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<script>createPageHTML(5, 0, 'index', 'html');</script>", "第 1 页，共 5 页"),
        ("<script>createPageHTML(3,2,'index','html')</script>", "第 3 页，共 3 页"),
        ("<div>第2页 共4页 <a href=b.html>下一页</a></div>", "第 2 页，共 4 页"),
        ("<div>共4页 <a href=b.html>下一页</a></div>", "第 1 页，共 4 页"),
        ("<a href='t_2.html'>下一页 >></a>", "下一页在 t_2.html"),
    ],
)
def test_an_article_of_several_pages_is_told(body: str, line: str) -> None:
    """So that nobody takes the first page for the report."""
    (warning,) = told(f"<p>{LONG}</p>{body}")
    assert "多页文章" in warning
    assert line in warning
    assert "请另外添加" in warning


@pytest.mark.parametrize(
    "body",
    [
        "<script>createPageHTML(1, 0, 'i', 'html')</script>",
        "<p>材料共5页。</p>",
        "<a href='#'>下一页</a>",
        "<p>第1页 共1页</p>",
    ],
)
def test_one_page_is_no_several(body: str) -> None:
    """The same marks on a page that is whole."""
    assert told(f"<p>{LONG}</p>{body}") == []

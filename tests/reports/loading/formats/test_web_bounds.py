"""Pages that are absurd: nothing is lost, and time stays bounded."""

from __future__ import annotations

import time

import pytest

from assistant.reports.loading.formats.web import parse


@pytest.mark.parametrize(
    ("body", "last"),
    [
        ("<div>" * 50_000 + "<p>深处。</p>" + "</div>" * 50_000, "深处。\n后面。"),
        ("<span>" * 50_000 + "<p>深处。</p>", "深处。\n后面。"),
        ("<a href=x.pdf>" * 20_000 + "<p>深处。</p>", "深处。\n后面。"),
        ("<table><tr><td>" * 3_000 + "深处。" + "</td></tr></table>" * 3_000, "深处。\n后面。"),
        ("<table><tr><th>a<td>" * 2_000 + "深处。" + "</table>" * 2_000, "深处。\n后面。"),
        ("".join(f"<p><font>第{at}段" for at in range(20_000)), "第19999段\n后面。"),
        ("<ol><li>" * 5_000 + "深处。", "深处。\n后面。"),
        (f"<p title='{'x' * 10**6}' class='{'y ' * 10**5}' style='{'z' * 10**6}'>深处。</p>", "深处。\n后面。"),
        ("<li><a href='/a.html'>某条新闻</a></li>" * 20_000, "某条新闻\n后面。"),
        ("<table>" + "<tr><td rowspan=9999 colspan=9999>a</td><td>b</td></tr>" * 500 + "</table>", "\n后面。"),
        ("<p>" + "全区办理案件。" * 300_000, "案件。\n后面。"),
        ("<!--" * 50_000 + "--><p>深处。", "深处。\n后面。"),
    ],
    ids=["div", "span", "nested-links", "tables", "marked-tables", "unclosed", "lists", "attributes", "links",
         "spans", "text", "comments"],
)  # fmt: skip
def test_absurd_pages_are_read_in_time(body: str, last: str) -> None:
    """Deep, wide and long ones; time is that of this process, whatever else the machine does."""
    begin = time.process_time()
    found = parse(f"<html><meta charset=utf-8><body>{body}<p>后面。</p>".encode(), "a.html")
    assert time.process_time() - begin < 5
    assert found.text.endswith(last)

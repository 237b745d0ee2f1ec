"""Web pages, saved or fetched: block elements become lines, tables rows, scripts and hidden parts nothing."""

from __future__ import annotations

from assistant.model import Dropped
from assistant.reports.loading.encoding import decode
from assistant.reports.loading.formats.web import article, extras, nodes
from assistant.reports.loading.formats.web.blocks import Content
from assistant.reports.loading.formats.web.walk import read
from assistant.reports.loading.lines import Lines
from assistant.reports.loading.loaded import Parsed

OUTSIDE = "outside-article"


def parse(data: bytes, where: str, charset: str | None = None, address: str | None = None) -> Parsed:
    """Read a page; raise ReadError when it is no text.

    `charset` is what the server said, `address` where the page was fetched, against which its links are read.
    """
    source, encoding = decode(data, where, charset)
    page = nodes.parse(source)
    content = _content(page)
    title = extras.title_of(page)
    told = extras.warnings(page, source, content, address)
    dropped = article.outside(content.blocks, title)
    lines = _lines(content, title, dropped)
    return Parsed(
        text=lines.text,
        encoding=encoding,
        title_hint=title,
        tables=tuple(lines.tables),
        heads=tuple(lines.heads),
        linked=frozenset(lines.linked),
        dropped=tuple(Dropped(content.blocks[at].text.strip(), OUTSIDE) for at in sorted(dropped)),
        warnings=told,
    )


def _content(page: nodes.Page) -> Content:
    """Read what is shown; what is hidden too, when only that reads like an article (a script shows it later)."""
    content = read(page.root)
    if not content.hidden or any(block.is_body or block.rows for block in content.blocks):
        return content
    whole = read(page.root, hidden=True)
    return whole if any(block.is_body for block in whole.blocks) else content


def _lines(content: Content, title: str | None, dropped: frozenset[int]) -> Lines:
    heads = article.heads(content.blocks, title, dropped)
    lines = Lines()
    for at, block in enumerate(content.blocks):
        if at in dropped:
            continue
        if block.rows is not None:
            lines.table(block.rows, header_rows=block.header_rows)
        else:
            lines.add(block.text, linked=block.linked, head=heads.get(at), label=block.label)
    return lines

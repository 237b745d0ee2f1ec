"""What a page tells beside its text: title, attachments, and that it is one page of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urljoin, urlsplit

from assistant.reports.loading.formats.web.blocks import Content, Link
from assistant.reports.loading.formats.web.nodes import Page
from assistant.reports.loading.formats.web.rules import web_rules

_SITE = re.compile(r"\s{0,9}[-_|—–]{1,9}\s{0,9}[^-_|—–]{2,30}$")
_SAVED = re.compile(r"<!--\s*saved from url=\([0-9]+\)(\S{1,2000})\s*-->")
_SHOWN = 5
_SHORT = 200
_SHORTEST_TITLE = 6
_LINE = 60


def title_of(page: Page) -> str | None:
    """Give the article's title: as the page's metas say, its own heading, else its <title> without the site."""
    metas = _metas(page)
    for name in web_rules().title_metas:
        if len(text := _plain(metas.get(name, ""))) >= _SHORTEST_TITLE:
            return _SITE.sub("", text) or None
    for heading in page.named("h1", 50):
        text = heading.plain()
        if len(text) >= _SHORTEST_TITLE and not web_rules().site.search(text):
            return text
    text = next((title.plain() for title in page.named("title", 1)), "")
    return _SITE.sub("", text) or None


def _metas(page: Page) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.named("meta", 200):
        name = (meta.get("name") or meta.get("property")).strip().lower()
        found.setdefault(name, meta.get("content")[:500])
    return found


def warnings(page: Page, source: str, content: Content, address: str | None) -> tuple[str, ...]:
    """Tell of attachments, of an article that is hardly there, and of further pages."""
    told = []
    blocks = content.blocks
    files = list(_attachments(content.links, _begin(content), _base(page, source, address)))
    if files:
        shown = "；".join(f"{name}（{place}）" for name, place in files[:_SHOWN])
        more = f"；等 {len(files)} 个" if len(files) > _SHOWN else ""
        told.append(f"页面带有附件：{shown}{more}")
        inside = any(block.inside for block in blocks)
        length = sum(
            len(block.text) for block in blocks if (block.inside if inside else block.is_body or "。" in block.text)
        )
        length += sum(len(cell or "") for block in blocks for row in block.rows or () for cell in row)
        if length < _SHORT:
            told.append("正文可能在附件里：网页上几乎没有正文，请把附件也添加进来")
    if any(block.is_body for block in blocks) and (paging := _paging(page, content)):
        told.append(paging)
    return tuple(told)


def _begin(content: Content) -> int:
    """Give the number of the block at which the article begins: what stands before is navigation."""
    marks = [at for at, block in enumerate(content.blocks) if block.inside or block.is_body]
    return marks[0] if marks else 0


def _attachments(links: Sequence[Link], begin: int, base: str) -> Iterator[tuple[str, str]]:
    """Yield name and address of each file that the page links to, once."""
    rules = web_rules()
    seen: set[str] = set()
    for link in links:
        href = link.href[:2000]
        if link.after < begin and "附件" not in link.text:
            continue
        if href.lower().startswith(("javascript:", "mailto:", "data:", "#")) or href in seen:
            continue
        path = unquote(_path(href)).lower()
        named = link.text.lower().rstrip(" 】])）").endswith(rules.suffixes)
        if path.endswith(rules.suffixes) or (named and rules.download.search(href)) or _viewed(href):
            seen.add(href)
            yield link.text or unquote(_path(href)).rsplit("/", 1)[-1], _join(base, href)


def _viewed(href: str) -> bool:
    """Tell a viewer that is handed a file: viewer.html?file=/a/b.pdf."""
    query = unquote(href.partition("?")[2]).lower()
    return any(value.endswith(web_rules().suffixes) for value in re.split(r"[&=]", query)[:20])


def _path(href: str) -> str:
    return re.split(r"[?#]", href, maxsplit=1)[0]


def _join(base: str, href: str) -> str:
    try:
        return urljoin(base, href) if base else href
    except ValueError:
        return href


def _base(page: Page, source: str, address: str | None) -> str:
    """Give the address that links are relative to: as fetched, as a browser wrote when it saved the page, or none."""
    saved = _SAVED.search(source[:5000])
    own = address or (saved[1] if saved else "")
    given = next((tag.get("href") for tag in page.named("base", 1)), "")
    base = _join(own, given) if given else own
    try:
        return base if urlsplit(base).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _paging(page: Page, content: Content) -> str:
    """Tell that this is one page of a longer article; "" when it is not."""
    rules = web_rules()
    total, current = 1, 1
    for script in page.named("script", 2000):
        if match := rules.page_script.search("".join(one for one in script.children if isinstance(one, str))):
            total, current = int(match[1]), int(match[2]) + 1
    for block in content.blocks:
        if total > 1 or len(block.text) > _LINE or not (match := rules.page_total.search(block.text)):
            continue
        here = rules.page_current.search(block.text)
        if here or rules.page_next.search(block.text):
            total, current = int(match[1]), int(here[1] or here[2]) if here else 1
    if total > 1:
        return f"这是多页文章的第 {current} 页，共 {total} 页：其余各页没有读进来，请另外添加"
    for link in content.links:
        if rules.page_next.fullmatch(link.text.strip(" >»›")) and not link.href.lower().startswith(("#", "javascript")):
            return f"这是多页文章的一页，下一页在 {link.href[:200]}：其余各页没有读进来，请另外添加"
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())

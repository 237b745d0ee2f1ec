"""Which lines of a page are its article: by the container that holds it, where that one can be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon.fold import fold
from assistant.reports.cleaning.rules import chrome_rules
from assistant.reports.cleaning.title import is_title
from assistant.reports.loading.formats.web.blocks import Block
from assistant.reports.loading.formats.web.rules import web_rules

_HEAD_LENGTH = 60
_KEPT_LINK = re.compile(r"附件|\.(?:docx?|pdf|xlsx?|wps|zip|rar|ofd|et)\b|[。；]$")


def outside(blocks: Sequence[Block], title: str | None) -> frozenset[int]:
    """Give the numbers of the lines that are surely none of the article's; none when no container is trusted.

    A line is never among them when it could belong to the report: tables, titles, dates, sources, attachments, and
    everything as soon as one line outside the container reads like a report's own.
    """
    if not is_trusted(blocks):
        return frozenset()
    first = next(at for at, block in enumerate(blocks) if block.inside)
    begin = _title_before(blocks, first, title)
    keep = web_rules().keep
    return frozenset(
        at
        for at, block in enumerate(blocks)
        if not block.inside
        and block.rows is None
        and not _KEPT_LINK.search(block.text)
        and (block.linked or not (keep.search(block.text) or begin <= at < first))
        and at != begin
    )


def is_trusted(blocks: Sequence[Block]) -> bool:
    """Tell whether known containers hold all that reads like a report on this page."""
    inside = sum(len(block.text) for block in blocks if block.inside and block.is_body)
    if not inside:
        return False
    beside = [block for block in blocks if not block.inside and block.rows is None and not _is_chrome(block.text)]
    strange = sum(len(block.text) for block in beside if block.is_body)
    if strange:
        return False
    return not any(web_rules().body.search(block.text) for block in beside if not block.linked)


def heads(blocks: Sequence[Block], title: str | None, dropped: frozenset[int]) -> dict[int, int]:
    """Give the levels of the headings that the page marks inside its article; 0 for the title."""
    body = [at for at, block in enumerate(blocks) if block.is_body or block.rows]
    if not body:
        return {}
    trusted = bool(dropped) or is_trusted(blocks)
    first = next((at for at, block in enumerate(blocks) if block.inside), 0) if trusted else body[0]
    begin = _title_before(blocks, first + 1, title)
    found: dict[int, int] = {}
    for at, block in enumerate(blocks):
        if block.head is None or at in dropped or block.linked or block.text.endswith(("。", "；")):
            continue
        if len(block.text) > _HEAD_LENGTH:
            continue
        if title and _same(block.text, title) and at < body[0]:
            found[at] = 0
        elif block.head > 1 and (block.inside if trusted else begin < at <= body[-1]):
            found[at] = block.head - 1
    return found


def _title_before(blocks: Sequence[Block], first: int, title: str | None) -> int:
    """Give the number of the last line before `first` that is the title; `first` itself without one."""
    for at in range(first - 1, -1, -1):
        text = blocks[at].text
        if blocks[at].rows is None and text and title and _same(text, title):
            return at
    for at in range(first - 1, -1, -1):
        if blocks[at].rows is None and not blocks[at].linked and is_title(fold(blocks[at].text).strip()):
            return at
    return first


def _same(text: str, title: str) -> bool:
    own, other = "".join(text.split()), "".join(title.split())
    return len(own) >= 6 and (own == other or (own in other and len(own) > len(other) // 2))


def _is_chrome(text: str) -> bool:
    folded = fold(text).strip()
    return any(rule.matches(folded) for rule in chrome_rules() if rule.zone not in ("head",))

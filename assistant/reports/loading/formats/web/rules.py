"""What is known of the web pages of governments, from the lexicon, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from assistant.lexicon.tables import DATA


@dataclass(frozen=True, slots=True)
class WebRules:
    """Containers of articles, lines outside them, titles, attachments and articles of several pages."""

    containers: frozenset[str]
    keep: re.Pattern[str]
    body: re.Pattern[str]
    title_metas: tuple[str, ...]
    site: re.Pattern[str]
    suffixes: tuple[str, ...]
    download: re.Pattern[str]
    page_script: re.Pattern[str]
    page_total: re.Pattern[str]
    page_current: re.Pattern[str]
    page_next: re.Pattern[str]


@cache
def web_rules() -> WebRules:
    """Read the rules."""
    data = tomllib.loads((DATA / "webpages.toml").read_text(encoding="utf-8"))
    outside, paging = data["outside"], data["paging"]
    return WebRules(
        containers=frozenset(data["container"]["names"]),
        keep=re.compile(outside["keep"], re.IGNORECASE),
        body=re.compile(outside["body"]),
        title_metas=tuple(data["title"]["metas"]),
        site=re.compile(data["title"]["site"]),
        suffixes=tuple(data["attachment"]["suffixes"]),
        download=re.compile(data["attachment"]["download"], re.IGNORECASE),
        page_script=re.compile(paging["script"], re.IGNORECASE),
        page_total=re.compile(paging["total"]),
        page_current=re.compile(paging["current"]),
        page_next=re.compile(paging["next"], re.IGNORECASE),
    )

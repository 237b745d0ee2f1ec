"""From the loaded text to the stored one: whole lines of page chrome out, every other character as it was."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.lexicon.fold import fold
from assistant.model import Dropped
from assistant.reports.cleaning.contents import contents_lines
from assistant.reports.cleaning.rules import ChromeRule, chrome_rules, heading_rules
from assistant.reports.cleaning.title import title_line
from assistant.reports.loading.loaded import Head, Loaded, TableRow

_BODY_LENGTH = 45
_KEPT_LINK = re.compile(r"附件|\.(?:docx?|pdf|xlsx?|wps)\b|[。；]$")
_PAGES = (".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".markdown")
_LINK = 80
_TITLE_GOES_ON = re.compile(r"关于|(?:19|20)[0-9]{2}年.{0,40}(?:报告|总结)|[二一][〇零九][〇零一二三四五六七八九]{2}年")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The stored text, what was dropped, and tables, pages, headings and recognised spans at their new offsets."""

    text: str
    dropped: tuple[Dropped, ...]
    tables: tuple[TableRow, ...] = ()
    pages: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()
    recognised: tuple[tuple[int, int], ...] = ()


def clean(loaded: Loaded) -> tuple[str, tuple[Dropped, ...]]:
    """Give the stored text and the lines that were taken out, each with the rule that did it."""
    cleaned = clean_with_places(loaded)
    return cleaned.text, cleaned.dropped


def clean_with_places(loaded: Loaded) -> Cleaned:
    """Clean, and move tables, pages and headings to their new offsets."""
    lines = loaded.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    in_table = {bisect_right(starts, row.start) - 1 for row in loaded.tables}
    rules = _rules_by_line(lines, loaded, in_table)
    filled = [number for number in range(len(lines)) if number not in rules and lines[number].strip()]
    inside = range(filled[0], filled[-1] + 1) if filled else range(0)
    kept = [number for number in inside if number not in rules]
    text = "\n".join(lines[number] for number in kept)
    moved: dict[int, int] = {}
    at = 0
    for number in kept:
        moved[number] = at
        at += len(lines[number]) + 1

    def to(offset: int) -> int:
        """Move an offset; one in a dropped line goes to the next line that is kept."""
        number = max(0, bisect_right(starts, offset) - 1)
        if number in moved:
            return moved[number] + min(offset - starts[number], len(lines[number]))
        later = next((n for n in kept if n > number), None)
        return moved[later] if later is not None else len(text)

    tables = tuple(
        replace(row, start=to(row.start), end=to(row.start) + row.end - row.start)
        for row in loaded.tables
        if bisect_right(starts, row.start) - 1 in moved
    )
    heads = tuple(
        replace(head, start=to(head.start)) for head in loaded.heads if bisect_right(starts, head.start) - 1 in moved
    )
    recognised = tuple((to(start), to(end)) for start, end in loaded.recognised)
    dropped = (
        *loaded.dropped,
        *(Dropped(lines[number].strip(), rule) for number, rule in sorted(rules.items())),
    )
    return Cleaned(text, dropped, tables, tuple(to(offset) for offset in loaded.pages), heads, recognised)


def _rules_by_line(lines: Sequence[str], loaded: Loaded, in_table: set[int]) -> dict[int, str]:
    """Give the number of each chrome line and the name of the rule that says so."""
    folded = [fold(line).strip() for line in lines]
    found = dict.fromkeys((number for number in contents_lines(folded) if number not in in_table), "contents")
    if not loaded.suffix.startswith(_PAGES):
        return found
    first, last = _body(folded)
    title = title_line(["" if number in found else line for number, line in enumerate(lines)])
    head_end = first if title is None else min(first, title)
    several = _several(folded)
    block = False
    for number, line in enumerate(folded):
        if not line or number in in_table or number in found or number == title:
            continue
        outside = not first <= number <= last
        zones = {"any"} | ({"outside"} if outside else set())
        zones |= {"head", "edge"} if number < head_end else set()
        zones |= {"tail", "edge"} if number > last else set()
        rule = next((r for r in chrome_rules() if r.zone in zones and r not in several and r.matches(line)), None)
        if rule and rule.name == "site-name" and _begins_title(folded, number):
            rule = None
        if rule:
            found[number] = rule.name
            block = block or rule.block
        elif number in loaded.linked and len(line) <= 60 and not _KEPT_LINK.search(line):
            found[number] = "links"
        elif block and len(line) <= _LINK and not _KEPT_LINK.search(line):
            found[number] = "related"
    _close_gaps(folded, found, head_end)
    return found


def _several(folded: Sequence[str]) -> frozenset[ChromeRule]:
    """Give the rules for lines that a page has once and that stand more often here: a list of the report's own."""
    once = [rule for rule in chrome_rules() if rule.once]
    return frozenset(rule for rule in once if sum(rule.matches(line) for line in folded) > 1)


def _begins_title(folded: Sequence[str], number: int) -> bool:
    """Tell 某市人民政府 above 关于 … 的报告 from the name of a site."""
    return bool(_TITLE_GOES_ON.match(_next(folded, number)))


def _close_gaps(folded: Sequence[str], found: dict[int, str], head_end: int) -> None:
    """Drop short lines between chrome lines before the title: the rest of a menu."""
    if sum(1 for number in found if number < head_end) < 3:
        return
    first = min(found)
    for number in range(first, head_end):
        line = folded[number]
        if _begins_title(folded, number):
            continue
        if (
            line
            and number not in found
            and re.fullmatch(r"[一-鿿a-z]{2,8}", line)
            and not heading_rules().meta.fullmatch(line)
        ):
            found[number] = "menu"


def _body(folded: Sequence[str]) -> tuple[int, int]:
    """Give the numbers of the first and the last line that are surely the report's own."""
    rules = heading_rules()
    chrome = [rule for rule in chrome_rules() if rule.zone not in ("head", "tail")]
    body = [
        number
        for number, line in enumerate(folded)
        if len(line) >= _BODY_LENGTH
        and ("。" in line or "," in line)
        and not any(rule.matches(line) for rule in chrome)
        and not rules.meta.fullmatch(line)
        and not re.match(r"(?:主办|地址|版权|联系)", line)
    ]
    if not body:
        return len(folded), len(folded)
    return body[0], body[-1]


def _next(folded: Sequence[str], number: int) -> str:
    return next((line for line in folded[number + 1 :] if line), "")

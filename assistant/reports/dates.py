"""Years and dates of a report: which years it covers, when it was given and published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.lexicon.fold import fold

YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年度?|(?=\s*法治))")
SPAN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*年?\s*[—–~至-]+\s*((?:19|20)[0-9]{2})\s*年")
SINCE = re.compile(r"((?:19|20)[0-9]{2})年以来")
DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|-|/|\.)\s*([0-9]{1,2})\s*(?:月|-|/|\.)\s*([0-9]{1,2})\s*日?(?![0-9])"
)
COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
HAN_YEAR = re.compile(r"([二一][〇0九][〇0一二三四五六七八九]{2})年")
HAN_DATE = re.compile(
    r"([二一][〇0九一二三四五六七八]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LABEL = re.compile(r"(?:(?:发布|发文|公开|生成|上传|录入)?(?:日期|时间)|发布于)\s*:?\s*")
_SESSION = re.compile(r"会议上|大会上|作.{0,2}政府工作报告|的讲话|会议(?:的)?政府工作报告")
_FIRST_YEAR, _LAST_YEAR = 1978, 2100
_HAN_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"0": 0}


@dataclass(frozen=True, slots=True)
class Found:
    """A date (YYYY-MM-DD) and the words that gave it."""

    value: str
    evidence: str

    @property
    def year(self) -> int:
        """Give the year of the date."""
        return int(self.value[:4])

    @property
    def month(self) -> int:
        """Give the month of the date."""
        return int(self.value[5:7])


def iso(text: str) -> str | None:
    """Read the first date in a folded text as YYYY-MM-DD; None when there is none that exists."""
    for pattern in (DATE, COMPACT):
        for match in pattern.finditer(text):
            found = _iso(int(match[1]), int(match[2]), int(match[3]))
            if found:
                return found
    han = HAN_DATE.search(text)
    if han is None:
        return None
    return _iso(int("".join(str(_HAN_DIGITS[char]) for char in han[1])), _han(han[2]), _han(han[3]))


def published(lines: Sequence[str]) -> Found | None:
    """Give the publication date: behind 发布日期, else alone under the title, else at the end."""
    texts = [fold(line).strip() for line in lines]
    filled = [(at, text) for at, text in enumerate(texts) if text]
    head, tail = filled[:45], filled[-12:]
    for at, text in [*head, *tail]:
        if len(text) > 160 or _SESSION.search(text):
            continue
        for match in _LABEL.finditer(text):
            found = iso(text[match.end() : match.end() + 14])
            if found:
                return Found(found, lines[at].strip()[:80])
    for at, text in [*head[:20], *reversed(tail)]:
        alone = text.strip("()[] 　—-")
        if len(alone) <= 16 and (found := iso(alone)) and (at < filled[-1][0] or len(filled) > 1):
            return Found(found, lines[at].strip())
    for at, text in head[:6]:
        if len(text) <= 60 and re.search(r"[,，]\s*(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日\)?$", text):
            return Found(iso(text) or "", lines[at].strip())
    return None


def delivered(lines: Sequence[str]) -> Found | None:
    """Give the date of the session at which a report was given (2025年1月18日在 … 会议上)."""
    for line in [line for line in lines if line.strip()][:12]:
        text = fold(line).strip()
        if len(text) <= 120 and _SESSION.search(text) and (found := iso(text)):
            return Found(found, line.strip())
    return None


def years_in(text: str) -> tuple[int, ...]:
    """Give the years that a folded text names as covered, spans filled: 2021—2023年 gives three."""
    text = HAN_YEAR.sub(lambda match: "".join(str(_HAN_DIGITS[char]) for char in match[1]) + "年", text)
    span = SPAN.search(text)
    if span:
        return _range(int(span[1]), int(span[2]))
    found = sorted({int(year) for year in YEAR.findall(text) if _FIRST_YEAR <= int(year) <= _LAST_YEAR})
    return tuple(found)


def since(text: str, last: int) -> tuple[int, ...]:
    """Give the years from 2021年以来 up to `last`; nothing without such words."""
    match = SINCE.search(text)
    return _range(int(match[1]), last) if match else ()


def _range(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if 0 <= last - first <= 10 else ()


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _han(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return _HAN_DIGITS[text[-1]]
    return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)

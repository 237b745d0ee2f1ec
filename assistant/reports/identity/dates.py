"""Dates of a report: when it was made public, which date it bears itself, when it was given at a session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.lexicon.fold import fold

DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|-|/|\.)\s*([0-9]{1,2})\s*(?:月|-|/|\.)\s*([0-9]{1,2})\s*日?(?![0-9])"
)
COMPACT = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
HAN_DATE = re.compile(
    r"([二一][〇零0九一二三四五六七八]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
HAN_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"0": 0, "零": 0}

# The page's own labels, the surest first, and those of the document.
_PUBLISHED = (
    re.compile(r"(?:^|[\s(\[|])(?:(?:发布|公开|发表|发稿)(?:日期|时间)\s*:?|发布于\s*:?)\s*"),
    re.compile(r"(?:^|[\s(\[|])(?:上传|录入|网站发布|信息)?(?:日期|时间)\s*:\s*"),
    re.compile(r"(?:^|[\s(\[|])(?:更新|修改)(?:日期|时间)\s*:\s*"),
)
_DATED = re.compile(r"(?:^|[\s(\[|])(?:成文|发文|印发|生成|制发|签发|落款)(?:日期|时间)\s*:\s*")
_DEADLINE = re.compile(r"\s*(?:前|之前|以前|至|止|起|[—~])")
_TIME = re.compile(r"(?<!\s)\s++[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_ORGAN = r"[一-鿿、\s]{2,40}?(?:政府|公署|办公[室厅]|办事处|委员会|管委会|领导小组|局|厅|委|办|院)"
_SIGNED = re.compile(rf"({_ORGAN})\s*(?=[(\[]?(?:19|20|二))")
_ORGAN_LINE = re.compile(_ORGAN)
_SESSION = re.compile(r"会议上|大会上|作.{0,2}政府工作报告|的讲话|会议(?:的)?政府工作报告")
# A line that holds the whole speech begins with its session: where breaks were lost, all is one line.
_RUN_ON = re.compile(
    r"(?:^|[—\s])((?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)在[一-鿿]{4,30}?(?:会议|大会|次会)上(?=[\s国各现省市])"
)
_SPEECH = re.compile(r"[,，]\s*(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日\)?$")
_BODY, _LONGEST, _HEAD, _TAIL = 45, 160, 45, 12


@dataclass(frozen=True, slots=True)
class Found:
    """A date (YYYY-MM-DD) and the words that gave it; `organ` signed it."""

    value: str
    evidence: str
    organ: str | None = None

    @property
    def year(self) -> int:
        """Give the year of the date."""
        return int(self.value[:4])

    @property
    def month(self) -> int:
        """Give the month of the date."""
        return int(self.value[5:7])


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, folded and as it is written; `body`: the report's text has begun above it."""

    text: str
    raw: str
    body: bool


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
    return _iso(int("".join(str(HAN_DIGITS[char]) for char in han[1])), _han(han[2]), _han(han[3]))


def published(lines: Sequence[str], *, page: bool = True) -> Found | None:
    """Give the date at which a page says it was published: behind a label, else a bare one under the title."""
    filled = _filled(lines)
    near = [line for line in _ends(filled) if len(line.text) <= _LONGEST and not _SESSION.search(line.text)]
    for label in _PUBLISHED:
        found = next((found for line in near for found in _labelled(line, label)), None)
        if found:
            return found
    for line in filled[:20] if page else ():
        signed = _SIGNED.match(line.text) if len(line.text) <= 60 else None
        stamp = line.text[signed.end() :] if signed else line.text
        if not line.body and (value := _bare(stamp)) and _is_stamp(stamp):
            return Found(value, line.raw, line.raw[: len(signed[1])].strip() if signed else None)
    return None


def dated(lines: Sequence[str], *, page: bool = True) -> Found | None:
    """Give the date that a report bears itself: 成文日期, in brackets under the title, else where it is signed."""
    filled = _filled(lines)
    for line in _ends(filled):
        found = next(_labelled(line, _DATED), None)
        if found:
            return found
    for line in filled[:20]:
        if not line.body and (value := _bare(line.text)) and not (page and _is_stamp(line.text)):
            above = filled[filled.index(line) - 1] if line is not filled[0] else line
            organ = above.raw if line is not filled[0] and _ORGAN_LINE.fullmatch(above.text) else None
            return Found(value, line.raw, organ)
    signed = next(_signatures(filled, page=page), None)
    if signed:
        return signed
    for line in reversed(filled[-_TAIL:]):
        if line.body and (value := _bare(line.text)):
            return Found(value, line.raw)
    for line in filled[:6]:
        if len(line.text) <= 60 and _SPEECH.search(line.text) and (value := iso(line.text)):
            return Found(value, line.raw)
    return None


def delivered(lines: Sequence[str]) -> Found | None:
    """Give the date of the session at which a report was given (2025年1月18日在 … 会议上)."""
    for line in [line for line in lines if line.strip()][:12]:
        text = fold(line).strip()
        if len(text) <= 120 and _SESSION.search(text) and (found := iso(text)):
            return Found(found, line.strip())
        run_on = _RUN_ON.search(text[:_LONGEST]) if len(text) > _LONGEST else None
        if run_on and (found := iso(run_on[1])):
            return Found(found, run_on.group().strip("— "))
    return None


def _filled(lines: Sequence[str]) -> list[_Line]:
    filled: list[_Line] = []
    body = False
    for line in lines:
        text = fold(line).strip()
        if text:
            filled.append(_Line(text, line.strip(), body))
            body = body or (len(text) >= _BODY and ("," in text or "。" in text) and not _PUBLISHED[1].search(text))
    return filled


def _ends(filled: Sequence[_Line]) -> Sequence[_Line]:
    return [*filled[:_HEAD], *filled[_HEAD:][-_TAIL:]]


def _labelled(line: _Line, label: re.Pattern[str]) -> Iterator[Found]:
    """Give the dates right behind a label; one that something is due by is none."""
    if len(line.text) > _LONGEST:
        return
    for match in label.finditer(line.text):
        behind = line.text[match.end() : match.end() + 14]
        value = iso(behind)
        given = DATE.match(behind)
        if value and not (given and _DEADLINE.match(line.text, match.end() + given.end())):
            yield Found(value, line.raw[:80])


def _bare(text: str) -> str | None:
    """Read a line that is a date and nothing else, a time of day aside."""
    alone = _TIME.sub("", text.strip("()[] —-").removesuffix("印发")).strip()
    for pattern in (DATE, COMPACT, HAN_DATE):
        if pattern.fullmatch(alone):
            return iso(alone)
    return None


def _is_stamp(text: str) -> bool:
    """Tell how pages write a date of their own, 2024-02-08 15:20 or [2024-02-08], from one that a report bears."""
    plain = text.strip("[] ")
    return bool(_TIME.search(plain.strip("()"))) or bool(re.fullmatch(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}", plain))


def _signatures(filled: Sequence[_Line], *, page: bool) -> Iterator[Found]:
    """Give the dates that an organ stands before, on the line above or on the same one."""
    for at, line in enumerate(filled):
        if len(line.text) > 60:
            continue
        value = _bare(line.text)
        if value and at and _ORGAN_LINE.fullmatch(filled[at - 1].text):
            if line.body or not (page and _is_stamp(line.text)):
                yield Found(value, f"{filled[at - 1].raw} {line.raw}", filled[at - 1].raw)
            continue
        signed = _SIGNED.match(line.text)
        if signed and (value := _bare(line.text[signed.end() :])) and (line.body or not page):
            yield Found(value, line.raw, line.raw[: len(signed[1])].strip())


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _han(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return HAN_DIGITS[text[-1]]
    return (HAN_DIGITS[tens] if tens else 1) * 10 + (HAN_DIGITS[ones] if ones else 0)

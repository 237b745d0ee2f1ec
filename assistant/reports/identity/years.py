"""Which years a report covers: from its title, else its opening, its headings, its file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon.fold import fold
from assistant.model import Section
from assistant.reports.identity.dates import HAN_DIGITS, Found

_YEAR = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s*+(?:年度?|(?=\s*法治)|(?=[、和及,]\s*(?:19|20)[0-9]{2}年))"
    r"|\(((?:19|20)[0-9]{2})\)(?!\s*第?[0-9]+号)"
)
_SPAN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*+年?\s*+[—–~至-]++\s*+((?:19|20)[0-9]{2})\s*年")
_SINCE = re.compile(r"((?:19|20)[0-9]{2})年以来")
_HAN_YEAR = re.compile(r"([二一][〇零0九][〇零0一二三四五六七八九]{2})年")
_PLAN_OF = re.compile(
    r"(?:及|和|与|暨|、)\s*(?:19|20)[0-9]{2}年度?[^0-9]{0,12}?(?:安排|计划|打算|思路|要点|部署|任务|建议)"
)
_VAGUE = re.compile(r'十[一二三四五六七]五|"[一二三四五六七八九]五"|近[一二两三四五六]年|[一二两三四五]年来|以来')
# The years of a plan that a report is about are not its own: …实施纲要（2021—2025年）落实情况.
_OF_A_PLAN = re.compile(
    r'(?:纲要|规划|方案|计划|意见)[》"]?\s*\((?:19|20)[0-9]{2}年?\s*[—–~至-]+\s*(?:19|20)[0-9]{2}年?\)'
)
_WORK_REPORT = re.compile(r'政府工作报告[》"]?(?:\s*\(.{1,60}\))?$')
_FIRST_YEAR, _LAST_YEAR = 1978, 2100
_OPENING = 500


@dataclass(frozen=True, slots=True)
class Covered:
    """The years covered, ascending, the words that say so, and what the body says instead where it disagrees."""

    years: tuple[int, ...] = ()
    evidence: str = ""
    warning: str = ""


def years_in(text: str) -> tuple[int, ...]:
    """Give the years that a folded text names as covered, spans filled: 2021—2023年 gives three."""
    text = _HAN_YEAR.sub(lambda match: "".join(str(HAN_DIGITS[char]) for char in match[1]) + "年", text)
    span = _SPAN.search(text)
    if span:
        return _range(int(span[1]), int(span[2]))
    years = {int(match[1] or match[2]) for match in _YEAR.finditer(text)}
    return tuple(sorted(year for year in years if _FIRST_YEAR <= year <= _LAST_YEAR))


def since(text: str, last: int) -> tuple[int, ...]:
    """Give the years from 2021年以来 up to `last`; nothing without such words."""
    match = _SINCE.search(text)
    return _range(int(match[1]), last) if match else ()


def is_work_report(title: str | None, name: str, given: Found | None) -> bool:
    """Tell a 政府工作报告, which looks back on the year before it is given."""
    named = fold(title or re.sub(r"\.[A-Za-z]+$", "", name)).strip()
    return given is not None or (bool(_WORK_REPORT.search(named)) and "法治" not in named)


def covered(
    title: str | None, name: str, text: str, sections: Sequence[Section], given: Found | None, shown: Found | None
) -> Covered:
    """Give the years covered; a title that names them wins over the body, and a warning tells where they differ."""
    folded = fold(title or "")
    headings = [fold(text[one.start : one.end]) for one in sections if one.kind == "heading"]
    if is_work_report(title, name, given):
        return _of_work_report(folded or fold(name), headings, given)
    opening = _opening(text, sections)
    named = years_in(_PLAN_OF.sub("", _OF_A_PLAN.sub("", folded)))
    told = _by_opening(opening)
    if named:
        return Covered(named, f"标题：{title}", _disagreement(named, told))
    running = since(opening, shown.year) if shown else ()
    if shown and running:
        return Covered(running, f"开头：{running[0]}年以来；日期：{shown.evidence}")
    if title and _VAGUE.search(folded):
        return Covered()
    if told.years:
        return told
    by_heading = _by_headings(headings)
    if by_heading.years:
        return by_heading
    from_name = years_in(fold(name.rsplit("/", 1)[-1]))
    return Covered(from_name, f"文件名：{name}") if from_name else Covered()


def _by_opening(opening: str) -> Covered:
    stated = re.search(r"现将.{0,30}?((?:19|20)[0-9]{2})年.{0,30}(?:报告|汇报|摘编)", opening)
    first = re.match(r"\s*(?:在?)((?:19|20)[0-9]{2})年(?:度|以来)?[,，]", opening)
    for match in (stated, first):
        if match:
            return Covered((int(match[1]),), f"开头：{match.group().strip()[:60]}")
    return Covered()


def _by_headings(headings: Sequence[str]) -> Covered:
    for heading in headings:
        years = years_in(heading)
        if len(years) == 1 and re.search(r"情况|回顾|成效|主要|工作", heading):
            plan = re.search(r"安排|思路|计划|打算|下一步|任务|目标", heading)
            return Covered((years[0] - 1 if plan else years[0],), f"小标题：{heading}")
    return Covered()


def _disagreement(named: tuple[int, ...], told: Covered) -> str:
    if not told.years or told.years[0] in named:
        return ""
    title = "、".join(str(year) for year in named)
    return f"标题写的是 {title} 年，正文开头写的是 {told.years[0]} 年，按标题记，请核对"


def _of_work_report(title: str, headings: Sequence[str], given: Found | None) -> Covered:
    """A government work report reviews the year before; one given in November or December, the year that ends."""
    for heading in headings:
        years = years_in(heading)
        if len(years) == 1 and re.search(r"回顾|工作(?:总结|情况)", heading):
            return Covered(years, f"小标题：{heading}")
    if given:
        reviewed = given.year if given.month >= 11 else given.year - 1
        return Covered((reviewed,), f"作报告的日期：{given.evidence}")
    named = years_in(title)
    return Covered((named[-1] - 1,), f"标题：{title}") if named else Covered()


def _opening(text: str, sections: Sequence[Section]) -> str:
    """Give the beginning of the body, folded."""
    body = next((one for one in sections if one.kind in ("paragraph", "item") and one.end - one.start > 40), None)
    return fold(text[body.start : body.start + _OPENING]) if body else ""


def _range(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(first, last + 1)) if 0 <= last - first <= 10 else ()

"""Whose report it is and of when: title, region, issuer, years and dates, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.lexicon.fold import fold
from assistant.model import Section
from assistant.reports import dates
from assistant.reports.loaded import Loaded
from assistant.reports.region import region_of

_WORK_REPORT = re.compile(r"政府工作报告")
_ORGAN_END = r"(?:人民政府(?:办公[室厅])?|领导小组(?:办公室)?|委员会(?:办公室)?|[一-鿿]{2,8}(?:局|厅|委|办))"
_BY_TITLE = re.compile(rf"(.{{2,30}}?{_ORGAN_END})(?=关于|[0-9]{{4}}年|法治|政府工作)")
_SOURCE = re.compile(rf"来源\s*:\s*(\S{{2,20}}?{_ORGAN_END})(?=\s|$)")
_ORGAN_LINE = re.compile(rf"[一-鿿]{{2,24}}?{_ORGAN_END}")
_HOST = re.compile(rf"主办(?:单位)?\s*:\s*(\S{{2,30}}?{_ORGAN_END})(?=\s|$)")
_OPENING = 500


def identify(loaded: Loaded, text: str, sections: Sequence[Section]) -> dict[str, Any]:
    """Give the identity fields of a `Report`; unknown is None, never a guess.

    Keys: title, region, level, issuer, year, years, delivered, published, evidence, warnings. `loaded.text` is read
    too, since lines that were dropped (site name, host, licence) tell the place.
    """
    title = _title(loaded, text, sections)
    evidence: dict[str, str] = {}
    if title:
        evidence["title"] = title
    place, why, warning = region_of(title, text, loaded.text, loaded.name, loaded.title_hint)
    if place:
        evidence |= {"region": why, "level": why}
    lines = loaded.text.split("\n")
    given, shown = dates.delivered(lines), dates.published(lines)
    dated = given or shown
    years, how = _years(title, loaded.name, text, sections, given, shown)
    delivered = dated.year if dated else None
    if years:
        evidence |= {"year": how, "years": how}
    if shown:
        evidence["published"] = shown.evidence
    if dated:
        evidence["delivered"] = dated.evidence
    elif (
        years
        and _is_work_report(title, loaded.name, None)
        and years[-1] + 1 in dates.years_in(fold(title or loaded.name))
    ):
        delivered, evidence["delivered"] = years[-1] + 1, title or loaded.name
    if delivered is not None and years and delivered < years[-1]:
        delivered = None
        evidence.pop("delivered", None)
    issuer, by = _issuer(title, loaded.text, place.full if place else None, given is not None)
    if issuer:
        evidence["issuer"] = by
    warnings = [warning] if warning else []
    if not years:
        warnings.append("看不出是哪一年的报告")
    return {
        "title": title, "region": place.full if place else None, "level": place.level if place else None,
        "issuer": issuer, "year": years[-1] if years else None, "years": years, "delivered": delivered,
        "published": shown.value if shown else None, "evidence": evidence, "warnings": tuple(warnings),
    }  # fmt: skip


def _title(loaded: Loaded, text: str, sections: Sequence[Section]) -> str | None:
    found = [text[one.start : one.end] for one in sections if one.kind == "title"]
    named = [one for one in found if re.sub(r"\s", "", one) != "政府工作报告"] or found
    if len(named) > 1 and named[1].startswith("关于"):
        return "".join(named[0].split()) + " ".join(named[1].split())
    if named:
        return re.sub(r"^#+\s*", "", " ".join(named[0].split()))
    return loaded.title_hint


def _is_work_report(title: str | None, name: str, given: dates.Found | None) -> bool:
    named = title or name
    return given is not None or (bool(_WORK_REPORT.search(named)) and "法治" not in named)


def _years(
    title: str | None,
    name: str,
    text: str,
    sections: Sequence[Section],
    given: dates.Found | None,
    shown: dates.Found | None,
) -> tuple[tuple[int, ...], str]:
    """Give the years covered, ascending, and the words that say so."""
    folded = fold(title or "")
    headings = [fold(text[one.start : one.end]) for one in sections if one.kind == "heading"]
    if _is_work_report(title, name, given):
        return _work_report_years(folded or fold(name), headings, given)
    opening = _opening(text, sections)
    named = dates.years_in(folded)
    if named:
        return named, f"标题：{title}"
    running = dates.since(opening, shown.year) if shown else ()
    if shown and running:
        return running, f"开头：{running[0]}年以来；日期：{shown.evidence}"
    stated = re.search(r"现将.{0,30}?((?:19|20)[0-9]{2})年.{0,30}(?:报告|汇报|摘编)", opening)
    first = re.match(r"\s*(?:在?)((?:19|20)[0-9]{2})年(?:度|以来)?[,，]", opening)
    for match in (stated, first):
        if match:
            return (int(match[1]),), f"开头：{match.group().strip()[:60]}"
    for heading in headings:
        years = dates.years_in(heading)
        if len(years) == 1 and re.search(r"情况|回顾|成效|主要|工作", heading):
            plan = re.search(r"安排|思路|计划|打算|下一步|任务|目标", heading)
            return (years[0] - 1 if plan else years[0],), f"小标题：{heading}"
    from_name = dates.years_in(fold(name.rsplit("/", 1)[-1]))
    if from_name:
        return from_name, f"文件名：{name}"
    return (), ""


def _work_report_years(title: str, headings: Sequence[str], given: dates.Found | None) -> tuple[tuple[int, ...], str]:
    """A government work report reviews the year before; one given in November or December, the year that ends."""
    for heading in headings:
        years = dates.years_in(heading)
        if len(years) == 1 and re.search(r"回顾|工作(?:总结|情况)", heading):
            return years, f"小标题：{heading}"
    if given:
        reviewed = given.year if given.month >= 11 else given.year - 1
        return (reviewed,), f"作报告的日期：{given.evidence}"
    named = dates.years_in(title)
    return ((named[-1] - 1,), f"标题：{title}") if named else ((), "")


def _opening(text: str, sections: Sequence[Section]) -> str:
    """Give the beginning of the body, folded."""
    body = next((one for one in sections if one.kind in ("paragraph", "item") and one.end - one.start > 40), None)
    return fold(text[body.start : body.start + _OPENING]) if body else ""


def _issuer(title: str | None, whole: str, region: str | None, in_session: bool) -> tuple[str | None, str]:
    """Give who issued it: named in the title, as its source, on a line of its own, or as the site's host."""
    folded = fold(whole)
    if title and (match := _BY_TITLE.match(fold(title))):
        return match[1], f"标题：{title}"
    if in_session:
        match = re.search(r"我代表.{0,12}?政府", folded[:1500])
        if match and region:
            return f"{region}人民政府", f"开头：{match.group()}"
    if match := _SOURCE.search(folded):
        return match[1], match.group()
    lines = [line.strip() for line in folded.split("\n") if line.strip()]
    for line in [*lines[:3], *lines[-4:]]:
        if _ORGAN_LINE.fullmatch(line):
            return line, line
    if match := _HOST.search(folded[-1500:]):
        return match[1], match.group()
    return None, ""

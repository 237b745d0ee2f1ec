"""Who issued a report: named in its title, who spoke, who signed it, else whom the page names."""

from __future__ import annotations

import re

from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import COUNTRY, national_organs
from assistant.reports.identity.dates import Found

ORGAN_END = (
    r"(?:人民政府(?:办公[室厅])?|行政公署|街道办事处|管理委员会|管委会|领导小组(?:办公室)?|委员会(?:办公室)?|"
    r"[一-鿿]{2,8}(?:局|厅|委|办|院))"
)
_YEAR_FIRST = re.compile(r"^[《\"\s]*(?:(?:19|20)[0-9]{2}|[二一][〇零九][〇零一二三四五六七八九]{2})?\s*年?度?\s*")
_BY_TITLE = re.compile(
    rf"(?!关于|印发|附件)(.{{2,30}}?{ORGAN_END})(?=关于|印发|(?:[0-9]|[〇零一二三四五六七八九]){{4}}年|法治|政府工作)"
)
_NAMED = tuple(
    re.compile(rf"{label}\s*:\s*(\S{{2,20}}?{ORGAN_END})(?=\s|$)")
    for label in ("(?:发文机关|发布(?:机构|机关|单位)|公开(?:机构|单位)|制发机关|成文单位)", "来源")
)
_ORGAN_LINE = re.compile(rf"[一-鿿]{{2,24}}?{ORGAN_END}")
_SPOKEN = re.compile(r"我(?:谨)?代表国务院")
_HOST = re.compile(rf"主办(?:单位)?\s*:\s*(\S{{2,30}}?{ORGAN_END})(?=\s|$)")


def issuer_of(
    title: str | None, whole: str, region: str | None, signed: Found | None, *, in_session: bool
) -> tuple[str | None, str]:
    """Give (issuer, evidence) from the surest words to the weakest; (None, "") when nothing names one.

    `whole` is the loaded text with its page, `signed` the date of the report with the organ before it.
    """
    folded = fold(whole)
    named = _in_title(title) if title else None
    if named:
        return named, f"标题：{title}"
    if region == COUNTRY.name and (in_session or _SPOKEN.search(folded[:1500])):
        return "国务院", "首部：全国人民代表大会" if in_session else "开头：我代表国务院"
    if in_session and region:
        match = re.search(r"我代表.{0,12}?政府", folded[:1500])
        if match:
            return f"{region}人民政府", f"开头：{match.group()}"
    if signed and signed.organ:
        return signed.organ, f"落款：{signed.evidence}"
    for pattern in _NAMED:
        if match := pattern.search(folded):
            return match[1], match.group()
    lines = [line.strip() for line in folded.split("\n") if line.strip()]
    for line in [*lines[:3], *lines[-4:]]:
        if len(line) <= 40 and _ORGAN_LINE.fullmatch(line):
            return line, line
    if match := _HOST.search(folded[-1500:]):
        return match[1], match.group()
    return None, ""


def named_organ(whole: str) -> tuple[str, str] | None:
    """Give (organ, evidence) that a page's index table names as the document's own; sources of news are none."""
    match = _NAMED[0].search(fold(whole))
    return (match[1], match.group()) if match else None


def _in_title(title: str) -> str | None:
    text = _YEAR_FIRST.sub("", fold(title))
    match = _BY_TITLE.match(text)
    if match:
        return match[1]
    organ = next((organ for organ in national_organs() if text.startswith(organ)), None)
    return organ if organ and re.match(r"关于|[0-9]{4}年|法治|政府工作", text[len(organ) :]) else None

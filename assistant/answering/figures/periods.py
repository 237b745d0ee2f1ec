"""The time that a figure holds for, as the text says it, and the years that it spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

PERIOD = re.compile(
    r"(?:截至|截止|自|从)?(?:19|20)\d\d\s?年?(?:\s?[-—–~至到]\s?(?:19|20)\d\d年?)?"
    r"(?:\d{1,2}月(?:\d{1,2}日)?(?:至\d{1,2}月)?)?"
    r"(?:以来|底|末|年底|上半年|下半年|前(?:\d+|[一二三四五六七八九十]+)个?月|第?[一二三四]季度|全年|期间|度)?"
)
BASE, COMPARED = re.compile(r"较$|(?<![占对])比$"), re.compile(r"同?期?相比|同期")
MOVED_TO = re.compile(r"\d[^,，;。]*(?:升|增|降|减|提|压|缩|扩|到|至)[^,，;。]{0,6}[至到为]?约?\d")
YEARLIKE = re.compile(r"(?:19|20)\d\d")


def period_before(text: str) -> str | None:
    """Give the last time expression of `text` (what stands before a figure in its sentence), or None."""
    found = [match.group().strip() for match in PERIOD.finditer(text) if _is_time(match, text)]
    return found[-1] if found else None


def _is_time(match: re.Match[str], text: str) -> bool:
    """Reject bare numbers (2071项) and years inside a title (《…（2021—2025年）》)."""
    if "年" not in match.group() and not re.search(r"以来|上半年|[-—–~至到]", match.group()):
        return False
    # 由2020年的78.6%上升至94.3%: the second figure is of another year
    if text[: match.start()].endswith(("由", "从")) and MOVED_TO.search(text[match.end() :]):
        return False
    # 较2022年下降9.3%, 与2023年相比: the year that is compared with
    if BASE.search(text[: match.start()]) or COMPARED.match(text[match.end() :]):
        return False
    opened = text.rfind("《", 0, match.start())
    return opened < 0 or text.find("》", opened, match.start()) >= 0


def years_of(period: str | None, covered: Sequence[int]) -> tuple[int, ...]:
    """Give the years that a period spans; without one, those that the report covers."""
    if not period:
        return tuple(covered)
    years = [int(year) for year in YEARLIKE.findall(period)]
    if not years:
        return tuple(covered)
    if "以来" in period:
        return tuple(range(years[0], max([*covered, years[0]]) + 1))
    return tuple(range(years[0], years[-1] + 1))

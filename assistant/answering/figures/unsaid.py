"""What a clause leaves unsaid: whose growth 全年增长 is, what 投入1.4亿元 is spent on, what 全部 is said of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.figures.cover import aspects_in
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical

ECONOMY = "地区生产总值"
# 顶住经济下行压力, …, 全年增长4.8%: growth of the year that no clause gives a subject is that of the economy
YEAR_GROWS = re.compile(r"^(?:预计)?全年(?:预计|实现|完成)?增长$")
OTHER_SUBJECT = re.compile(r"增加值|收入|支出|总额|投资|产量|产值|消费|出口|进口|利润|税收|贷款|存款|旅游")
SPENT = re.compile(
    r"(?:投入|投资|安排|筹集|筹措|拨付|列支|争取|整合)(?:了|各类|专项|财政|中央|[省市]级|资金|经费|专款)*$"
)
OF_ALL = re.compile(r"^(?:已|并|且)?(?:全部|全都|均|都|一律|悉数)")


def subject_of(clause: str, seen: Sequence[str]) -> str:
    """Give the subject that a clause lacks, "" where it has one or none can be told; `seen` are the clauses before."""
    first = next(iter(figures(clause)), None)
    if first is None or not YEAR_GROWS.match(fold(clause[: first.start])):
        return ""
    before = "".join(seen)
    return ECONOMY if "经济" in before and not OTHER_SUBJECT.search(before) else ""


def spent_on(figure: Figure, before: str, after: str, following: str) -> str:
    """Give what a sum of money is spent on, which the next clause tells (投入1.4亿元,推进雪亮工程); else `after`."""
    if figure.kind != "money" or fold(after).strip(",;。 ") or not SPENT.search(fold(before)) or figures(following):
        return after
    return following


def of_all(following: Sequence[str]) -> str:
    """Give the first of the clauses behind that speaks of all that was listed (…,全部纳入审查), in canonical words."""
    told = next((canonical(fold(one)) for one in following if OF_ALL.match(fold(one))), "")
    return "" if figures(told) or any(hard for _aspect, hard in aspects_in(told)) else told

"""Verdicts and counts in an answer, worked out again from the rows: 是的, 最高的是, 高于, 查阅了5份."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answering.arithmetic.computations import computations
from assistant.answering.checking.called import is_of
from assistant.answering.checking.grounds import Grounds, Unit
from assistant.answering.figures.compute import BOUNDS, year_of
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import mentions
from assistant.model import Row

COUNTS = (
    (re.compile(r"查阅了?(\d+)份"), "reports"),
    (re.compile(r"其中(\d+)份"), "stating"),
    (re.compile(r"以上(\d+)份|等(\d+)份。"), "silent"),
)
LEFT_OUT = re.compile(r"等(\d+份)）")
HIGHEST, LOWEST = re.compile(r"最高|最多|最大"), re.compile(r"最低|最少|最小")
ABOVE = re.compile(r"(?P<one>[^，。：]+?)(?P<sign>高于|多于|大于|低于|少于|小于)(?P<other>[^，。：]+)：")
MEETS = "符合条件的是"
YES, NO, SOME, NONE = "是的。", "不是。", "有。", "没有。"


def counts_hold(unit: Unit, grounds: Grounds) -> tuple[bool, list[tuple[int, int]]]:
    """Hold counts of reports against the coverage; give their spans too."""
    one = grounds.coverage
    spans = [match.span(1) for match in LEFT_OUT.finditer(unit.words) if int(match[1][:-1]) <= len(grounds.rows)]
    for pattern, name in COUNTS:
        for match in pattern.finditer(unit.words):
            if one is None:
                continue
            told = {"reports": one.reports, "stating": one.stating, "silent": len(one.silent)}[name]
            group = match.lastindex or 1
            if int(match[group]) != told:
                return False, []
            spans.append((match.start(group), match.end(group) + 1))
    return True, spans


def verdict_holds(verdict: str, grounds: Grounds) -> bool:
    """是的 and 不是 to a figure that the question claims are held against the rows."""
    read, stated = grounds.question, [row for row in grounds.rows if row.stated]
    if read is None or read.kind != "yes_no" or not stated or stated[0].number is None:
        return True
    claimed = next(iter(figures(read.claimed)), None) if read.claimed else None
    if claimed is None:
        return {SOME: stated[0].number != 0, NONE: stated[0].number == 0}.get(verdict, True)
    same = any(row.number == claimed.number and (row.unit == claimed.unit or not claimed.unit) for row in stated)
    return {YES: same, NO: not same}.get(verdict, True)


def comparison_holds(unit: Unit, grounds: Grounds) -> bool:
    """Tell whether what a unit calls highest, lowest, higher or within a bound is so, by the rows with its markers."""
    if not (grounds.verbatim and grounds.rows):
        return True
    told = [row for row in grounds.rows_with(unit.markers) if row.number is not None]
    words = fold(unit.words)
    if told and (HIGHEST.search(words) or LOWEST.search(words)) and grounds.coverage and "|" not in words:
        return _is_extreme(told, grounds.rows, 1 if HIGHEST.search(words) else -1)
    bound = grounds.question.bound if grounds.question else None
    if MEETS in words and bound:
        return _within(told, bound)
    above = ABOVE.match(unit.words.strip())
    return above is None or _is_above(above, unit, grounds)


def _is_extreme(told: Sequence[Row], rows: Sequence[Row], sign: int) -> bool:
    """None of the other reports has only figures of the same unit and year beyond the last that is told."""
    last = min(_worth(row, sign) for row in told)
    likes = {(row.unit, year_of(row)) for row in told}
    named = {row.report for row in told}
    least: dict[str, Decimal] = {}
    for row in rows:
        if row.report not in named and row.number is not None and (row.unit, year_of(row)) in likes:
            worth = _worth(row, sign)
            least[row.report] = min(worth, least.get(row.report, worth))
    return all(worth <= last for worth in least.values())


def _worth(row: Row, sign: int) -> Decimal:
    return Decimal(str(row.number)) * sign


def _within(told: Sequence[Row], bound: str) -> bool:
    sign = next((one for one in BOUNDS if bound.startswith(one)), None)
    limit = next(iter(figures(bound.removeprefix(sign or ""))), None)
    if sign is None or limit is None:
        return True
    return all(BOUNDS[sign](Decimal(str(row.number)), Decimal(str(limit.number))) for row in told)


def _is_above(match: re.Match[str], unit: Unit, grounds: Grounds) -> bool:
    """甲高于乙: the first figure of the computation shown is of the first place, and not the smaller one."""
    shown = computations(unit.words)
    if not shown or len(unit.cited) < 2:
        return False
    named = [mentions(match["one"]), mentions(match["other"])]
    cards = [grounds.cards[unit.cited[0].report], grounds.cards[unit.cited[-1].report]]
    if any(found and not any(is_of(one, card) for one in found) for found, card in zip(named, cards, strict=True)):
        return False
    first, second = (one.number for one in shown[0].operands[:2])
    return first >= second if match["sign"] in ("高于", "多于", "大于") else first <= second

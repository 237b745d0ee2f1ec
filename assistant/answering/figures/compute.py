"""Extremes, ranking, sum, mean, difference and share over rows: one year, one unit, results only, all shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt

from assistant.answering.figures.periods import years_of
from assistant.lexicon.figures import SCALES, figures
from assistant.model import Level, Row

# what surrounds a value as it is written; a sum of bounds is told by 含约数
MODIFIERS = re.compile("左右|以上|以下|以内|上下|^(?:约|近|超过?|突破|逾|不少于|不低于)")
BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt, "~": eq, "=": eq}
BOUNDED = re.compile("以上|以下|以内|超|突破|逾|不低于|不少于")
SPAN = re.compile("以来|前|上半年|季度|截至|[-—至]")


def comparable(
    rows: Sequence[Row], levels: Mapping[str, Level | None], operation: str | None = None, *, named: bool = False
) -> tuple[list[Row], list[Row]]:
    """Split stated rows into those of the commonest unit and year, one per report, and the others.

    `levels` gives the administrative level of each report: a county is not added to a city. Reports that the
    question names (`named`) stay together whatever their years, which the result then tells.
    """
    stated = [row for row in rows if row.stated and row.number is not None]
    if not stated:
        return [], []
    each = {row.report: row for row in reversed(stated)}
    if named and len({row.unit for row in each.values()}) == 1:
        return list(reversed(each.values())), []
    added = operation in ("sum", "mean")
    kind_of = {id(row): (row.unit, year_of(row), levels.get(row.report) if added else None) for row in stated}
    kinds = Counter(kind_of.values())
    best = max(kinds, key=lambda kind: (kinds[kind], kind[1] or 0))
    most = 2 * len(each) >= len({row.report for row in rows})
    one_unit = len({row.unit for row in each.values()}) == 1
    if kinds[best] == 1 and most and one_unit and operation in ("max", "min", "rank"):
        # no two reports are of one year: all are held against each other, and the answer says that years differ
        return list(reversed(each.values())), []
    kept: dict[str, Row] = {}
    for row in stated:
        if kind_of[id(row)] == best:
            kept.setdefault(row.report, row)
    chosen = list(kept.values())
    inside = set(chosen)
    return chosen, [row for row in stated if row not in inside]


def year_of(row: Row) -> int | None:
    """Give the last year that a row's figure holds for: that of its period, else that of its report."""
    return max(years_of(row.period, ()), default=row.year)


def amount(value: Decimal, unit: str | None, like: str = "") -> str:
    """Write a computed number with its unit, scaled as the figure `like` that it came from (1844.1亿斤)."""
    like = like.replace("百分点", "")
    scale, word = next(((times, word) for word, times in SCALES.items() if word and word in like), (1, ""))
    value = value / Decimal(scale)
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + word + (unit or "")


def exact(row: Row) -> Decimal:
    """Give a row's number without binary rounding."""
    return Decimal(str(row.number))


def _plain(row: Row) -> str:
    written = MODIFIERS.sub("", row.value or "")
    year = f"{year_of(row)}年" if _by_year(row) else ""
    return year + (written if figures(written) else amount(exact(row), row.unit, row.value or ""))


def name(row: Row) -> str:
    """Name a row's region, or its report where that is unknown."""
    return row.region or row.report


def _by_year(row: Row) -> bool:
    """Tell whether a row is called by its year, too: years of one place are held against each other."""
    return name(row).endswith(f"{year_of(row)}年")


def _marked(row: Row) -> str:
    return f"{name(row)}{row.value}[{row.marker}]"


def extreme(rows: Sequence[Row], operation: str) -> str:
    """Name the largest or the smallest, all of them where several are equal."""
    pick = max if operation == "max" else min
    best = pick(exact(row) for row in rows)
    winners = [row for row in rows if exact(row) == best]
    word = "最高" if operation == "max" else "最低"
    if len(winners) == len(rows) and len(rows) > 1:
        return f"各报告数值相同，没有高低之分：{'、'.join(_marked(row) for row in winners)}。"
    return f"数值{word}的是{'、'.join(_marked(row) for row in winners)}。{_spans(rows)}"


def within(rows: Sequence[Row], bound: str) -> list[Row]:
    """Give the rows that reach a bound (">=5.5%"), highest first, lowest first for an upper one."""
    sign = next(sign for sign in BOUNDS if bound.startswith(sign))
    limit = next(iter(figures(bound.removeprefix(sign))), None)
    if limit is None:
        return []
    same = [row for row in rows if row.number is not None and (not limit.unit or row.unit == limit.unit)]
    # 5%以上 is not 5%左右
    same = [row for row in same if sign != "~" or not BOUNDED.search(row.value or "")]
    met = [row for row in same if all(BOUNDS[sign](end, Decimal(str(limit.number))) for end in _ends(row))]
    return sorted(met, key=exact, reverse=not sign.startswith("<"))


def _ends(row: Row) -> list[Decimal]:
    """Give a row's number, of a range (5.0%—5.5%) both ends: all of it must reach a bound."""
    low = next((one.low for one in figures(row.value or "") if one.low is not None), None)
    return [exact(row)] if low is None else [Decimal(str(low)), exact(row)]


def told_within(rows: Sequence[Row], bound: str) -> str:
    """Name the places that reach a bound."""
    met = within(rows, bound)
    return f"符合条件的是{'、'.join(_marked(row) for row in met)}。" if met else "写明的数值中没有符合条件的。"


def told_top(rows: Sequence[Row], top: int, operation: str | None) -> str:
    """Name the first of a ranking, those equal to the last of them too."""
    ordered = sorted(rows, key=exact, reverse=operation != "min")
    last = exact(ordered[min(top, len(ordered)) - 1])
    first = [row for at, row in enumerate(ordered) if at < top or exact(row) == last]
    word = "最低" if operation == "min" else "最高"
    return f"数值{word}的依次是{'、'.join(_marked(row) for row in first)}。"


def _spans(rows: Sequence[Row]) -> str:
    """Say when figures hold for different times: they are not silently compared; years that are named may differ."""
    if all(_by_year(row) and not SPAN.search(row.period or "") for row in rows):
        return ""
    if len({(year_of(row), SPAN.search(row.period or "") and row.period) for row in rows}) < 2:
        return ""
    told = "、".join(f"{name(row)}为{row.period or f'{row.year}年'}" for row in rows)
    return f"注意期间不同（{told}），不宜直接比较。"


def total(rows: Sequence[Row]) -> str:
    """Add up, with the sum shown."""
    unit = rows[0].unit
    terms = " + ".join(f"{_plain(row)}[{row.marker}]" for row in rows)
    result = amount(sum((exact(row) for row in rows), Decimal(0)), unit, rows[0].value or "")
    return f"合计：{terms} = {result}。{_spans(rows)}"


def half_up(value: Decimal, places: int) -> Decimal:
    """Round as people do, 5.525 to 5.53; Python's own `round` gives the even neighbour."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def mean(rows: Sequence[Row]) -> str:
    """Average, with the computation shown; rates are averaged unweighted and said to be."""
    unit = rows[0].unit
    terms = " + ".join(f"{_plain(row)}[{row.marker}]" for row in rows)
    value = sum((exact(row) for row in rows), Decimal(0)) / len(rows)
    like = rows[0].value or ""
    scale = next((Decimal(times) for word, times in SCALES.items() if word and word in like), Decimal(1))
    return f"简单平均：（{terms}）÷ {len(rows)} = {amount(half_up(value / scale, 2) * scale, unit, like)}。"


def difference(rows: Sequence[Row]) -> str:
    """Compare two rows: which is larger, by how much."""
    first, second = sorted(rows[:2], key=exact, reverse=True)
    gap = exact(first) - exact(second)
    if not gap:
        return f"二者相同：{_marked(first)}、{_marked(second)}。"
    result = amount(gap, "个百分点" if first.unit == "%" else first.unit, first.value or "")
    shown = f"{_plain(first)}[{first.marker}] − {_plain(second)}[{second.marker}] = {result}"
    return f"{name(first)}高于{name(second)}：{shown}。{_spans([first, second])}"


def grown(later: Row, earlier: Row) -> str:
    """Tell by what share a value grew or fell from one year to another, with the computation shown."""
    gap = exact(later) - exact(earlier)
    share = half_up(abs(gap) / exact(earlier) * 100, 2)
    more, less = (later, earlier) if gap >= 0 else (earlier, later)
    over = f"{_plain(more)}[{more.marker}] − {_plain(less)}[{less.marker}]"
    sign = "=" if share == abs(gap) / exact(earlier) * 100 else "≈"
    shown = f"（{over}）÷ {_plain(earlier)}[{earlier.marker}] × 100% {sign} {amount(share, '%')}"
    return f"{name(later)}比{name(earlier)}{'增长' if gap >= 0 else '下降'}：{shown}。"


def times(rows: Sequence[Row]) -> str:
    """Tell how many times one row is another, in the order in which the question names them."""
    first, second = rows[:2]
    if not exact(second):
        return ""
    rounded = half_up(exact(first) / exact(second), 2)
    value, sign = amount(rounded, "倍"), "=" if rounded == exact(first) / exact(second) else "≈"
    shown = f"{_plain(first)}[{first.marker}] ÷ {_plain(second)}[{second.marker}] {sign} {value}"
    # a value right behind the other year would be read as that year's
    said = f"{name(first)}与{name(second)}相比" if _by_year(first) else f"{name(first)}是{name(second)}的{value}"
    return f"{said}：{shown}。{_spans([first, second])}"


def ranking(rows: Sequence[Row]) -> list[Row]:
    """Order rows from high to low."""
    return sorted(rows, key=exact, reverse=True)


TOGETHER = {"sum": total, "mean": mean}
ALONE = "各报告的数值年度、单位或行政级别不同，不能直接比较或合计。"


def computed(rows: Sequence[Row], operation: str | None, *, bound: str | None = None, top: int | None = None) -> str:
    """Give the sentence for an operation over comparable rows, "" where none is asked for."""
    if rows and bound:
        return told_within(rows, bound)
    if len(rows) > 1 and top:
        return told_top(rows, top, operation)
    if operation in ("max", "min"):
        return extreme(rows, operation) if len(rows) > 1 else ALONE if rows else ""
    if operation in TOGETHER:
        return TOGETHER[operation](rows) if len(rows) > 1 else ALONE if rows else ""
    if operation == "times" and len(rows) == 2:
        return times(rows)
    if operation in ("difference", "compare") and len(rows) == 2:
        return difference(rows)
    return ""

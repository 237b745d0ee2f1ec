"""Figures: numbers with their measure word, as they are written and as values.

A figure is what the check compares: the same number with the same unit, however it is written
(2.3万件 = 23000件, ９８％ = 百分之九十八). Dates (2023年, 8月1日) are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import unit_kinds

# 左右, 以上 … belong to the value as it is written
TAIL = "(?:左右|以上|以下|以内|上下)?"
ABOUT = re.compile("近|约|超|突破|逾|不少于|不低于|余|多|来")
SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2, "": 1}
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
# Chinese numerals count only before these measure words: 三级, 一次办, 二度 … are words, not figures
CHINESE_UNITS = (
    "个百分点",
    "人次",
    "件",
    "起",
    "个",
    "条",
    "份",
    "名",
    "人",
    "家",
    "所",
    "处",
    "次",
    "场",
    "期",
    "批",
    "类",
    "种",
    "支",
    "台",
    "辆",
    "部",
    "倍",
    "元",
)
# 四个意识, 两个维护, 三项制度 …: names that begin with a count
NAMES_WITH_A_COUNT = re.compile(
    r"[一二两三四五六七八九十]+[个项]?(?:意识|自信|维护|确立|制度|全面|文明|服务对象)|一[^百千万亿]"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text: its span, its number (万, 亿 multiplied out), unit, and unit kind.

    `low` is the lower end of a range (5.0%—5.5%), `number` then the upper one.
    """

    start: int
    end: int
    text: str
    number: float
    unit: str
    kind: str
    low: float | None = None

    @property
    def about(self) -> bool:
        """Whether the text says that the value is rounded or a bound (近, 超过, 余)."""
        return bool(ABOUT.search(self.text))

    def same(self, other: Figure) -> bool:
        """Tell whether both state one value in one unit; 20余件 is not 20件."""
        near = abs(self.number - other.number) < 1e-9 * max(1.0, abs(self.number))
        return near and self.low == other.low and self.unit == other.unit and self.about == other.about


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    arabic = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    chinese = r"[零〇一二两三四五六七八九十百千]+"
    cunits = "|".join(CHINESE_UNITS)
    return re.compile(
        rf"百分之(?P<percent>{chinese}(?:点{chinese})?|{arabic})"
        rf"|(?<![\d.第+])(?:近|约|超过|突破|超|逾|不少于|不低于)?(?:(?P<low>{arabic})%?[-—–~至]+)?(?P<arabic>{arabic})"
        rf"(?P<scale>万亿|亿|万|千|百)?(?P<more>余|多|来)?[ ]?(?P<unit>{units}){TAIL}"
        rf"|(?<![第数几十百千万亿\d一二三四五六七八九])(?:近|约|超过|突破|超|逾|不少于|不低于)?"
        rf"(?<![第数几十百千万亿\d一二三四五六七八九])(?P<chinese>{chinese})"
        rf"(?P<cscale>万亿|亿|万)?(?P<cmore>余|多)?(?P<cunit>{cunits})"
        rf"|(?<![\d.])(?P<bare>{arabic})(?P<bscale>万亿|亿|万)(?P<bmore>余|多)?(?![\da-z年月日])"
    )


def chinese_number(text: str) -> float:
    """Value of a Chinese numeral: 二十三 → 23, 一百零五 → 105, 九点五 → 9.5."""
    whole, _, fraction = text.partition("点")
    total, digit = 0, 0
    for char in whole:
        if char in TENS:
            total, digit = total + (digit or 1) * TENS[char], 0
        else:
            digit = DIGITS[char]
    value = float(total + digit)
    return value + sum(DIGITS[char] * 10.0 ** -(place + 1) for place, char in enumerate(fraction))


@cache
def _units() -> dict[str, str]:
    """Measure words as they stand in folded text (p), and as they are written (P)."""
    return {unit.lower(): unit for unit in unit_kinds()}


def _whole(number: float) -> float | int:
    # 2141.3亿 is no 214130000000.00003: fifteen digits are what a float holds for sure
    number = float(f"{round(number, 6):.15g}")
    return int(number) if number == int(number) else number


def _figure(match: re.Match[str], text: str) -> Figure | None:
    start, end = match.span()
    written = text[start:end]
    if percent := match["percent"]:
        digits = percent.replace(",", "")
        number = float(digits) if digits[0].isdigit() else chinese_number(digits)
        return Figure(start, end, written, _whole(number), "%", "percent")
    if match["arabic"]:
        number, scale, unit = float(match["arabic"].replace(",", "")), match["scale"], match["unit"]
    elif match["chinese"]:
        if NAMES_WITH_A_COUNT.match(match.string, start):
            return None
        number, scale, unit = chinese_number(match["chinese"]), match["cscale"], match["cunit"]
    else:
        number, scale, unit = float(match["bare"].replace(",", "")), match["bscale"], ""
    times = SCALES[scale or ""]
    low = _whole(float(match["low"].replace(",", "")) * times) if match["low"] else None
    unit = _units().get(unit, unit)
    return Figure(start, end, written, _whole(number * times), unit, unit_kinds().get(unit, "count"), low)


@lru_cache(maxsize=65536)
def figures(text: str) -> tuple[Figure, ...]:
    """Find the figures of a text in order; offsets are those of `text`."""
    found = (_figure(match, text) for match in _pattern().finditer(fold(text)))
    return tuple(one for one in found if one)


def without_figures(text: str) -> str:
    """Take the figures out of a text."""
    for figure in reversed(figures(text)):
        text = text[: figure.start] + text[figure.end :]
    return text


def states(quote: str, figure: Figure) -> bool:
    """Tell whether `quote` states this very figure: same number, same unit."""
    return any(figure.same(one) for one in figures(quote))

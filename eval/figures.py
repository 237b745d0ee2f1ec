"""Figures as the evaluation reads them: a second opinion, sharing only measure words with the check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from assistant.lexicon.tables import unit_kinds
from eval.normalise import normalise

SCALES = {"万亿": 12, "亿": 8, "万": 4, "千": 3, "百": 2, "": 0}
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000}
CHINESE = "〇零一二三四五六七八九十百千两"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, the scale multiplied out, and its span in the normalised text."""

    number: Decimal
    unit: str
    start: int
    end: int

    @property
    def value(self) -> tuple[Decimal, str]:
        """Number and unit, which two mentions of one figure share."""
        return self.number, self.unit


def figures(text: str) -> list[Figure]:
    """Find the figures of a normalised text; dates (年, 月, 日) and bare numbers are none."""
    return [_figure(match) for match in _pattern().finditer(text)]


def values(*texts: str) -> set[tuple[Decimal, str]]:
    """Give the values of all figures of texts, which are normalised here."""
    return {one.value for text in texts for one in figures(normalise(text))}


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(normalise(unit)) for unit in sorted(unit_kinds(), key=len, reverse=True))
    number = rf"(?P<number>\d+(?:\.\d+)?|(?<![第哪{CHINESE}])[{CHINESE}]+)"
    return re.compile(
        rf"百分之(?P<percent>\d+(?:\.\d+)?|[{CHINESE}]+(?:点[{CHINESE}]+)?)"
        rf"|(?<![\d.]){number}(?P<scale>万亿|亿|万|千|百)?(?P<more>余|多|来)?(?P<unit>{units})"
    )


def _figure(match: re.Match[str]) -> Figure:
    if percent := match["percent"]:
        return Figure(_number(percent), "%", *match.span())
    number = _number(match["number"]).scaleb(SCALES[match["scale"] or ""])
    return Figure(number, (match["more"] or "") + match["unit"], *match.span())


def _number(written: str) -> Decimal:
    if written[0].isdigit():
        return Decimal(written)
    whole, _, fraction = written.partition("点")
    tail = "".join(str(DIGITS[char]) for char in fraction)
    return Decimal(f"{_whole(whole)}.{tail}")


def _whole(written: str) -> int:
    if not any(char in POWERS for char in written):
        return int("".join(str(DIGITS[char]) for char in written))
    total, digit = 0, 0
    for char in written:
        if char in POWERS:
            total, digit = total + (digit or 1) * POWERS[char], 0
        else:
            digit = DIGITS[char]
    return total + digit

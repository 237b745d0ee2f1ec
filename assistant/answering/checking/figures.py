"""Whether a quote states a figure: same number, same unit, same bound (近, 超, 以上), same sign, nothing cut off."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import lines

NEGATIVE = re.compile(r"(?:^|[^\d%a-z\])])[-−]$|负$")
# Characters to both sides of a quote in which a figure may begin that its edge cuts
REACH = 24


@cache
def _bounds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the words of each bound: over, under, about."""
    table = (line.split(":", 1) for line in lines("bounds.txt"))
    return tuple((name, re.compile("|".join(map(re.escape, words.split())))) for name, words in table)


def bounds(written: str) -> frozenset[str]:
    """Name the bounds that a figure is written with: 50件以上 → over, 近50件 → under, 50件左右 → about."""
    folded = fold(written)
    return frozenset(name for name, pattern in _bounds() if pattern.search(folded))


def negative(text: str, figure: Figure) -> bool:
    """Tell whether a minus sign stands before a figure."""
    return bool(NEGATIVE.search(fold(text[max(0, figure.start - 3) : figure.start])))


def places(quote: str, figure: Figure, text: str, *, operand: bool = False) -> list[Figure]:
    """Give the figures of a quote that are this figure of `text`; an operand may leave its bound out."""
    sign = negative(text, figure)
    return [
        one
        for one in figures(quote)
        if one.number == figure.number
        and (one.low, one.unit) == (figure.low, figure.unit)
        and sign == negative(quote, one)
        and (bounds(one.text) == bounds(figure.text) or (operand and not bounds(figure.text)))
    ]


def same_written(one: Figure, text: str, other: Figure, source: str) -> bool:
    """Tell whether two figures of two texts say the same: number, unit, bound and sign."""
    return (
        (one.number, one.low, one.unit) == (other.number, other.low, other.unit)
        and bounds(one.text) == bounds(other.text)
        and negative(text, one) == negative(source, other)
    )


def cuts_a_figure(text: str, start: int, end: int) -> bool:
    """Tell whether an edge of `text[start:end]` cuts through a figure of the text (15|1件)."""
    left = max(0, start - REACH)
    around = text[left : end + REACH]
    spans = [(left + one.start, left + one.end) for one in figures(around)]
    return any(first < edge < last for first, last in spans for edge in (start, end)) or _between_digits(
        text, start, end
    )


def _between_digits(text: str, start: int, end: int) -> bool:
    return any(0 < at < len(text) and text[at - 1].isdigit() and text[at].isdigit() for at in (start, end))

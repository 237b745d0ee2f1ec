"""Computations that an answer shows, worked out again: 143户 ÷ 262户 × 100% = 54.58%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.lexicon.figures import Figure, figures, states

COMPUTED = re.compile(r"(?P<formula>[^：:。]*?)\s=\s(?P<result>[^\s。，（(]+)")
PER_CENT = "× 100%"
COUNT = re.compile(r"÷\s*(\d+)\s*$")
TOLERANCE = Decimal("0.006")


def is_result(figure: Figure, words: str, quotes: Sequence[str]) -> bool:
    """Tell whether `figure` is the result of the computation in `words`, or its × 100%; the operands are quoted."""
    shown = COMPUTED.search(words)
    if shown is None:
        return False
    if figure.text == "100%" and PER_CENT in shown["formula"]:
        return True
    results = figures(shown["result"])
    if len(results) != 1 or not results[0].same(figure):
        return False
    value = _value(shown["formula"], results[0], quotes)
    return value is not None and abs(value - Decimal(str(figure.number))) <= TOLERANCE


def without_count(words: str) -> str:
    """Take out how many figures a shown mean divides by, where that is how many it adds."""
    shown = COMPUTED.search(words)
    count = COUNT.search(shown["formula"]) if shown else None
    if shown is None or count is None or int(count[1]) != len(figures(shown["formula"].partition("÷")[0])):
        return words
    at = shown.start("formula") + count.start(1)
    return words[:at] + words[at + len(count[1]) :]


def _value(formula: str, result: Figure, quotes: Sequence[str]) -> Decimal | None:
    """Work out a − b, a + b + c, (a + b) ÷ n, a ÷ b × 100%; None where an operand is not quoted or units differ."""
    body, _, divisor = formula.replace(PER_CENT, "").partition("÷")
    operands, below = figures(body), figures(divisor)
    if not all(any(states(quote, one) for quote in quotes) for one in (*operands, *below)):
        return None
    if len({one.unit for one in (*operands, *below)}) != 1:
        return None
    numbers = [Decimal(str(one.number)) for one in operands]
    if PER_CENT in formula:
        return _share(numbers, below, result)
    if len(numbers) < 2 or not _unit_kept(operands[0].unit, result.unit, "−" in body):
        return None
    value = numbers[0] - sum(numbers[1:], Decimal(0)) if "−" in body else sum(numbers, Decimal(0))
    count = COUNT.search(formula)
    return value / len(numbers) if count and int(count[1]) == len(numbers) else None if count else value


def _share(numbers: Sequence[Decimal], below: Sequence[Figure], result: Figure) -> Decimal | None:
    if len(numbers) != 1 or len(below) != 1 or not below[0].number or result.unit != "%":
        return None
    return numbers[0] / Decimal(str(below[0].number)) * 100


def _unit_kept(operand: str, result: str, minus: bool) -> bool:
    """Rates differ by percentage points; everything else keeps its unit."""
    return result == operand or (minus and operand == "%" and result == "个百分点")

"""Computations that an answer shows, worked out again: 143户 ÷ 262户 × 100% = 54.58%, 51件 ÷ (1 + 20%) = 42.5件.

Figures are quantities with a unit: only equal units are added, a unit divided by itself is a plain number, a share is
one times 100%, what is divided by another unit is so much to each, a rate may move by percentage points. Bare numbers
may only count what a mean adds up, or be the 1 beside a rate.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold

SHOWN = re.compile(r"(?P<formula>[^：:。，；=≈\n|]*)\s[=≈]\s(?P<result>[^\s。，；（(]+)")
TIMES_ALL = re.compile(r"\s*×\s*100%\s*$")
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", "＋": "+", "－": "-", "（": "(", "）": ")", "\0": " "})
# What may stand before a formula: 甲县高于乙县 stands before a colon, 算法 too
OPENS = re.compile(r"^[^(（\d〇零一二两三四五六七八九十百近约超逾不]*")
# 2023年130件 − 2022年100件: which year each figure is of is no part of the formula
YEAR = re.compile(r"(?:19|20)\d\d年")
WRITTEN = re.compile(r"\d[\d,]*(?:\.(\d+))?")
RATE, POINTS = "%", "个百分点"
# the whole that a rate is taken from needs no quote: 100% − 74.9%
ALL = re.compile(r"\s*100%\s+−\s+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A shown computation that is right: its span, the figures it rests on (with their offsets), its result.

    `free` are the spans of numbers that need no quote: × 100%, 100% − , the count of a mean, the 1 beside a rate.
    """

    start: int
    end: int
    operands: tuple[Figure, ...]
    result: Figure
    free: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, and how many figures were added up to it; `bare` is a number without a figure."""

    value: Decimal
    unit: str
    terms: int = 1
    bare: bool = False


class NoComputationError(ValueError):
    """What is shown can't be worked out: other signs, unequal units, a number that is no figure."""


def computations(words: str) -> list[Shown]:
    """Give the computations of a text whose results are right; those that are wrong are not among them."""
    found = (_shown(words, match) for match in _all_shown(words))
    return [one for one in found if one]


def how_many(words: str) -> int:
    """Count the computations that a text shows, right or wrong."""
    return sum(any(char.isdigit() for char in match["formula"]) for match in _all_shown(words))


def _all_shown(words: str) -> Iterator[re.Match[str]]:
    # The search looks from each character for a sign behind it, and an answer over thousands of reports has none.
    return SHOWN.finditer(words) if "=" in words or "≈" in words else iter(())


def _shown(words: str, match: re.Match[str]) -> Shown | None:
    result = next(iter(figures(words[: match.end("result")][match.start("result") :])), None)
    if result is None or result.start:
        return None
    start = match.start("formula") + len(OPENS.match(match["formula"])[0])  # type: ignore[index]
    formula = words[start : match.end("formula")]
    all_of_it = TIMES_ALL.search(formula)
    body = YEAR.sub(lambda year: " " * len(year[0]), formula[: all_of_it.start()] if all_of_it else formula)
    operands = figures(body)
    try:
        value = _value(body, operands)
    except (NoComputationError, SyntaxError, DivisionByZero, InvalidOperation):
        return None
    if len(operands) < 2 or not _follows(value, result, share=all_of_it is not None):
        return None
    whole = len(operands) == 2 and bool(ALL.match(body))
    moved = tuple(_moved(one, start) for one in operands[whole:])
    free = [(start + a, start + b) for a, b in _bare(body, operands)]
    if whole:
        free.append((start + operands[0].start, start + operands[0].end))
    if all_of_it:
        free.append((start + all_of_it.start(), start + all_of_it.end()))
    return Shown(start, match.end("result"), moved, _moved(result, match.start("result")), tuple(free))


def _moved(one: Figure, by: int) -> Figure:
    return Figure(one.start + by, one.end + by, one.text, one.number, one.unit, one.kind, one.low)


def _bare(body: str, operands: tuple[Figure, ...]) -> list[tuple[int, int]]:
    inside = [(one.start, one.end) for one in operands]
    numbers = [match.span() for match in WRITTEN.finditer(fold(body))]
    return [span for span in numbers if not any(a <= span[0] and span[1] <= b for a, b in inside)]


def _value(body: str, operands: tuple[Figure, ...]) -> Quantity:
    """Work out a formula; its figures become names that no formula can write."""
    written = body.translate(SIGNS)
    for place in reversed(range(len(operands))):
        one = operands[place]
        if one.low is not None:
            raise NoComputationError(one.text)
        written = f"{written[: one.start]} f{place} {written[one.end :]}"
    if not re.fullmatch(r"[\sf\d+\-*/().]+", written):
        raise NoComputationError(body)
    return _of(ast.parse(written.strip(), mode="eval").body, operands)


def _of(node: ast.expr, operands: tuple[Figure, ...]) -> Quantity:
    if isinstance(node, ast.Name):
        one = operands[int(node.id[1:])]
        return Quantity(Decimal(str(one.number)), one.unit)
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return Quantity(Decimal(node.value), "", bare=True)
    if isinstance(node, ast.BinOp):
        combine = COMBINE.get(type(node.op))
        if combine:
            return combine(_of(node.left, operands), _of(node.right, operands))
    raise NoComputationError(ast.dump(node))


def _add(left: Quantity, right: Quantity) -> Quantity:
    return _together(left, right, Decimal(1))


def _subtract(left: Quantity, right: Quantity) -> Quantity:
    return _together(left, right, Decimal(-1))


def _together(left: Quantity, right: Quantity, sign: Decimal) -> Quantity:
    if left.bare and left.value == 1 and right.unit == RATE:
        return Quantity(1 + sign * right.value / 100, "")
    # 98.36% − 0.52个百分点: a rate that moved
    moved = left.unit == RATE and right.unit == POINTS
    if left.bare or right.bare or (left.unit != right.unit and not moved):
        raise NoComputationError(f"{left.unit} {right.unit}")
    if moved:
        return Quantity(left.value + sign * right.value, RATE)
    return Quantity(left.value + sign * right.value, left.unit, left.terms + right.terms)


def _multiply(left: Quantity, right: Quantity) -> Quantity:
    if left.bare or right.bare or (left.unit and right.unit not in ("", RATE)):
        raise NoComputationError(f"{left.unit} × {right.unit}")
    return Quantity(left.value * right.value / (100 if right.unit == RATE else 1), left.unit)


def _divide(left: Quantity, right: Quantity) -> Quantity:
    if right.bare:
        if left.bare or right.value != left.terms or left.terms < 2:
            raise NoComputationError("a mean is divided by how many it adds")
        return Quantity(left.value / right.value, left.unit)
    if left.bare or (left.unit == RATE and right.unit not in ("", RATE)):
        raise NoComputationError(f"{left.unit} ÷ {right.unit}")
    if right.unit == RATE and left.unit != RATE:
        return Quantity(left.value / right.value * 100, left.unit)
    if right.unit and right.unit != left.unit:
        # so many people to each unit
        return Quantity(left.value / right.value, left.unit)
    return Quantity(left.value / right.value, "" if right.unit else left.unit)


COMBINE: dict[type[ast.operator], Callable[[Quantity, Quantity], Quantity]] = {
    ast.Add: _add, ast.Sub: _subtract, ast.Mult: _multiply, ast.Div: _divide,
}  # fmt: skip


def _follows(value: Quantity, result: Figure, *, share: bool) -> bool:
    """Tell whether a result is the value in its unit, rounded at the last place that is written."""
    plain = value.unit == ""
    worth = value.value * 100 if plain and result.unit == RATE else value.value
    if share:
        fits = plain and result.unit == RATE
    elif plain:
        fits = result.unit in (RATE, "倍")
    else:
        fits = result.unit == value.unit or (value.unit == RATE and value.terms > 1 and result.unit == POINTS)
    return fits and abs(worth - Decimal(str(result.number))) <= _step(result) / 2


def _step(result: Figure) -> Decimal:
    """Give the worth of the last place that a result is written with: 1844.1亿斤 → 10,000,000."""
    written = WRITTEN.search(fold(result.text))
    if written is None:
        return Decimal(0)
    plain = Decimal(written[0].replace(",", ""))
    scale = Decimal(str(result.number)) / plain if plain else Decimal(1)
    return scale.scaleb(-len(written[1] or ""))

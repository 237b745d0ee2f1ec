"""The value of the year before, where a report states this year's value and how it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.arithmetic.moved import change_of, fell_by
from assistant.answering.arithmetic.operands import pattern
from assistant.answering.arithmetic.worked import EQUALS, NEARLY, Derived, Result, derived_from, number, shown
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import Claim
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.select import Found, found_in
from assistant.answering.names import indicator_name
from assistant.lexicon.figures import SCALES
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Question, Report

# Least score of the value that is reckoned back from
SURE = 0.62


def year_before(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Reckon the value of the year before a report's only year back; None where value or change is not stated."""
    if (
        len(card.years) != 1
        or question.goal
        or question.years != (card.years[0] - 1,)
        or found_in(question, hits, card)
    ):
        return None
    if pattern("before", "real").search(canonical(question.indicator)):
        return None
    asked = replace(question, operation=None, years=())
    for one in found_in(asked, hits, card)[:3]:
        if one.score < SURE or one.years != card.years:
            continue
        change = change_of(one, card.years[0])
        result = _reckoned(question, one, change, card.years[0]) if change else None
        if result and change:
            return derived_from(result, (one, replace(one, claim=change)), card, markers)
    return None


def _reckoned(question: Question, one: Found, change: Claim, year: int) -> Result | None:
    unit, like = one.claim.figure.unit, one.claim.figure.text
    aside = f"（{year - 1}年，由{year}年的数值和变化推算）"
    moved = replace(one, claim=change)
    fell = fell_by(change)
    if change.figure.unit != "%":
        value = number(one) + number(moved) * (1 if fell else -1)
        formula, exact = f"{shown(one)} {'+' if fell else '−'} {shown(moved)}", value
    else:
        rate = number(moved) / 100 * (-1 if fell else 1)
        if rate <= -1:
            return None
        exact = number(one) / (1 + rate)
        value = _rounded(exact, like)
        formula = f"{shown(one)} ÷ (1 {'−' if fell else '+'} {shown(moved)})"
    sign = EQUALS if value == exact else NEARLY
    verb = "为" if sign == EQUALS else "约为"
    told = amount(value, unit, like)
    return Result(indicator_name(question), formula, told, value, unit, f"{year - 1}年", sign, verb, aside)


def _rounded(value: Decimal, like: str) -> Decimal:
    """Round as the figure that it came from is written: 5200.7亿元 gives tenths of 亿, a count gives whole ones."""
    scale = next((Decimal(times) for word, times in SCALES.items() if word and word in like), Decimal(1))
    digits = len(like.partition(".")[2].rstrip("%‰")) if "." in like else 0
    places = sum(1 for char in like.partition(".")[2][:digits] if char.isdigit())
    return half_up(value / scale, places) * scale

"""A figure that is worked out: its sentence with the formula and the quotes it rests on, and its row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.cite import Markers
from assistant.answering.figures.compute import amount
from assistant.answering.figures.select import Found
from assistant.answering.names import short_region
from assistant.model import Report, Row

EQUALS, NEARLY = "=", "≈"


@dataclass(frozen=True, slots=True)
class Derived:
    """A sentence with its computation, and the row of its result."""

    text: str
    row: Row


@dataclass(frozen=True, slots=True)
class Result:
    """What was worked out: its name, formula, value with unit as written, and the time it holds for."""

    name: str
    formula: str
    value: str
    number: Decimal
    unit: str
    period: str | None = None
    sign: str = EQUALS
    verb: str = "为"
    aside: str = ""


def number(one: Found) -> Decimal:
    """Give a figure's number without binary rounding."""
    return Decimal(str(one.claim.figure.number))


def shown(one: Found) -> str:
    """Write a figure in a formula: without 约 and 以上, in the scale it was written in."""
    return amount(number(one), one.claim.figure.unit, one.claim.figure.text)


def when(one: Found, card: Report) -> str:
    """Give the time that a figure holds for; "" where its report covers several years and the text says none."""
    return one.period or (f"{card.year}年" if len(card.years) == 1 else "")


def derived_from(result: Result, rests_on: Sequence[Found], card: Report, markers: Markers) -> Derived:
    """Tell a result with its computation and every quote it rests on; its row cites the first of them."""
    cited = [markers.add(one.passage, one.claim.sentence, period=one.period) for one in rests_on]
    marked = "".join(f"[{marker}]" for marker in dict.fromkeys(cited))
    said = f"{short_region(card)}{result.name}{result.verb}{result.value}{result.aside}"
    text = f"{said}，算法：{result.formula} {result.sign} {result.value}。{marked}"
    row = Row(
        report=card.report, region=card.region, year=card.year, period=result.period, stated=True, value=result.value,
        number=float(result.number), unit=result.unit, goal=rests_on[0].claim.goal, computed=True, marker=cited[0],
    )  # fmt: skip
    return Derived(text, row)


def stated_as(name: str, one: Found, card: Report, markers: Markers) -> Derived:
    """Tell a figure as it is written, under the name of what it is of; nothing is worked out."""
    figure, marker = one.claim.figure, markers.add(one.passage, one.claim.sentence, period=one.period)
    row = Row(
        report=card.report, region=card.region, year=card.year, period=one.period, stated=True, value=figure.text,
        number=figure.number, unit=figure.unit, goal=one.claim.goal, computed=False, marker=marker,
    )  # fmt: skip
    return Derived(f"{short_region(card)}{name.replace(' ', '')}{figure.text}。[{marker}]", row)

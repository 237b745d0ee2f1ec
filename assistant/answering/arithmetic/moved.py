"""How a value changed, as its report tells it: what was added to it or by what share it grew, or from what to what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.arithmetic.operands import pattern
from assistant.answering.arithmetic.worked import Derived, Result, derived_from, number, shown, stated_as, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.compute import amount
from assistant.answering.figures.select import Found, found_in
from assistant.answering.names import indicator_name
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

RATE, POINTS = "%", "个百分点"
# How far before a total what was added to it may stand
NEAR = 16
YEAR = re.compile(r"20\d\d")


def change_of(one: Found, year: int) -> Claim | None:
    """Give the figure that tells how a value of `year` changed against the year before; None where none does.

    A share stands right behind its value, an amount in the value's measure word anywhere up to the next such value;
    else what was added stands right before the total.
    """
    inside = [claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence]
    at = inside.index(one.claim) if one.claim in inside else 0
    unit = one.claim.figure.unit
    for place, claim in enumerate(inside[at + 1 :]):
        match = pattern("before", "change").match(claim.before)
        if match is None or not {str(year - 1)} >= set(YEAR.findall(claim.before)):
            if claim.figure.unit == unit or place:
                break
            continue
        of_it = match["counted"] == unit or (place == 0 and match["counted"] is None)
        if claim.figure.unit == RATE and unit != RATE and of_it:
            return claim
        if claim.figure.unit == (POINTS if unit == RATE else unit):
            return claim
    beside = inside[max(0, at - 1) : at]
    return next((claim for claim in beside if _added(claim, one.claim)), None)


def fell_by(change: Claim) -> bool:
    """Tell whether a change is a fall."""
    return bool(pattern("before", "fell").search(change.before))


def _added(claim: Claim, value: Claim) -> bool:
    return (
        claim.figure.unit == value.figure.unit
        and 0 <= value.start - claim.end <= NEAR
        and claim.figure.number < value.figure.number
        and bool(pattern("before", "added").search(claim.before))
    )


def from_to(
    question: Question, hits: Sequence[Hit], card: Report, markers: Markers, how: str = "asked"
) -> Derived | None:
    """Give by how much a value moved that is told from what to what (由18.4%提升至35.9%), where that is asked for.

    `how` names the pattern that tells it: of two years that are named 高多少 asks for it, too.
    """
    asked = pattern("before", how).search(question.left)
    if asked is None or question.goal or question.kind == "yes_no":
        return None
    name = indicator_of(question.left[: asked.start()])
    plain = replace(question, kind="figure", unit=None, operation=None, years=())
    for one in found_in(plain, hits, card)[:3]:
        ends = _ends(one)
        if ends is None:
            continue
        first, last = ends
        gap = number(last) - number(first)
        unit = POINTS if last.claim.figure.unit == RATE else last.claim.figure.unit
        said = f"{when(one, card)}{name}{'提高' if gap > 0 else '降低'}".replace(" ", "")
        more, less = (last, first) if gap > 0 else (first, last)
        value = amount(abs(gap), unit, more.claim.figure.text)
        # the figure that it moved from is of the year that the text gives it
        of = f"{found[-1]}年" if (found := YEAR.findall(first.claim.period or "")) else ""
        formula = " − ".join(f"{of if end is first else ''}{shown(end)}" for end in (more, less))
        result = Result(said, formula, value, abs(gap), unit, f"{card.year}年" if card.year else None, verb="")
        return derived_from(result, (last, first), card, markers) if gap else None
    return None


def _ends(one: Found) -> tuple[Found, Found] | None:
    """Give the figures from and to which a value moved, where the figure is one of them."""
    inside = [claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence]
    at = inside.index(one.claim) if one.claim in inside else 0
    for first, last in ((at, at + 1), (at - 1, at)):
        if first < 0 or last >= len(inside):
            continue
        a, b = inside[first], inside[last]
        if a.figure.unit == b.figure.unit and a.clause == b.clause and _from(a) and _to(b):
            return replace(one, claim=a), replace(one, claim=b)
    return None


def _from(claim: Claim) -> bool:
    return bool(pattern("before", "from").search(claim.before))


def _to(claim: Claim) -> bool:
    return bool(pattern("before", "to").search(claim.before))


def changed_by(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Give by how much a value of the report's year differs from the year before: the change, where it is told."""
    if len(card.years) != 1 or question.goal or (question.kind == "rate" and question.unit != POINTS):
        return None
    year = card.years[0]
    asked = replace(question, kind="figure", operation=None, unit=None, years=())
    for one in found_in(asked, hits, card)[:2]:
        change = change_of(one, year) if one.years == card.years else None
        if change is None:
            continue
        unit = POINTS if one.claim.figure.unit == RATE else one.claim.figure.unit
        if change.figure.unit == unit:
            name = f"{when(one, card)}{indicator_name(asked)}较上年{'减少' if fell_by(change) else '增加'}"
            return stated_as(name, replace(one, claim=change), card, markers)
    return None

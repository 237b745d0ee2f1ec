"""How many of one thing there are to each of another, from both counts: 平均每个执法主体有多少执法人员."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.arithmetic.operands import names_of, patterns
from assistant.answering.arithmetic.worked import EQUALS, NEARLY, Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import claims
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.cover import RELATED, cover
from assistant.answering.figures.measures import units_fit
from assistant.answering.figures.select import Found, found_in
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

# Least score of a count that something is divided by
SURE = 0.75


def for_each(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Divide one count by another of the same sentence; None where one of them is not stated there."""
    read = (one.search(question.left) for one in patterns("per"))
    found = (_divided(names, question, hits, card, markers) for names in read if names)
    return next((one for one in found if one), None)


def _divided(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    told = names.groupdict()
    other = told["other"]
    asked = replace(question, kind="figure", operation=None, unit=told["to"], indicator=indicator_of(other))
    for each in found_in(replace(asked, terms=names_of(other)), hits, card)[:3]:
        one = _counted(told["one"], question, each)
        if each.score < SURE or each.claim.figure.kind == "percent" or not number(each) or one is None:
            continue
        exact = number(one) / number(each)
        unit = one.claim.figure.unit
        scale = 10_000 if unit == "元" and exact >= 10_000 else 1
        value = half_up(exact / scale, 2) * scale
        name = f"{when(each, card)}平均每{told['to']}{indicator_of(other)}{told['one'] or ''}".replace(" ", "")
        sign = EQUALS if value == exact else NEARLY
        formula = f"{shown(one)} ÷ {shown(each)}"
        result = Result(name, formula, amount(value, unit, "万" if scale > 1 else ""), value, unit, each.period, sign)
        return derived_from(result, (one, each), card, markers)
    return None


def _counted(name: str, question: Question, each: Found) -> Found | None:
    """Give the one figure of the sentence whose own words say a name, in the measure word asked for."""
    terms = names_of(name)
    inside = [
        claim
        for claim in claims(each.passage)
        if claim.sentence == each.claim.sentence
        and claim != each.claim
        and claim.figure.kind != "percent"
        and units_fit(question.unit, claim.figure.unit)
        and all(cover(term, f"{claim.before}|{claim.after}") >= RELATED for term in terms)
    ]
    return replace(each, claim=inside[0]) if len(inside) == 1 and (terms or question.unit) else None

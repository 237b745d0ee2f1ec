"""A whole from a part and its rate (41个, 创建率82%), or a part from a whole and a rate, where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.arithmetic.operands import pattern
from assistant.answering.arithmetic.worked import EQUALS, NEARLY, Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.select import Found, found_in
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of


def by_rate(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Reckon by a rate that stands right behind the figure; only where the question says that it is to be reckoned."""
    if not pattern("rate", "worked").search(question.left):
        return None
    terms = tuple(term for term in question.terms if not term.endswith("率"))
    asked = replace(question, kind="figure", operation=None, terms=terms or question.terms)
    for one in found_in(asked, hits, card)[:3]:
        rate = _rate_behind(one)
        if rate is None or one.claim.figure.kind == "percent":
            continue
        part = bool(pattern("rate", "whole").search(question.left))
        exact = number(one) / number(rate) * 100 if part else number(one) * number(rate) / 100
        value = half_up(exact, 0)
        sign = EQUALS if value == exact else NEARLY
        told = amount(value, one.claim.figure.unit, "")
        formula = f"{shown(one)} {'÷' if part else '×'} {shown(rate)}"
        name = f"{when(one, card)}{indicator_of(' '.join(terms))}".replace(" ", "") + ("总数" if part else "")
        result = Result(name, formula, told, value, one.claim.figure.unit, one.period, sign)
        return derived_from(result, (one, rate), card, markers)
    return None


def _rate_behind(one: Found) -> Found | None:
    """Give the rate right behind a figure in its sentence."""
    inside: list[Claim] = [claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence]
    at = inside.index(one.claim) if one.claim in inside else len(inside)
    behind = inside[at + 1] if at + 1 < len(inside) else None
    is_rate = behind is not None and behind.figure.unit == "%" and "率" in behind.before and behind.figure.number > 0
    return replace(one, claim=behind) if is_rate and behind else None

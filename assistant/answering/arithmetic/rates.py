"""What rates give: a whole from a part and its rate (41个, 创建率82%), what a rate leaves, a rate from two counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.arithmetic.operands import named, names_of, pattern
from assistant.answering.arithmetic.worked import EQUALS, NEARLY, Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.select import Found, found_in
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

# Least score of a figure that a rate is worked out of; what a rate is a share of
SURE, WHOLE = 0.75, Decimal(100)


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


def complement(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Give what a stated rate leaves of the whole: 没合格的占百分之几, where the rate of 合格 is stated."""
    names = named("complement", question.left)
    if names is None:
        return None
    indicator = indicator_of(f"{names['whole']}{names['part']}率")
    asked = replace(question, kind="rate", operation=None, unit=None, indicator=indicator, terms=names_of(indicator))
    best = [one for one in found_in(asked, hits, card) if one.score >= SURE and 0 < number(one) < WHOLE]
    if not best or "率" not in best[0].claim.before:
        return None
    rest = WHOLE - number(best[0])
    name = f"{when(best[0], card)}{names['no'].removesuffix('有')}{names['part']}的占比"
    told = amount(rest, "%")
    result = Result(name, f"100% − {shown(best[0])}", told, rest, "%", best[0].period)
    return derived_from(result, (best[0],), card, markers)


def rate_of_parts(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Work out a rate that is not stated from what was taken on and what came of it (受理21230件,调解成功19480件)."""
    rate = next((term for term in question.terms if pattern("rate", "parts").search(term)), None)
    if question.kind != "rate" or rate is None or question.operation or question.goal or found_in(question, hits, card):
        return None
    terms = tuple(dict.fromkeys(part for term in question.terms for part in names_of(term.removesuffix("率"))))
    asked = replace(question, kind="figure", unit=None, indicator="".join(terms), terms=terms)
    for one in found_in(asked, hits, card)[:2]:
        whole = _taken_on(one)
        if one.score < SURE or one.claim.figure.kind not in ("count", "people") or whole is None:
            continue
        share = half_up(number(one) / number(whole) * 100, 2)
        name = f"{when(one, card)}{indicator_of(question.left)}".replace(" ", "")
        formula = f"{shown(one)} ÷ {shown(whole)} × 100%"
        sign = EQUALS if share == number(one) / number(whole) * 100 else NEARLY
        result = Result(name, formula, amount(share, "%"), share, "%", one.period, sign)
        return derived_from(result, (one, whole), card, markers)
    return None


def _taken_on(part: Found) -> Found | None:
    """Give the count right before a part's in its sentence, of what was taken on, in the same measure word."""
    inside: list[Claim] = [claim for claim in claims(part.passage) if claim.sentence == part.claim.sentence]
    at = inside.index(part.claim) if part.claim in inside else 0
    before = inside[at - 1] if at else None
    fits = (
        before is not None
        and before.figure.unit == part.claim.figure.unit
        and before.figure.number > part.claim.figure.number
        and pattern("rate", "taken").search(before.before)
    )
    return replace(part, claim=before) if fits and before else None

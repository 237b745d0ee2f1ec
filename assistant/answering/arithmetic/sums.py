"""The sum of parts that a question names and one report states: 药品、化妆品、食品加起来."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.arithmetic.counted import counted
from assistant.answering.arithmetic.operands import names_of, parts_added
from assistant.answering.arithmetic.worked import Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.compute import amount
from assistant.answering.figures.cover import affinity, cover
from assistant.answering.figures.measures import units_fit
from assistant.answering.figures.select import Found, admits, found_in, period_of
from assistant.lexicon.tables import only_aspects
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

# Least share of the words that the parts share which their sentence must say
SHARED = 0.5
# A name that the figure's own words do not say stands at the head of its run of clauses
OWN, HEADED = 1.0, 0.8


def summed(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Add up the figures of the parts that are named; None where one of them is not stated, or units differ.

    甲和乙有多少户 does not ask for the sum: it is told where one sentence has a figure for each.
    """
    asked_for = question.operation == "sum"
    names, shared = parts_added(question.left, "sum" if asked_for else "both")
    if not asked_for:
        terms = [tuple(term for term in names_of(name) if not only_aspects(term)) for name in names]
        found = _in_one_sentence(question, terms, names_of(shared), hits, card) if all(terms) else []
        said = "、".join(indicator_of(name).replace(" ", "") for name in names)
    elif not names:
        found, said = counted(question, hits, card), indicator_of(question.left).replace(" ", "")
    else:
        terms, together = [names_of(name) for name in names], names_of(shared)
        found = _in_one_sentence(question, terms, together, hits, card) or _each(question, terms, together, hits, card)
        said = "、".join(indicator_of(name).replace(" ", "") for name in names)
    if (
        len(found) < 2
        or len({one.claim.figure.unit for one in found}) != 1
        or len({one.claim for one in found}) < len(found)
    ):
        return None
    total, unit = sum((number(one) for one in found), Decimal(0)), found[0].claim.figure.unit
    value = amount(total, unit, max(found, key=number).claim.figure.text)
    formula = " + ".join(shown(one) for one in found)
    return derived_from(
        Result(f"{when(found[0], card)}{said}合计", formula, value, total, unit, found[0].period), found, card, markers
    )


def _in_one_sentence(
    question: Question, parts: Sequence[tuple[str, ...]], shared: tuple[str, ...], hits: Sequence[Hit], card: Report
) -> list[Found]:
    """Find a sentence that has a figure for every part, in one measure word."""
    best: list[Found] = []
    for hit in hits:
        by_sentence: dict[tuple[int, int], list[Claim]] = {}
        for claim in claims(hit.passage):
            _period, years = period_of(claim, card, hit.passage)
            fits = claim.figure.kind != "percent" and units_fit(question.unit, claim.figure.unit)
            if fits and admits(question, claim, card, years):
                by_sentence.setdefault(claim.sentence, []).append(claim)
        for inside in by_sentence.values():
            chosen = [_of_part(at, parts, inside) for at in range(len(parts))]
            if None in chosen or (shared and affinity(shared, "|".join(one.words for one in inside)) < SHARED):
                continue
            found = [Found(one, hit.passage, hit.score, *period_of(one, card, hit.passage)) for one in chosen if one]
            if not best or found[0].score > best[0].score:
                best = found
    return best


def _of_part(at: int, parts: Sequence[tuple[str, ...]], inside: Sequence[Claim]) -> Claim | None:
    """Give the figure of one part; None where none, or two of them, say so."""
    scored = [(_says(at, parts, claim), claim) for claim in inside]
    best = max((score for score, _claim in scored), default=0.0)
    first = [claim for score, claim in scored if score == best]
    return first[0] if best >= HEADED and len({claim.figure.number for claim in first}) == 1 else None


def _says(at: int, parts: Sequence[tuple[str, ...]], claim: Claim) -> float:
    own = f"{claim.before}|{claim.after}"
    if _all(parts[at], own):
        return OWN
    if any(_all(part, own) for part in parts):
        return 0.0
    head = next((clause for clause in claim.earlier if any(_all(part, clause) for part in parts)), "")
    # 食品药品监管 names two of the parts: the figure is of both
    return HEADED if [part for part in parts if _all(part, head)] == [parts[at]] else 0.0


def _all(terms: tuple[str, ...], text: str) -> bool:
    return all(cover(term, text) >= OWN for term in terms)


def _each(
    question: Question, parts: Sequence[tuple[str, ...]], shared: tuple[str, ...], hits: Sequence[Hit], card: Report
) -> list[Found]:
    """Find each part by itself, wherever it stands; [] where one is not stated."""
    found: list[Found] = []
    for terms in parts:
        asked = replace(question, kind="figure", operation=None)
        best = found_in(replace(asked, terms=(*shared, *terms), indicator=" ".join((*shared, *terms))), hits, card)
        best = best or found_in(replace(asked, terms=terms, indicator=" ".join(terms)), hits, card)
        best = [one for one in best if one.claim.figure.kind != "percent"]
        if not best:
            return []
        found.append(best[0])
    return found

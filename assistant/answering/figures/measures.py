"""Whether a figure is in a measure word, and of a kind, that the question asks for."""

from __future__ import annotations

from functools import lru_cache

from assistant.answering.figures.amounts import amount_fits
from assistant.answering.figures.claims import Claim
from assistant.answering.figures.cover import aspects_in
from assistant.answering.figures.siblings import unsaid
from assistant.lexicon.tables import canonical, fillers, generic_words, known_indicators, unit_families, units_of_heads
from assistant.model import Question

# … when the figure is in another measure word than asked for, or than such a thing is counted with
OTHER_UNIT, UNUSUAL_UNIT = 0.8, 0.6


def units_fit(asked: str | None, unit: str) -> bool:
    """Tell whether a figure in `unit` may be one that is asked for in `asked` (人 for 名, nothing for anything)."""
    if asked is None or unit in ("", asked):
        return True
    return any(asked in family and unit in family for family in unit_families())


def kind_fits(question: Question, claim: Claim) -> bool:
    """Tell whether a figure is of the kind asked for: rates are percentages, counts are not, a total no addition."""
    if not amount_fits(question, claim) or unsaid(question, claim):
        return False
    percent = claim.figure.unit in ("%", "‰")
    if question.kind == "rate" or question.operation == "share":
        return percent
    if question.unit:
        return claim.denied or units_fit(question.unit, claim.figure.unit)
    return True


@lru_cache(maxsize=20_000)
def usual_units(term: str) -> frozenset[str]:
    """Give the measure words that an indicator's last word is counted with; none where it may be any."""
    return next((units for head, units in units_of_heads() if term.endswith(head)), frozenset())


def _asks_change(question: Question) -> bool:
    """Tell whether growth, a share or the like is asked for: only then may a percentage stand for a count."""
    if question.goal or "%" in (question.bound or "") or "%" in (question.claimed or ""):
        return True
    # 城镇新增就业 is the name of a count
    beside = "|".join(term for term in question.terms if term not in known_indicators())
    return any(hard for _aspect, hard in aspects_in(beside))


def unit_factor(question: Question, claim: Claim) -> float:
    """Prefer the very measure word asked for, or one that such an indicator is counted with."""
    if claim.denied:
        return 1.0
    if question.unit:
        return 1.0 if claim.figure.unit == question.unit else OTHER_UNIT
    # 总量, 规模 are counted as what they are of
    named = [canonical(question.indicator), question.terms[-1]]
    named += [term for term in reversed(question.terms) if question.terms[-1] in generic_words() | fillers()]
    usual = next((units for units in map(usual_units, named) if units), frozenset())
    if claim.figure.kind == "percent" and usual and "%" not in usual:
        return 1.0 if _asks_change(question) else 0.5
    return 1.0 if not usual or claim.figure.unit in usual else UNUSUAL_UNIT

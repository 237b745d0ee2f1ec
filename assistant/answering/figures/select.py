"""Pick the claims of a report that answer a question about a figure, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.everywhere.evidence import OfReport, Source
from assistant.answering.everywhere.scan import ROUNDING
from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.cover import RELATED, affinity, cover
from assistant.answering.figures.match import match_claim, signs
from assistant.answering.figures.periods import years_of
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Passage, Question, Report

# Least score of a claim that is given as an answer; fitted on the tuning questions only
THRESHOLD = 0.6
# Claims of one report that are this near to the best are told beside it when their figure differs
TIE = 0.99
CERTAIN = 0.9
# 突破8000公里、达8184公里
REACHES = re.compile(r"^[、,]?(?:实际)?(?:达到?|增至|升至|至)$")
AFTER_BOUND = re.compile(r"[、,，]?(?:实际)?[达增升至]")
# What a claim gains when the text names the very year that is asked for
DATED = 0.08
# … and when its words are those of the question before, in a conversation
CONTEXT = 0.1
# A sentence says more to a reader than the table row that repeats it
TABLED = 0.04
# What the score of its passage adds to a claim
PASSAGE = 0.02
# 增长7%以上、力争达到8%: a second goal stands right behind the first
STRIVEN = re.compile("力争|争取|冲刺|奋力|努力")
STRIVES, NEXT = re.compile(r"^(?:并|且)?(?:力争|争取|冲刺|奋力|努力)[^,;。]{0,6}$"), 12


@dataclass(frozen=True, slots=True)
class Found:
    """A claim with its passage, score, and the period that its figure holds for."""

    claim: Claim
    passage: Passage
    score: float
    period: str | None
    years: tuple[int, ...]


def period_of(claim: Claim, card: Report, passage: Passage) -> tuple[str | None, tuple[int, ...]]:
    """Give the period as the text says it and its years; a plan is for the year of delivery."""
    if claim.period:
        return claim.period, years_of(claim.period, card.years)
    if claim.goal and passage.part == "plan" and card.year:
        year = card.delivered if card.delivered and card.delivered > card.year else card.year + 1
        return f"{year}年目标", (year,)
    return None, card.years


def admits(question: Question, claim: Claim, card: Report, years: Sequence[int]) -> bool:
    """Tell whether a figure is of the years asked for, and a goal or a result as asked."""
    if question.years and not set(question.years) & set(years):
        return False
    # of one year asked: neither a figure since an earlier one, nor one of several years that says no time
    if len(question.years) == 1 and len(years) > 1:
        return False
    ahead = bool(question.years) and card.year is not None and min(question.years) > card.year
    return claim.goal == (question.goal or ahead)


def found_in(question: Question, hits: Sequence[Hit], card: Report) -> list[Found]:
    """Give the claims of one report's hits that answer, best first; [] where none does.

    Of an `OfReport` those that are too far behind the best for `answers_of` may be left out.
    """
    if isinstance(hits, OfReport):
        found = _best_in(question, hits, card)
    else:
        met = (_met(question, claim, hit, card) for hit in hits for claim in claims(hit.passage))
        found = [one for one in met if one is not None]
    found.sort(key=lambda one: (-one.score, one.claim.start))
    return found


def _of_a_sibling(question: Question, one: Found) -> bool:
    """Tell whether a word asked for stands only with another fitting figure of the sentence, which is then meant."""
    own = f"{one.claim.before}|{one.claim.after}"
    lacking = [term for term in question.terms if not any(cover(term, text) for text in (own, *one.claim.earlier))]
    words = canonical(fold(_sentence(one))) if lacking else ""
    if not any(sign in words for term in lacking for sign in signs(term)):
        return False
    beside = (claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence)
    return any(
        other.figure.unit == one.claim.figure.unit and _says_one(other, lacking) and _meets(question, other)
        for other in beside
    )


def _sentence(one: Found, start: int = 0, end: int | None = None) -> str:
    """Give the text of a claim's sentence, or what of it stands between two offsets: most claims need no other look."""
    low, high = one.claim.sentence
    low, high = max(low, start), min(high, end or high)
    return one.passage.text[low - one.passage.start : high - one.passage.start]


def _says_one(claim: Claim, terms: Sequence[str]) -> bool:
    return any(cover(term, f"{claim.before}|{claim.after}") >= RELATED for term in terms)


def _meets(question: Question, claim: Claim) -> bool:
    match = match_claim(question, claim)
    return match.score >= THRESHOLD and not match.unmet


def may_deny(question: Question, hits: OfReport) -> bool:
    """Tell whether a report may state that there is none of what is asked for."""
    return hits.may_deny(question.terms, _least(question))


def _least(question: Question) -> float:
    """Give the score that a claim must have before the conversation adds to it."""
    return THRESHOLD - (CONTEXT if question.context else 0.0) - ROUNDING


def _best_in(question: Question, hits: OfReport, card: Report) -> list[Found]:
    """Give the claims that answer, and no more once none that is left can come near the best."""
    found: list[Found] = []
    # what a claim may gain beside its match
    gain = (DATED if question.years else 0.0) + (CONTEXT if question.context else 0.0) + PASSAGE + ROUNDING
    needed = _least(question)
    for bound, source, packed in hits.claims(question.terms, needed):
        if bound < needed:
            break
        for most, claim in packed.claims(question.terms, needed):
            if most >= needed and (one := _met(question, claim, source, card, needed)):
                found.append(one)
                needed = max(needed, one.score * TIE - gain)
    return found


def _met(question: Question, claim: Claim, source: Hit | Source, card: Report, least: float = 0.0) -> Found | None:
    """Give a claim with its score and time where it answers and its match reaches `least`."""
    match = match_claim(question, claim, least)
    if match.unmet or match.score < least:
        return None
    spoken_of = CONTEXT * affinity(question.context, claim.words) if question.context else 0.0
    if match.score + spoken_of < THRESHOLD:
        return None
    passage = source.passage
    period, years = period_of(claim, card, passage)
    if not admits(question, claim, card, years):
        return None
    dated = DATED if question.years and claim.period else 0.0
    tabled = TABLED if passage.header else 0.0
    score = match.score + dated + spoken_of - tabled + PASSAGE * min(source.score, 1.0)
    one = Found(claim, passage, score, period, years)
    return None if _of_a_sibling(question, one) else one


def answers_of(found: Sequence[Found]) -> list[Found]:
    """Keep the best claim and those that tie with it but state another figure."""
    kept: list[Found] = []
    for one in found:
        if kept and (one.score < kept[0].score * TIE or one.score < CERTAIN):
            break
        exact = _exact(one)
        if not any(exact.claim.figure.same(other.claim.figure) for other in kept):
            kept.append(exact)
    return [goal for one in kept for goal in _goals(one)][:3]


def _exact(one: Found) -> Found:
    """Give the exact figure of 突破8000公里、达8184公里 for the bound that it passed; else the figure itself."""
    if not one.claim.figure.about or not AFTER_BOUND.match(_sentence(one, one.claim.end)):
        return one
    behind = (claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence)
    return next((replace(one, claim=claim) for claim in behind if _reaches(claim, one.claim)), one)


def _reaches(claim: Claim, bound: Claim) -> bool:
    same = claim.figure.unit == bound.figure.unit and claim.figure.number >= bound.figure.number
    return same and 0 <= claim.start - bound.end <= NEXT and bool(REACHES.match(claim.before))


def _goals(one: Found) -> list[Found]:
    """Give both goals of 增长7%以上、力争达到8%: the second's own words only say that more is striven for."""
    if not one.claim.goal or not STRIVEN.search(_sentence(one, one.claim.start - NEXT, one.claim.end + NEXT)):
        return [one]
    inside = [claim for claim in claims(one.passage) if claim.sentence == one.claim.sentence]
    first = next((claim for claim in inside if _strives(one.claim, claim)), one.claim)
    second = next((claim for claim in inside if _strives(claim, first)), None)
    return [replace(one, claim=claim) for claim in (first, second) if claim]


def _strives(claim: Claim, first: Claim) -> bool:
    return (
        0 <= claim.start - first.end <= NEXT
        and claim.figure.unit == first.figure.unit
        and bool(STRIVES.match(claim.before.strip("、,")))
    )

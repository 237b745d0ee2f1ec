"""Pick the claims of a report that answer a question about a figure, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.claims import Claim, claims
from assistant.answering.cover import affinity
from assistant.answering.everywhere import OfReport, Source
from assistant.answering.lookup import ROUNDING
from assistant.answering.match import match_claim
from assistant.answering.periods import years_of
from assistant.model import Hit, Passage, Question, Report

# Least score of a claim that is given as an answer; fitted on the tuning questions only
THRESHOLD = 0.6
# Claims of one report that are this near to the best are told beside it when their figure differs
TIE = 0.99
CERTAIN = 0.9
# What a claim gains when the text names the very year that is asked for
DATED = 0.08
# … and when its words are those of the question before, in a conversation
CONTEXT = 0.1
# A sentence says more to a reader than the table row that repeats it
TABLED = 0.04
# What the score of its passage adds to a claim
PASSAGE = 0.02


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
    """Keep goals and results apart, and the years asked for."""
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
    return Found(claim, passage, score, period, years)


def answers_of(found: Sequence[Found]) -> list[Found]:
    """Keep the best claim and those that tie with it but state another figure."""
    kept: list[Found] = []
    for one in found:
        if kept and (one.score < kept[0].score * TIE or one.score < CERTAIN):
            break
        if not any(one.claim.figure.same(other.claim.figure) for other in kept):
            kept.append(one)
    return kept[:3]

"""The probability that a candidate answers the question: logistic, with weights fitted by `python -m eval.refusal.fit`.

Two steps. A candidate's own features give a score that ranks it. The best one's features, its share among all by these
scores, and whether the rules chose it too give the probability that it answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from assistant.answering.facts.choosing import formed
from assistant.answering.facts.sentences import Said
from assistant.answering.likely.candidates import Candidate, candidates
from assistant.answering.likely.features import Features, of_figure, of_sentence
from assistant.model import Hit, Question, Report

UNFORMED = "unformed"
FILE = Path(__file__).with_name("confidence.json")
KINDS: dict[str, Callable[[Question, Candidate], Features]] = {"figure": of_figure, "sentence": of_sentence}
# report, start and end of a sentence
Span = tuple[str, int, int]
# keeps a share of all or nothing finite
LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one kind of candidate: what ranks, and what gives the probability, feature by feature ("" the constant)."""

    ranking: Mapping[str, float]
    answering: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likely:
    """A candidate with its features and the score that ranks it."""

    candidate: Candidate
    features: Features
    score: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best candidate and the probability that it answers; `unformed` where it certainly isn't what is asked for."""

    candidate: Candidate
    probability: float
    unformed: bool = False


@cache
def weights() -> dict[str, Weights]:
    """Read the weights that ship, by kind of candidate."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return {kind: Weights(**stored[kind]) for kind in KINDS}


def ranked(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], kind: str, ranking: Mapping[str, float]
) -> list[Likely]:
    """Give the candidates of the hits, the likeliest first."""
    found = []
    for one in candidates(question, hits, cards, figures=kind == "figure"):
        features = KINDS[kind](question, one)
        found.append(Likely(one, features, weighed(ranking, features)))
    return sorted(found, key=lambda one: (-one.score, one.candidate.start))


def kind_of(question: Question) -> str:
    """Name the kind of candidate that a question is answered with."""
    return "figure" if question.kind in ("figure", "rate") else "sentence"


def ahead(question: Question, found: Sequence[Likely], ruled: Span | None) -> Features:
    """Give the features of the best of ranked candidates, with its form and its share among all that say something.

    `ruled` is what the rules quote for their answer, None where they have none.
    """
    first = found[0]
    most = [exp(one.score - first.score) for one in found]
    same = sum(part for part, one in zip(most, found, strict=True) if _same(first.candidate, one.candidate))
    share = same / sum(most)
    return {
        **first.features,
        "score": first.score,
        "share": log(share + LEAST) - log(1.0 - share + LEAST),
        "ruled": float(ruled is not None),
        "agreed": float(ruled is not None and _within(ruled, first.candidate)),
        **_form(question, first.candidate),
    }


def _form(question: Question, one: Candidate) -> Features:
    """Tell whether a sentence holds a series, a name, a time as asked, or certainly does not; nothing of a figure."""
    form = None if one.claim else formed(question, Said(one.hit.passage, one.start, one.end, 0.0, 0.0))
    return {"formed": float(form is True), UNFORMED: float(form is False)}


def best(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], ruled: Span | None = None
) -> Best | None:
    """Give the likeliest candidate of the hits with its probability; None where there is none."""
    kind = kind_of(question)
    fitted = weights()[kind]
    found = ranked(question, hits, cards, kind, fitted.ranking)
    if not found:
        return None
    features = ahead(question, found, ruled)
    return Best(found[0].candidate, probability(fitted.answering, features), bool(features[UNFORMED]))


def weighed(weighted: Mapping[str, float], features: Features) -> float:
    """Give the constant and the weighted sum of the features that have a weight."""
    return weighted.get("", 0.0) + sum(weighted.get(name, 0.0) * value for name, value in features.items())


def probability(weighted: Mapping[str, float], features: Features) -> float:
    """Give the logistic function of the weighted sum, 0 to 1."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, weighed(weighted, features)))))


def _same(one: Candidate, other: Candidate) -> bool:
    if one.claim and other.claim:
        return one.claim.figure.same(other.claim.figure)
    return (one.start, one.end) == (other.start, other.end)


def _within(span: Span, one: Candidate) -> bool:
    return span[0] == one.hit.passage.report and span[1] < one.end and one.start < span[2]

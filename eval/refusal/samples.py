"""Cases with their candidates, as the probability sees them, and which of these are right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from assistant.answering.answer import by_rules
from assistant.answering.facts.sentences import Said, snippet
from assistant.answering.likely.candidates import Candidate
from assistant.answering.likely.confidence import Likely, kind_of, ranked, weighed
from assistant.model import Answer
from eval.judge import contains
from eval.refusal.cases import Case, without_answer


@dataclass(frozen=True, slots=True)
class Sample:
    """A case with its candidates, which of them are right, and what the rules answer."""

    case: Case
    kind: str
    found: tuple[Likely, ...]
    right: tuple[bool, ...]
    ruled: Answer


def sampled(cases: Iterable[Case]) -> list[Sample]:
    """Give a sample of each case and of its twin without the answer; lists and yes or no are left out."""
    found = []
    for case in cases:
        if case.question.reports and case.question.kind in ("figure", "rate", "text"):
            found += [_sample(one) for one in ([case, without_answer(case)] if case.must else [case])]
    return [one for one in found if one.found]


def _sample(case: Case) -> Sample:
    kind, name = kind_of(case.question), case.question.reports[0]
    found = tuple(ranked(case.question, case.hits, case.cards, kind, {}))
    ruled = by_rules(case.question, {name: case.hits}, case.cards, case.cards.__getitem__)
    return Sample(case, kind, found, tuple(_right(case, one.candidate) for one in found), ruled)


def _right(case: Case, one: Candidate) -> bool:
    """A sentence is right when what is shown of it holds all; a figure when it is one that is asked for."""
    if not case.must:
        return False
    if one.claim is None:
        start, end = snippet(case.question, Said(one.hit.passage, one.start, one.end, 0.0, 0.0))
        return case.right(one.hit.passage.text[start - one.hit.passage.start : end - one.hit.passage.start])
    value, alternatives = one.claim.figure.text, [other for group in case.must for other in group]
    if case.set == "tune":
        return any(contains(value, other) for other in alternatives) and (case.right(one.text) or case.right(value))
    return any(
        contains(value, other) or (contains(other, value) and contains(one.text, other)) for other in alternatives
    )


def ordered(sample: Sample, ranking: Mapping[str, float]) -> Sample:
    """Order the candidates of a sample by weights."""
    scored = [(Likely(one.candidate, one.features, weighed(ranking, one.features)), right)
              for one, right in zip(sample.found, sample.right, strict=True)]  # fmt: skip
    scored.sort(key=lambda each: (-each[0].score, each[0].candidate.start))
    found, right = zip(*scored, strict=True)
    return replace(sample, found=found, right=right)

"""What may answer a question, however little of its words it says: every sentence of the hits, every figure in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering.claims import Claim, claims
from assistant.answering.cover import pairs_of, parts
from assistant.answering.measures import kind_fits
from assistant.answering.nearness import Near, Sought, asked_for, nearness, sentence_vectors, sought
from assistant.answering.select import admits, period_of
from assistant.answering.sentences import is_heading, of_years
from assistant.lexicon.fold import fold
from assistant.lexicon.hostile import TO_A_MODEL
from assistant.lexicon.tables import canonical
from assistant.lexicon.words import cut, is_noun
from assistant.model import Hit, Question, Report
from assistant.reports.structure.sentences import sentences

# Candidates that are looked at closely; the rest have too little to do with the question
CLOSELY = 24
# Characters before a figure that name what it counts
LABEL = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (offsets of the stored text), or a figure in it, with what its features are made of."""

    hit: Hit
    rank: int
    start: int
    end: int
    words: str
    around: str
    meaning: float
    near: Near
    beside: Near
    claim: Claim | None = None
    own: Near | None = None
    own_meaning: float = 0.0
    label: Near | None = None
    label_asked: float = 1.0
    period: str | None = None
    years: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words of the sentence as they stand."""
        return self.hit.passage.text[self.start - self.hit.passage.start : self.end - self.hit.passage.start]


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    rank: int
    start: int
    end: int
    words: str
    around: str


def candidates(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], *, figures: bool
) -> list[Candidate]:
    """Give the sentences that come nearest, or with `figures` the figures of fitting kind in them; any order."""
    found = _sentences(hits)
    asked = sought(question, [one.words for one in found])
    meaning = sentence_vectors([one.words for one in found]) @ asked.whole
    order = np.argsort(-(meaning + np.array([_cheaply(asked, one.words) for one in found])), kind="stable")
    close: list[Candidate] = []
    for at in order:
        one = found[int(at)]
        near, beside = nearness(asked, one.words), nearness(asked, one.around)
        whole = Candidate(
            one.hit, one.rank, one.start, one.end, one.words, one.around, float(meaning[at]), near, beside
        )
        card = cards[one.hit.passage.report]
        if figures:
            close += _figures(question, whole, card, asked)
        elif of_years(question, one.hit.passage, whole.text, card):
            close.append(whole)
        if len(close) >= CLOSELY:
            break
    return close


def _sentences(hits: Sequence[Hit]) -> list[_Sentence]:
    found: list[_Sentence] = []
    for rank, hit in enumerate(hits):
        passage, before = hit.passage, ""
        heading = canonical(fold(" ".join([*passage.heading, passage.header or ""])))
        for start, end in sentences(passage.text, 0, len(passage.text)):
            raw = passage.text[start:end]
            if is_heading(raw) or TO_A_MODEL.search(fold(raw)):
                continue
            words = canonical(fold(raw))
            around = f"{heading} {before}"
            found.append(_Sentence(hit, rank, passage.start + start, passage.start + end, words, around))
            before = words
    return found


def _cheaply(asked: Sought, words: str) -> float:
    return sum(share for word, share in zip(asked.words, asked.telling, strict=True) if word in words)


def _figures(question: Question, whole: Candidate, card: Report, asked: Sought) -> list[Candidate]:
    """Give the figures of a sentence that are of the kind and time asked for, each with its own words."""
    found = []
    for claim in claims(whole.hit.passage):
        if claim.sentence != (whole.start, whole.end) or not kind_fits(question, claim):
            continue
        if _a_word(claim) or _another(question, claim):
            continue
        period, years = period_of(claim, card, whole.hit.passage)
        if not admits(question, claim, card, years):
            continue
        own = "".join((*reversed(claim.earlier[:1]), claim.before, claim.after))
        meaning = float(sentence_vectors((own,))[0] @ asked.whole)
        with_it = replace(whole, claim=claim, own=nearness(asked, own), own_meaning=meaning)
        label = claim.before[-LABEL:] + claim.after
        with_it = replace(with_it, label=nearness(asked, label), label_asked=asked_for(asked, label))
        found.append(replace(with_it, period=period, years=years))
    return found


def _a_word(claim: Claim) -> bool:
    """千人 of 上千人 and 两台 are numerals by their letters; too often they are words."""
    return claim.figure.kind != "none" and not any(one.isdigit() for one in claim.figure.text)


def _another(question: Question, claim: Claim) -> bool:
    """行政应诉案件 is no 信访案件: the last word of a term stands with the figure, after a noun of its own."""
    for first, last in filter(None, map(parts, question.terms)):
        at = claim.before.rfind(last)
        if at > 0 and first not in claim.before:
            noun = cut(claim.before[:at])[-1:]
            if any(is_noun(one) and not any(pair in first for pair in pairs_of(one)) for one in noun):
                return True
    return False

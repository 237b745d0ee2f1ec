"""What may answer a question, however little of its words it says: every sentence of the hits, every figure in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.answering.facts.facts import of_years
from assistant.answering.facts.sentences import Said
from assistant.answering.figures.claims import Claim, claims, is_heading
from assistant.answering.figures.cover import pairs_of, parts
from assistant.answering.figures.measures import kind_fits
from assistant.answering.figures.select import admits, period_of
from assistant.answering.likely.nearness import (
    Near,
    Sought,
    asked_for,
    cut_words,
    nearness,
    sentence_vectors,
    sought,
    word_vectors,
)
from assistant.lexicon.fold import fold
from assistant.lexicon.hostile import TO_A_MODEL
from assistant.lexicon.tables import canonical
from assistant.lexicon.words import cut, is_noun
from assistant.model import Hit, Question, Report
from assistant.reports.structure.sentences import sentences

# Candidates that are looked at closely; the rest have too little to do with the question
CLOSELY = 60
# Characters before a figure that name what it counts
LABEL = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence (offsets of the stored text), or a figure in it, with what its features are made of.

    `same_unit` counts the figures in its measure word among all hits.
    """

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
    same_unit: int = 1
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

    @property
    def said(self) -> Said:
        """The sentence as the rules hold it; how far it covers the question is not worked out here."""
        return Said(self.hit.passage, self.start, self.end, 0.0, 0.0)


# a figure, its period as the text says it, and the years of that
Timed = tuple[Claim, str | None, tuple[int, ...]]


def candidates(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], *, figures: bool
) -> list[Candidate]:
    """Give the sentences that come nearest, or with `figures` the figures of fitting kind in them; any order."""
    found = _sentences(hits)
    asked = sought(question, [one.words for one in found])
    meaning = sentence_vectors([one.words for one in found]) @ asked.whole
    order = np.argsort(-(meaning + np.array([_cheaply(asked, one.words) for one in found])), kind="stable")
    chosen: list[tuple[_Sentence, float, tuple[Timed, ...]]] = []
    count = 0
    for at in order:
        one, card = found[int(at)], cards[found[int(at)].hit.passage.report]
        inside = _figures(question, one, card) if figures else ()
        if inside or (not figures and of_years(question, one.said, card)):
            chosen.append((one, float(meaning[at]), inside))
            count += len(inside) or 1
        if count >= CLOSELY:
            break
    units = Counter(claim.figure.unit for hit in hits for claim in claims(hit.passage)) if figures else Counter()
    # one call for all their words: see `word_vectors`
    word_vectors([word for one, _meaning, _inside in chosen for word in cut_words(one.words) + cut_words(one.around)])
    close: list[Candidate] = []
    for one, near, inside in chosen:
        whole = Candidate(
            one.hit, one.rank, one.start, one.end, one.words, one.around, near,
            nearness(asked, one.words), nearness(asked, one.around),
        )  # fmt: skip
        close += _with_figures(asked, whole, inside, units) if figures else [whole]
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


def _figures(question: Question, one: _Sentence, card: Report) -> tuple[Timed, ...]:
    """Give the figures of a sentence that are of the kind and time asked for, with their period and its years."""
    found = []
    for claim in claims(one.hit.passage):
        if claim.sentence != (one.start, one.end) or not kind_fits(question, claim):
            continue
        if _a_word(claim) or _another(question, claim):
            continue
        period, years = period_of(claim, card, one.hit.passage)
        if admits(question, claim, card, years):
            found.append((claim, period, years))
    return tuple(found)


def _with_figures(
    asked: Sought, whole: Candidate, inside: Sequence[Timed], units: Mapping[str, int]
) -> list[Candidate]:
    """Make a candidate of each figure of a sentence, with how near its own words come."""
    owns = ["".join((*reversed(claim.earlier[:1]), claim.before, claim.after)) for claim, _period, _years in inside]
    labels = [claim.before[-LABEL:] + claim.after for claim, _period, _years in inside]
    meanings = sentence_vectors(owns) @ asked.whole
    found = []
    for (claim, period, years), own, label, meaning in zip(inside, owns, labels, meanings, strict=True):
        timed = replace(whole, claim=claim, period=period, years=years, same_unit=units[claim.figure.unit])
        said = replace(timed, own=nearness(asked, own), own_meaning=float(meaning))
        found.append(replace(said, label=nearness(asked, label), label_asked=asked_for(asked, label)))
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

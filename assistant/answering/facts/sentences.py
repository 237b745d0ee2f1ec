"""Pick the sentences that say what is asked, where no single figure is asked for; also the nearest evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.answering.everywhere.evidence import Hits, OfReport, Said
from assistant.answering.figures.claims import CLAUSE, is_heading
from assistant.answering.figures.cover import affinity, cover, weight
from assistant.lexicon.fold import fold
from assistant.lexicon.hostile import TO_A_MODEL
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Question
from assistant.reports.structure.sentences import sentences

__all__ = ["Said", "covered_by", "nearest_in", "said_in", "snippet"]

SNIPPET = 160
HEADING_CREDIT, NEIGHBOUR_CREDIT, HIT_WEIGHT = 0.6, 0.5, 0.12


def said_in(question: Question, hits: Sequence[Hit], least: float = 0.0) -> Iterable[Said]:
    """Give the sentences of the hits that cover so much of the terms, best first."""
    if isinstance(hits, OfReport):
        weights = HEADING_CREDIT, NEIGHBOUR_CREDIT, HIT_WEIGHT
        return hits.said(question.terms, least, weights)
    found: list[Said] = []
    for hit in hits:
        passage = hit.passage
        around = canonical(fold(" ".join([*passage.heading, passage.header or ""])))
        before = ""
        for start, end in sentences(passage.text, 0, len(passage.text)):
            if is_heading(passage.text[start:end]) or TO_A_MODEL.search(fold(passage.text[start:end])):
                continue
            words = canonical(fold(passage.text[start:end]))
            covered = covered_by(question.terms, words, around, before)
            short = 0.9 if end - start < 12 else 1.0
            score = covered * short + HIT_WEIGHT * min(hit.score, 1.35)
            if covered >= least:
                found.append(Said(passage, passage.start + start, passage.start + end, covered, score))
            before = words
    return sorted(found, key=lambda one: (-one.score, one.passage.number, one.start))


def nearest_in(question: Question, hits: Sequence[Hit]) -> Iterable[Said]:
    """Give the sentences that come nearest, best first: shared character pairs count, whatever is missing."""
    if isinstance(hits, Hits):
        return hits.nearest(question.terms, HIT_WEIGHT)
    found: list[Said] = []
    for hit in hits:
        passage = hit.passage
        for start, end in sentences(passage.text, 0, len(passage.text)):
            if not is_heading(passage.text[start:end]):
                words = canonical(fold(passage.text[start:end]))
                near = affinity(question.terms, words)
                score = near + HIT_WEIGHT * min(hit.score, 1.35)
                found.append(Said(passage, passage.start + start, passage.start + end, near, score))
    return sorted(found, key=lambda one: (-one.score, one.passage.number, one.start))


def covered_by(terms: Sequence[str], words: str, around: str = "", before: str = "") -> float:
    """Weighted share of the terms that a sentence says, or its headings and the sentence before in part."""
    total = sum(weight(term) for term in terms)
    if not total:
        return 0.0
    credit = (
        weight(term)
        * max(cover(term, words), HEADING_CREDIT * cover(term, around), NEIGHBOUR_CREDIT * cover(term, before))
        for term in terms
    )
    return sum(credit) / total


def snippet(question: Question, said: Said) -> tuple[int, int]:
    """Narrow a long sentence to the run of whole clauses (≤ 160 characters) that says most of what is asked."""
    offset = said.start - said.passage.start
    text = said.passage.text[offset : said.end - said.passage.start]
    if len(text) <= SNIPPET:
        return said.start, said.end
    cuts = [0, *(match.end() for match in CLAUSE.finditer(fold(text))), len(text)]
    read = [canonical(fold(text[left:right])) for left, right in pairwise(cuts)]
    best, best_score = (0, len(text)), -1.0
    for i, left in enumerate(cuts[:-1]):
        for j, right in enumerate(cuts[i + 1 :], i + 1):
            if right - left > SNIPPET and right != cuts[i + 1]:
                break
            score = covered_by(question.terms, "".join(read[i:j])) + 0.1 * (right - left) / SNIPPET
            if score > best_score:
                best, best_score = (left, right), score
    return said.start + best[0], said.start + best[1]

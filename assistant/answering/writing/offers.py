"""Which reports of a table a language model is asked about, and what of each it is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.everywhere.evidence import Hits
from assistant.answering.figures.claims import claims
from assistant.answering.figures.measures import kind_fits
from assistant.answering.figures.select import admits, period_of
from assistant.answering.writing.evidence import Evidence, numbered
from assistant.answering.writing.talk import Talk
from assistant.model import Answer, Hit, Passage, Question, Report

# How much of one report is offered: characters of text, and passages
CHARACTERS, PASSAGES = 2000, 6
ByReport = Mapping[str, Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the model is asked about one report, and the hits that it was made of."""

    report: str
    evidence: tuple[Evidence, ...]
    hits: tuple[Hit, ...]


def offers_of(
    question: Question,
    hits: ByReport,
    found: Answer,
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    talk: Talk,
) -> tuple[list[Offer], int]:
    """Give what is asked of the reports that may hold a figure as asked, silent ones first; how many had no room."""
    silent = [one.report for one in found.coverage.silent] if found.coverage else []
    names = sorted(silent, key=lambda name: -_score(hits, name))
    if talk.now.model_rows == "all":
        names += list(dict.fromkeys(row.report for row in found.rows if row.stated))
    most = talk.now.model_reports
    offers: list[Offer] = []
    for place, name in enumerate(names):
        if most and len(offers) == most:
            return offers, len(names) - place
        if offer := offer_of(question, name, hits, cards, report_of):
            offers.append(offer)
    return offers, 0


def offer_of(
    question: Question, name: str, hits: ByReport, cards: Mapping[str, Report], report_of: Callable[[str], Report]
) -> Offer | None:
    """Give what the model is asked about one report; None where no passage holds a figure of the kind asked for."""
    own = _best(hits, name, PASSAGES)
    if not any(_may_hold(question, hit.passage, cards[name]) for hit in own):
        return None
    evidence = numbered([hit.passage for hit in own], report_of, CHARACTERS, PASSAGES)
    return Offer(name, evidence, own) if evidence else None


def _score(hits: ByReport, name: str) -> float:
    return max((hit.score for hit in _best(hits, name, 1)), default=0.0)


def _best(hits: ByReport, name: str, k: int) -> tuple[Hit, ...]:
    """Give the best hits of a report; of one among thousands no more than these are read."""
    own = hits.get(name, ())
    return tuple(own.best(k) if isinstance(own, Hits) else own[:k])


def _may_hold(question: Question, passage: Passage, card: Report) -> bool:
    """Tell whether a passage has any figure of the kind and time asked for: without one nothing could be taken over."""
    return any(
        kind_fits(question, claim) and admits(question, claim, card, period_of(claim, card, passage)[1])
        for claim in claims(passage)
    )

"""One figure that the rules decline in one report, looked for by a language model: a question in other words.

It is asked as about a report of a table, what it points at is held the same way, and code says the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.answer import one_figure
from assistant.answering.cite import Markers
from assistant.answering.facts.wanted import wants_several
from assistant.answering.figures.rows import row_of
from assistant.answering.likely.decide import open_to
from assistant.answering.writing.offers import offer_of
from assistant.answering.writing.reading import accepted, read_of
from assistant.answering.writing.rows import asked
from assistant.answering.writing.talk import Talk
from assistant.answering.writing.write import NOTE
from assistant.errors import ModelServerError, PromptError
from assistant.model import Answer, Hit, Question, Report
from prompts import load

FOUND = "由语言模型在原文中找到，已与原文核对，说法可能与问题不同。"


def looked_for(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    found: Answer,
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    talk: Talk,
) -> Answer:
    """Give the figure that the model finds in place of the refusal `found`; that with a note where it can't be used."""
    if talk.now.model_rows == "none" or not _may_be_found(question, found, cards):
        return found
    offer = offer_of(question, question.reports[0], hits, cards, report_of)
    if offer is None:
        return found
    try:
        read = read_of(asked(offer, question, cards, talk, load("row")))
    except (ModelServerError, PromptError) as error:
        return replace(found, notes=(*found.notes, NOTE.format(reason=error.what)))
    one = accepted(read, question, offer.evidence, offer.hits, cards) if read else None
    if one is None:
        return found
    markers, card = Markers(cards), cards[offer.report]
    row = row_of(one, card, markers.add(one.passage, one.claim.sentence, period=one.period), question)
    return replace(
        found,
        status="answered",
        reason=None,
        answer=one_figure(question, row, card, markers),
        citations=markers.citations(),
        nearest=(),
        rows=(row,),
        notes=(*found.notes, FOUND),
    )


def _may_be_found(question: Question, found: Answer, cards: Mapping[str, Report]) -> bool:
    if found.status != "refused" or question.kind not in ("figure", "rate") or len(question.reports) != 1:
        return False
    return open_to(question, cards[question.reports[0]], found) and not wants_several(question)

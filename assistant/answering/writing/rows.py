"""A table over several reports, read further by a language model: one call for each report that the rules find silent.

What the rules found stays, whatever the model says: it is the same from run to run, and of two readings of one report
neither is better backed by its quote. The model adds rows, each taken over only as `reading` allows, and where it is
asked about stated rows too (ASSISTANT_MODEL_ROWS=all) and reads another figure, a note asks a person to look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace

from assistant.answering.facts.wanted import wants_several
from assistant.answering.figures.select import Found
from assistant.answering.names import join, region_name, report_name, years_name
from assistant.answering.writing.evidence import inert, shown
from assistant.answering.writing.joining import joined
from assistant.answering.writing.offers import Offer, offers_of
from assistant.answering.writing.reading import accepted, figure_of, form, read_of
from assistant.answering.writing.talk import Talk
from assistant.errors import ModelServerError, PromptError
from assistant.lexicon.figures import states
from assistant.model import Answer, Hit, Question, Report
from prompts import Prompt, load

Step = Callable[[int, int], None]
ADDED = "{names}的数据由语言模型在原文中找到，已与原文核对，说法可能与问题不同。"
FAILED = "语言模型未能使用（{reason}），其中{count}份报告按不用模型的结果"
LEFT = "另有{count}份报告没有交给语言模型（ASSISTANT_MODEL_REPORTS={most}）"
OTHER = "语言模型在{names}读出的数与表中不同，请对照原文"


@dataclass(slots=True)
class Heard:
    """What came of the calls: claims by report, reports whose figure differs from the table, and why calls failed."""

    found: dict[str, Found] = field(default_factory=dict)
    other: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def completed(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    found: Answer,
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    talk: Talk,
    on_step: Step | None = None,
) -> Answer:
    """Give `found`, a table of figures or the refusal of one, with the rows that the model adds and notes that tell it.

    `on_step` gets how many reports of how many are done.
    """
    if talk.now.model_rows == "none" or not _is_of_figures(question, found):
        return found
    offers, left = offers_of(question, hits, found, cards, report_of, talk)
    if not offers:
        return found
    try:
        prompt = load("row")
    except PromptError as error:
        return replace(found, notes=(*found.notes, FAILED.format(reason=error.what, count=len(offers))))
    heard = _heard(question, offers, found, cards, talk, prompt, on_step)
    answer = joined(question, hits, found, cards, heard.found) if heard.found else found
    return replace(answer, notes=(*found.notes, *_notes(heard, left, talk.now.model_reports, cards)))


def _is_of_figures(question: Question, found: Answer) -> bool:
    if question.kind not in ("figure", "rate") or wants_several(question) or found.coverage is None:
        return False
    if found.status == "refused" and found.reason != "not_stated":
        return False
    return not any(row.computed or (row.stated and row.number is None) for row in found.rows)


def asked(offer: Offer, question: Question, cards: Mapping[str, Report], talk: Talk, prompt: Prompt) -> str:
    """Ask about one report and give the reply; raises ModelServerError."""
    card = cards[offer.report]
    about = f"{region_name(card)}，{years_name(card.years)}"
    values = {"report": inert(about), "evidence": shown(offer.evidence, cards), "question": inert(question.text)}
    return talk.say(prompt, values, form=form()).words


def _heard(
    question: Question,
    offers: Sequence[Offer],
    found: Answer,
    cards: Mapping[str, Report],
    talk: Talk,
    prompt: Prompt,
    on_step: Step | None,
) -> Heard:
    """Ask about all reports at once, as many as may be, and take over what holds; in the order of the reports."""

    def said(offer: Offer) -> str | ModelServerError:
        try:
            return asked(offer, question, cards, talk, prompt)
        except ModelServerError as error:
            return error

    replies: dict[str, str | ModelServerError] = {}
    with ThreadPoolExecutor(min(talk.now.model_parallel, len(offers))) as pool:
        calls = {pool.submit(said, offer): offer.report for offer in offers}
        for done, call in enumerate(as_completed(calls), 1):
            replies[calls[call]] = call.result()
            if on_step:
                on_step(done, len(offers))
    heard = Heard()
    for offer in offers:
        _take(heard, offer, replies[offer.report], question, found, cards)
    return heard


def _take(
    heard: Heard,
    offer: Offer,
    reply: str | ModelServerError,
    question: Question,
    found: Answer,
    cards: Mapping[str, Report],
) -> None:
    if isinstance(reply, ModelServerError):
        heard.failures.append(reply.what)
        return
    try:
        read = read_of(reply)
    except ModelServerError as error:
        heard.failures.append(error.what)
        return
    if read is None:
        return
    own = [row for row in found.rows if row.report == offer.report and row.stated]
    if own:
        figure = figure_of(read)
        if figure is None or not any(states(row.value or "", figure) for row in own):
            heard.other.append(offer.report)
    elif one := accepted(read, question, offer.evidence, offer.hits, cards):
        heard.found[offer.report] = one


def _notes(heard: Heard, left: int, most: int, cards: Mapping[str, Report]) -> list[str]:
    notes = []
    if heard.found:
        notes.append(ADDED.format(names=join(report_name(cards[name]) for name in heard.found)))
    if heard.other:
        notes.append(OTHER.format(names=join(report_name(cards[name]) for name in heard.other)))
    if heard.failures:
        reason = max(dict.fromkeys(heard.failures), key=heard.failures.count)
        notes.append(FAILED.format(reason=reason, count=len(heard.failures)))
    if left:
        notes.append(LEFT.format(count=left, most=most))
    return notes

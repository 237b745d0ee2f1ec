"""Answer what the rules decline and the evidence likely answers; decline what they answer and it hardly does.

The rules know the words of reports; a question in other words is declined by them. The probability is fitted
(`confidence.py`), the least of it that is enough is set here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answering.cite import Markers
from assistant.answering.facts.facts import said_answer
from assistant.answering.facts.sentences import Said
from assistant.answering.facts.verdict import asks_denied, denied
from assistant.answering.facts.wanted import wants_several
from assistant.answering.figures.rows import row_of
from assistant.answering.figures.select import Found
from assistant.answering.likely.candidates import Candidate
from assistant.answering.likely.confidence import Span, best, kind_of
from assistant.answering.refuse import refuse
from assistant.lexicon.figures import figures
from assistant.model import Answer, Hit, Question, Report, Row
from assistant.question.patterns import group

# An answer must be likelier right than wrong to be given where the rules decline; theirs goes where it is hardly right
ENOUGH = 0.5
TOO_LITTLE = {"figure": 0.15, "sentence": 0.15}
# what is worked out of several figures is no single one
SEVERAL = re.compile("加起来|加一起|合起来|一起|合计|倒着|倒推|推算|还有多少|剩|其余|余下|既没|[和、与及跟].*[共总]")
# what was done in a year that the report only plans for, it can't know
DONE = re.compile("实际|已经|了")
# 最低养老金, 平均每天: what a sentence says so itself is not worked out over several
SAID_SO = ("max", "min", "mean")
OTHER_WORDS = "原文的说法与问题不同，请核对出处。"
Told = Callable[[Question, Row, Report, Markers], str]


def decided(
    question: Question, hits: Mapping[str, Sequence[Hit]], cards: Mapping[str, Report], found: Answer, told: Told
) -> Answer:
    """Give what is to be answered, where the rules came to `found`; `told` states a figure in a sentence."""
    own = hits.get(question.reports[0], ()) if question.reports else ()
    if not own or not open_to(question, cards[question.reports[0]], found):
        return found
    declined, kind = found.status == "refused", kind_of(question)
    likely = best(question, own, cards, quoted(found))
    # the members of a list were told apart by more than the words of the question
    if likely is None or (not declined and wants_several(question)):
        return found
    if declined and (likely.unformed or _other_thing(question, likely.candidate)):
        return found
    if not turned(kind, likely.probability, declined=declined):
        return found
    return _answer(question, likely.candidate, cards, told) if declined else refuse(question, own, cards)


def _other_thing(question: Question, one: Candidate) -> bool:
    """Tell whether a figure is certainly of another thing, however near: a member for a total, 调成 for 没调成."""
    if question.operation in SAID_SO and not dict(group("operation"))[question.operation].search(one.text):
        return True
    if one.claim is None:
        return False
    alike = sum(other.unit == one.claim.figure.unit for other in figures(one.text))
    if question.operation == "sum" and alike > 1:
        return True
    return asks_denied(question.left) and not denied(f"{one.claim.before},{one.claim.after}")


def quoted(found: Answer) -> Span | None:
    """Give the first quote of an answer; None for a refusal."""
    if found.status == "refused" or not found.citations:
        return None
    return found.citations[0].report, found.citations[0].start, found.citations[0].end


def turned(kind: str, probability: float, *, declined: bool) -> bool:
    """Tell whether a probability turns over what the rules decided."""
    return probability >= ENOUGH if declined else probability < TOO_LITTLE[kind]


def open_to(question: Question, card: Report, found: Answer) -> bool:
    """Tell whether a probability may turn over what the rules found: no computation, no table, no missing year."""
    if not _single(question) or found.reason not in (None, "not_stated"):
        return False
    # 无行政复议案件 has no figure whose words could be weighed
    if len(found.rows) > 1 or any(row.computed or row.number == 0 for row in found.rows):
        return False
    # what a follow-up takes from the conversation is no feature: the probability is too low where the rules are right
    if question.context and found.status != "refused":
        return False
    ahead = bool(question.years) and card.year is not None and min(question.years) > card.year
    return not (ahead and not question.goal and DONE.search(question.text))


def _single(question: Question) -> bool:
    """Tell whether one sentence of one report may answer it: nothing to compute, compare or list over years."""
    return (
        len(question.reports) == 1
        and question.kind in ("figure", "rate", "text")
        and question.operation in (None, "sum", "rest", *SAID_SO)
        and (len(question.years) < 2 or "以来" in question.text)
        and not SEVERAL.search(question.text)
    )


def _answer(question: Question, one: Candidate, cards: Mapping[str, Report], told: Told) -> Answer:
    markers, card = Markers(cards), cards[one.hit.passage.report]
    rows: tuple[Row, ...] = ()
    if one.claim is not None:
        marker = markers.add(one.hit.passage, one.claim.sentence, period=one.period)
        row = row_of(Found(one.claim, one.hit.passage, 0.0, one.period, one.years), card, marker, question)
        text, rows = told(question, row, card, markers), (row,)
    else:
        text = said_answer(question, Said(one.hit.passage, one.start, one.end, 0.0, 0.0), card, markers)
    return Answer(
        question=question.asked,
        status="answered",
        answer=text,
        citations=markers.citations(),
        rows=rows,
        understood=question,
        notes=(OTHER_WORDS,),
    )

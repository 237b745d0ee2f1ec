"""What a reply is made into: statements that are borne out, with our markers and rows, and nothing else of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.check import STRUCK
from assistant.answering.cite import Markers
from assistant.answering.facts.facts import COVER
from assistant.answering.facts.sentences import covered_by
from assistant.answering.writing.evidence import Evidence
from assistant.answering.writing.grounding import GOAL, Quoted, ground
from assistant.answering.writing.statements import Statement, statements
from assistant.errors import ModelServerError
from assistant.lexicon.figures import figures, states
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.model import Answer, Citation, Question, Report, Row

NOT_FOUND = "材料中未找到"
# Less than this share of a model's words left: the answer without a model is the better one
LEAST_KEPT = 0.5
DENIED = re.compile(r"无|未|没有|零|0")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that was kept: its text with our markers, its words, and the numbers of its citations."""

    line: int
    text: str
    words: str
    markers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reply is made into an answer with: the question, what was offered, the answer without a model."""

    question: Question
    evidence: Sequence[Evidence]
    found: Answer
    cards: Mapping[str, Report]

    def whole(self, words: str) -> Answer:
        """Give the answer that a whole reply makes; raises ModelServerError where too little of it is borne out."""
        said = statements(words)
        told, markers = _told(said, self.evidence, self.found.citations, self.cards, self.question)
        _enough(said, told)
        answer = self._answer(told, markers)
        struck = sum(one.marked or not _is_lead(one) for one in said) > len(told)
        return replace(answer, status="partial", answer=f"{answer.answer}\n\n{STRUCK}") if struck else answer

    def so_far(self, words: str) -> Answer | None:
        """Give the answer that the whole sentences of a reply under way make; None while they make none."""
        told, markers = _told(statements(words), self.evidence, self.found.citations, self.cards, self.question)
        try:
            return self._answer(told, markers) if told else None
        except ModelServerError:
            return None

    def _answer(self, told: Sequence[Told], markers: Markers) -> Answer:
        citations = {one.marker: one for one in markers.citations()}
        rows = tuple(_row(row, told, citations) for row in self.found.rows)
        if not rows:
            _to_the_point(self.question, told, tuple(citations.values()))
        return replace(self.found, answer=_joined(told), citations=tuple(citations.values()), rows=rows)


def _told(
    said: Sequence[Statement],
    evidence: Sequence[Evidence],
    own: Sequence[Citation],
    cards: Mapping[str, Report],
    question: Question,
) -> tuple[list[Told], Markers]:
    """Keep the statements that are borne out, with markers numbered anew as their quotes come."""
    by_number = {one.number: one for one in evidence}
    markers, told = Markers(cards), []
    for one in said:
        parts = ground(one, by_number, cards, question) if NOT_FOUND not in one.words else None
        if parts:
            told.append(_tell(one, parts, markers, own))
    return told, markers


def _tell(one: Statement, parts: Sequence[Quoted], markers: Markers, own: Sequence[Citation]) -> Told:
    pieces, used = [], []
    for part in parts:
        numbers = [markers.add(proof.passage, span, period=_period(proof, span, own)) for proof, span in part.quotes]
        end = "。" if part is parts[-1] else ""
        pieces.append(part.words + end + "".join(f"[{number}]" for number in numbers))
        used += numbers
    return Told(one.line, one.bullet + "".join(pieces), one.words, tuple(used))


def _period(proof: Evidence, span: tuple[int, int], own: Sequence[Citation]) -> str | None:
    """Take over the period of a sentence that the answer without a model quotes, where it gives just one."""
    periods = {
        one.period for one in own if one.report == proof.passage.report and span[0] <= one.start and one.end <= span[1]
    }
    return periods.pop() if len(periods) == 1 else None


def _is_lead(one: Statement) -> bool:
    """Tell whether an unmarked line only leads to a list (原因如下：); it is left out without a word."""
    return one.words.rstrip().endswith(("：", ":")) and not figures(one.words)


def _enough(said: Sequence[Statement], told: Sequence[Told]) -> None:
    """Raise ModelServerError where nothing or too little is left."""
    if not told and any(NOT_FOUND in one.words for one in said):
        raise ModelServerError("它在材料中未找到答案")
    whole = sum(len(one.words) for one in said)
    if not told or sum(len(one.words) for one in told) < LEAST_KEPT * whole:
        raise ModelServerError("它写的内容大多未通过与原文的核对")


def _to_the_point(question: Question, told: Sequence[Told], citations: Sequence[Citation]) -> None:
    """Raise ModelServerError where what is left is true but says too little of what was asked."""
    said = " ".join([*(one.words for one in told), *(one.quote for one in citations)])
    heads = " ".join(head for one in citations for head in one.heading)
    if covered_by(question.terms, canonical(fold(said)), canonical(fold(heads))) < COVER:
        raise ModelServerError("它写的内容与所问不符")


def _row(row: Row, told: Sequence[Told], citations: Mapping[int | None, Citation]) -> Row:
    """Give a row the marker under which the model tells it; raises ModelServerError where it doesn't."""
    for one in told:
        for marker in one.markers:
            if citations[marker].report == row.report and _tells(one.words, citations[marker].quote, row):
                return replace(row, marker=marker)
    raise ModelServerError("它写的数据与从原文读出的不一致")


def _tells(words: str, quote: str, row: Row) -> bool:
    """Tell whether a statement says a row: its figure, that it is a goal, a year that isn't the report's."""
    if row.goal and not GOAL.search(words):
        return False
    other_years = set(YEAR.findall(fold(row.period or ""))) - {str(row.year)}
    if not other_years <= set(YEAR.findall(fold(words))):
        return False
    value = row.value or ""
    if stated := figures(value):
        return all(states(words, one) and states(quote, one) for one in stated)
    return value in quote and (value in words or (row.number == 0 and bool(DENIED.search(words))))


def _joined(told: Sequence[Told]) -> str:
    """Join statements, those of one line in one line."""
    lines: dict[int, str] = {}
    for one in told:
        lines[one.line] = lines.get(one.line, "") + one.text
    return "\n".join(line.strip() for line in lines.values())

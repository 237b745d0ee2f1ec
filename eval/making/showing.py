"""What a person says of an answer, and the sentences of the library that show what is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.model import Answer
from assistant.reports.structure.sentences import sentences
from eval.evidence import spans
from eval.judge import contains
from eval.sets import TYPES, Evidence, Item


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says: the answer is right, or what is (`must`), or that it must be declined and why.

    `quotes` is the evidence, `report` where it stands, both found where they are not told.
    """

    right: bool = False
    must: tuple[tuple[str, ...], ...] = ()
    decline: str = ""
    quotes: tuple[str, ...] = ()
    report: str = ""
    must_not: tuple[str, ...] = ()
    note: str = ""


def evidence_of(
    assistant: Assistant, answer: Answer, said: Verdict, must: tuple[tuple[str, ...], ...]
) -> tuple[Evidence, ...]:
    """Give the sentences that show it: the quotes that were told, those of a right answer, else the best found."""
    if said.quotes:
        return tuple(Evidence(said.report or _holder(assistant, quote), quote) for quote in said.quotes)
    if said.right:
        return tuple(dict.fromkeys(Evidence(one.report, one.quote) for one in answer.citations))
    found = tuple(_showing(assistant, answer, said.report, must))
    if not found:
        raise QuestionError("找到的段落里没有写着这个答案的句子", fix="请用 --quote 抄上报告里的原句")
    return found


def _holder(assistant: Assistant, quote: str) -> str:
    """Name the one report in which a quote stands."""
    texts = {card.report: assistant.report(card.report).text for card in assistant.cards}
    asked = Item("", TYPES[0], "tune", quote, (), evidence=tuple(Evidence(name, quote) for name in texts))
    names = [name for name, _, _ in spans(asked, texts.get)]
    if len(names) != 1:
        told = f"{len(names)} 份报告里都有" if names else "资料库的报告里没有"
        raise QuestionError(f"这句原文{told}：{quote}", fix="请照报告抄写原句，并用 --report 写明是哪份")
    return names[0]


def _showing(assistant: Assistant, answer: Answer, report: str, must: Sequence[Sequence[str]]) -> Iterator[Evidence]:
    """Give for each group that must be there the first sentence of the hits that holds one of its alternatives."""
    places = [hit.passage for hit in answer.hits if not report or hit.passage.report == report]
    texts = {one.report: assistant.report(one.report).text for one in places}
    told = [
        (one.report, texts[one.report][start:end])
        for one in places
        for start, end in sentences(texts[one.report], one.start, one.end)
    ]
    kept: dict[Evidence, None] = {}
    for group in must:
        where = next(((name, words) for name, words in told if any(contains(words, one) for one in group)), None)
        if where is None:
            return
        kept[Evidence(*where)] = None
    yield from kept

"""How a fact is put into words: its verdict or the asked fact first, then the words of the report that it rests on."""

from __future__ import annotations

from assistant.answering.facts.listing import narrowed, text_of
from assistant.answering.facts.sentences import Said
from assistant.answering.facts.stating import fact_of
from assistant.answering.facts.verdict import verdict
from assistant.model import Question


def fact_first(question: Question, said: Said, words: str, where: str, marker: int) -> str:
    """Put the words of a report (of the sentence `said`) behind what they say of the question."""
    if question.kind == "yes_no":
        return f"{verdict(question, words)}{where}：{words}。[{marker}]"
    if fact := fact_of(question, text_of(said), narrowed(question, said), words):
        return f"{where}：{fact}。[{marker}]原文：{words}。[{marker}]"
    return f"{where}：{words}。[{marker}]"

"""The answer of one report in a language model's words, from the same evidence and held to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.check import STRUCK
from assistant.answering.writing.draft import Draft
from assistant.answering.writing.evidence import gather, inert, shown
from assistant.answering.writing.shown import Shown
from assistant.answering.writing.talk import Talk, talk_of
from assistant.errors import ModelServerError, PromptError
from assistant.model import Answer, Hit, Question, Report
from prompts import load

__all__ = ["NOTE", "STRUCK", "written"]

NOTE = "语言模型未能使用（{reason}），以下为不用模型的回答"


def written(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    found: Answer,
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    talk: Talk | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Answer:
    """Let the language model say what `found`, the answer without one, says; where it can't, add a note.

    Refusals, tables over several reports and lists stay as they are: code makes them whole. `on_text` gets the text
    so far each time that more of it has passed the check.
    """
    several = found.coverage is not None or len(question.reports) != 1
    if several or found.status not in ("answered", "partial"):
        return found
    if question.kind == "list" and len(found.citations) > 1:
        return found
    try:
        evidence = gather(found, hits, report_of)
        if not evidence:
            raise ModelServerError("没有可供它使用的材料")
        draft = Draft(question, evidence, found, cards)
        values = {"evidence": shown(evidence, cards), "question": inert(question.text)}
        heard = Shown(draft, report_of, on_text) if on_text else None
        return draft.whole((talk or talk_of(None)).say(load("answer"), values, heard).words)
    except (ModelServerError, PromptError) as error:
        return replace(found, notes=(*found.notes, NOTE.format(reason=error.what)))

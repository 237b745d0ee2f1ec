"""What is kept of an answer: its line of the batch contract, how sure it is, and the passages that were found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from assistant.answering.likely.confidence import best
from assistant.answering.likely.decide import quoted
from assistant.model import Answer, Hit, Report
from eval.sets import Item


def entry(item: Item, answer: Answer, report: Callable[[str], Report]) -> dict[str, Any]:
    """Give the line of the batch contract, beside it `confidence`, `hits` and what a language model had to do with it.

    `report` gives a report.
    """
    hits = [_hit(one) for one in answer.hits]
    told = {"id": item.id, **answer.to_dict(), "confidence": confidence(answer, report), "hits": hits}
    if answer.written is not None:
        told |= {"written": asdict(answer.written), "notes": list(answer.notes)}
    return told


def confidence(answer: Answer, report: Callable[[str], Report]) -> float | None:
    """Give the fitted probability, from 0 to 1, that what is cited answers; None where no single report is asked."""
    question = answer.understood
    if question is None or len(question.reports) != 1 or answer.status in ("refused", "failed"):
        return None
    (name,) = question.reports
    own = [hit for hit in answer.hits if hit.passage.report == name]
    likely = best(question, own, {name: report(name)}, quoted(answer)) if own else None
    return None if likely is None else round(likely.probability, 4)


def _hit(one: Hit) -> dict[str, Any]:
    passage = one.passage
    return {
        "report": passage.report, "start": passage.start, "end": passage.end, "heading": list(passage.heading),
        "score": round(one.score, 4),
    }  # fmt: skip

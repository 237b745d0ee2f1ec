"""How sure an answer is: the probability that its own quote answers, as the assistant fits it."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answering.likely.confidence import best
from assistant.answering.likely.decide import quoted
from assistant.model import Answer, Report


def confidence(answer: Answer, report: Callable[[str], Report]) -> float | None:
    """Give the probability, from 0 to 1, that what is cited answers; None where no single report is asked."""
    question = answer.understood
    if question is None or len(question.reports) != 1 or answer.status in ("refused", "failed"):
        return None
    (name,) = question.reports
    own = [hit for hit in answer.hits if hit.passage.report == name]
    likely = best(question, own, {name: report(name)}, quoted(answer)) if own else None
    return None if likely is None else round(likely.probability, 4)

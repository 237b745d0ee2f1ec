"""One answer to a question that held several: their sentences one after the other, markers numbered through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.model import Answer, Citation, Row, Status

MARKER = re.compile(r"\[(\d+)\]")


def merged(question: str, answers: Sequence[Answer]) -> Answer:
    """Join the answers to the parts of a question; partial where some part was declined."""
    texts: list[str] = []
    citations: list[Citation] = []
    rows: list[Row] = []
    for one in answers:
        offset = len(citations)
        texts.append(MARKER.sub(lambda match, by=offset: f"[{int(match[1]) + by}]", one.answer))  # type: ignore[misc]
        citations += [replace(cited, marker=(cited.marker or 0) + offset) for cited in one.citations]
        rows += [row if row.marker is None else replace(row, marker=row.marker + offset) for row in one.rows]
    last = answers[-1]
    return Answer(
        question=question,
        status=_status(answers),
        answer="\n".join(texts),
        reason=next((one.reason for one in answers if one.reason), None) if _status(answers) == "refused" else None,
        citations=tuple(citations),
        nearest=tuple(cited for one in answers for cited in one.nearest),
        rows=tuple(rows),
        coverage=last.coverage if len(answers) == 1 else None,
        understood=last.understood,
        hits=tuple(hit for one in answers for hit in one.hits),
        notes=tuple(dict.fromkeys(note for one in answers for note in one.notes)),
    )


def _status(answers: Sequence[Answer]) -> Status:
    states = {one.status for one in answers}
    if len(states) == 1:
        return answers[0].status
    return "partial"

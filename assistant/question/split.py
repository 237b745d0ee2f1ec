"""Two questions in one (评查案卷多少本，发现多少问题？): each is asked by itself, the later as a follow-up."""

from __future__ import annotations

from assistant.question.patterns import single


def asked_parts(question: str) -> tuple[str, ...]:
    """Give the questions that a question holds, in order; itself where it is one."""
    each = single("split", "each").match(question.strip())
    if each:
        return each["first"] + each["ask"], each["second"] + each["ask"]
    sentences = [part for part in single("split", "sentences").split(question) if part.strip()]
    if len(sentences) > 1 and all(single("split", "asks").search(part) for part in sentences):
        return tuple(part for sentence in sentences for part in _clauses(sentence))
    return _clauses(question)


def _clauses(question: str) -> tuple[str, ...]:
    pieces = [piece for piece in single("split", "between").split(question) if piece.strip()]
    asking = [bool(single("split", "counts").search(piece)) for piece in pieces]
    if sum(asking) < 2:
        return (question,)
    parts: list[str] = []
    lead = ""
    for piece, asks in zip(pieces, asking, strict=True):
        if asks:
            parts.append(lead + piece)
            lead = ""
        else:
            lead += piece + "，"
    return tuple(parts)

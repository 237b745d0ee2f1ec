"""Two questions in one (评查案卷多少本，发现多少问题？): each is asked by itself, the later as a follow-up."""

from __future__ import annotations

import re

ASKS = re.compile(r"多少|(?<![哪好])几(?=[件起项个人名位次场家户所处条份本支台辆类种部批亿万元])|百分之几|几成")
BREAK = re.compile(r"[,，;；、]?(?:以及|还有|并且|和)?[,，;；]")
EACH = re.compile(
    r"^(?P<first>[^,，。?？]+?)(?:和|与|、|及)(?P<second>[^,，。?？和与]+?)(?:各|分别|都)(?:是|有|为)?(?P<ask>(?:多少|几)[^,，。?？]*)[?？。]*$"
)


def asked_parts(question: str) -> tuple[str, ...]:
    """Give the questions that a question holds, in order; itself where it is one."""
    each = EACH.match(question.strip())
    if each:
        return each["first"] + each["ask"], each["second"] + each["ask"]
    pieces = [piece for piece in BREAK.split(question) if piece.strip()]
    asking = [bool(ASKS.search(piece)) for piece in pieces]
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

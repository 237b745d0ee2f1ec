"""The words of a sentence that tell a reason."""

from __future__ import annotations

import re
from functools import cache

from assistant.answering.facts.series import clauses
from assistant.answering.facts.wanted import tables
from assistant.lexicon.fold import fold


def reason_in(sentence: str) -> str | None:
    """Give what stands behind 原因是, a clause with 由于 or 为了, or the clause before 导致; None for no such words."""
    folded = fold(sentence)
    if behind := _pattern("named").search(folded):
        return sentence[behind.end() :]
    parts = clauses(sentence)
    for at, (left, right) in enumerate(parts):
        if because := _pattern("because").search(folded, left, right):
            return sentence[because.start() : right]
        if at and _pattern("caused").match(folded, left):
            return sentence[parts[at - 1][0] : left]
    return None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tables()["reason"][name])

"""Tell what no report tells (the weather of tomorrow, a poem, a share to buy), whatever place is named with it."""

from __future__ import annotations

from assistant.lexicon.fold import fold
from assistant.question.patterns import first


def off_topic(text: str) -> bool:
    """Tell whether a question is of a matter that no report of a government speaks of."""
    return first("off_topic", fold(text).strip()) is not None

"""Figures whose neighbours a report's text has lost: told with 原文疑有缺字, or not at all. Rules: data/lost.txt."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import lines

MARK = "（原文疑有缺字）"
REACH = 24
Doubt = Literal["mark", "decline"]


@cache
def _rules() -> tuple[tuple[Doubt, re.Pattern[str]], ...]:
    table = (line.split(": ", 1) for line in lines("lost.txt"))
    found: list[tuple[Doubt, re.Pattern[str]]] = [
        ("decline" if name == "decline" else "mark", re.compile(pattern)) for name, pattern in table
    ]
    return tuple(sorted(found, key=lambda rule: rule[0]))


def doubt(text: str, figure: Figure) -> Doubt | None:
    """Tell whether characters beside a figure of a text are lost: "decline" where the figure itself is damaged."""
    before, after = fold(text[max(0, figure.start - REACH) : figure.start]), fold(text[figure.end :][:REACH])
    around = f"{before}⟨{fold(text[figure.start : figure.end])}⟩{after}"
    return next((name for name, pattern in _rules() if pattern.search(around)), None)


@lru_cache(maxsize=65536)
def may_be_lost(text: str) -> bool:
    """Tell whether any figure of a text is in doubt."""
    return any(doubt(text, one) for one in figures(text))

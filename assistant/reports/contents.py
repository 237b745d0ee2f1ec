"""Find a table of contents that a text holds as lines: it says everything twice and nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reports.rules import contents_rules

_LONGEST = 120
_ENTRIES = 200
_LEADERS = 3


def contents_lines(folded: Sequence[str]) -> set[int]:
    """Give the numbers of its lines among folded ones, its heading with them."""
    filled = [number for number, line in enumerate(folded) if line]
    found: set[int] = set()
    at = 0
    while at < len(filled):
        run = _run(folded, filled, at)
        found.update(run)
        at += max(1, len(run))
    return found


def _run(folded: Sequence[str], filled: Sequence[int], at: int) -> list[int]:
    """Give the lines of a table that begins at the filled line `at`; none when none does."""
    rules = contents_rules()
    line = folded[filled[at]]
    if len(line) <= _LONGEST and rules.heading.fullmatch(line):
        run = [filled[at]]
        for number in filled[at + 1 : at + 1 + _ENTRIES]:
            entry = folded[number]
            if len(entry) > _LONGEST or not (rules.numbered.fullmatch(entry) or _again(folded, number)):
                break
            run.append(number)
        return run if len(run) > 2 else []
    run = []
    for number in filled[at:]:
        if len(folded[number]) > _LONGEST or not rules.leaders.fullmatch(folded[number]):
            break
        run.append(number)
    return run if len(run) >= _LEADERS else []


def _again(folded: Sequence[str], number: int) -> bool:
    """Tell whether a line comes again further down, alone or at the head of a paragraph."""
    entry = re.sub(r"\s", "", folded[number])
    return len(entry) >= 4 and any(re.sub(r"\s", "", line[:200]).startswith(entry) for line in folded[number + 1 :])

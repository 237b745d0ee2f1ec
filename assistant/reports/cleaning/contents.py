"""Find a table of contents that a text holds as lines: it says everything twice and nothing of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reports.cleaning.rules import contents_rules

_LONGEST = 120
_ENTRIES = 200
_LEADERS = 3
_TABLES = 4


def contents_lines(folded: Sequence[str]) -> set[int]:
    """Give the numbers of its lines among folded ones, its heading with them."""
    rules = contents_rules()
    filled = [number for number, line in enumerate(folded) if line]
    headings = [at for at, number in enumerate(filled) if _is(rules.heading, folded[number])][:_TABLES]
    found: set[int] = set()
    for at in headings:
        found.update(_under(folded, filled, at))
    run: list[int] = []
    for number in filled:
        if _is(rules.leaders, folded[number]):
            run.append(number)
            continue
        found.update(run if len(run) >= _LEADERS else [])
        run = []
    return found.union(run if len(run) >= _LEADERS else [])


def _under(folded: Sequence[str], filled: Sequence[int], at: int) -> list[int]:
    """Give the lines of the table under the heading at the filled line `at`; none when no entries follow."""
    run = [filled[at]]
    for number in filled[at + 1 : at + 1 + _ENTRIES]:
        if not (_is(contents_rules().numbered, folded[number]) or _again(folded, number)):
            break
        run.append(number)
    return run if len(run) > _LEADERS - 1 else []


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= _LONGEST and bool(pattern.fullmatch(line))


def _again(folded: Sequence[str], number: int) -> bool:
    """Tell whether a line comes again further down, alone or at the head of a paragraph."""
    entry = re.sub(r"\s", "", folded[number])
    return 4 <= len(entry) <= _LONGEST and any(
        re.sub(r"\s", "", line[:200]).startswith(entry) for line in folded[number + 1 :]
    )

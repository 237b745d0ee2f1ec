"""Tables of contents: lines that end in leaders and the number of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.model import Dropped
from assistant.reports.loading.formats.pdf.runs import joined, rows_of
from assistant.reports.loading.formats.pdf.shapes import PageContent, Run

_LEAST = 3
_LONGEST = 300
_LEADER = r"(?:(?:[.．·‥⋯･・•]\s*){4,}|(?:…\s*){2,}|[_\-—]{6,})"
_ENTRY = re.compile(rf"(.*?){_LEADER}\s*[-—(（]?\s*([0-9]{{1,4}}|[ivxlcIVXLC]{{1,7}})\s*[-—)）]?")
_TAIL = re.compile(r"(.*\S)\s+[-—(（]?\s*([0-9]{1,4})\s*[-—)）]?")
_HEADING = re.compile(r"(?:目录|目次|contents)", re.IGNORECASE)


def drop_contents(pages: Sequence[PageContent]) -> None:
    """Take tables of contents out; what went is told in the pages' `dropped`."""
    after: int | None = None
    for page in pages:
        rows = rows_of(page.runs)
        entries, after = _entries(rows, after)
        if entries:
            gone = {id(run) for at in entries for run in rows[at]}
            page.dropped += [Dropped(joined(rows[at]).text, "contents") for at in sorted(entries)]
            page.runs = [run for run in page.runs if id(run) not in gone]


def _entries(rows: Sequence[Sequence[Run]], after: int | None) -> tuple[set[int], int | None]:
    """Give the rows of a table of contents, and the page number of its last entry when it may go on overleaf."""
    texts = [joined(row).text for row in rows]
    heading = next((at for at, text in enumerate(texts) if _HEADING.fullmatch("".join(text.split()))), None)
    numbers = {at: number for at, text in enumerate(texts) if (number := _page(text)) is not None}
    if heading is not None:
        numbers = _plain(texts, heading + 1, numbers)
    if not numbers:
        return set(), None
    runs: list[list[int]] = []
    for at in sorted(numbers):
        # An entry may take two lines.
        if runs and at - runs[-1][-1] <= 2 and numbers[at] >= numbers[runs[-1][-1]]:
            runs[-1].append(at)
        else:
            runs.append([at])
    found: set[int] = set()
    last: int | None = None
    for run in runs:
        goes_on = after is not None and run[0] <= 1 and numbers[run[0]] >= after
        if len(run) >= _LEAST or goes_on or (heading is not None and run[0] - heading <= 2):
            found |= set(range(run[0], run[-1] + 1))
            last = numbers[run[-1]] if len(rows) - run[-1] <= 2 else None
    if found and heading is not None and min(found) - heading <= 2:
        found |= set(range(heading, min(found)))
    return found, last


def _page(text: str) -> int | None:
    match = _ENTRY.fullmatch(text) if len(text) <= _LONGEST else None
    if not match:
        return None
    return int(match[2]) if match[2].isdecimal() else 0


def _plain(texts: Sequence[str], start: int, numbers: dict[int, int]) -> dict[int, int]:
    """Under its heading a table of contents may have no leaders: lines that end in numbers that go up."""
    found: dict[int, int] = {}
    for at in range(start, len(texts)):
        match = _TAIL.fullmatch(texts[at]) if len(texts[at]) <= _LONGEST else None
        number = numbers.get(at, int(match[2]) if match else None)
        if number is None:
            break
        found[at] = number
    rising = all(found[one] <= found[two] for one, two in pairwise(sorted(found)))
    return numbers | found if len(found) >= _LEAST and rising else numbers

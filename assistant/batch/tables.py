"""Take an answer's Markdown apart into lines of text and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

RULE = re.compile(r"\|?(\s*:?-+:?\s*\|)+\s*(:?-+:?\s*)?")
BAR = re.compile(r"(?<!\\)\|")


def pieces(answer: str) -> Iterator[str | list[list[str]]]:
    """Give each line as text, each Markdown table as its rows of cells, of one width, without its rule."""
    lines = (line.strip() for line in answer.splitlines() if line.strip())
    for table, group in groupby(lines, key=lambda line: line.startswith("|")):
        if not table:
            yield from group
            continue
        rows = [_cells(line) for line in group if not RULE.fullmatch(line)]
        width = max((len(row) for row in rows), default=0)
        if width:
            yield [row + [""] * (width - len(row)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|").replace("<br>", "\n") for cell in BAR.split(line.strip("|"))]

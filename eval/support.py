"""Which figures of an answer are supported: by the quote of their own marker, or accounted for otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from eval.computations import proven
from eval.figures import Figure, figures, values
from eval.normalise import normalise, without_markup

Value = tuple[Decimal, str]
MARKERS = re.compile(r"(?:\[\d+\])+")
REPORT_COUNTS = ("份", "个", "家", "篇")


def figure_counts(entry: dict[str, Any]) -> tuple[int, int]:
    """Count (supported, all) figures in the answer's text and the stated rows."""
    found = [*_answer(entry), *_rows(entry)]
    return sum(found), len(found)


def unsupported(entry: dict[str, Any]) -> list[str]:
    """Give the lines of an answer that hold a figure without support, for the per-question file."""
    return [line for line in entry["answer"].splitlines() if not all(_line(line, entry))]


def _answer(entry: dict[str, Any]) -> Iterator[bool]:
    for line in entry["answer"].splitlines():
        yield from _line(line, entry)


def _line(line: str, entry: dict[str, Any]) -> Iterator[bool]:
    accounted = values(entry["question"]) | proven(normalise(without_markup(line))) | _coverage(entry)
    line = normalise(line.replace("**", ""))
    for figure in figures(line):
        yield figure.value in accounted or figure.value in values(*_own_quotes(line, figure, entry))


def _rows(entry: dict[str, Any]) -> Iterator[bool]:
    shown = set().union(*(proven(normalise(without_markup(line))) for line in entry["answer"].splitlines()))
    for row in entry["rows"]:
        if row["stated"] and (wanted := values(row["value"] or "")):
            yield wanted <= (shown if row["computed"] else values(*_quotes(entry, {row["marker"]})))


def _own_quotes(line: str, figure: Figure, entry: dict[str, Any]) -> list[str]:
    """Give the quotes of the markers that follow the figure on its line, else of those before it."""
    runs = list(MARKERS.finditer(line))
    after = [run for run in runs if run.start() >= figure.end]
    run = after[0] if after else runs[-1] if runs else None
    return _quotes(entry, {int(one) for one in re.findall(r"\d+", run[0])}) if run else []


def _quotes(entry: dict[str, Any], markers: set[int | None]) -> list[str]:
    return [one["quote"] for one in entry["citations"] if one["marker"] in markers]


def _coverage(entry: dict[str, Any]) -> set[Value]:
    """Give the counts of reports that an answer may tell."""
    if not entry["coverage"]:
        return set()
    counts = (entry["coverage"]["reports"], entry["coverage"]["stating"], len(entry["coverage"]["silent"]))
    return {(Decimal(count), unit) for count in counts for unit in REPORT_COUNTS}

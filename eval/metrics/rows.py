"""Whether the rows of an answer over reports are those that are expected."""

from __future__ import annotations

from collections.abc import Sequence

from eval.figures import values
from eval.metrics.score import Score, counted
from eval.normalise import normalise
from eval.records import Record


def rows_precision(records: Sequence[Record]) -> Score:
    """Of the stated rows that were given where rows are expected: report and value are expected."""

    def count(one: Record) -> tuple[int, int]:
        wanted, given = rows_of(one)
        return (0, 0) if one.item.rows is None else (sum(row in wanted for row in given), len(given))

    return counted(records, count)


def rows_recall(records: Sequence[Record]) -> Score:
    """Of the expected rows: given, with report and value."""

    def count(one: Record) -> tuple[int, int]:
        wanted, given = rows_of(one)
        return sum(row in given for row in wanted), len(wanted)

    return counted(records, count)


def false_silence(records: Sequence[Record]) -> Score:
    """Of the reports called silent where rows are expected: those that do state it. Lower is better."""

    def count(one: Record) -> tuple[int, int]:
        if one.item.rows is None or one.entry["coverage"] is None:
            return 0, 0
        silent = {report["report"] for report in one.entry["coverage"]["silent"]}
        return len(silent & {row.report for row in one.item.rows}), len(silent)

    return counted(records, count)


def rows_of(one: Record) -> tuple[set[tuple[str, object]], set[tuple[str, object]]]:
    """Give expected and given rows as (report, comparable value)."""
    wanted = {(row.report, _comparable(row.value)) for row in one.item.rows or ()}
    given = {(row["report"], _comparable(row["value"] or "")) for row in one.entry["rows"] if row["stated"]}
    return wanted, given


def _comparable(value: str) -> object:
    found = values(value)
    return frozenset(found) if found else normalise(value)

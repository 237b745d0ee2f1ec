"""Why an answer is wrong: each miss has one cause, rows and reasons are counted beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from eval.metrics import rows_of
from eval.records import Record

REASON = re.compile(r"^(?:no_such_region|no_such_year|not_stated|unclear|off_topic)")
FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿两]+[件个项人次名%]")
# Causes of a wrong answer, in the order of the table; the last three are counted of right answers too
WRONG = (
    "declined though stated", "answered though not stated", "wrong figure", "wrong words", "incomplete list",
    "rows incomplete", "failed",
)  # fmt: skip
BESIDE = ("missing row", "extra row", "wrong reason")


def cause(one: Record) -> str | None:
    """Name the cause of a miss, None for a right answer."""
    if one.verdict.right:
        return None
    if one.entry["status"] == "failed":
        return "failed"
    if one.item.declines:
        return "answered though not stated"
    if one.refused:
        return "declined though stated"
    if one.item.type == "list":
        return "incomplete list"
    if one.item.type == "across":
        return "rows incomplete"
    wanted = one.verdict.missing or (one.verdict.forbidden,)
    return "wrong figure" if any(FIGURE.search(text) for group in wanted for text in group) else "wrong words"


def beside(one: Record) -> list[str]:
    """Name what else is amiss: rows that are missing or too many, a refusal for another reason than the set's."""
    wanted, given = rows_of(one)
    found = []
    if one.item.rows is not None and not one.refused:
        found += ["missing row"] * bool(wanted - given) + ["extra row"] * bool(given - wanted)
    told = REASON.match(one.item.note)
    if one.item.declines and one.refused and told and told[0] != one.entry["reason"]:
        found.append("wrong reason")
    return found


def counted(records: Iterable[Record]) -> Counter[str]:
    """Count the causes of some records."""
    records = list(records)
    causes: Sequence[str] = [name for one in records if (name := cause(one))]
    return Counter(causes) + Counter(name for one in records for name in beside(one))

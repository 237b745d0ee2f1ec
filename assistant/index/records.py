"""Reports, outlines and passages as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from assistant.index.layout import dump
from assistant.model import Dropped, Passage, Report, Section

BODY_FIELDS = ("text", "sections", "dropped")
_TUPLES = ("years", "warnings")
_START, _END = ([one.name for one in fields(Section)].index(name) for name in ("start", "end"))


@dataclass(frozen=True, slots=True)
class Record:
    """What a generation keeps of a report: its identity as it was read, and where the rest lies.

    `body` names the stored text and outline; `original` is the file name of the kept original ("" for none);
    its passages are numbers `first` to `first + count - 1` of the generation.
    """

    card: Report
    body: str
    original: str
    first: int
    count: int


def card_of(report: Report) -> Report:
    """Give the identity of a report, without text, outline and dropped lines."""
    return replace(report, text="", sections=(), dropped=())


def record_line(record: Record) -> bytes:
    """Give a record as one line of JSON."""
    card = {key: value for key, value in asdict(record.card).items() if key not in BODY_FIELDS}
    places = {"body": record.body, "original": record.original, "first": record.first, "count": record.count}
    return dump(card | places)


def read_record(line: bytes) -> Record:
    """Read a record from its line; raises ValueError, KeyError or TypeError when the line is damaged."""
    values = json.loads(line)
    places = {key: values.pop(key) for key in ("body", "original", "first", "count")}
    for key in _TUPLES:
        values[key] = tuple(values[key])
    return Record(card=Report(text="", **values), **places)


def passage_line(passage: Passage) -> bytes:
    """Give a passage as one line of JSON."""
    return dump({one.name: getattr(passage, one.name) for one in fields(Passage)})


def passage_lines(passages: Iterable[Passage]) -> bytes:
    """Give passages as lines of JSON, each with its end of line."""
    return b"".join(passage_line(one) + b"\n" for one in passages)


def read_passage(line: bytes) -> Passage:
    """Read a passage from its line; raises ValueError, KeyError or TypeError when the line is damaged."""
    values = json.loads(line)
    values["heading"] = tuple(values["heading"])
    return Passage(**values)


def outline_bytes(report: Report) -> bytes:
    """Give the outline and the dropped lines of a report as JSON."""
    sections = [[getattr(one, name.name) for name in fields(Section)] for one in report.sections]
    return dump({"sections": sections, "dropped": [[one.line, one.rule] for one in report.dropped]})


def read_outline(data: bytes, at: Collection[int] | None = None) -> dict[str, Any]:
    """Read what `outline_bytes` gave, as the fields `sections` and `dropped` of a Report.

    With `at` only the sections in which these offsets lie.
    """
    values = json.loads(data)
    names = [one.name for one in fields(Section)]
    # What an earlier version stored has fewer fields; the rest are their defaults.
    rows = [dict(zip(names, row, strict=False)) for row in values["sections"] if at is None or _holds(row, at)]
    sections = tuple(Section(**row | {"heading": tuple(row["heading"])}) for row in rows)
    return {"sections": sections, "dropped": tuple(Dropped(*row) for row in values["dropped"])}


def _holds(row: list[Any], at: Collection[int]) -> bool:
    return any(row[_START] <= one < row[_END] for one in at)

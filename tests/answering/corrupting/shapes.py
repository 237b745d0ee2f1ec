"""What a wrong answer carries: rows and citations falsified, its text left as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from assistant.lexicon.figures import figures
from assistant.model import Answer, Citation, Report, Row
from tests.answering.corrupting.wrong import Wrong


def _row(way: str, answer: Answer, at: int, wrong: Row) -> Iterator[Wrong]:
    if wrong != answer.rows[at] and wrong not in answer.rows:
        changed = replace(answer, rows=(*answer.rows[:at], wrong, *answer.rows[at + 1 :]))
        yield Wrong(way, changed, lambda out: wrong not in out.rows, repr(wrong))


def rows(answer: Answer, reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A field of a row changed."""
    for at, row in enumerate(answer.rows):
        other = rng.choice([one for one in reports if one.report != row.report])
        yield from _row("row of another region", answer, at, replace(row, region=other.region))
        yield from _row("row of another report", answer, at, replace(row, report=other.report))
        yield from _row(
            "row of a neighbouring year", answer, at, replace(row, year=(row.year or 2020) + rng.choice([1, -1]))
        )
        if not row.stated:
            yield from _row(
                "silent row with a figure", answer, at, replace(row, stated=True, value="51件", number=51, unit="件")
            )
            continue
        yield from _row("row without marker", answer, at, replace(row, marker=None))
        wrong_markers = [one.marker for one in answer.citations if one.report != row.report]
        if wrong_markers:
            yield from _row("row under another marker", answer, at, replace(row, marker=rng.choice(wrong_markers)))
        if row.number is None:
            yield from _row("row with other words", answer, at, replace(row, value=(row.value or "")[:-2] + "鑫鑫"))
            continue
        yield from _row(
            "row with another number", answer, at, replace(row, number=row.number + rng.choice([1, 10, 0.1]))
        )
        yield from _row("row with 万 too many", answer, at, replace(row, number=(row.number or 1) * 10000))
        yield from _row("row with another unit", answer, at, replace(row, unit="人" if row.unit != "人" else "件"))
        yield from _row("row with another value", answer, at, replace(row, value=f"{row.number + 7:g}{row.unit}"))
        both = replace(row, value=f"{row.number + 7:g}{row.unit}", number=row.number + 7)
        yield from _row("row with another figure", answer, at, both)
        yield from _row("goal told as result", answer, at, replace(row, goal=not row.goal))
        yield from _row("computed and not", answer, at, replace(row, computed=not row.computed))
        wrong_year = f"{(row.year or 2020) + 3}年"
        yield from _row("row of another period", answer, at, replace(row, period=wrong_year))
        if row.period:
            yield from _row("row of half a year", answer, at, replace(row, period=row.period + "上半年"))


def _citation(way: str, answer: Answer, at: int, wrong: Citation) -> Iterator[Wrong]:
    if wrong != answer.citations[at]:
        changed = replace(answer, citations=(*answer.citations[:at], wrong, *answer.citations[at + 1 :]))
        yield Wrong(way, changed, lambda out: wrong not in out.citations, repr(wrong))


def citations(answer: Answer, reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A quote moved, cut through a figure or changed; a field of a citation that is another report's."""
    by_name = {one.report: one for one in reports}
    for at, one in enumerate(answer.citations):
        text = by_name[one.report].text
        other = rng.choice([report for report in reports if report.report != one.report])
        yield from _citation("quote moved by one", answer, at, replace(one, start=one.start + 1, end=one.end + 1))
        yield from _citation("quote moved by one", answer, at, replace(one, start=one.start - 1, end=one.end - 1))
        yield from _citation("quote longer than its offsets", answer, at, replace(one, end=one.end - 1))
        for figure in figures(one.quote):
            if figure.end - figure.start > 2:
                start = one.start + figure.start + 1
                yield from _citation("figure cut", answer, at, replace(one, start=start, quote=text[start : one.end]))
                end = one.start + figure.end - 1
                yield from _citation("figure cut", answer, at, replace(one, end=end, quote=text[one.start : end]))
                wrong = one.quote[: figure.start] + "7" + one.quote[figure.start + 1 :]
                if wrong != one.quote:
                    yield from _citation("quote changed", answer, at, replace(one, quote=wrong))
        yield from _citation("citation of another report", answer, at, replace(one, report=other.report))
        yield from _citation("citation of another region", answer, at, replace(one, region=other.region))
        yield from _citation("citation of another year", answer, at, replace(one, year=(one.year or 2020) + 1))
        yield from _citation("citation of another title", answer, at, replace(one, title=other.title))
        yield from _citation("citation of another period", answer, at, replace(one, period="2017年"))
        yield from _citation("citation under another heading", answer, at, replace(one, heading=("九、别处",)))


WAYS = (rows, citations)

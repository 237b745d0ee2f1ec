"""The check: nothing is said whose figure, name, place or year does not stand in the quote its own marker cites.

It runs on every answer of every kind. Citations are held against the stored text and the report's identity, rows
against their citation, and each unit (a sentence or line) of the answer against the quotes of its own markers:
figures with unit, bound and sign (or as the result of a computation that the unit shows and that is worked out
again), numbers that are no figures, names in 《》 and “”, places, years, verdicts, counts of reports. What no language
model wrote must moreover be the quote's own words or a form with a row's value. A unit that fails is taken out and
the status says `partial`; where nothing is left the answer is a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.arithmetic.computations import computations
from assistant.answering.checking.citations import (
    ReportOf,
    coverage_sound,
    sound_ones,
)
from assistant.answering.checking.grounds import MARKER, Grounds, Unit, units_of
from assistant.answering.checking.refusals import refusal
from assistant.answering.checking.rows import recounted, row_holds
from assistant.answering.checking.squeeze import squeezed
from assistant.answering.checking.units import holds, marked
from assistant.answering.checking.verdicts import verdict_holds
from assistant.model import Answer, Report

STRUCK = "（有内容未通过与原文的核对，已删去。）"
UNSURE = "核对原文时未能确认数据，不予作答。"
# the line of a table under its heads
RULE = "| ---"
VERDICTS = ("是的。", "不是。", "有。", "没有。")


def check(
    answer: Answer,
    report_of: Callable[[str], Report],
    cards: Mapping[str, Report] | None = None,
    *,
    verbatim: bool = False,
) -> Answer:
    """Take out what does not hold; a refusal may hold years and counts of reports only.

    `report_of` gives a report with its text; where it comes without its outline, heading and part are not held.
    `cards` are the identities, so that no text is read for a name and a year.
    `verbatim` says that no language model wrote the answer, and lets nothing pass in words of its own.
    """
    if answer.status == "failed":
        return answer
    if answer.status == "refused":
        return refusal(answer, report_of, cards or {})
    grounds = _grounds(answer, report_of, cards or {}, verbatim=verbatim)
    units = units_of(answer.answer, grounds.sound)
    kept = _kept(units, grounds)
    said = "".join(marked(unit, grounds) for unit in kept)
    rows = tuple(row for row in grounds.rows if not row.computed or (row.value or "") in said)
    lost = len(units) - len(kept) + len(answer.rows) - len(rows) + len(answer.citations) - len(grounds.sound)
    same_counts = grounds.coverage == answer.coverage
    if not lost and same_counts:
        return answer if said == answer.answer else replace(answer, answer=said)
    used = {int(one) for one in MARKER.findall(said)}
    if not used:
        return replace(
            answer, status="refused", reason="not_stated", answer=UNSURE, citations=(), rows=(), coverage=None
        )
    used |= {row.marker for row in rows if row.marker is not None}
    citations = tuple(one for one in answer.citations if grounds.sound.get(one.marker) == one and one.marker in used)
    text = said.strip() if said.rstrip().endswith(STRUCK) else said.strip() + "\n\n" + STRUCK
    return replace(
        answer,
        status="partial",
        answer=text,
        citations=citations,
        rows=rows,
        coverage=recounted(grounds.coverage, rows),
    )


def _grounds(answer: Answer, report_of: ReportOf, cards: Mapping[str, Report], *, verbatim: bool) -> Grounds:
    sound, parts = sound_ones(answer.citations, report_of)
    names = {one.report for one in answer.citations} | {row.report for row in answer.rows}
    names |= {one.report for one in answer.coverage.silent} if answer.coverage else set()
    known = {name: cards.get(name) or report_of(name) for name in names}
    base = Grounds(sound, known, parts, question=answer.understood, asked=answer.question, verbatim=verbatim)
    results = [one.result for unit in units_of(answer.answer, sound) for one in computations(unit.words)]
    rows = tuple(row for row in answer.rows if row_holds(row, base, results))
    coverage = recounted(coverage_sound(answer.coverage, known, report_of), rows)
    return replace(base, rows=rows, coverage=coverage)


def _kept(units: Sequence[Unit], grounds: Grounds) -> list[Unit]:
    """Keep the units that hold; a verdict goes with the sentence that it is of."""
    header: list[str] = []
    kept: list[Unit] = []
    verdict: Unit | None = None
    for unit, after in zip(units, [*units[1:], None], strict=True):
        line = unit.words.strip()
        if line.startswith("|") and not unit.markers and RULE not in line:
            if after is None or RULE not in after.words:
                continue
            header = [squeezed(one) for one in line.strip("|").split("|")]
        if line in VERDICTS:
            verdict = unit if verdict_holds(line, grounds) else None
            continue
        if holds(unit, grounds, header):
            kept += [verdict, unit] if verdict else [unit]
        verdict = None
    return kept

"""Whether a citation is sound: its quote equals its offsets, and what it tells of its report is the report's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant.answering.checking.figures import cuts_a_figure
from assistant.answering.checking.grounds import Unknown
from assistant.answering.checking.places import report_years
from assistant.answering.checking.squeeze import squeezed
from assistant.answering.everywhere.evidence import Later
from assistant.answering.figures.periods import YEARLIKE
from assistant.model import Citation, Coverage, Part, Report, Section, Silent

ReportOf = Callable[[str], Report]


def section_of(report: Report, start: int) -> Section | None:
    """Give the section of a report in which an offset lies."""
    return next((one for one in report.sections if one.start <= start < one.end), None)


def part_of(report: Report, start: int) -> Part | Unknown | None:
    """Tell in which part of a report an offset lies; "unknown" where the report came without its outline."""
    where = section_of(report, start)
    return (where.part if where else None) if report.sections else "unknown"


def is_sound(one: Citation, report: Report) -> bool:
    """Tell whether a citation quotes its report to the character, cuts no figure, and names it rightly."""
    if not one.quote or report.text[one.start : one.end] != one.quote or cuts_a_figure(report.text, one.start, one.end):
        return False
    if (one.region, one.year, one.title) != (report.region, report.year, report.title):
        return False
    where = section_of(report, one.start)
    if where and (where.heading, where.page) != (one.heading, one.page):
        return False
    return _period_known(one, report, part_of(report, one.start))


def _period_known(one: Citation, report: Report, part: Part | Unknown | None) -> bool:
    """The period of a citation is written in its quote or heading, or of the years of its report."""
    if one.period is None or one.period in one.quote:
        return True
    near = squeezed(" ".join([one.quote, *one.heading]))
    if squeezed(one.period) in near:
        return True
    return set(YEARLIKE.findall(one.period)) <= report_years(report, part) | set(YEARLIKE.findall(near))


def sound_ones(
    found: Iterable[Citation], report_of: ReportOf
) -> tuple[dict[int | None, Citation], dict[int | None, Part | Unknown | None]]:
    """Give the sound citations by marker, and the part that each lies in; a marker that two quotes bear is none."""
    kept: dict[int | None, Citation] = {}
    parts: dict[int | None, Part | Unknown | None] = {}
    twice: set[int | None] = set()
    for one in found:
        if one.marker in kept:
            twice.add(one.marker)
        report = report_of(one.report)
        if is_sound(one, report):
            kept[one.marker], parts[one.marker] = one, part_of(report, one.start)
    return {marker: one for marker, one in kept.items() if marker not in twice}, parts


def nearest_sound(found: Iterable[Citation], report_of: ReportOf) -> tuple[Citation, ...]:
    """Keep the nearest evidence that is verbatim."""
    return tuple(one for one in found if one.marker is None and is_sound(one, report_of(one.report)))


def coverage_sound(coverage: Coverage | None, cards: Mapping[str, Report], report_of: ReportOf) -> Coverage | None:
    """Keep silent reports as their identities are, with nearest evidence only where it is verbatim."""
    if coverage is None:
        return None
    silent: list[Silent] = []
    for one in coverage.silent:
        card = cards[one.report]
        if isinstance(one, Later):
            silent.append(one.checked(card, lambda found: nearest_sound([found], report_of)))
            continue
        fine = one.nearest is None or nearest_sound([one.nearest], report_of)
        same = (one.region, one.year) == (card.region, card.year)
        silent.append(
            one if fine and same else type(one)(one.report, card.region, card.year, one.nearest if fine else None)
        )
    return Coverage(coverage.reports, coverage.stating, tuple(silent))

"""Lists that a report spreads over headings or 一是…二是… items: the members under the heading that is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.figures.claims import CLAUSE
from assistant.answering.figures.cover import cover, weight
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Passage, Question, Report, Section
from assistant.reports.structure.sentences import sentences

# Least share of the question's terms that a heading must say for its members to be the list
HEADING_COVER = 0.75
MEMBER = 90
NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[是、.]|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、]|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list: its words, and where they stand."""

    passage: Passage
    start: int
    end: int
    words: str


def listed(question: Question, report: Report, hits: Sequence[Hit]) -> list[Member]:
    """Give the members under the heading that says what is asked, in order; [] where no heading says it."""
    path = _asked_path(question, report)
    if path is None:
        return []
    under = [one for one in report.sections if one.heading[: len(path)] == path and one.kind != "meta"]
    members = members_under(under, len(path))
    return [member_of(report, one) for one in members] if len(members) >= 2 else []


def members_under(under: Sequence[Section], depth: int) -> list[Section]:
    """Give what a heading has below it, in order: the sections that open its next headings, else its items."""
    return _first_of_each(under, depth) or [one for one in under if one.kind == "item"]


def _first_of_each(under: Sequence[Section], depth: int) -> list[Section]:
    """Give the section that opens each next heading below a path, in order; [] for fewer than two."""
    first: dict[str, Section] = {}
    for one in under:
        if len(one.heading) > depth:
            first.setdefault(one.heading[depth], one)
    return list(first.values()) if len(first) > 1 else []


def _asked_path(question: Question, report: Report) -> tuple[str, ...] | None:
    """Find the heading path whose last heading says the question's terms, the others of it helping."""
    best, best_cover = None, HEADING_COVER
    paths = dict.fromkeys(one.heading[:depth] for one in report.sections for depth in range(1, len(one.heading) + 1))
    for path in paths:
        last, above = canonical(fold(path[-1])), canonical(fold(" ".join(path[:-1])))
        total = sum(weight(term) for term in question.terms)
        said = sum(weight(t) * max(cover(t, last), 0.5 * cover(t, above)) for t in question.terms) / (total or 1)
        if said > best_cover:
            best, best_cover = path, said
    return best


def member_of(report: Report, section: Section, span: tuple[int, int] | None = None) -> Member:
    """Take a member's first sentence (or the part `span` of its section), cut at a clause where it is long."""
    raw = report.text[section.start : section.end]
    spans = [span] if span else sentences(raw, 0, len(raw))
    start, end = spans[0] if spans else (0, len(raw))
    if end - start > MEMBER:
        cuts = [match.start() for match in CLAUSE.finditer(fold(raw[start:end])) if match.start() <= MEMBER]
        end = start + (cuts[-1] if cuts else MEMBER)
    words = NUMBERING.sub("", " ".join(raw[start:end].split())).strip("。；;，,：: ")
    passage = Passage(
        report.report,
        -1,
        section.start,
        section.end,
        raw,
        section.heading,
        section.part,
        section.header,
        section.page,
    )
    return Member(passage, section.start + start, section.start + end, words)

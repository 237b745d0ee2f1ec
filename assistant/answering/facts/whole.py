"""What a whole report tells under headings of its own: its problems, its plans, what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from assistant.answering.facts.items import Member, member_of, members_under
from assistant.answering.facts.wanted import tables
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import fillers, generic_words
from assistant.lexicon.words import cut
from assistant.model import Question, Report, Section
from assistant.reports.structure.sentences import sentences

# a year that only says when
YEAR = re.compile(r"\d{4}年?")
LEAST, MOST = 2, 220


def told_of_all(question: Question, report: Report) -> list[Member]:
    """Give the members of what a question asks of a whole report, in order; [] where it asks of something in it."""
    kind = asked_of_all(question)
    if kind is None:
        return []
    path = _path(kind, question, report)
    under = [one for one in report.sections if path and one.heading[: len(path)] == path and one.kind != "meta"]
    members = members_under(under, len(path)) if path else []
    if len(members) >= LEAST:
        return [member_of(report, one) for one in members]
    return _of_sentence(kind, under or report.sections, report)


def asked_of_all(question: Question) -> str | None:
    """Name what is asked of a whole report (problems, plans, doings); None where the question names a thing in it."""
    for kind, told in tables()["whole"].items():
        if not isinstance(told, dict) or not re.search(told["asked"], question.left):
            continue
        issuers = re.compile(tables()["whole"]["issuers"])
        terms = [term for term in question.terms if term not in _light() and not issuers.search(term)]
        rest = [word for term in terms for word in cut(term)]
        named = [word for word in rest if word not in _light() and not re.search(told["asked"], word)]
        if not [word for word in named if len(word) > 1 and not YEAR.fullmatch(word)]:
            return str(kind)
    return None


@cache
def _light() -> frozenset[str]:
    return frozenset(tables()["whole"]["beside"].split()) | generic_words() | fillers()


def _path(kind: str, question: Question, report: Report) -> tuple[str, ...]:
    """Find the outermost heading that tells it; of plans and doings the one of the year that is asked for."""
    pattern = re.compile(tables()["whole"][kind]["heading"])
    paths = dict.fromkeys(one.heading[:1] for one in report.sections if one.heading)
    found = [path for path in paths if pattern.search(fold(path[0]))]
    if kind == "doings":
        parts = {one.heading[:1]: one.part for one in report.sections if one.heading}
        found = [path for path in found if parts[path] == "review"]
    return found[0] if found else ()


def _of_sentence(kind: str, sections: Sequence[Section], report: Report) -> list[Member]:
    """Give the members that one sentence tells behind a colon, split at semicolons (还存在不足,主要是:甲;乙;丙)."""
    lead = re.compile(tables()["whole"][kind]["lead"])
    for section in sections:
        raw = report.text[section.start : section.end]
        for start, end in sentences(raw, 0, len(raw)):
            match = lead.search(fold(raw[start:end]))
            pieces = _split(raw, start + match.end(), end) if match else []
            if len(pieces) >= LEAST and all(right - left <= MOST for left, right in pieces):
                return [member_of(report, section, (left, right)) for left, right in pieces]
    return []


def _split(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(match.end() for match in re.finditer("[；;]", raw[start:end])), end - start]
    bounds = [start, *(start + at for at in cuts[1:-1]), end]
    return [(left, right) for left, right in pairwise(bounds) if raw[left:right].strip("；;。 ")]

"""A place that no report is of, told of in the report of a place around it: only the sentences that name it count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.figures.claims import CLAUSE
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import Place, mentions, places_named
from assistant.model import Hit, Question, Report
from assistant.reports.structure.sentences import sentences

Span = tuple[int, int]
# what is told of a report's whole place again, or begins anew
OF_ALL = re.compile(r"全[国省市县区疆]|我[国省市县区]|(?<=;)")

# what may stand before the subject of a clause, and of those behind it
AS_SUBJECT = re.compile(r"\s*(?:去年|今年|(?:19|20)\d\d年)?,?")
# 西宁至成都铁路, 深圳-香港: an end of a line, or one of several in a name
JOINED = tuple("至到-—－–")


def asked_of_above(question: Question) -> Question:
    """Ask a question whose place has no report of the reports around it."""
    return replace(
        question,
        scope="one" if len(question.above) == 1 else "several",
        reports=question.above,
        regions=question.missing_regions,
        missing_regions=(),
    )


def naming(hits: Sequence[Hit], inside: Sequence[str], card: Report, k: int) -> tuple[Hit, ...]:
    """Keep of the hits, at most `k`, what names the place: a passage under a heading that does, else clauses.

    These are the clause that names it and, where it is the subject, those behind up to what is told of other places
    or of all of them.
    """
    found: list[Hit] = []
    for hit in hits:
        passage = hit.passage
        if any(_named(heading, inside) for heading in passage.heading):
            found.append(hit)
        else:
            for start, end in _spans(passage.text, inside, card):
                cut = replace(
                    passage, start=passage.start + start, end=passage.start + end, text=passage.text[start:end]
                )
                found.append(replace(hit, passage=cut))
        if len(found) >= k:
            break
    return tuple(found[:k])


def _spans(text: str, inside: Sequence[str], card: Report) -> Iterator[Span]:
    for start, end in sentences(text):
        sentence = text[start:end]
        at = _named(sentence, inside)
        if at is not None:
            first, last = _own(fold(sentence), at, inside, card)
            yield start + first, start + last


def _named(text: str, inside: Sequence[str]) -> Span | None:
    """Give where a text says the place: in any of its names, unless there it is a part of another place's."""
    if not any(name in text for name in inside):
        return None
    folded = fold(text)
    listed = mentions(folded)
    for name in inside:
        at = folded.find(name)
        while at >= 0:
            over = [one for one in listed if one.start < at + len(name) and at < one.end]
            start = min((at, *(one.start for one in over)))
            around = folded[:start].endswith(JOINED) or folded[at + len(name) :].startswith(JOINED)
            if not around and all(any(inside[0] in place.path for place in one.places) for one in over):
                return start, at + len(name)
            at = folded.find(name, at + 1)
    return None


def _own(folded: str, at: Span, inside: Sequence[str], card: Report) -> Span:
    """Give the clauses of a sentence that speak of the place: from where it is named up to what is told of others."""
    others = [one.start for one in mentions(folded) if not any(_along(place, inside, card) for place in one.places)]
    cuts = [match.end() for match in CLAUSE.finditer(folded)]
    others += [cut for cut in cuts if any(places_named(folded[cut : cut + length]) for length in (2, 3, 4))]
    ends = [one for one in (*others, *(match.start() for match in OF_ALL.finditer(folded))) if one >= at[1]]
    first = max((cut for cut in cuts if cut <= at[0]), default=0)
    if not AS_SUBJECT.fullmatch(folded, first, at[0]):
        return first, min((cut for cut in cuts if cut >= at[1]), default=len(folded))
    last = max((cut for cut in cuts if ends and at[1] <= cut <= min(ends)), default=len(folded))
    return first, last


def _along(place: Place, inside: Sequence[str], card: Report) -> bool:
    """Tell whether a place is the one asked of, in it, or the report's own."""
    return inside[0] in place.path or place.full == card.region

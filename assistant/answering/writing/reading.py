"""What a language model read in one report, taken over only as a claim that the code itself finds in the quote.

The model points; it makes nothing. Its quote must stand verbatim in a passage that it was offered, its figure in
the quote with the unit; kind, year, goal or result are held as the rules hold theirs; and it must be the figure that
by the fitted probability likeliest answers, of all that the report was asked with (LIKELY).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from typing import Any

from assistant.answering.facts.verdict import asks_denied, denied
from assistant.answering.figures.cover import cover, weight
from assistant.answering.figures.measures import units_fit
from assistant.answering.figures.select import Found
from assistant.answering.likely.candidates import Candidate
from assistant.answering.likely.confidence import Likely, ahead, probability, ranked, weights
from assistant.answering.writing.evidence import Evidence, inert
from assistant.errors import ModelServerError
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.thesaurus import worded
from assistant.model import Hit, Question, Report

# What a server that holds to a schema is given
FORM: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "found": {"type": "boolean"},
        "material": {"type": "integer"},
        "value": {"type": "string"},
        "unit": {"type": "string"},
        "quote": {"type": "string"},
    },
    "required": ["found"],
}
# Least probability, by the code's own reading, of a figure that the model points at; it must be the report's likeliest
# too. Set by `python -m eval.pointing`: lower, more passes where a report holds no answer; higher, right ones are lost
LIKELY = 0.1
# Least cover of a term that is said: 到庭应诉率 says most of 出庭应诉率
SAID = 0.5
# A model's reply to so short a question is not nested deeper nor of more objects than this
OBJECTS = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What the model says of one report: a figure as it is written, its unit, and the sentence that says so."""

    value: str
    unit: str
    quote: str


def read_of(words: str) -> Read | None:
    """Read a reply's JSON, whatever stands around it; None where the model found nothing.

    Raises ModelServerError where there is no such object, or it lacks value or quote.
    """
    found = _object(words)
    if found is None or not isinstance(found.get("found"), bool):
        raise ModelServerError("它的回复格式不对")
    if not found["found"]:
        return None
    value, quote = found.get("value"), found.get("quote")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not isinstance(quote, str) or not value.strip() or not quote.strip():
        raise ModelServerError("它的回复格式不对")
    unit = found.get("unit")
    return Read(value.strip(), unit.strip() if isinstance(unit, str) else "", quote.strip())


def _object(words: str) -> dict[str, Any] | None:
    """Give the last JSON object of a text that tells whether something was found."""
    decoder, at, last = JSONDecoder(), 0, None
    for _ in range(OBJECTS):
        if (at := words.find("{", at)) < 0:
            break
        try:
            value, end = decoder.raw_decode(words, at)
        except (JSONDecodeError, RecursionError):
            at += 1
            continue
        at = end
        last = value if isinstance(value, dict) and "found" in value else last
    return last


def figure_of(read: Read) -> Figure | None:
    """Give the one figure that was read, with its unit; None where it is none, several, or of another unit."""
    for written in (read.value, f"{read.value}{read.unit}"):
        stated = figures(written)
        if len(stated) == 1 and stated[0].text.strip() == written:
            same_unit = not read.unit or units_fit(stated[0].unit, read.unit) or read.unit.endswith(stated[0].unit)
            return stated[0] if same_unit else None
    return None


def accepted(
    read: Read, question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit], cards: Mapping[str, Report]
) -> Found | None:
    """Give the claim that the model points at; None where it does not hold."""
    figure, spans = figure_of(read), _places(read.quote, evidence)
    if figure is None or not spans:
        return None
    all_likely = ranked(question, hits, cards, "figure", weights()["figure"].ranking)
    one = next((one for one in all_likely if _is_at(one.candidate, figure, spans)), None)
    return pointed_at(question, one, all_likely) if one else None


def pointed_at(question: Question, one: Likely, all_likely: Sequence[Likely]) -> Found | None:
    """Give the figure that a model points at, of all that it was offered, best first; None where it hardly answers."""
    claim, best = one.candidate.claim, all_likely[0].candidate.claim
    if claim is None or best is None or not best.figure.same(claim.figure):
        return None
    others = [other for other in all_likely if other is not one]
    likely = probability(weights()["figure"].answering, ahead(question, [one, *others], None))
    if likely < LIKELY or _of_the_contrary(question, one.candidate) or not _says_enough(question, one.candidate):
        return None
    return Found(claim, one.candidate.hit.passage, likely, one.candidate.period, one.candidate.years)


def _of_the_contrary(question: Question, one: Candidate) -> bool:
    """调成 is no answer where 没调成 is asked for."""
    claim = one.claim
    return claim is not None and asks_denied(question.left) and not denied(f"{claim.before},{claim.after}")


def _says_enough(question: Question, one: Candidate) -> bool:
    """Tell whether sentence, heading and the sentence before say half of the telling terms, in other words at least."""
    text = f"{one.around} {one.words}"
    telling = [term for term in question.terms if weight(term) >= 1.0]
    said = sum(cover(term, text) >= SAID or worded(term, text) for term in telling)
    return 2 * said >= len(telling)


def _is_at(one: Candidate, figure: Figure, spans: Sequence[tuple[str, int, int]]) -> bool:
    claim = one.claim
    if claim is None or not claim.figure.same(figure):
        return False
    name = one.hit.passage.report
    return any(name == report and start <= claim.start and claim.end <= end for report, start, end in spans)


def _places(quote: str, evidence: Sequence[Evidence]) -> list[tuple[str, int, int]]:
    """Give the places (report, start, end) at which a quote stands verbatim in what was offered."""
    found = []
    wanted = inert(quote)
    for one in evidence:
        for start, end in _runs(one):
            text = inert(one.text((start, end)))
            at = text.find(wanted)
            while at >= 0:
                found.append((one.passage.report, start + at, start + at + len(wanted)))
                at = text.find(wanted, at + 1)
    return found


def _runs(one: Evidence) -> list[tuple[int, int]]:
    """Join the offered sentences that follow each other: a quote may hold two."""
    runs: list[tuple[int, int]] = []
    for start, end in one.spans:
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def form() -> dict[str, Any]:
    """Give a copy of the schema, which a client library may change."""
    copied: dict[str, Any] = json.loads(json.dumps(FORM))
    return copied

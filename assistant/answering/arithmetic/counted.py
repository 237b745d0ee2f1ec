"""A series that a sentence counts without its total: 查了食品生产企业13户、小作坊34户，餐饮单位1556户."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.figures.claims import Claim, claims
from assistant.answering.figures.cover import aspects_in, cover
from assistant.answering.figures.select import Found, found_in
from assistant.lexicon.tables import fillers, generic_words, lone_verbs
from assistant.lexicon.words import cut, is_light, is_noun
from assistant.model import Hit, Question, Report

# From here on a figure's own words name one of the things that are asked for
NAMED = 0.5
# What a figure counts stands in so many characters before it
NEXT = 8


def counted(question: Question, hits: Sequence[Hit], card: Report) -> list[Found]:
    """Give the figures of a series whose members the question does not name, in the order of the text; [] for none.

    The first stands with what was done (查了 …), the others only name a thing, in the same measure word.
    """
    found = found_in(replace(question, kind="figure", operation=None), hits, card)
    if not found or found[0].claim.figure.kind not in ("count", "people", "money"):
        return []
    first = found[0].claim
    counted = f"{first.before[-NEXT:]}|{first.after}"
    if any(_names(term) and cover(term, counted) >= NAMED for term in question.terms):
        return []
    inside = [claim for claim in claims(found[0].passage) if claim.sentence == first.sentence]
    members = [first]
    for claim in inside[inside.index(first) + 1 :]:
        if claim.figure.unit != first.figure.unit or not _names_a_thing(claim):
            break
        members.append(claim)
    return [replace(found[0], claim=claim) for claim in members] if len(members) > 1 else []


def _names(term: str) -> bool:
    """Tell whether a term names a thing, not what was done with it (查, 办)."""
    return not is_light(term) and term not in lone_verbs().values()


def _names_a_thing(claim: Claim) -> bool:
    words = [word for word in cut(claim.before) if len(word) > 1 and word not in fillers()]
    telling = [word for word in words if word not in generic_words()]
    return (
        bool(telling)
        and not claim.after.strip("，。;,. ")
        and not aspects_in(claim.before)
        and all(map(is_noun, words))
    )

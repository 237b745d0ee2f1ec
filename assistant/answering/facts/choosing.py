"""Of the sentences that say enough of what is asked, the one that answers, by the form of what is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from assistant.answering.facts.asking import listed
from assistant.answering.facts.listing import listing, text_of
from assistant.answering.facts.named import names_none
from assistant.answering.facts.sentences import Said, covered_by, said_in
from assistant.answering.facts.stating import FACTS, may_hold, stated
from assistant.answering.facts.wanted import (
    defines,
    how_many,
    wants_meaning,
    wants_names,
    wants_only_meaning,
    wants_several,
)
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.model import Hit, Question

# How many sentences are looked at for the form that is asked for
LOOKED_AT = 12
# What a sentence gains that tells what a name means, that tells a cause or a time where one is asked for
DEFINES, FORMED = 0.3, 0.15
# How far behind the best sentence one that holds a list may be
NEAR_BEST = 0.15
# Least cover of a sentence that holds exactly as many members as are asked for
COUNTED = 0.4
# Least cover of one that says all but the kind of thing asked for
ALL_BUT = 0.9
# … and the least number of its members
STEPS = 3
CAUSE = re.compile(r"原因|因为|由于|因此|主要是")
PARTS = re.compile("[、和及与“《]")
WHEN = re.compile(r"\d{1,2}月|\d{4}年|以来|工作日")


def chosen(question: Question, found: Iterable[Said], hits: Sequence[Hit], *, closely: bool = True) -> Said | None:
    """Give the sentence that answers; `found` say enough, best first. None where none is of the form asked for.

    Only where there is time for it is the form looked at (`closely`): over thousands of reports there is none.
    """
    if closely and (wants_several(question) or wants_meaning(question) or question.asks == "name"):
        ranked = list(islice(found, LOOKED_AT))
        return _of_form(question, ranked) if ranked else _counted(question, hits)
    if re.search("为什么|为何|为啥", question.text):
        return next((one for one in found if CAUSE.search(text_of(one))), None)
    return _preferred(question, found)


def _preferred(question: Question, found: Iterable[Said]) -> Said | None:
    """Give the best, those a little ahead that tell a cause or a time where one is asked for."""
    wanted = CAUSE if "原因" in question.text else WHEN if "什么时候" in question.text else None
    if wanted is None:
        return next(iter(found), None)
    return max(found, key=lambda one: one.score + FORMED * bool(wanted.search(text_of(one))), default=None)


def _of_form(question: Question, ranked: Sequence[Said]) -> Said | None:
    """Give the sentence that lists, means or names as asked."""
    if question.asks == "name":
        ranked = [one for one in ranked if not names_none(question, text_of(one))]
    if not ranked:
        return None
    if wants_meaning(question):
        ranked = sorted(ranked, key=lambda one: -(one.score + DEFINES * defines(question, text_of(one))))
    if wants_several(question):
        near = (one for one in ranked if one.score > ranked[0].score - NEAR_BEST)
        found = next((one for one in near if listing(question, one)), None)
        return found or (ranked[0] if _may_list(question, ranked[0]) else None)
    if wants_only_meaning(question):
        return next((one for one in ranked if defines(question, text_of(one))), None)
    if question.asks == "name":
        ranked = [one for one in ranked if may_hold(question, text_of(one))]
    return _preferred(question, ranked)


def _may_list(question: Question, said: Said) -> bool:
    """Tell whether a sentence may hold a list though none can be told apart: so many parts, and names where asked."""
    parts = 1 + len(PARTS.findall(text_of(said)))
    return not wants_names(question) and parts >= (how_many(question) or 1)


def formed(question: Question, said: Said) -> bool | None:
    """Tell whether a sentence holds what is asked in its form: a series, a name, a time; None where it can't be told.

    False is certain: names were asked for and none is there, a day and no date is.
    """
    if question.asks == "name" and (names_none(question, text_of(said)) or not may_hold(question, text_of(said))):
        return False
    if wants_several(question):
        return listing(question, said) is not None or (False if wants_names(question) else None)
    found = stated(question.text, text_of(said)) if question.asks in FACTS else None
    return True if found and found.enough else None


def _counted(question: Question, hits: Sequence[Hit]) -> Said | None:
    """Give a sentence that says less of the question, but lists as many members as are asked for.

    Or one that says all but the kind of thing (程序, 方面): a report lists steps without calling them so.
    """
    if question.years or not wants_several(question):
        return None
    told = tuple(term for term in question.terms if not any(word in term for word in listed("several", "unsaid")))
    for one in islice(said_in(question, hits), LOOKED_AT):
        counted = how_many(question) is not None and one.cover >= COUNTED
        unsaid = 0 < len(told) < len(question.terms) and covered_by(told, canonical(fold(text_of(one)))) >= ALL_BUT
        found = listing(question, one) if counted or unsaid else None
        if found and (counted or len(found.members) >= STEPS):
            return one
    return None

"""A falsified answer, and what of it must not get through the check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from assistant.answering.checking.grounds import UNITS
from assistant.lexicon.figures import figures
from assistant.lexicon.lost import MARK
from assistant.model import Answer, Report

Gone = Callable[[Answer], bool]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A falsified answer; `gone` tells of the checked one whether what was falsified is no longer in it.

    `of_quote`: the wrong figure is another one of the quotes cited, so that only words and rows can tell it apart.
    """

    way: str
    answer: Answer
    gone: Gone
    told: str
    of_quote: bool = False


Ways = Callable[[Answer, Sequence[Report], Random], Iterator[Wrong]]


def said(way: str, answer: Answer, start: int, end: int, new: str) -> Iterator[Wrong]:
    """Replace `answer.answer[start:end]`; the whole sentence or line around it must be gone."""
    if answer.answer[start:end] == new:
        return
    text = answer.answer[:start] + new + answer.answer[end:]
    unit = _unit_at(text, start, start + len(new))
    quoted = figures("。".join(one.quote for one in answer.citations))
    of_quote = any(one.same(other) for one in figures(new) for other in quoted)
    changed = replace(answer, answer=text)
    yield Wrong(way, changed, lambda out: unit not in out.answer.replace(MARK, ""), unit, of_quote)


def _unit_at(text: str, start: int, end: int) -> str:
    """Give the units of a text that a span touches, without white space around them."""
    at = max(start - (start == end), end - 1)
    touched = [match.span() for match in UNITS.finditer(text) if match.start() <= at < match.end()]
    return text[touched[0][0] : touched[-1][1]].strip() if touched else text

"""Whether a figure stands by the words it belongs to: of several figures of a passage, the one that is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold

# How far the words reach that a figure belongs to, before and behind it
BEFORE, BEHIND = 16, 8
PLAIN = re.compile(r"[^\w]|[\d_]")
STOP = re.compile(r"[,;。]")


def bearers(words: str, figure: Figure, quotes: Sequence[str]) -> list[int]:
    """Give the places of the quotes that state `figure` about what `words` say of it, the best first.

    None does where the words around it in `words` are rather those of another figure of the same unit.
    """
    wanted = _around(words, figure)
    own: dict[int, float] = {}
    other = 0.0
    for place, quote in enumerate(quotes):
        for one in figures(quote):
            if one.unit == figure.unit:
                fit = len(wanted & _around(quote, one)) / max(len(wanted), 1)
                if one.same(figure):
                    own[place] = max(own.get(place, 0.0), fit)
                else:
                    other = max(other, fit)
    return sorted((place for place, fit in own.items() if fit >= other), key=lambda place: -own[place])


def _around(text: str, figure: Figure) -> frozenset[str]:
    """Give the character pairs before a figure, back to the figure before it, and right behind it."""
    ends = [one.end for one in figures(text) if one.end <= figure.start]
    starts = [one.start for one in figures(text) if one.start >= figure.end]
    before = fold(text[max([0, figure.start - BEFORE, *ends[-1:]]) : figure.start])
    behind = STOP.split(fold(text[figure.end : min([figure.end + BEHIND, *starts[:1]])]))[0]
    return _pairs(before) | _pairs(behind)


def _pairs(folded: str) -> frozenset[str]:
    plain = PLAIN.sub("", folded)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))

"""What an answer may rest on, and the units that are held against it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from assistant.answering.checking.called import Called, names_of
from assistant.answering.checking.squeeze import squeezed
from assistant.model import Citation, Coverage, Part, Question, Report, Row

Unknown = Literal["unknown"]
MARKER = re.compile(r"\[(\d+)\]")
RUN = re.compile(r"(?:\[\d+\])+")
UNITS = re.compile(r"[^\n。！？]*(?:[。！？]+[”’」』）)]*[ \t]*(?:\[\d+\])*|\n|$)")
LIST_NUMBER = re.compile(r"^\s*\d{1,2}\.\s")


def within(words: str, text: str) -> bool:
    """Tell whether words stand in a text, folding and white space aside; most do as they are."""
    return words in text or squeezed(words) in squeezed(text)


@dataclass(frozen=True)
class Grounds:
    """Sound citations by marker, the identity of every report spoken of, rows that hold, reports counted anew.

    `parts` tells by marker whether a quote stands in a review or a plan, or that no outline was at hand to tell.
    `verbatim` says that no language model wrote the answer: its words are then the report's own or a form's.
    """

    sound: Mapping[int | None, Citation]
    cards: Mapping[str, Report]
    parts: Mapping[int | None, Part | Unknown | None] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    coverage: Coverage | None = None
    question: Question | None = None
    asked: str = ""
    verbatim: bool = False

    @cached_property
    def wording(self) -> str:
        """The question's own words, folded, without white space."""
        read = self.question
        parts = [self.asked, *((read.text, read.asked, read.indicator, read.left) if read else ())]
        return squeezed("\n".join(parts))

    @cached_property
    def identities(self) -> str:
        """What every report spoken of is called, folded, without white space."""
        return squeezed("\n".join(f"{one.region} {one.title} {one.report}" for one in self.cards.values()))

    @cached_property
    def called(self) -> Called:
        """Whose places an answer may name."""
        return Called(self.cards.values())

    @cached_property
    def periods(self) -> dict[str, list[str]]:
        """The periods of the rows of each report."""
        found: dict[str, list[str]] = {}
        for row in self.rows:
            if row.period:
                found.setdefault(row.report, []).append(row.period)
        return found

    @cached_property
    def heads(self) -> frozenset[str]:
        """What a line of one report may begin with: its place or name, and a colon."""
        names = (name for card in self.cards.values() for name in names_of(card, unplaced=True))
        return frozenset(squeezed(name) + ":" for name in names)

    @cached_property
    def years(self) -> frozenset[str]:
        """The years of every report spoken of, those ahead too."""
        found = {year for one in self.cards.values() for year in (*one.years, one.year, one.delivered)}
        return frozenset(str(year + more) for year in found if year for more in (0, 1))

    @cached_property
    def _by_marker(self) -> dict[int | None, list[Row]]:
        found: dict[int | None, list[Row]] = {}
        for row in self.rows:
            if row.stated:
                found.setdefault(row.marker, []).append(row)
        return found

    def rows_with(self, markers: Sequence[int]) -> list[Row]:
        """Give the stated rows that bear one of these markers."""
        return [row for marker in dict.fromkeys(markers) for row in self._by_marker.get(marker, ())]


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or line of an answer with its markers.

    `words` are its text with every marker blanked out, so that offsets stay; `cited` the quotes of its markers.
    """

    text: str
    words: str
    markers: tuple[int, ...]
    cited: tuple[Citation, ...]

    def own(self, start: int, end: int, sound: Mapping[int | None, Citation]) -> list[Citation]:
        """Give the citations of the markers next behind a place in the unit, else of the last before it."""
        starts, ends, runs = _runs(self.text)
        behind, before = bisect_left(starts, end), bisect_right(ends, start)
        run = runs[behind] if behind < len(runs) else runs[before - 1] if before else ""
        return [sound[int(one)] for one in MARKER.findall(run)]


@lru_cache(maxsize=64)
def _runs(text: str) -> tuple[list[int], list[int], list[str]]:
    """Give where the runs of markers of a text begin and end, and the runs."""
    found = list(RUN.finditer(text))
    return [one.start() for one in found], [one.end() for one in found], [one[0] for one in found]


def units_of(text: str, sound: Mapping[int | None, Citation]) -> list[Unit]:
    """Cut an answer into its units; joined they are the answer again."""
    return [_unit(piece, sound) for piece in UNITS.findall(text)]


def _unit(text: str, sound: Mapping[int | None, Citation]) -> Unit:
    markers = tuple(int(one) for one in MARKER.findall(text))
    words = MARKER.sub(lambda match: "\0" * len(match[0]), text)
    number = LIST_NUMBER.match(words)
    if number:
        words = " " * number.end() + words[number.end() :]
    return Unit(text, words, markers, tuple(sound[one] for one in markers if one in sound))


def around(cited: Sequence[Citation]) -> str:
    """Give quotes with their headings, folded, without white space: what stands there and above it."""
    return squeezed("\n".join(" ".join([one.quote, *one.heading, one.period or ""]) for one in cited))

"""A closer look at the best passages: what their scores by single words and by meaning cannot see.

Whether a passage, its headings or its title have the numbers of the question (a year in a heading tells what was done
from what is planned); whether one sentence states the kind of figure that is asked for, and how much of the question
that sentence has; how much of the question the passage and its headings have together, however often.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import unit_families, unit_kinds
from assistant.model import Passage

FILE = Path(__file__).with_name("asked.toml")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_SENTENCE = re.compile(r"[。；！？\n]")
_WRITTEN = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两]+)\s*(?:余|多)?[万亿千百]?(?:余|多)?"


class Seen(NamedTuple):
    """Shares, 0-1: of the question's numbers; of the question in the best sentence that states it; of its words."""

    numbers: float
    stated: float
    together: float


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for: numbers, how the asked figure is stated, words and bigrams with their share of the question."""

    numbers: tuple[str, ...]
    states: re.Pattern[str] | None
    words: Mapping[str, float]
    bigrams: Mapping[str, float]

    @classmethod
    def of(cls, text: str, words: Mapping[str, float], bigrams: Mapping[str, float]) -> Look:
        """Prepare a look for a folded question; `words` and `bigrams` give the rarity of each of its tokens."""
        return cls(tuple(_NUMBER.findall(text)), states_of(text), _shares(words), _shares(bigrams))

    def at(self, passage: Passage, title: str | None) -> Seen:
        """Look at a passage of a report with this title."""
        text = fold(passage.text)
        around = fold(" ".join(filter(None, (title, *passage.heading, passage.header))))
        numbers = sum(one in text or one in around for one in self.numbers) / max(1, len(self.numbers))
        together = sum(share for word, share in self.words.items() if word in text or word in around)
        return Seen(numbers, self._stated(text) if self.states else 0.0, together)

    def _stated(self, text: str) -> float:
        """Give the share of the question in the best sentence that states such a figure; 0 where none does."""
        states = self.states
        if states is None or not states.search(text):
            return 0.0
        here = {pair: share for pair, share in self.bigrams.items() if pair in text}
        return max(
            (
                sum(share for pair, share in here.items() if pair in sentence)
                for sentence in _SENTENCE.split(text)
                if states.search(sentence)
            ),
            default=0.0,
        )


def states_of(text: str) -> re.Pattern[str] | None:
    """Give how a text states what a folded question asks for; None where it asks for no figure."""
    for asks, states in _kinds():
        if match := asks.search(text):
            return _states(states, match.groupdict().get("unit", ""))
    return None


def _shares(rarities: Mapping[str, float]) -> dict[str, float]:
    total = sum(rarities.values())
    return {token: rarity / total for token, rarity in rarities.items()} if total else {}


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    units = "|".join(map(re.escape, sorted(unit_kinds(), key=lambda unit: (-len(unit), unit))))
    kinds = tomllib.loads(FILE.read_text(encoding="utf-8"))["kind"]
    return tuple((re.compile(kind["asks"].replace("{unit}", units)), kind["states"]) for kind in kinds)


@cache
def _states(states: str, unit: str) -> re.Pattern[str]:
    alike = {unit}.union(*(family for family in unit_families() if unit in family))
    units = "|".join(map(re.escape, sorted(alike, key=lambda one: (-len(one), one))))
    return re.compile(states.replace("{number}", _WRITTEN).replace("{units}", units))

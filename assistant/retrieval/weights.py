"""How much each way of finding counts: a few numbers, fitted by `python -m eval.search.fit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.index.lexical import Covered, Scores
from assistant.retrieval.closer import Seen

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a score counts.

    The shares of a question's words and bigrams in a passage, of its bigrams in the report, and the similarity by
    meaning count for every passage; what a closer look sees (`closer.Seen`), for the best.
    """

    words: float
    bigrams: float
    report: float
    meaning: float
    numbers: float = 0.0
    stated: float = 0.0
    together: float = 0.0

    @property
    def most(self) -> float:
        """The most that `lexical` can give, 1 where words do not count."""
        return self.words + self.bigrams + self.report or 1.0

    def lexical(self, covered: Covered) -> Scores:
        """Give the weighted sum of the shares, (passages,)."""
        found: Scores = covered.words * self.words
        found += covered.bigrams * self.bigrams
        found += covered.report * self.report
        return found

    def seen(self, seen: Seen) -> float:
        """Give what a closer look adds to the score of a passage."""
        return self.numbers * seen.numbers + self.stated * seen.stated + self.together * seen.together


@cache
def weights() -> Weights:
    """Read the weights that ship."""
    return Weights(**json.loads(FILE.read_text(encoding="utf-8")))

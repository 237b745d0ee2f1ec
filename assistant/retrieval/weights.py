"""How much each way of finding counts: a few numbers, fitted by `python -m eval.search.fit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.index.lexical import Covered, Scores
from assistant.retrieval.closer import Seen

HALF = 0.5
FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each part of a score counts.

    The shares of a question's words and bigrams in a passage, of its bigrams in the report, and the similarity by
    meaning count for every passage; what a closer look sees (`closer.Seen`), for the best.

    A question whose words the best passage has half of gets the weights as they are; for one in everyday words, which
    no passage has, the report counts less (`report_rise`) and meaning more (`meaning_fall`).
    """

    words: float
    bigrams: float
    report: float
    meaning: float
    numbers: float = 0.0
    stated: float = 0.0
    together: float = 0.0
    report_rise: float = 0.0
    meaning_fall: float = 0.0

    @property
    def most(self) -> float:
        """The most that `lexical` can give, 1 where words do not count."""
        return self.words + self.bigrams + self.report_for(1.0) or 1.0

    def report_for(self, best: float) -> float:
        """Give the weight of the report where the best passage has this share of the bigrams."""
        return self.report * max(0.0, 1 + self.report_rise * (best - HALF))

    def meaning_for(self, best: float) -> float:
        """Give the weight of meaning where the best passage has this share of the bigrams."""
        return self.meaning * max(0.0, 1 + self.meaning_fall * (HALF - best))

    def lexical(self, covered: Covered) -> Scores:
        """Give the weighted sum of the shares, (passages,)."""
        found: Scores = covered.words * self.words
        found += covered.bigrams * self.bigrams
        found += covered.report * self.report_for(covered.best)
        return found

    def seen(self, seen: Seen) -> float:
        """Give what a closer look adds to the score of a passage."""
        return self.numbers * seen.numbers + self.stated * seen.stated + self.together * seen.together


@cache
def weights() -> Weights:
    """Read the weights that ship."""
    return Weights(**json.loads(FILE.read_text(encoding="utf-8")))

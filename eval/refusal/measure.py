"""From probabilities to risk and coverage, calibration, and what is answered and declined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.likely.confidence import Weights, ahead, probability
from assistant.answering.likely.decide import open_to, quoted, turned
from eval.refusal.samples import Sample, ordered

BINS = 10
# the score that the rules cut at a threshold, by kind of candidate
CUT = {"figure": "match", "sentence": "cover"}
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample with the probability of its likeliest candidate, and whether that is right; both by the rules' score."""

    sample: Sample
    probability: float
    right: bool
    cut: float
    cut_right: bool

    @property
    def before(self) -> str:
        """What the rules alone do: right, wrong or declined."""
        if self.sample.ruled.status == "refused":
            return "declined"
        return "right" if self.sample.case.right(self.sample.ruled.answer) else "wrong"

    @property
    def after(self) -> str:
        """What is done with the probability: right, wrong or declined."""
        declined, case = self.before == "declined", self.sample.case
        card = case.cards[case.question.reports[0]]
        if not open_to(case.question, card, self.sample.ruled):
            return self.before
        if not turned(self.sample.kind, self.probability, declined=declined):
            return self.before
        if not declined:
            return "declined"
        return "right" if self.right else "wrong"


def judged(samples: Sequence[Sample], fitted: Mapping[str, Weights]) -> list[Judged]:
    """Give each sample its probability by fitted weights."""
    found = []
    for one in samples:
        weights = fitted[one.kind]
        best = ordered(one, weights.ranking)
        likely = probability(weights.answering, ahead(one.case.question, best.found, quoted(one.ruled)))
        scores = [each.features[CUT[one.kind]] for each in one.found]
        first = int(np.argmax(scores))
        found.append(Judged(one, likely, best.right[0], min(1.0, max(0.0, scores[first])), one.right[first]))
    return found


def brier(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Give the mean squared distance of a probability from what came."""
    return float(np.mean((np.array(confidence) - np.array(right, float)) ** 2))


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Give the expected calibration error over ten bins of equal width."""
    values, came = np.array(confidence), np.array(right, float)
    places = np.minimum((values * BINS).astype(int), BINS - 1)
    apart = [abs(values[places == one].sum() - came[places == one].sum()) for one in range(BINS)]
    return float(sum(apart) / len(values))

"""Compare two runs metric by metric, over the questions that both were asked, by the paired bootstrap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.compare.runs import Asked
from eval.metrics import LOWER, METRICS, PROMISES
from eval.metrics.intervals import difference

NOTHING = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Change:
    """A metric of both runs, with hits and totals, and the 95 % interval of the second's share minus the first's."""

    metric: str
    first: tuple[float, float]
    second: tuple[float, float]
    low: float | None
    high: float | None

    @property
    def by(self) -> float | None:
        """The second's share minus the first's; None where one of them counts nothing."""
        if not self.first[1] or not self.second[1]:
            return None
        return self.second[0] / self.second[1] - self.first[0] / self.first[1]

    @property
    def verdict(self) -> str:
        """Give "worse" or "better" where chance does not explain it, else "same".

        Of what is promised (verbatim quotes, supported figures) any loss is worse.
        """
        if self.by is None or self.low is None or self.high is None:
            return "same"
        lower = self.metric in LOWER
        if self.metric in PROMISES and self.by < 0:
            return "worse"
        if self.high < 0 or self.low > 0:
            return "better" if (self.by > 0) != lower else "worse"
        return "same"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The questions of both runs, what was left out, the changes by metric, and the questions that count otherwise."""

    common: tuple[str, ...]
    left_out: tuple[str, ...]
    changes: tuple[Change, ...]
    changed: tuple[tuple[Asked, Asked], ...]

    @property
    def worse(self) -> tuple[Change, ...]:
        """The metrics that lost."""
        return tuple(one for one in self.changes if one.verdict == "worse")


def compared(first: Mapping[str, Asked], second: Mapping[str, Asked]) -> Comparison:
    """Compare two runs; a question that only one has, or whose words or expectation differ, is left out."""
    common = tuple(name for name, one in first.items() if name in second and second[name].item == one.item)
    pairs = [(first[name], second[name]) for name in common]
    changes = tuple(_change(metric, pairs) for metric in METRICS)
    changed = tuple((one, two) for one, two in pairs if (one.scores, one.status) != (two.scores, two.status))
    left_out = tuple(sorted((first.keys() | second.keys()) - set(common)))
    return Comparison(common, left_out, changes, changed)


def _change(metric: str, pairs: Sequence[tuple[Asked, Asked]]) -> Change:
    counts = [(one.scores.get(metric, NOTHING), two.scores.get(metric, NOTHING)) for one, two in pairs]
    first, second = [one for one, _ in counts], [two for _, two in counts]
    low, high = difference(first, second) or (None, None)
    return Change(metric, _sum(first), _sum(second), low, high)


def _sum(counts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return sum(hits for hits, _ in counts), sum(total for _, total in counts)

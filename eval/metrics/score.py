"""What every metric gives: hits of a total, also for each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from eval.records import Record

Number = int | float
Count = Callable[[Record], tuple[Number, Number]]


@dataclass(frozen=True, slots=True)
class Score:
    """`score` is hits / total, None where nothing counts; `individual` gives (hits, total) by question id.

    Hits are whole where a metric counts; of a mean over questions (MRR, nDCG) they are the sum of its values.
    """

    hits: Number
    total: Number
    individual: Mapping[str, tuple[Number, Number]]

    @property
    def score(self) -> float | None:
        """The share, from 0 to 1."""
        return self.hits / self.total if self.total else None

    def to_dict(self) -> dict[str, Number | None]:
        """Give the share with its counts."""
        share = None if self.score is None else round(self.score, 4)
        return {"score": share, "hits": _told(self.hits), "total": _told(self.total)}


def counted(records: Sequence[Record], count: Count) -> Score:
    """Give the score of a count over records; a question that counts nothing is left out of `individual`."""
    counts = {one.item.id: count(one) for one in records}
    individual = {name: (hits, total) for name, (hits, total) in counts.items() if total}
    return Score(
        sum(hits for hits, _ in individual.values()), sum(total for _, total in individual.values()), individual
    )


def _told(number: Number) -> Number:
    return number if isinstance(number, int) else round(number, 4)

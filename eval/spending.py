"""What a language model had to do with the answers of an evaluation, and what it took: calls, tokens, cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.metrics import Score
from eval.records import Record

MILLION = 1_000_000
# How a note begins that tells why no words of a model were used
UNUSED = "语言模型未能使用"
COUNTS = ("calls", "cached", "tokens_in", "tokens_out")


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, read and written; None where the price isn't known."""

    read: float | None = None
    written: float | None = None

    def cost(self, tokens_in: int, tokens_out: int) -> float | None:
        """Give what tokens cost, in the prices' own currency; None where neither price is known."""
        if self.read is None and self.written is None:
            return None
        return (tokens_in * (self.read or 0.0) + tokens_out * (self.written or 0.0)) / MILLION


def written(records: Sequence[Record]) -> Score:
    """Of the questions that a model was asked about: what it said passed the check and is used."""
    asked = {one.item.id: (int(_used(one)), 1) for one in records if one.entry.get("written")}
    return Score(sum(hits for hits, _ in asked.values()), len(asked), asked)


def spent(records: Sequence[Record], prices: Prices) -> dict[str, Any]:
    """Give the share that is used, calls, replies from disk, tokens (`estimated` where a server counts none), cost."""
    told = [one.entry["written"] for one in records if one.entry.get("written")]
    sums = {name: sum(one[name] for one in told) for name in COUNTS}
    estimated = any(one["estimated"] for one in told)
    cost = prices.cost(sums["tokens_in"], sums["tokens_out"])
    return {"written": written(records).to_dict(), **sums, "estimated": estimated, "cost": cost}


def _used(one: Record) -> bool:
    return not any(note.startswith(UNUSED) for note in one.entry.get("notes", ()))

"""A question with its answer, judged: what every metric reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eval.evidence import Text, spans
from eval.judge import Verdict, judge
from eval.sets import Item
from eval.support import unsupported


@dataclass(frozen=True, slots=True)
class Record:
    """One question, its entry of the batch contract, the verdict, and where its evidence stands."""

    item: Item
    entry: dict[str, Any]
    verdict: Verdict
    places: tuple[tuple[str, int, int], ...]
    text_of: Text

    @property
    def refused(self) -> bool:
        """Whether the assistant declined."""
        return self.entry["status"] == "refused"

    def to_dict(self) -> dict[str, Any]:
        """Give the line of the per-question file: entry, expectation, verdict, lines without support."""
        return {
            "id": self.item.id, "type": self.item.type, "split": self.item.split, "right": self.verdict.right,
            "missing": [list(group) for group in self.verdict.missing],
            "forbidden": list(self.verdict.forbidden), "unsupported": unsupported(self.entry),
            "expected": self.item.answer, "note": self.item.note,
            **{name: value for name, value in self.entry.items() if name != "id"},
        }  # fmt: skip


def record(item: Item, entry: dict[str, Any], text_of: Text) -> Record:
    """Judge an entry and find the evidence of its question."""
    return Record(item, entry, judge(item, entry), tuple(spans(item, text_of)), text_of)

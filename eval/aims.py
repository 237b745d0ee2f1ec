"""What the answers aim at on questions that no rule was fitted on, and whether they reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval import metrics
from eval.metrics import Score
from eval.records import Record

RIGHT = {
    "fact_number": 0.95, "fact_text": 0.90, "list": 0.85, "across": 0.90, "colloquial": 0.80, "reasoning": 0.80,
    "followup": 0.90, "unanswerable": 0.92,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Aim:
    """One aim with what was measured; `most` says that it is an upper bound."""

    name: str
    value: float
    measured: Score
    most: bool = False

    @property
    def met(self) -> bool | None:
        """Whether it is met; None where nothing was measured."""
        if self.measured.score is None:
            return None
        return self.measured.score <= self.value if self.most else self.measured.score >= self.value

    def line(self) -> str:
        """Give the line of the table."""
        verdict = {True: "met", False: "**missed**", None: "—"}[self.met]
        share = "—" if self.measured.score is None else f"{self.measured.score:.3f}"
        bound = "at most " if self.most else ""
        counts = f"{self.measured.hits}/{self.measured.total}"
        return f"| {self.name} | {bound}{self.value:.2f} | {share} ({counts}) | {verdict} |"


def aims(records: Sequence[Record]) -> list[Aim]:
    """Measure every aim over some records."""
    typed = {name: [one for one in records if one.item.type == name] for name in RIGHT}
    return [
        *(Aim(f"{name}, right", aim, metrics.right(typed[name])) for name, aim in RIGHT.items()),
        Aim("across, row precision", 0.95, metrics.rows_precision(typed["across"])),
        Aim("across, row recall", 0.95, metrics.rows_recall(typed["across"])),
        Aim("answerable ones declined", 0.05, metrics.refused_wrongly(records), most=True),
        Aim("false silence", 0.03, metrics.false_silence(records), most=True),
        Aim("verbatim", 1.0, metrics.verbatim(records)),
        Aim("figures", 1.0, metrics.figures(records)),
    ]


def table(records: Sequence[Record]) -> str:
    """Give the aims in Markdown."""
    head = "| on the `test` halves | aim | measured | |\n| --- | ---: | ---: | --- |\n"
    return head + "".join(f"{one.line()}\n" for one in aims(records))

"""What the answers aim at on questions that no rule was fitted on, and whether they reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval import metrics
from eval.metrics import Score
from eval.records import Record
from eval.sets import Item

RIGHT = {
    "fact_number": 0.95, "fact_text": 0.90, "list": 0.85, "across": 0.90, "colloquial": 0.80, "reasoning": 0.80,
    "followup": 0.90, "unanswerable": 0.92,
}  # fmt: skip


# How many questions of each type, in the order of RIGHT, each set had in its first batch; those with higher numbers
# were written later, by readers who had not seen the rules (eval/questions/README.md)
FIRST = {
    "samples": (14, 8, 6, 8, 8, 4, 4, 12),
    "reports": (16, 8, 6, 8, 8, 4, 4, 6),
    "provinces": (24, 8, 4, 10, 6, 6, 4, 8),
}


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
        bound = "at most " if self.most else ""
        return f"| {self.name} | {bound}{self.value:.2f} | {told(self.measured)} | {verdict} |"


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


def later(item: Item) -> bool:
    """Tell whether a question is of the later batch."""
    name, _, rest = item.id.partition("-")
    return name in FIRST and int(rest.rpartition("-")[2]) > dict(zip(RIGHT, FIRST[name], strict=True))[item.type]


def table(records: Sequence[Record]) -> str:
    """Give the aims in Markdown, beside them what is measured on the later batch alone."""
    head = "| on the `test` halves | aim | measured | | later batch alone |\n| --- | ---: | ---: | --- | ---: |\n"
    whole, fresh = aims(records), aims([one for one in records if later(one.item)])
    return head + "".join(f"{one.line()} {told(other.measured)} |\n" for one, other in zip(whole, fresh, strict=True))


def told(score: Score) -> str:
    """Give a score with its counts."""
    return f"{'—' if score.score is None else f'{score.score:.3f}'} ({score.hits}/{score.total})"

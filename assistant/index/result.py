"""What an add tells: one line a file, and their sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from assistant.model import Report

AddStatus = Literal["added", "replaced", "unchanged", "duplicate", "failed"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one report; `report` is its id in the library ("" when it failed).

    A duplicate names in `report` the report that has its content already. `message` tells a person why; `card` is
    the identity of the report, corrections applied.
    """

    status: AddStatus
    report: str
    source: str
    passages: int = 0
    message: str = ""
    warnings: tuple[str, ...] = ()
    card: Report | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of all of them, and what the library holds now.

    `embedded_anew` counts the stored passages whose vectors another model had made.
    """

    items: tuple[Added, ...]
    reports: int
    passages: int
    changed: bool
    embedded_anew: int = 0

    def count(self, status: AddStatus) -> int:
        """Give how many reports ended with this status."""
        return sum(item.status == status for item in self.items)


Progress = Callable[[Added], None]

"""How answers are laid out: one entry each, or a matrix of questions and reports; and where a report can be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from assistant.errors import LibraryError
from assistant.model import Report

if TYPE_CHECKING:
    from assistant.assistant import Assistant

Form = Literal["wide", "long"]


def _no_link(_report: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Shape:
    """With `each`, every question is asked of each of these reports alone.

    `form` lays that out as one entry for each pair ("long"), or one row for each question ("wide"). `link` gives the
    address at which the original of a report can be opened.
    """

    each: tuple[Report, ...] = ()
    form: Form = "long"
    link: Callable[[str], str | None] = _no_link

    @property
    def wide(self) -> bool:
        """Whether several answers make one row."""
        return bool(self.each) and self.form == "wide"


def usual_form(out: Path) -> Form:
    """Give the form of a matrix in a file of this ending: programs read one entry a line, people a table."""
    return "long" if out.suffix.lower() == ".jsonl" else "wide"


def links_of(assistant: Assistant) -> Callable[[str], str | None]:
    """Give what gives the address of a report: that of its page, else of the file kept in the library."""
    sources = {card.report: card.source for card in assistant.cards}

    def link(report: str) -> str | None:
        source = sources.get(report, "")
        if source.startswith(("http://", "https://")):
            return source
        try:
            return assistant.original(report).absolute().as_uri()
        except LibraryError:
            return None

    return link

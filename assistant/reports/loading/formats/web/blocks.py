"""What a page consists of once its elements are read: lines and tables in order."""

from __future__ import annotations

from dataclasses import dataclass, field

Cells = list[str | None]
_BODY_LENGTH = 45


@dataclass(slots=True)
class Block:
    """A line of the page, or a table when `rows` is given.

    `linked` says that all of its words are links, `inside` that a known container of articles holds it; `head` is the
    level of a heading (1 for <h1>), `label` the number that a list shows before it.
    """

    text: str = ""
    linked: bool = False
    inside: bool = False
    head: int | None = None
    label: str = ""
    rows: list[Cells] | None = None
    header_rows: int = 1

    @property
    def is_body(self) -> bool:
        """Tell a line that reads like a paragraph of a report."""
        return is_body(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to something: its address and words, and how many blocks stand before it."""

    href: str
    text: str
    after: int


@dataclass(slots=True)
class Content:
    """All blocks and links of a page; `hidden` tells that there is more, which its styles hide."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: bool = False


def is_body(text: str) -> bool:
    """Tell a line of whole sentences: long enough, with a full stop."""
    return len(text) >= _BODY_LENGTH and "。" in text

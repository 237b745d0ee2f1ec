"""From leaves under headings to sections with their part; a sentence that turns to plans begins another leaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Part, Section
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.structure.headings import Heading
from assistant.reports.structure.parts import Parts
from assistant.reports.structure.sentences import sentences, trim


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf before its part is told: kind and span, the headings above it (its own last), where its line begins."""

    kind: str
    start: int
    end: int
    path: tuple[Heading, ...]
    header: str | None
    line: int


def parted(text: str, folded: str, leaves: Sequence[Leaf], covered: int | None) -> Iterator[Section]:
    """Yield the sections of a report in order; `covered` is the last year covered, where it is known."""
    parts = Parts(folded, covered, [(leaf.path, leaf.start, leaf.end) for leaf in leaves if leaf.kind != "title"])
    turned: tuple[Heading, ...] | None = None
    turning = -1
    for leaf in leaves:
        if leaf.kind in ("title", "meta"):
            yield _section(leaf, leaf.start, leaf.end, None)
            continue
        part = parts.of(leaf.path, leaf.line)
        if turned is not None and leaf.path[: len(turned)] != turned:
            turned = None
        if part == "review" and (leaf.line == turning or turned is not None):
            part = "plan"
        if leaf.kind in ("heading", "row") or part == "plan" or _neither(leaf.path):
            yield _section(leaf, leaf.start, leaf.end, part)
            continue
        turn = _turn(text, leaf.start, leaf.end, parts, chapter=bool(leaf.path))
        if turn is None:
            yield _section(leaf, leaf.start, leaf.end, part)
            continue
        turning = leaf.line
        if leaf.path and (turn == leaf.line or parts.mixed(leaf.path)):
            turned = leaf.path
        if turn > leaf.start:
            yield _section(leaf, leaf.start, trim(text, leaf.start, turn)[1], part)
        kind = leaf.kind if turn == leaf.start else "paragraph"
        yield _section(leaf, turn, leaf.end, "plan", kind)


def _section(leaf: Leaf, start: int, end: int, part: Part | None, kind: str | None = None) -> Section:
    above = leaf.path[:-1] if leaf.kind == "heading" else leaf.path
    words = tuple(one.text for one in above)
    return Section(kind or leaf.kind, start, end, words, len(leaf.path), part, leaf.header)  # type: ignore[arg-type]


def _neither(path: Sequence[Heading]) -> bool:
    return any(heading_rules().neither.search(one.text) for one in path)


def _turn(text: str, start: int, end: int, parts: Parts, *, chapter: bool) -> int | None:
    """Give where a sentence begins that turns to plans (下一步，我们将 …)."""
    return next((first for first, _ in sentences(text, start, end) if parts.turns(first, chapter=chapter)), None)

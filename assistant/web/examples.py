"""Questions to begin with, made from the reports of the open library."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.names import short_region
from assistant.model import Report

MOST = 5


def examples(cards: Sequence[Report], text_of: Callable[[str], str]) -> tuple[str, ...]:
    """Give at most `MOST` questions: one of all reports, the others each of another place and indicator."""
    if not cards:
        return ()
    kinds = {card.report: _kind(card.title or card.report) for card in cards}
    commonest = Counter(kinds.values()).most_common(1)[0][0]
    found = [_kinds()[commonest]["across"]] if len(cards) > 1 else []
    asked: set[str] = set()
    for card in _spread(cards, MOST - len(found)):
        wanted = _kinds()[kinds[card.report]]["one"]
        text = text_of(card.report)
        said = [one["ask"] for one in wanted if one["says"] in text]
        fresh = next((ask for ask in said if ask not in asked), None)
        if fresh or said:
            asked.add(fresh or said[0])
            found.append(f"{short_region(card)}{fresh or said[0]}？")
    return tuple(found)


def _spread(cards: Sequence[Report], count: int) -> list[Report]:
    """Give the newest report of each of `count` regions, taken evenly from first to last."""
    newest: dict[str, Report] = {}
    for card in cards:
        if card.region and (newest.get(card.region, card).year or 0) <= (card.year or 0):
            newest[card.region] = card
    known = list(newest.values())
    step = max(1, len(known) / count)
    return [known[int(at * step)] for at in range(min(count, len(known)))]


def _kind(title: str) -> int:
    return next(at for at, kind in enumerate(_kinds()) if re.search(kind["title"], title))


@cache
def _kinds() -> list[dict[str, Any]]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    kinds: list[dict[str, Any]] = tomllib.loads(text)["kind"]
    return kinds

"""The choices by which a user narrows a question: regions with all above them, years and reports of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from assistant.lexicon.gazetteer import place_of
from assistant.model import Filter, Part, Report
from assistant.narrow import PARTS
from assistant.web.chat import place

Choice = tuple[str, str | int]
PART_CHOICES: tuple[Choice, ...] = (("全部", ""), *((told, part) for part, told in PARTS.items()))


def region_choices(cards: Sequence[Report]) -> list[Choice]:
    """Give each region of the reports and each above it, from the top down, with the number of its reports."""
    paths: Counter[tuple[str, ...]] = Counter()
    for card in cards:
        if card.region:
            known = place_of(card.region)
            path = known.path if known else (card.region,)
            paths.update(path[: at + 1] for at in range(len(path)))
    return [(f"{''.join(path)}（{count}份）", "".join(path)) for path, count in sorted(paths.items())]


def year_choices(cards: Sequence[Report]) -> list[Choice]:
    """Give the years that reports cover, newest first, with the number of reports."""
    years = Counter(year for card in cards for year in card.years)
    return [(f"{year}年（{count}份）", year) for year, count in sorted(years.items(), reverse=True)]


def report_choices(cards: Sequence[Report]) -> list[Choice]:
    """Give every report by place, year and name."""
    return [(place(card.region, card.year, card.report), card.report) for card in cards]


def filter_of(
    regions: Sequence[str] | None, years: Sequence[int] | None, reports: Sequence[str] | None, part: str | None
) -> Filter:
    """Give what was chosen; raises TypeError or ValueError for what is no filter."""
    if part and part not in PARTS:
        raise ValueError(part)
    if not all(isinstance(name, str) for name in (*(regions or ()), *(reports or ()))):
        raise TypeError(regions)
    chosen = cast("Part", part) if part else None
    return Filter(tuple(regions or ()), tuple(map(int, years or ())), tuple(reports or ()), chosen)

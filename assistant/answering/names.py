"""How reports, regions, years and indicators are named in an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.lexicon.gazetteer import place_of, places_named
from assistant.model import Question, Report

# Names are matched in lower case; they are told as they are written: GDP, PM2.5, 5G
LATIN = re.compile(r"[a-z]+")


def region_name(card: Report) -> str:
    """Name the region of a report, or the report where the region is unknown."""
    return card.region or card.title or card.report


def short_region(card: Report) -> str:
    """Name the last part of a region, with the part above where several places bear that name (阜新市海州区)."""
    place = place_of(card.region) if card.region else None
    if place is None:
        return region_name(card)
    return place.name if len(places_named(place.name)) < 2 else "".join(place.path[-2:])


def place_said(question: Question, card: Report) -> str:
    """Name the place that is told of: the report's, or one in it that the question asks of, with whose report it is."""
    if not question.inside or question.missing_regions:
        return short_region(card)
    return f"{short_region(card)}的报告：{question.inside[-1]}"


def years_name(years: Iterable[int]) -> str:
    """Write years: 2023年, 2021—2023年, 2019年、2022年."""
    ordered = sorted(set(years))
    if not ordered:
        return "年度不详"
    if len(ordered) > 1 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{ordered[0]}—{ordered[-1]}年"
    return "、".join(f"{year}年" for year in ordered)


def report_name(card: Report) -> str:
    """Name a report by region and years: 阳泉市城区（2020年）."""
    return f"{region_name(card)}（{years_name(card.years)}）" if card.years else region_name(card)


def indicator_name(question: Question) -> str:
    """Name what was asked in the question's own words."""
    name = question.indicator.replace(" ", "") or question.text
    goal = "目标" if question.goal and "目标" not in name else ""
    return LATIN.sub(lambda match: match.group().upper(), name) + goal


def join(names: Iterable[str], *, limit: int = 12) -> str:
    """Join names with 、, at most `limit` of them."""
    listed = list(names)
    more = f"等{len(listed)}份" if len(listed) > limit else ""
    return "、".join(listed[:limit]) + more

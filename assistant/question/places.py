"""Which places a question names, which reports they admit, and which of them have no report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon.gazetteer import Mention, Place, mentions, place_of
from assistant.model import Report

SUFFIX = re.compile(r"(?<=..)(?:自治区|自治州|自治县|省|市|区|县|乡|镇|街道)$")
# 主城区, 老城区 … speak of a part of a town, not of the district 城区
# 宁波舟山港, 兰州大学 … are names of things, not questions about a place
FACILITY = re.compile(
    r"(?:国际)?(?:港|机场|大学|学院|医院|铁路|高铁|高速|大桥|新区|自贸|数据中心|产业园|高新区|经开区|开发区|试验区|合作区|口岸|枢纽|博物馆|石窟|经济区|都市圈|城市群|示范区|综保区|水库|灌区|湖|江|河|山)(?!省|市|县|区的|的报告)"
)
PART_OF_TOWN = "主老新全各中"


@dataclass(frozen=True, slots=True)
class Places:
    """Places asked: full names of those with reports, the reports, the places without one, the text left.

    `below` are reports of regions inside a named place that has no report of its own.
    """

    names: tuple[str, ...]
    reports: tuple[str, ...]
    missing: tuple[str, ...]
    below: tuple[str, ...]
    text: str


def _joined(found: list[Mention], text: str) -> list[Mention]:
    """衡阳市海州区 is one name of no place: a district right behind a city that has none of that name."""
    kept: list[Mention] = []
    for one in found:
        last = kept[-1] if kept else None
        apart = last is None or last.end != one.start or not SUFFIX.search(last.text) or not SUFFIX.search(one.text)
        inside = last is not None and any(b.path[: len(a.path)] == a.path for a in last.places for b in one.places)
        if last is None or apart or inside or not _higher(last, one):
            kept.append(one)
        else:
            kept[-1] = Mention(last.start, one.end, text[last.start : one.end], ())
    return kept


def _higher(last: Mention, one: Mention) -> bool:
    return min((len(p.path) for p in last.places), default=9) < max((len(p.path) for p in one.places), default=0)


def _own_mentions(text: str, cards: Sequence[Report], taken: Sequence[Mention]) -> list[Mention]:
    """Find the regions of the library itself that no gazetteer lists, or lists only with their parents."""
    busy = [(one.start, one.end) for one in taken]
    found: list[Mention] = []
    for region in dict.fromkeys(card.region for card in cards if card.region):
        place = place_of(region) or Place((region,), "乡")
        for name in dict.fromkeys([region, place.name, SUFFIX.sub("", place.name)]):
            for match in re.finditer(re.escape(name), text):
                span = match.span()
                if any(span[0] < end and start < span[1] for start, end in busy):
                    continue
                if len(name) < 3 and text[max(0, span[0] - 1) : span[0]] in tuple(PART_OF_TOWN):
                    continue
                busy.append(span)
                found.append(Mention(*span, name, (place,)))
    return found


def _admitted(mention: Mention, cards: Sequence[Report]) -> tuple[list[str], list[str], list[str]]:
    """Give (regions, reports exactly there, reports below) for one mention."""
    fulls = {place.full for place in mention.places}
    tails = {place.name for place in mention.places if len(place.path) == 1 and place.level == "乡"}
    exact = [c for c in cards if c.region and (c.region in fulls or any(c.region.endswith(t) for t in tails))]
    below = [c for c in cards if c.region and any(c.region.startswith(f) and c.region != f for f in fulls)]
    regions = list(dict.fromkeys(card.region or "" for card in exact))
    return regions, [card.report for card in exact], [card.report for card in below]


def _is_place(mention: Mention, found: Sequence[Mention], text: str, cards: Sequence[Report]) -> bool:
    """A place without a report that begins the name of a facility is not asked for."""
    if any(_admitted(mention, cards)[1:]):
        return True
    end = mention.end
    while following := next((one for one in found if one.start == end), None):
        end = following.end
    return not FACILITY.match(text, end)


def places_asked(text: str, cards: Sequence[Report], *, everywhere: bool) -> Places:
    """Find the places of a folded question.

    `everywhere` (各地, 哪些县 …) takes a place with all under it; else only reports of the place itself count:
    the figure of a county is not its city's.
    """
    listed = _joined(list(mentions(text)), text)
    found = sorted([*listed, *_own_mentions(text, cards, listed)], key=lambda one: one.start)
    names: list[str] = []
    reports: list[str] = []
    missing: list[str] = []
    below: list[str] = []
    found = [one for one in found if _is_place(one, found, text, cards)]
    for mention in found:
        regions, exact, under = _admitted(mention, cards)
        if everywhere and under:
            names.append(mention.text)
            reports += exact + under
        elif exact:
            names += regions
            reports += exact
        else:
            missing.append(mention.text)
            below += under
    for mention in reversed(found):
        text = text[: mention.start] + text[mention.end :]
    return Places(_once(names), _once(reports), _once(missing), _once(below), text)


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))

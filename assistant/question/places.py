"""Which places a question names, which reports they admit, and which of them have no report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import get_args

from assistant.lexicon.gazetteer import COUNTRY, Mention, Place, mentions, place_of, places_named
from assistant.lexicon.words import boundaries, cut
from assistant.model import Level, Report
from assistant.question.around import RANK, around
from assistant.question.groups import groups_in
from assistant.question.library import Shelf
from assistant.question.nicknames import misspelt, nicknamed
from assistant.question.patterns import first, group, single, tables
from assistant.question.zones import zone_behind


@dataclass(frozen=True, slots=True)
class Places:
    """Places asked: full names of those with reports, the reports, the places without one, the text left.

    `below` are reports of regions inside a named place that has no report of its own, `above` those of the nearest
    place around it, where it is the only place named; `inside` is what it is called, the shortest last. `grouped` tells
    whether the place is a group of provinces, which is asked about as one.
    """

    names: tuple[str, ...]
    reports: tuple[Report, ...]
    missing: tuple[str, ...]
    below: tuple[Report, ...]
    text: str
    grouped: bool = False
    above: tuple[Report, ...] = ()
    inside: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    names: list[str] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    below: list[Report] = field(default_factory=list)
    alone: list[Mention] = field(default_factory=list)


def level_asked(text: str) -> Level | None:
    """Give the level of 各省, 哪个县 …, None where any will do."""
    match = dict(group("scope"))["all"].search(text)
    named = first("level", match.group()) if match else None
    return next((level for level in get_args(Level) if level == named), None)


def places_asked(text: str, shelf: Shelf, *, everywhere: bool) -> Places:
    """Find the places of a folded question.

    `everywhere` (各地, 哪些县 …) takes a place with all under it; else only reports of the place itself count:
    the figure of a county is not its city's.
    """
    result = _Found()
    groups = groups_in(text)
    spans = [(one.start, one.end) for one in groups]
    hidden = _without(text, spans, " ")
    for one in groups:
        cards = [(member, shelf.at.get(member, ())) for member in one.members]
        result.names += [one.name] if one.group else [name for name, its in cards if its]
        result.missing += [name for name, its in cards if not its]
        result.reports += [card for _name, its in cards for card in its]
    listed = _mentions(hidden, shelf)
    if not (groups or listed or everywhere):
        listed = _the_country(text, shelf) or [slip for slip in (misspelt(text),) if slip and _exact(slip, shelf)]
    for mention in listed:
        end = _take(mention, hidden, shelf, everywhere, result)
        if end:
            spans.append((mention.start, end))
    level = level_asked(text) if everywhere else None
    lone = not result.names and len(result.missing) == len(result.alone) == 1
    above, inside = around(result.alone[0], shelf) if lone else ((), ())
    below = [card for card in result.below if card not in result.reports] if len(result.below) < 100 else result.below
    return Places(
        _once(result.names),
        _of_level(_cards_once(result.reports), level),
        _once(result.missing),
        _cards_once(below),
        _without(text, spans, ""),
        any(one.group for one in groups),
        above,
        inside,
    )


def of_level(cards: Sequence[Report], text: str) -> tuple[Report, ...]:
    """Keep the cards of the level that 各省, 哪个县 … asks for; all where there is none of it."""
    return _of_level(cards, level_asked(text))


def _of_level(cards: Sequence[Report], level: Level | None) -> tuple[Report, ...]:
    # tuple() gives a tuple itself: whoever looks at all cards of a shelf can tell
    return (level and tuple(card for card in cards if card.level == level)) or tuple(cards)


def _without(text: str, spans: Iterable[tuple[int, int]], fill: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + fill * (end - start) + text[end:]
    return text


def _mentions(text: str, shelf: Shelf) -> list[Mention]:
    """Find the places of the gazetteer and those of the library, which may be longer (衡阳高新区)."""
    listed = _joined(list(mentions(text)), text)
    listed += nicknamed(text, [(one.start, one.end) for one in listed])
    return sorted(_with_own(text, shelf, listed), key=lambda one: one.start)


def _the_country(text: str, shelf: Shelf) -> list[Mention]:
    """Read 全国 and 国内 as the country where a report of it is there: no other place is named."""
    match = single("places", "country").search(text) if COUNTRY.full in shelf.at else None
    return [Mention(*match.span(), match.group(), (COUNTRY,))] if match else []


def _joined(found: list[Mention], text: str) -> list[Mention]:
    """衡阳市海州区 is one name of no place: a district right behind a city that has none of that name."""
    kept: list[Mention] = []
    suffix = single("places", "suffix")
    for one in found:
        last = kept[-1] if kept else None
        apart = last is None or last.end != one.start or not suffix.search(last.text) or not suffix.search(one.text)
        inside = last is not None and any(b.path[: len(a.path)] == a.path for a in last.places for b in one.places)
        if last is None or apart or inside or not _higher(last, one):
            kept.append(one)
        else:
            kept[-1] = Mention(last.start, one.end, text[last.start : one.end], ())
    return kept


def _higher(last: Mention, one: Mention) -> bool:
    return min((len(p.path) for p in last.places), default=9) < max((len(p.path) for p in one.places), default=0)


def _with_own(text: str, shelf: Shelf, listed: list[Mention]) -> list[Mention]:
    """Add the regions of the library itself that no gazetteer lists, or lists only with their parents."""
    found = list(listed)
    at = 0
    while at < len(text) - 1:
        end = next((e for e in _own_ends(text, at, shelf) if _free(text, at, e, shelf, found)), 0)
        if not end:
            at += 1
            continue
        name, start = text[at:end], at
        for one in [one for one in found if one.start < end and at < one.end]:
            start = min(start, one.start)
            found.remove(one)
        places = tuple(place_of(region) or Place((region,), "乡") for region in shelf.names[name])
        found.append(Mention(start, end, text[start:end], places))
        at = end
    return found


def _own_ends(text: str, at: int, shelf: Shelf) -> list[int]:
    lengths = shelf.lengths.get(text[at : at + 2], ())
    return [at + length for length in lengths if text[at : at + length] in shelf.names]


def _free(text: str, start: int, end: int, shelf: Shelf, found: Sequence[Mention]) -> bool:
    """Tell whether a name of the library is one here: a zone may begin with a place, no other name may."""
    name = text[start:end]
    over = [one for one in found if one.start < end and start < one.end]
    if name in shelf.zones:
        return all(one.end <= end for one in over)
    if over:
        return False
    if len(name) < 3 and text[max(0, start - 1) : start] in tuple(tables()["places"]["part_of_town"]):
        return False
    return name not in shelf.short or _begins(text, start, end)


def _begins(text: str, start: int, end: int) -> bool:
    """Tell whether a short name stands for itself: 和平 is a word too, and 团结 begins no name in 民族团结."""
    places = boundaries(text)
    if start not in places or end not in places:
        return False
    before = text[max(0, start - 1) : start]
    return len(cut(text[start:end])) > 1 or before in ("", *tables()["places"]["edges"]) or not before.isalpha()


def _exact(mention: Mention, shelf: Shelf) -> list[tuple[Place, tuple[Report, ...]]]:
    """Give the places of a mention that have reports; of several levels only the highest (吉林: the province)."""
    found: list[tuple[Place, tuple[Report, ...]]] = []
    for place in mention.places:
        # the report of a town may not tell which county it lies in
        its = shelf.at.get(place.full, ()) or (shelf.at.get(place.name, ()) if place.level == "乡" else ())
        if not its and place.level == "乡" and len(place.path) == 1:
            its = tuple(card for region in shelf.names.get(place.name, ()) for card in shelf.at[region])
        found += [(place, its)] if its else []
    highest = min((RANK[place.level] for place, _its in found), default=0)
    return [(place, its) for place, its in found if RANK[place.level] == highest]


def _take(mention: Mention, text: str, shelf: Shelf, everywhere: bool, result: _Found) -> int:
    """Add what a mention admits; give where its name ends, 0 when it is no place that is asked about."""
    exact = _exact(mention, shelf)
    under = [card for place in mention.places for card in shelf.below.get(place.full, ())]
    if not exact and not (everywhere and under):
        return _without_report(mention, text, shelf, under, result)
    if everywhere and under:
        below = next(place for place in mention.places if place in [p for p, _ in exact] or place.full in shelf.below)
        result.names.append(below.full)
        result.reports += [*(card for _place, its in exact for card in its), *under]
        return mention.end
    result.names += [card.region or "" for _place, its in exact for card in its]
    result.reports += [card for _place, its in exact for card in its]
    return mention.end


def _without_report(mention: Mention, text: str, shelf: Shelf, under: list[Report], result: _Found) -> int:
    """Take a place without a report: what it lies in, when it begins the name of a zone or a thing, else missing."""
    zone = zone_behind().match(text, mention.end)
    above = _upper(mention, shelf, zone=zone is not None)
    if single("places", "honour_before").search(text[: mention.start]):
        return 0
    if zone is None and not _facility().match(text, mention.end) and not _names_a_thing(mention, text):
        result.missing.append(mention.text)
        result.alone.append(mention)
        result.below += under
        return mention.end
    if above:
        place, end = above
        result.names.append(place.full)
        result.reports += shelf.at[place.full]
        return end
    if zone is None:
        return 0
    result.missing.append(mention.text + zone.group())
    return zone.end()


def _names_a_thing(mention: Mention, text: str) -> bool:
    """Tell whether a further place stands between a place and the thing it names (宁波|舟山|港)."""
    following = next((one for one in mentions(text) if one.start == mention.end), None)
    return following is not None and bool(_facility().match(text, following.end))


def _upper(mention: Mention, shelf: Shelf, *, zone: bool) -> tuple[Place, int] | None:
    """Give the nearest place with a report that a mention lies in, and where the mention stops telling it.

    Behind a name that is told without it (兰州|新区: 甘肃省), only a `zone` is sure to lie there.
    """
    for place in mention.places:
        for length in range(len(place.path) - 1, 0, -1):
            full = "".join(place.path[:length])
            upper = place_of(full)
            if upper is None or full not in shelf.at:
                continue
            for end in range(len(mention.text) - 1, 1, -1):
                if upper in places_named(mention.text[:end]):
                    return upper, mention.start + end
            return (upper, mention.start) if zone and _one_highest(mention) else None
    return None


def _one_highest(mention: Mention) -> bool:
    ranks = sorted(RANK[place.level] for place in mention.places)
    return len(ranks) == 1 or ranks[0] < ranks[1]


@cache
def _facility() -> re.Pattern[str]:
    return re.compile(f"(?:{single('places', 'facility').pattern})(?!省|市|县|区的|的报告)")


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _cards_once(cards: Sequence[Report]) -> tuple[Report, ...]:
    return tuple({card.report: card for card in cards}.values())

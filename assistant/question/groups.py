"""Several provinces in one name: groups (东北三省, 西部各省) and runs of letters (川渝, 苏浙沪)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.lexicon.gazetteer import mentions, places_named
from assistant.lexicon.tables import province_groups
from assistant.lexicon.words import boundaries
from assistant.question.patterns import single, tables


@dataclass(frozen=True, slots=True)
class Together:
    """A run of text that names several provinces: a group, which is asked about as one, or each by its letter."""

    start: int
    end: int
    name: str
    members: tuple[str, ...]
    group: bool


def groups_in(text: str) -> tuple[Together, ...]:
    """Find the groups of provinces, then the letters, left to right."""
    found = [*_named(text), *_runs(text)]
    found += [one for one in _letters(text) if not any(one.start < end.end and end.start < one.end for end in found)]
    return tuple(sorted(found, key=lambda one: one.start))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    matter = "|".join(tables()["places"]["matter"])
    found = []
    for shown, alone, behind, members in province_groups():
        names = "|".join(sorted(alone, key=len, reverse=True))
        areas = "|".join(f"{name}{tables()['places']['areas']}" for name in sorted(behind, key=len, reverse=True))
        both = "|".join(filter(None, (areas, f"(?:{names})(?!{matter})(?:省份|各省|地区)?")))
        found.append((shown, re.compile(both), members))
    return tuple(found)


def _named(text: str) -> list[Together]:
    inside = {at for one in mentions(text) for at in range(one.start + 1, one.end)}
    return [
        Together(*match.span(), shown, members, group=True)
        for shown, pattern, members in _patterns()
        for match in pattern.finditer(text)
        if match.start() not in inside and match.start() in boundaries(text)
    ]


def _runs(text: str) -> list[Together]:
    runs = tables()["places"]["runs"]
    pattern = re.compile("|".join(sorted(runs, key=len, reverse=True)))
    return [
        Together(*match.span(), match.group(), tuple(runs[match.group()].split()), group=False)
        for match in pattern.finditer(text)
        if not _facility().match(text, match.end())
    ]


@cache
def _facility() -> re.Pattern[str]:
    return re.compile("|".join([*tables()["places"]["facility"], *tables()["places"]["matter"]]))


def _letters(text: str) -> list[Together]:
    """Find letters: one alone where it is a word at the beginning or beside another place, several in a row."""
    letters, alone = tables()["places"]["letters"], tables()["places"]["alone"]
    found: list[Together] = []
    places, named = boundaries(text), mentions(text)
    for match in re.finditer(f"[{letters}]+", text):
        run, (start, end) = match.group(), match.span()
        whole = start in places and end in places and not any(one.start < end and start < one.end for one in named)
        if not whole or _facility().match(text, end):
            continue
        one_letter = len(run) == 1 and run in alone and _stands_alone(text, start, end)
        if one_letter or (
            len(run) > 1 and len(set(run)) == len(run) and single("places", "run_behind").match(text, end)
        ):
            members = tuple(places_named(letter)[0].full for letter in run)
            found.append(Together(start, end, run, members, group=False))
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, behind, rules = text[max(0, start - 1) : start], text[end : end + 1], tables()["places"]
    if behind and behind in rules["no_letter_before"]:
        return False
    return before == "" or before in rules["letter_behind"] or (behind != "" and behind in rules["letter_before"])

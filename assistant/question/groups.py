"""Several provinces in one name: groups (东北三省, 西部各省) and runs of letters (川渝, 苏浙沪)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.lexicon.gazetteer import mentions, places_named
from assistant.lexicon.tables import province_groups
from assistant.lexicon.words import boundaries
from assistant.question.patterns import tables

AREAS = r"(?=各省|各地|各个?省|省份|省市|省区|地区|的?哪[个些]省|[几多\d一二三四五六七八九十]+个?省|有?多少个?省)(?:省份|省市区?|省区市?|地区)?"
# what may follow a letter that stands for a province: punctuation, Latin letters, 两地 … or the end of a word
BEHIND = re.compile(r"[两三四五]?(?:地|省|省市|市)?(?=[^一-鿿]|[的和与跟比各谁哪之]|$)|[两三四五](?:地|省|市)")


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
        areas = "|".join(f"{name}{AREAS}" for name in sorted(behind, key=len, reverse=True))
        both = "|".join(filter(None, (areas, f"(?:{names})(?!{matter})(?:省份|各省|地区)?")))
        found.append((shown, re.compile(both), members))
    return tuple(found)


def _named(text: str) -> list[Together]:
    return [
        Together(*match.span(), shown, members, group=True)
        for shown, pattern, members in _patterns()
        for match in pattern.finditer(text)
        if match.start() in boundaries(text)
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
        if one_letter or (len(run) > 1 and len(set(run)) == len(run) and BEHIND.match(text, end)):
            members = tuple(places_named(letter)[0].full for letter in run)
            found.append(Together(start, end, run, members, group=False))
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    if behind in ("省", "市", "县", "区", "州", "乡", "镇", "江", "河", "剧", "菜", "派"):
        return False
    return before == "" or before in tuple("和与跟比、,，; ") or (behind != "" and behind in "和与跟比、")

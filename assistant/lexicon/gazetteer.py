"""Places of China: the names a text mentions, and the provinces, cities, counties and townships they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import get_args

from assistant.lexicon.tables import lines
from assistant.model import Level

FREE, EDGE, PARENT, NEVER = range(4)
_CARE = {"edge": EDGE, "parent": PARENT, "never": NEVER}
_LEVELS: dict[int, Level] = {2: "省", 4: "市", 6: "县"}
_MUNICIPALITIES = {"11", "12", "31", "50"}

_PEOPLES = (
    "各族|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_SELF_GOVERNING = re.compile(rf"(?<=..)(?:(?:{_PEOPLES})族?)+自治([州县旗区])$")
_SUFFIX = re.compile(r"(?<=..)(?:特别行政区|自治区|族自治[县旗]|自治[旗县]|地区|新区|林区|省|市|县|区|盟|旗)$")
_PEOPLE_DISTRICT = re.compile(rf"(?<=..)(?:{_PEOPLES})族区$")

_HAN = re.compile(r"[〇㐀-鿿]")
# What a name may follow at once, besides punctuation, digits and the beginning of the text.
_EDGES = frozenset("的在和与及跟同对向从由到至年月日是有于比请问查找看那么下知道据按经为被把让使或除若")
_GUARDED = {"市": "场民", "区": "域分间块段位别划", "县": "令", "州": ""}

# 嘉陵江, 太湖, 吉隆坡: what follows makes a short name of a county another one.
_WATERS = tuple("江河湖山岛坡")

_TOWN = re.compile(r"街道|苏木|乡|镇")
_NOT_TOWN = {"乡": "村镇亲贤愁土里音情下域级", "镇": "区压静村级", "街道": "", "苏木": ""}
_TOWN_STEM = re.compile(r"[㐀-鿿]{2,3}$")
_NOT_STEM = re.compile(
    r"[的了在各全个本我该每些等和与及或到从向为是年月日省市县区乡镇村]|[城小下入返家古]$|[一二三四五六七八九十两多几]|[示规]范|文明|先进|特色|重点|中心|贫困|民族|建制|试点|"
    r"[所没]有|部分|[有相]关|整个|农村|生态|美丽|行政|沿|经济|工业|旅游|历史|文化"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its path from the province down; a path that begins lower: the rest is not known."""

    path: tuple[str, ...]
    level: Level

    @property
    def name(self) -> str:
        """Give its own name: 海州区."""
        return self.path[-1]

    @property
    def full(self) -> str:
        """Give the path as one string: 辽宁省阜新市海州区."""
        return "".join(self.path)

    def within(self, other: Place) -> bool:
        """Tell whether the place lies in `other` and is not it."""
        return len(self.path) > len(other.path) and self.path[: len(other.path)] == other.path


COUNTRY = Place(("中国",), "国")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a text; `places` are all places it can mean there, higher ones first."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The gazetteer in memory; `lengths` are those of the names that begin with two characters."""

    names: dict[str, tuple[Place, ...]]
    care: dict[str, int]
    lengths: dict[str, tuple[int, ...]]
    full: frozenset[str]
    codes: dict[str, Place]
    letters: dict[str, Place]
    paths: dict[str, Place]
    not_places: frozenset[str]


def places_named(name: str) -> tuple[Place, ...]:
    """Give the places of a full, short or one-character name (濮阳县, 濮阳, 湘), higher ones first."""
    table = _table()
    if name in table.names:
        return table.names[name]
    if name in table.letters:
        return (table.letters[name],)
    found = mentions(name)
    return found[0].places if len(found) == 1 and found[0].text == name else ()


def place_of(full: str) -> Place | None:
    """Read a path written as one string ("辽宁省阜新市海州区", "绿塘乡"); None when it is no place."""
    table = _table()
    if full == COUNTRY.full:
        return COUNTRY
    if full in table.paths:
        return table.paths[full]
    if full in table.full:
        return Place((full,), table.names[full][0].level)
    match = re.search(r"(?:乡|镇|街道|苏木)$", full)
    if not match:
        return None
    for at in range(len(full) - 2, 1, -1):
        above = table.paths.get(full[:at])
        if above and above.level in ("市", "县"):
            return Place((*above.path, full[at:]), "乡")
    return Place((full,), "乡") if 2 < len(full) <= 10 else None


def place_with_code(code: str) -> Place | None:
    """Give the place of an administrative code of 2, 4, 6 or more digits, as far down as it is listed."""
    codes = _table().codes
    return next((codes[code[:n]] for n in (6, 4, 2) if code[:n] in codes), None)


def provinces_and_cities() -> tuple[Place, ...]:
    """Give the listed places of the two highest levels below the country."""
    return tuple(place for place in _table().codes.values() if place.level in ("省", "市"))


def mentions(text: str, *, short: bool = True) -> tuple[Mention, ...]:
    """Find the place names of a text, longest first from left to right; `short` also takes 湖南 for 湖南省.

    Names that follow each other from a place to one in it (阜新市海州区) are one mention of the last.
    A name that is an everyday word too (和平, 城区) counts only behind a place that it lies in.
    """
    table = _table()
    towns = _towns(text)
    found: list[Mention] = []
    at, last = 0, len(text) - 1
    while at < last:
        above = found[-1] if found and found[-1].end == at else None
        match = _match(text, at, table, towns, above, short)
        if match is None:
            at += 1
            continue
        end, places = match
        if places:
            start = at
            if above and all(any(place.within(up) for up in above.places) for place in places):
                start = found.pop().start
            found.append(Mention(start, end, text[start:end], places))
        at = end
    return tuple(found)


def _match(
    text: str, at: int, table: _Table, towns: dict[int, int], above: Mention | None, short: bool
) -> tuple[int, tuple[Place, ...]] | None:
    """Give the longest name that begins at `at`: its end and its places (none for an everyday word)."""
    town_end = towns.get(at, 0)
    for length in table.lengths.get(text[at : at + 2], ()):
        end = at + length
        name = text[at:end]
        if end <= town_end:
            break
        if len(name) < length or name not in table.care:
            continue
        if name in table.not_places:
            return end, ()
        if not short and name not in table.full:
            continue
        if text[end : end + 1] in tuple(_GUARDED.get(name[-1], "")):
            continue
        if name not in table.full and text[end : end + 1] in _WATERS and table.names[name][0].level == "县":
            continue
        inside = _inside(table.names[name], above)
        care = table.care[name]
        if inside:
            direct = tuple(p for p in inside if above and len(p.path) == len(above.places[0].path) + 1)
            if care < PARENT or (care == PARENT and direct):
                return end, direct if care == PARENT else inside
        if care == FREE or (care == EDGE and _edge(text, at)):
            return end, table.names[name]
        if care == NEVER:
            return end, ()
    if town_end:
        name = text[at:town_end]
        if above:
            uppers = [p for p in above.places if p.level in ("市", "县")]
            if uppers:
                return town_end, tuple(Place((*p.path, name), "乡") for p in uppers)
        return town_end, (Place((name,), "乡"),)
    return None


def _inside(places: Iterable[Place], above: Mention | None) -> tuple[Place, ...]:
    if above is None:
        return ()
    return tuple(place for place in places if any(place.within(upper) for upper in above.places))


def _edge(text: str, at: int) -> bool:
    """Tell whether a name can begin at `at`."""
    return at == 0 or text[at - 1] in _EDGES or not _HAN.match(text[at - 1])


def _towns(text: str) -> dict[int, int]:
    """Find township names: start → end. A listed name wins; another counts only from a clear edge on."""
    known = _town_names()
    spans: dict[int, int] = {}
    for match in _TOWN.finditer(text):
        suffix, end = match.group(), match.end()
        if text[end : end + 1] in tuple(_NOT_TOWN[suffix]):
            continue
        begin = match.start()
        starts = range(max(0, begin - 8), begin - 1)
        start = next((s for s in starts if text[s:begin] in known[suffix] and _own(text, s, begin)), None)
        if start is None and suffix != "街道":
            stem = _TOWN_STEM.search(text, max(0, begin - 4), begin)
            if stem and _edge(text, stem.start()) and not _NOT_STEM.search(stem.group()):
                start = None if _begins_with_place(stem.group()) else stem.start()
        if start is not None:
            spans.setdefault(start, end)
    return spans


def _begins_with_place(stem: str) -> bool:
    """Tell 江西萍 (乡), a province and the beginning of a city, from a township that no list has."""
    return any(stem[:length] in _table().names for length in range(2, len(stem) + 1))


def _own(text: str, start: int, end: int) -> bool:
    """Tell whether a listed stem is a name here: words like 中心 or 文明 are none."""
    return not _NOT_STEM.search(text[start:end]) or (end - start > 2 and _edge(text, start))


@cache
def national_organs() -> tuple[str, ...]:
    """Give the organs of the whole country (国务院, 教育部 …), longer names first."""
    names = " ".join(lines("organs_national.txt")).split()
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@cache
def _town_names() -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in lines("places_towns.txt"))
    return {suffix: frozenset(stems.split()) for suffix, stems in rows}


def short_name(name: str) -> str:
    """Give a full name without its last word (资兴市: 资兴), itself where nothing would be left."""
    return _stem(name, "县")[0]


def _stem(name: str, level: Level) -> tuple[str, str]:
    """Give the short name and, for a self-governing place, its everyday one (湘西, 湘西州)."""
    match = _SELF_GOVERNING.search(name)
    if match:
        stem = name[: match.start()]
        return stem, stem + match[1] if level != "省" else stem
    stem = _SUFFIX.sub("", _PEOPLE_DISTRICT.sub("", name))
    return stem, ""


@cache
def _table() -> _Table:
    """Read the data files once."""
    codes: dict[str, Place] = {}
    letters: dict[str, Place] = {}
    names: dict[str, list[Place]] = {}
    care: dict[str, int] = {}
    full: set[str] = set()

    def add(name: str, place: Place, how: int) -> None:
        if len(name) >= 2:
            names.setdefault(name, []).append(place)
            care[name] = min(how, care.get(name, NEVER))

    for line in lines("places.tsv"):
        code, name, *characters = line.split("\t")
        upper = next((codes[code[:n]] for n in (4, 2) if n < len(code) and code[:n] in codes), None)
        level = _LEVELS[len(code)]
        place = codes[code] = Place((*upper.path, name) if upper else (name,), level)
        letters.update(dict.fromkeys("".join(characters), place))
        full.add(name)
        add(name, place, FREE if len(name) > 2 else EDGE)
        stem, alias = _stem(name, level)
        if stem != name:
            add(stem, place, EDGE if level == "县" else FREE)
        if alias and alias != stem:
            add(alias, place, FREE if len(alias) > 2 else EDGE)
    not_places: set[str] = set()
    for line in lines("places_everyday.txt"):
        how, *everyday = line.split()
        if how == "not":
            not_places.update(everyday)
            care.update(dict.fromkeys(everyday, NEVER))
            names.update({word: [] for word in everyday})
        else:
            care.update(
                {word: _CARE[how] for word in everyday if word in care and (word not in full or how != "never")}
            )
    lengths: dict[str, set[int]] = {}
    for name in care:
        lengths.setdefault(name[:2], set()).add(len(name))
    rank = {level: at for at, level in enumerate(get_args(Level))}
    return _Table(
        names={name: tuple(sorted(set(found), key=lambda p: (rank[p.level], p.path))) for name, found in names.items()},
        care=care,
        lengths={key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()},
        full=frozenset(full),
        codes=codes,
        letters=letters,
        paths={place.full: place for place in codes.values()},
        not_places=frozenset(not_places),
    )

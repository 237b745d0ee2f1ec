"""Which place a report is of: from its title, its first lines, its opening, its footer, its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import Mention, Place, mentions, place_with_code, places_named

_SOURCE = re.compile(
    r"(?:信息|稿件|文章)?来源\s*:[^\n]*?(?=\s{2,}|\s(?:日期|作者|责任编辑|浏览|文字|字体|发布)|$)",
    re.MULTILINE,
)
_MEDIA = re.compile(r"[一-鿿]{2,8}(?:日报|晚报|时报|早报|新闻网|新闻|网|电视台|客户端|在线)")
_BEFORE = re.compile(r"(?:[《“\"]|关于|中共|中国共产党|印发|公布|(?:19|20)[0-9]{2}年?度?|年度|全面|[\s—:、,-])*$")
_SESSION = re.compile(r"在(.{2,16}?)第?[一二三四五六七八九十]+届\s*人民代表大会")
_HOST = re.compile(r"(?:网站)?主办(?:单位)?\s*:\s*(\S{2,40})")
_ORGAN = re.compile(r"(?P<place>.{2,20}?)(?:人民政府|政府|法治政府建设|司法局|委员会|区委|县委|市委|省委)")
_CODE = re.compile(r"(?:网站标识码|标识码)\s*:?\s*([0-9]{10})")
_LICENCE = re.compile(r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])(?:icp备|公网安备)")
_OWN = re.compile(
    r"([一-鿿]{2,8}?(?:自治区|自治州|自治县|省|市|县|区|乡|镇|街道))(?:委|人民政府|[,、]|坚持|认真|深入|以|在|政府|党委|法治)"
)
_LEVEL_WORDS = (
    ("乡", "我乡|我镇|全乡|全镇|本乡|本镇"),
    ("县", "我县|我区|全县|全区|县委|区委"),
    ("市", "我市|全市|市委"),
    ("省", "我省|全省|省委|自治区党委"),
)
_BARE = re.compile(
    r"城区|郊区|矿区|市中区|新城区|城中区|城东区|城西区|城北区|港口区|东区|西区|南区|北区|城关区|站前区|中原区|解放区"
)
_OPENING = 400


@dataclass(frozen=True, slots=True)
class Found:
    """A place (or several that the words can mean) and the words that gave it."""

    places: tuple[Place, ...]
    evidence: str


def region_of(
    title: str | None, text: str, loaded_text: str, name: str, hint: str | None
) -> tuple[Place | None, str, str]:
    """Give (place, evidence, warning); the place is as long a path as can be known, None when unknown."""
    whole = fold(loaded_text)
    for found in _candidates(title, fold(text), whole, name, hint):
        place, how = _narrow(found, whole)
        if place is not None:
            return place, "；".join(filter(None, (found.evidence, how))), ""
        parts = {one.name for one in found.places}
        if len(parts) == 1:
            bare = Place((found.places[0].name,), found.places[0].level)
            told = "、".join(one.full for one in found.places[:4])
            return (
                bare,
                found.evidence,
                f"地名 {bare.name} 有 {len(found.places)} 处（{told}），文中看不出是哪一处",
            )
    return None, "", "看不出是哪个地方的报告"


def _candidates(title: str | None, text: str, whole: str, name: str, hint: str | None) -> Iterator[Found]:
    """Give the candidates from the strongest evidence to the weakest."""
    if title:
        yield from _leading(fold(title), "标题", whole)
    head = [line for line in text.split("\n") if line.strip()][:12]
    for line in head:
        session = _SESSION.search(line)
        if session:
            yield from _only(mentions(session[1]), f"首部：{line.strip()[:60]}")
    if hint and hint != title:
        yield from _leading(fold(hint), "网页标题", whole)
    opening = _without_sources(text[:_OPENING])
    represented = re.search(r"我代表(.{2,16}?)人民政府", opening)
    if represented:
        yield from _only(mentions(represented[1]), f"首部：{represented.group()}")
    for line in whole.split("\n")[:40]:
        line = line.strip()
        if 4 <= len(line) <= 24 and re.fullmatch(r".{2,20}(?:人民政府|政府)(?:门户网站|网|办公室)?", line):
            yield from _only(mentions(line), f"首部：{line}")
    for match in _OWN.finditer(opening):
        yield from _only(mentions(match[1]), f"开头：{match.group()}")
    stem = re.sub(r"\.[A-Za-z]+$", "", name.rsplit("/", 1)[-1])
    yield from _leading(fold(stem), "文件名", whole)
    for match in _HOST.finditer(whole[-1500:]):
        yield from _only(mentions(match[1]), f"页脚：{match.group()}")
    code = _CODE.search(whole)
    if code and (place := place_with_code(code[1][:6])):
        yield Found((place,), f"页脚：{code.group()}")


def _leading(text: str, where: str, whole: str) -> Iterator[Found]:
    """Give the place at the head of a title: 濮阳县法治政府 …, 2022年绿塘乡 …, 城区2020年度 …."""
    for mention in mentions(text):
        if _BEFORE.fullmatch(text[: mention.start]) and not re.match(r"日报|晚报|新闻", text[mention.end :]):
            yield Found(mention.places, f"{where}：{text[:60]}")
            return
    bare = _BARE.search(text)
    if bare and _BEFORE.fullmatch(text[: bare.start()]):
        named = Counter(
            place
            for mention in mentions(whole)
            for place in mention.places
            if place.name == bare.group() and len(mention.places) == 1
        )
        if len(named) == 1:
            place = next(iter(named))
            yield Found((place,), f"{where}：{text[:60]}；文中：{place.full}")
        elif places_named(bare.group()):
            yield Found(places_named(bare.group()), f"{where}：{text[:60]}")


def _only(found: Sequence[Mention], evidence: str) -> Iterator[Found]:
    if found:
        yield Found(found[0].places, evidence)


def _narrow(found: Found, whole: str) -> tuple[Place | None, str]:
    """Choose among places of one name by full paths, parents, site code and licence in the text."""
    places = found.places
    if len(places) == 1 and (places[0].level != "乡" or len(places[0].path) > 1):
        return places[0], ""
    if len(places) == 1:
        return places[0], ""
    code = _CODE.search(whole)
    coded = place_with_code(code[1][:6]) if code else None
    if coded in places:
        return coded, f"页脚：{code.group() if code else ''}"
    counts: Counter[Place] = Counter()
    for mention in mentions(_without_sources(whole)):
        if len(mention.places) == 1:
            counts[mention.places[0]] += 1
    exact = [place for place in places if counts[place]]
    if len(exact) == 1:
        return exact[0], f"文中：{exact[0].full}"
    scores = {place: sum(count for other, count in counts.items() if place.within(other)) for place in places}
    licence = _LICENCE.search(whole)
    if licence:
        letter = places_named(licence[1])
        for place in places:
            scores[place] += 3 * any(place == up or place.within(up) for up in letter)
    best = sorted(places, key=lambda place: -scores[place])
    if scores[best[0]] > 0 and scores[best[0]] > scores[best[1]]:
        return best[0], f"文中多次提到 {''.join(best[0].path[:-1])}"
    return _by_level(places, whole)


def _by_level(places: Sequence[Place], whole: str) -> tuple[Place | None, str]:
    """Tell a city from the county of its name by what the report calls itself (我市, 我县)."""
    counts = {level: len(re.findall(words, whole)) for level, words in _LEVEL_WORDS}
    level = max(counts, key=lambda one: counts[one])
    own = [place for place in places if place.level == level]
    if counts[level] and len(own) == 1:
        return own[0], f"文中自称{level}级"
    return None, ""


def _without_sources(text: str) -> str:
    """Blank out source lines and newspapers, which are never the region."""
    text = _SOURCE.sub(lambda match: " " * len(match.group()), text)
    return _MEDIA.sub(lambda match: "　" * len(match.group()), text)

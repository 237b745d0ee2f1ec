"""Which place a report is of: from its title, its first lines, its opening, its footer, its file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import (
    COUNTRY,
    Mention,
    Place,
    mentions,
    national_organs,
    place_with_code,
    places_named,
)
from assistant.model import Level
from assistant.reports.identity.issuer import named_organ
from assistant.reports.identity.samename import CODE, Found, narrow, without_sources

_BEFORE = re.compile(
    r"(?>[《“\"\[(]|关于|印发|公布|公开|发布|附件?[0-9一二三四五六七八九十]{0,2}\s*:|中共|中国共产党|(?:19|20)[0-9]{2}年?度?|"
    r"[二一][〇零九][〇零一二三四五六七八九]{2}年度?|年度|全面|近[一二两三四五六]年|十[一二三四五六七]五|期间|以来|"
    r"(?:(?:新疆生产建设)?兵团)?第[一二三四五六七八九十]+师|[\s—:、,-])*+$"
)
_NOT_ITSELF = re.compile(r"日报|晚报|新闻|第[一二三四五六七八九十]+师")
_SESSION = re.compile(r"在(.{2,16}?)第?[一二三四五六七八九十]+届\s*人民代表大会")
_NATIONAL = re.compile(r"第[一二三四五六七八九十]+届全国人民代表大会")
_SPOKEN = re.compile(r"我(?:谨)?代表国务院,?(?:向(?:大会|会议)|作|报告)")
_OF = re.compile(r"关于|(?:19|20)[0-9]{2}年?|[二一][〇零九]|法治|政府工作")
_HOST = re.compile(r"(?:网站)?主办(?:单位)?\s*:\s*(\S{2,40})")
_OWN = re.compile(
    r"(?:^|[。\n]|(?:19|20)[0-9]{2}年度?(?:以来)?[,，]?|(?:今年|一年)以?来[,，])\s*"
    r"([一-鿿]{2,12}?(?:自治区|自治州|自治县|自治旗|省|市|县|区|乡|镇|街道))"
    r"(?:委|人民政府|[,、]|坚持|认真|深入|以|在|政府|党委|法治)"
)
_BARE = re.compile(
    r"城区|郊区|矿区|市中区|新城区|城中区|城东区|城西区|城北区|港口区|东区|西区|南区|北区|城关区|站前区|中原区|解放区"
)
_ZONE = re.compile(
    r"(?:(?!法治|关于|创建|争创|推进|建设|人民|政府|[0-9年的在和与])[一-鿿]){0,12}?"
    r"(?:(?:经济|技术|高新|产业|工业|开发|保税|贸易|旅游|度假|合作|实验|试验|管理|物流|航空港|园)+区|经开区|开发区|新区|一体化示范区|"
    r"风景(?:名胜)?区)"
)
_OPENING = 400
# No title, real or of a page, is longer.
_HEAD = 300


@dataclass(frozen=True, slots=True)
class Region:
    """The place of a report as one path, its level (None for a zone that is no administrative one), and why."""

    region: str | None = None
    level: Level | None = None
    evidence: str = ""
    warning: str = ""


def region_of(
    title: str | None, text: str, loaded_text: str, name: str, hint: str | None, signed: str | None = None
) -> Region:
    """Give as long a path as can be known, without one when unknown; `signed` is the organ that signed."""
    whole = fold(loaded_text)
    national = _national(title, text, name)
    if national:
        return Region(COUNTRY.name, COUNTRY.level, national)
    zone_only = bool(title and (match := _ZONE.match(_led(fold(title)))) and not mentions(match.group()))
    for found in _candidates(title, fold(text), whole, name, hint, signed):
        if zone_only and not found.zone:
            continue
        place, how = narrow(found, whole)
        why = "；".join(filter(None, (found.evidence, how)))
        if place is not None and found.zone:
            return Region(place.full + found.zone, None, why)
        if place is not None:
            return Region(place.full, place.level, why)
        parts = {one.name for one in found.places}
        if len(parts) == 1:
            own = found.places[0]
            told = "、".join(one.full for one in found.places[:4])
            warning = f"地名 {own.name} 有 {len(found.places)} 处（{told}），文中看不出是哪一处"
            return Region(own.name + found.zone, None if found.zone else own.level, found.evidence, warning)
    return Region(warning="看不出是哪个地方的报告")


def _led(text: str) -> str:
    """Give a folded title without what may stand before the name of its place."""
    at = next((at for at in range(min(len(text), _HEAD)) if not _BEFORE.fullmatch(text[: at + 1])), 0)
    return text[at:]


def _national(title: str | None, text: str, name: str) -> str:
    """Give the words that make a report one of the whole country, else nothing."""
    if _of_organ(title or ""):
        return f"标题：{title}"
    if spoken := _SPOKEN.search(fold(text[:_OPENING])):
        return f"开头：{spoken.group()}"
    stem = _stem(name)
    if title is None and _of_organ(stem):
        return f"文件名：{stem}"
    for line in [line.strip() for line in text.split("\n") if line.strip()][:12]:
        if len(line) <= 60 and _NATIONAL.search(line) and "政府工作报告" in (title or text[:200]):
            return f"首部：{line}"
    return ""


def _of_organ(title: str) -> bool:
    """Tell whether an organ of the whole country leads a title."""
    led = _led(fold(title))
    return any(led.startswith(one) and _OF.match(led, len(one)) for one in national_organs())


def _stem(name: str) -> str:
    return re.sub(r"\.[A-Za-z]+$", "", name.rsplit("/", 1)[-1])


def _candidates(
    title: str | None, text: str, whole: str, name: str, hint: str | None, signed: str | None
) -> Iterator[Found]:
    """Give the candidates from the strongest evidence to the weakest."""
    if title:
        yield from _leading(fold(title), "标题", whole)
    head = [line for line in text.split("\n") if line.strip()][:12]
    for line in head:
        session = _SESSION.search(line)
        if session:
            yield from _only(session[1], f"首部：{line.strip()[:60]}")
    if hint and hint != title:
        yield from _leading(fold(hint), "网页标题", whole)
    if signed:
        yield from _only(fold(signed), f"落款：{signed}")
    organ = named_organ(whole)
    if organ:
        yield from _only(organ[0], f"首部：{organ[1]}")
    opening = without_sources(text[:_OPENING])
    represented = re.search(r"我代表(.{2,16}?)人民政府", opening)
    if represented:
        yield from _only(represented[1], f"首部：{represented.group()}")
    for line in whole.split("\n")[:40]:
        line = line.strip()
        if 4 <= len(line) <= 24 and re.fullmatch(r".{2,20}(?:人民政府|政府)(?:门户网站|网|办公室)?", line):
            yield from _only(line, f"首部：{line}")
    for match in _OWN.finditer(opening):
        yield from _only(match[1], f"开头：{match[1]}")
    yield from _leading(fold(_stem(name)), "文件名", whole)
    for match in _HOST.finditer(whole[-1500:]):
        yield from _only(match[1], f"页脚：{match.group()}")
    code = CODE.search(whole)
    if code and (place := place_with_code(code[1][:6])):
        yield Found((place,), f"页脚：{code.group()}")


def _leading(text: str, where: str, whole: str) -> Iterator[Found]:
    """Give the place at the head of a title: 濮阳县法治政府 …, 2022年绿塘乡 …, 城区2020年度 …."""
    text = text[:_HEAD]
    organ = next((one for one in national_organs() if text.startswith(one)), "")
    for mention in mentions(text):
        before = text[len(organ) : mention.start]
        if _BEFORE.fullmatch(before) and not _NOT_ITSELF.match(text, mention.end):
            yield _found(text, mention, f"{where}：{text[:60]}")
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


def _only(text: str, evidence: str) -> Iterator[Found]:
    found = mentions(text)
    if found:
        yield _found(text, found[0], evidence)


def _found(text: str, mention: Mention, evidence: str) -> Found:
    """Give the places of a mention, with the zone that its name leads (合肥经济技术开发区 is not 合肥市)."""
    places: Sequence[Place] = mention.places
    higher = [one for one in places if not (one.level == "县" and one.name == mention.text + "区")]
    if higher and len(higher) < len(places):
        places = higher
    zone = _ZONE.match(text, mention.end)
    if not zone:
        return Found(tuple(places), evidence)
    named_by_city = all(place.level != "省" and place.name != mention.text for place in places)
    return Found(tuple(places), evidence, (mention.text if named_by_city else "") + zone.group())

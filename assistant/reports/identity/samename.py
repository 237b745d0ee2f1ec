"""Tell apart places of one name by what else the report and its page say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexicon.gazetteer import Place, mentions, place_with_code, places_named

CODE = re.compile(r"(?:网站标识码|标识码)\s*+:?\s*+([0-9]{10})")
_SOURCE = re.compile(
    r"(?:信息|稿件|文章)?来源\s*:[^\n]*?(?=\s{2,}|\s(?:日期|作者|责任编辑|浏览|文字|字体|发布)|$)",
    re.MULTILINE,
)
_MEDIA = re.compile(r"[一-鿿]{2,8}(?:日报|晚报|时报|早报|新闻网|新闻|网|电视台|客户端|在线)")
# Places that a report learns from or helps are not where it lies.
_OTHERS = re.compile(r"(?:学习|借鉴|考察|参观|对标|前往|赴|援|对口支援|帮扶)(?:了|借鉴)?[一-鿿]{2,16}")
_LICENCE = re.compile(r"([京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新])(?:icp备|公网安备)")
_LEVEL_WORDS = (
    ("乡", "我乡|我镇|全乡|全镇|本乡|本镇"),
    ("县", "我县|我区|全县|全区|县委|区委"),
    ("市", "我市|全市|市委"),
    ("省", "我省|全省|省委|自治区党委"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A place (or several that the words can mean), the words that gave it, the zone in it that is meant."""

    places: tuple[Place, ...]
    evidence: str
    zone: str = ""


def narrow(found: Found, whole: str) -> tuple[Place | None, str]:
    """Choose among places of one name by full paths, parents, site code and licence in the text."""
    places = found.places
    if len(places) == 1:
        return places[0], ""
    code = CODE.search(whole)
    coded = place_with_code(code[1][:6]) if code else None
    if coded in places:
        return coded, f"页脚：{code.group() if code else ''}"
    counts: Counter[Place] = Counter()
    for mention in mentions(without_sources(whole)):
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


def without_sources(text: str) -> str:
    """Blank out source lines, newspapers and places learnt from, which are never the region."""
    text = _SOURCE.sub(lambda match: " " * len(match.group()), text)
    text = _OTHERS.sub(lambda match: "　" * len(match.group()), text)
    return _MEDIA.sub(lambda match: "　" * len(match.group()), text)

"""Names in an answer: what stands in 《》 or “”, and a fact's own words; each stands in a quote that is cited."""

from __future__ import annotations

import re
from functools import cache

from assistant.answering.checking.grounds import Grounds, Unit, around
from assistant.answering.checking.squeeze import squeezed
from assistant.lexicon.tables import lines

QUOTED = re.compile(r"《([^《》\n]+)》|“([^“”\n]+)”|「([^「」\n]+)」")
PLAIN = re.compile(r"[\W_\d]")
# Least share of the character pairs of a model's sentence that its quotes and their headings hold
SUPPORT = 0.3
EDGES = "，,；;：:。.、！？!? \t\n|\0（）()"
# 乡政府公众号叫《生态绿塘》, 负责人是张三: what is said behind such a verb is a name where it is short
OBJECT = re.compile(r"(?:是|为|叫|名叫|由|任)([^，。；：、！？\0\s是为叫由]{2,4})(?=[，。；！？\0\s]|$)")


@cache
def forms() -> re.Pattern[str]:
    """Give what an answer may say without a marker: verdicts, counts of reports, who is silent, heads of tables."""
    return re.compile("|".join(f"(?:{line})" for line in lines("unmarked.txt")))


def names_stand(unit: Unit, grounds: Grounds) -> bool:
    """Tell whether every quoted name of a unit stands in a quote of its own marker, or is the question's."""
    named = [(match, squeezed(next(filter(None, match.groups())))) for match in QUOTED.finditer(unit.words)]
    for match, name in named:
        own = unit.own(match.start(), match.end(), grounds.sound)
        titles = "".join(squeezed(grounds.cards[one.report].title or "") for one in own if one.report in grounds.cards)
        if name not in around(own) + titles and name.removesuffix("目标") not in grounds.wording:
            return False
    return True


def asked_names(unit: Unit, grounds: Grounds) -> list[tuple[int, int]]:
    """Give the spans of quoted names in a unit that are the question's own words: 写明了“五份报告”."""
    return [
        match.span()
        for match in QUOTED.finditer(unit.words)
        if squeezed(next(filter(None, match.groups()))).removesuffix("目标") in grounds.wording
    ]


def objects_stand(unit: Unit, grounds: Grounds) -> bool:
    """Tell whether the short names that a model gives (负责人是张三) stand in a quote of their own marker."""
    return all(
        _known(squeezed(match[1]), around(unit.own(match.start(), match.end(), grounds.sound)) + grounds.wording)
        for match in OBJECT.finditer(unit.words)
    )


def _known(name: str, source: str) -> bool:
    return name in source or any(name[at : at + 2] in source for at in range(len(name) - 1))


def is_borne_out(unit: Unit) -> bool:
    """Tell whether a model's words have to do with the quotes that they cite (share of character pairs)."""
    words, source = PLAIN.sub("", plain_words(unit)), PLAIN.sub("", around(unit.cited))
    pairs = [words[at : at + 2] for at in range(len(words) - 1)]
    return not pairs or sum(pair in source for pair in pairs) >= SUPPORT * len(pairs)


def plain_words(unit: Unit) -> str:
    """Give the words of a unit without verdict, list number and 原文：, squeezed."""
    words = unit.words.replace("\0", "").strip()
    return squeezed(re.sub(r"^(?:(?:是的|不是|没有|有)。|原文[：:])", "", words)).strip(EDGES)


def is_verbatim(words: str, unit: Unit) -> bool:
    """Tell whether squeezed words are, as they stand, part of one quote of the unit."""
    return bool(words) and any(words in squeezed(one.quote) for one in unit.cited)

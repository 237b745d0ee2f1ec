"""The indicator of a question: the words left when places, years and question words are taken out."""

from __future__ import annotations

import re

from assistant.lexicon.tables import canonical, generic_words, indicators_apart, known_indicators, unit_kinds
from assistant.lexicon.words import at_words, cut
from assistant.question.patterns import group, measure_words, phrases

PARTICLES = frozenset(
    "的了吗呢吧啊呀么嘛是有为在被把和与及到过着都就也还能会要个件项起次场家人名位所处条份支台辆几多办做开去来叫放用搞弄给让跟同对从把共总各全本该这那哪谁少已由向从按经里中上下内外后前时年月日区市县省乡镇村说看查写讲好不没想所其并又再才只很最更等如若因以于之而但或者"
)


# Characters that make a noun of the word before them
SUFFIXES = frozenset("率数额量费度员者书证卡站点")
EDGES = re.compile(r"^(?:[的了在是有为和与被把]|一下)+|(?:[的了呢吗吧啊呀么嘛是有为]|共)+$")


def unit_asked(text: str) -> str | None:
    """Give the measure word after 多少 or 几 (多少项 → 项)."""
    if re.search("多久|多长时间|多少时间", text):
        return "天"
    if "多少钱" in text:
        return "元"
    if re.search("多长|多远", text):
        return "公里"
    if re.search("(?:多少|几)回", text):
        return "次"
    match = re.search(r"(?:多少|几)(?:万|亿)?(" + "|".join(re.escape(u) for u in measure_words()) + ")(?![口均])", text)
    return match[1] if match else None


def indicator_of(text: str) -> str:
    """Take question words and particles out; what is left names what is asked."""
    for pattern in (phrases(), *(pattern for _name, pattern in group("operation"))):
        text = at_words(pattern, lambda _match: " ", text)
    parts = re.split(r"[\s?!,。、;:\"“”'‘’()《》]+", text)
    return " ".join(part for part in (EDGES.sub("", part) for part in parts) if part)


def _merged(words: list[str]) -> list[str]:
    """Join a lone character to the word behind it (分 + 中心), a suffix to the one before (进驻 + 率).

    Numbers keep their measure word (7 + 个).
    """
    found: list[str] = []
    lone = ""
    for before, word in zip(["", *words], words, strict=False):
        if word in SUFFIXES and found and before and found[-1].endswith(before):
            found[-1] += word
        elif word[0].isdigit() or (len(word) == 1 and word not in PARTICLES):
            found += [lone] if len(lone) > 1 and (lone[0].isdigit() or word[0].isdigit()) else []
            lone = word if word[0].isdigit() or lone[:1].isdigit() else lone + word
        elif lone and lone[0].isdigit() and word in unit_kinds():
            found.append(lone + word)
            lone = ""
        elif word not in PARTICLES:
            found.append(lone + word if lone and not lone[0].isdigit() else word)
            lone = ""
    return [*found, lone] if len(lone) > 1 else found


def terms_of(indicator: str) -> tuple[str, ...]:
    """Split an indicator into its terms, synonyms read as one wording; generic words only where none other is."""
    found: list[str] = []
    for piece in indicators_apart(canonical(indicator)):
        found += [piece] if piece in known_indicators() else _merged(cut(piece))
    found = [word for word in found if len(word) > 1] or found
    telling = [word for word in found if word not in generic_words()]
    return tuple(dict.fromkeys(telling or found))

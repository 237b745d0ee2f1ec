"""The indicator of a question: the words left when places, years and question words are taken out."""

from __future__ import annotations

import re
from functools import cache

from assistant.lexicon.tables import (
    canonical,
    generic_words,
    indicators_apart,
    known_indicators,
    lone_nouns,
    lone_verbs,
    particles,
    suffixes,
    unit_kinds,
    verbs_of_speech,
)
from assistant.lexicon.words import at_words, boundaries, cut, is_place_name
from assistant.question.patterns import first, group, measure_words, phrases, plain_asking, single


def unit_asked(text: str) -> str | None:
    """Give the measure word after 多少 or 几 (多少项 → 项); 几个省 counts places, not what is asked for."""
    if unit := first("unit", text):
        return unit
    match = _counted().search(text)
    return match[1] if match else None


@cache
def _counted() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in measure_words())
    return re.compile(
        f"(?:多少|(?<!哪)几|哪几)(?:万|亿)?({units})(?![口均]|(?<=人)[民大才员社力]|省|市(?!场)|县|地[方区])"
    )


@cache
def _counted_by() -> re.Pattern[str]:
    words = verbs_of_speech()
    verbs, whom, behind = "|".join(lone_verbs()), "|".join(words["between"]), "".join(words["behind"])
    count = f"(?=(?:{whom})?(?:多少|百分之几|(?<!哪)几(?!乎)))"
    return re.compile(f"(?<![{behind}])({verbs})(?:(?:过|掉|完)?了|过|掉)?{count}")


def _spelt_out(match: re.Match[str]) -> str:
    # the spaces keep 少几 from being read in 减少几天, and 燃气管道 whole before 更换
    return f" {lone_verbs()[match[1]]} "


@cache
def _lone_nouns() -> re.Pattern[str]:
    return re.compile("|".join(lone_nouns()))


@cache
def _verbs() -> str:
    """Give every verb of one character, as characters."""
    return "".join(verb for verb in (*lone_verbs(), *verbs_of_speech()["several"]) if len(verb) == 1)


def spelt_out(text: str) -> str:
    """Read a lone verb that something is counted by, and a lone noun, as reports write them (查了多少家店)."""
    places = boundaries(text)
    text = _counted_by().sub(lambda match: _spelt_out(match) if match.start() in places else match.group(), text)
    return at_words(_lone_nouns(), lambda match: lone_nouns()[match.group()], text)


def indicator_of(text: str, *, plans: bool = False) -> str:
    """Take question words and particles out; what is left names what is asked.

    With `plans` 下一步 and 打算 stay: where nothing else is left they are what is asked for.
    """
    text = spelt_out(text)
    for pattern in (plain_asking(),) if plans else (phrases(), *(pattern for _name, pattern in group("operation"))):
        text = at_words(pattern, lambda _match: " ", text)
    edges = single("indicator", "edges")
    parts = re.split(r"[\s?!,。、;:\"“”'‘’()《》]+", text)
    return " ".join(part for part in (edges.sub("", part) for part in parts) if part)


def _merged(words: list[str]) -> list[str]:
    """Join a lone character to the word behind it (分 + 中心), a suffix to the one before (进驻 + 率).

    Numbers keep their measure word (7 + 个).
    """
    found: list[str] = []
    lone = ""
    for before, word in zip(["", *words], words, strict=False):
        if word in suffixes() and found and before and found[-1].endswith(before):
            found[-1] += word
        elif lone_nouns().get(word) == word:
            found.append(word)
            lone = ""
        elif word[0].isdigit() or (len(word) == 1 and word not in particles()):
            found += [lone] if len(lone) > 1 and (lone[0].isdigit() or word[0].isdigit()) else []
            lone = word if word[0].isdigit() or lone[:1].isdigit() else lone + word
        elif lone and lone[0].isdigit() and word in unit_kinds():
            found.append(lone + word)
            lone = ""
        elif word not in particles():
            # 找|联络员: a verb of speech is no part of the name behind it
            found.append(("" if lone[:1].isdigit() else lone.lstrip(_verbs())) + word)
            lone = ""
        elif not lone[:1].isdigit():
            # 执结|的|涉企案件: a particle ends what lone characters began
            found += [lone] if len(lone) > 1 else []
            lone = ""
    return [*found, lone] if len(lone) > 1 else found


def terms_of(indicator: str) -> tuple[str, ...]:
    """Split an indicator into its terms, synonyms read as one wording; generic words only where none other is."""
    found: list[str] = []
    for piece in indicators_apart(canonical(indicator)):
        parts = (_merged(cut(part)) for part in piece.split())
        found += [piece] if piece in known_indicators() else [word for part in parts for word in part]
    found = [word for word in found if len(word) > 1 or word in lone_nouns()] or found
    telling = [word for word in found if word not in generic_words()]
    return tuple(dict.fromkeys(telling or found))


def names_in(indicator: str) -> tuple[str, ...]:
    """Give the terms that name a place which no report is of: 塔克拉玛干, 三峡库区, 缙云山."""
    natural = single("places", "natural")
    return tuple(
        term for term in terms_of(indicator) if len(term) > 2 and (is_place_name(term) or natural.fullmatch(term))
    )


def rates_of(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Name the rate of what is done where it has a name of its own (出庭应诉的占几成 → 出庭应诉率)."""
    if any(term.endswith("率") for term in terms):
        return terms
    return tuple(term + "率" if term + "率" in known_indicators() else term for term in terms)

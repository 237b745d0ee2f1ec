"""What a question wants worked out, read off its words: the names of a whole and its part, of what is added up …"""

from __future__ import annotations

import re
import tomllib
from functools import cache

from assistant.lexicon.figures import without_figures
from assistant.lexicon.tables import DATA, aspects, generic_words, unit_kinds
from assistant.question.terms import indicator_of, terms_of


@cache
def _tables() -> dict[str, dict[str, list[str] | str]]:
    """Read arithmetic.toml, its placeholders filled in."""
    text = (DATA / "arithmetic.toml").read_text(encoding="utf-8")
    before = tomllib.loads(text)["before"]
    share = tomllib.loads(text)["share"]["asked"]
    units = "|".join(re.escape(unit) for unit in sorted(unit_kinds(), key=len, reverse=True) if unit != "成")
    filled = {
        "<share>": share, "<base>": before["base"], "<fell>": before["fell"], "<rose>": before["rose"], "<unit>": units,
    }  # fmt: skip
    for name, pattern in filled.items():
        text = text.replace(name, pattern.replace("\\", "\\\\"))
    return tomllib.loads(text)


@cache
def patterns(section: str) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of a section in the order in which they are tried."""
    return tuple(re.compile(one) for one in _tables()[section]["patterns"])


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Give one pattern of a section."""
    return re.compile(str(_tables()[section][name]))


def named(section: str, words: str) -> re.Match[str] | None:
    """Give the names that a question has for the figures of an operation, None where it does not ask so."""
    return next((match for one in patterns(section) if (match := one.search(words))), None)


def names_of(words: str) -> tuple[str, ...]:
    """Give the terms that name a figure; what only says how it stands (在调, 未结) names it too."""
    told = [word for word, _aspect, _hard in aspects() if words.strip() == word]
    return (told[0],) if told else terms_of(indicator_of(without_figures(words)))


def parts_added(words: str, section: str = "sum") -> tuple[tuple[str, ...], str]:
    """Give the names of what is added up, and the words that they share; () for fewer than two.

    查药品、化妆品、食品的店 → (药品, 化妆品, 食品), 店: what stands before 的 in the first, behind it in the last.
    """
    match = named(section, words)
    found = [one for one in pattern("sum", "between").split(match["parts"]) if one] if match else []
    telling = [one for one in found if set(names_of(one)) - generic_words()]
    if len(telling) < 2:
        return (), ""
    tails = {one.rpartition("的")[2] for one in telling}
    if len(tails) == 1 and all("的" in one.strip("的") for one in telling):
        # 清理的文件和废止的文件: each is named in full
        return tuple(one.replace("的", "") for one in telling), ""
    head, _, first = telling[0].rpartition("的")
    last, _, tail = telling[-1].partition("的")
    return (first, *telling[1:-1], last), f"{head} {tail}".strip()


def taken_off(part: str) -> list[str]:
    """Give what is taken off a whole, one by one (化解也不在调 → 化解, 在调)."""
    return [one for one in pattern("rest", "between").split(part) if one.strip()]

"""The patterns of `lexicon/data/question.toml` and the words of `asking.txt`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from assistant.lexicon.tables import DATA, asking_words, unit_kinds

# 成分, 度, 级, 方面 … follow 几 and 多少 as other words, 几倍 asks to divide; ‰ and % are never typed there
NOT_ASKED = frozenset(
    ["倍", "成", "分", "度", "级", "方", "间", "面", "微克/立方米", "PF", "PFlops", "Pflops", "公里²"]
)
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
FIGURE = r"\d+(?:\.\d+)?(?:万亿|万|亿|千|百)?(?:%|‰|<unit>)?"


@cache
def tables() -> dict[str, Any]:
    """Read question.toml, its placeholders filled in."""
    text = (DATA / "question.toml").read_text(encoding="utf-8")
    for name, pattern in (("<number>", NUMBER), ("<figure>", FIGURE), ("<unit>", "|".join(measure_words()))):
        text = text.replace(name, pattern.replace("\\", "\\\\"))
    found = tomllib.loads(text)
    found["years"]["plan"] = found["years"]["plan"].replace("<plans>", "|".join(found["plans"]))
    return found


@cache
def measure_words() -> tuple[str, ...]:
    """Give the measure words that a question asks for, longest first; those that are also other words left out."""
    return tuple(sorted((unit for unit in unit_kinds() if unit not in NOT_ASKED), key=len, reverse=True))


@cache
def group(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give (name, pattern) of a section, in the order in which they are tried."""
    return tuple(
        (name, re.compile(parts if isinstance(parts, str) else "|".join(parts)))
        for name, parts in tables()[section].items()
    )


@cache
def single(section: str, name: str) -> re.Pattern[str]:
    """Give one pattern, written as a string or as a list of alternatives."""
    written = tables()[section][name]
    return re.compile(written if isinstance(written, str) else "|".join(written))


@cache
def phrases() -> re.Pattern[str]:
    """What is taken out of a question before its indicator is read: turns of phrase, then words, longer ones first."""
    turns = [phrase for phrases_of in tables()["drop"].values() for phrase in phrases_of]
    words = sorted((word for words in asking_words().values() for word in words), key=lambda word: (-len(word), word))
    return re.compile("|".join([*turns, *map(re.escape, words)]))


@cache
def plain_asking() -> re.Pattern[str]:
    """Only words of politeness and of asking."""
    words = [word for category in ("polite", "self", "ask", "list") for word in asking_words()[category]]
    return re.compile("|".join(["怎么做", *map(re.escape, sorted(words, key=lambda word: (-len(word), word)))]))


@cache
def polite() -> re.Pattern[str]:
    """Politeness that would be read as a question of its own (能不能帮我找一下)."""
    words = sorted(asking_words()["polite"], key=lambda word: (-len(word), word))
    turns = tables()["polite"].values()
    return re.compile("|".join([*turns, *(re.escape(word) for word in words if len(word) > 2)]))


def without_scope(text: str) -> str:
    """Take 各地, 哪些县 … out of a question that is asked again of one place."""
    return dict(group("scope"))["all"].sub("", text)


def first(section: str, text: str) -> str | None:
    """Name the first pattern of a section that occurs in the text."""
    return next((name for name, pattern in group(section) if pattern.search(text)), None)

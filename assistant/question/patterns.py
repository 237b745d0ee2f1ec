"""The patterns of `lexicon/data/question.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from assistant.lexicon.tables import DATA, unit_kinds

# 成分, 度, 级, 方面 … follow 几 and 多少 as other words; ‰ and % are never typed there
NOT_ASKED = frozenset(
    ["成", "分", "度", "级", "方", "度", "间", "面", "微克/立方米", "PF", "PFlops", "Pflops", "公里²"]
)


@cache
def _tables() -> dict[str, Any]:
    text = (DATA / "question.toml").read_text(encoding="utf-8")
    return tomllib.loads(text.replace("<unit>", "|".join(measure_words())))


@cache
def measure_words() -> tuple[str, ...]:
    """Give the measure words that a question asks for, longest first; those that are also other words left out."""
    return tuple(sorted((unit for unit in unit_kinds() if unit not in NOT_ASKED), key=len, reverse=True))


@cache
def group(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give (name, pattern) of a section, in the order in which they are tried."""
    return tuple((name, re.compile("|".join(parts))) for name, parts in _tables()[section].items())


@cache
def single(section: str, name: str) -> re.Pattern[str]:
    """Give one pattern that is written as a string."""
    return re.compile(_tables()[section][name])


@cache
def phrases() -> re.Pattern[str]:
    """What is taken out of a question before its indicator is read."""
    return re.compile("|".join(_tables()["drop"]["phrases"]))


def without_scope(text: str) -> str:
    """Take 各地, 哪些县 … out of a question that is asked again of one place."""
    return dict(group("scope"))["all"].sub("", text)


def first(section: str, text: str) -> str | None:
    """Name the first pattern of a section that occurs in the text."""
    return next((name for name, pattern in group(section) if pattern.search(text)), None)

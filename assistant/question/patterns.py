"""The patterns of `lexicon/data/question.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from assistant.lexicon.tables import DATA


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((DATA / "question.toml").read_text(encoding="utf-8"))


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

"""The rules of reading, from the data files of the lexicon, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.lexicon.tables import DATA

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ChromeRule:
    """A kind of page chrome: `pattern` must match a whole folded line, and `also` be found in it; `zone` says where.

    `once`: more than one such line in a text is a list of its own; `block`: short lines after it are chrome too.
    """

    name: str
    zone: str
    pattern: re.Pattern[str]
    also: re.Pattern[str] | None = None
    once: bool = False
    block: bool = False

    def matches(self, line: str) -> bool:
        """Tell whether a folded line is such chrome; a long line never is."""
        if len(line) > _LONGEST or not self.pattern.fullmatch(line):
            return False
        return self.also is None or bool(self.also.search(line))


@dataclass(frozen=True, slots=True)
class ContentsRules:
    """How a table of contents that is written as text looks, each for a whole folded line."""

    heading: re.Pattern[str]
    numbered: re.Pattern[str]
    leaders: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class HeadingRules:
    """How headings look and what they say.

    `markers` are ways of numbering: name, level (1 is outermost), pattern; those of `whole_lines` make a heading only
    of a whole line, those of `followed` only of a short one above a longer. `orders` and `numbers` are what begins the
    items of an enumeration.
    """

    markers: tuple[tuple[str, int, re.Pattern[str]], ...]
    whole_lines: frozenset[str]
    followed: frozenset[str]
    plain: tuple[tuple[int, re.Pattern[str]], ...]
    orders: tuple[tuple[str, ...], ...]
    numbers: tuple[tuple[str, ...], ...]
    meta: re.Pattern[str]
    plan: re.Pattern[str]
    review: re.Pattern[str]
    neither: re.Pattern[str]
    turn: re.Pattern[str]
    next: re.Pattern[str]
    lacking: re.Pattern[str]
    told: re.Pattern[str]


@cache
def chrome_rules() -> tuple[ChromeRule, ...]:
    """Read the rules for page chrome."""
    return tuple(
        ChromeRule(
            rule["name"],
            rule["zone"],
            re.compile(rule["pattern"]),
            re.compile(rule["also"]) if "also" in rule else None,
            rule.get("once", False),
            rule.get("block", False),
        )
        for rule in _boilerplate()["rule"]
    )


@cache
def contents_rules() -> ContentsRules:
    """Read the rules for tables of contents."""
    return ContentsRules(**{name: re.compile(pattern) for name, pattern in _boilerplate()["contents"].items()})


def rule_label(name: str) -> str:
    """Give what a person is shown for the name of a rule; the name itself when there is no such rule today."""
    return _labels().get(name, name)


@cache
def _labels() -> dict[str, str]:
    data = _boilerplate()
    return {rule["name"]: rule["label"] for rule in data["rule"]} | data["labels"]


@cache
def _boilerplate() -> dict[str, Any]:
    return tomllib.loads((DATA / "boilerplate.toml").read_text(encoding="utf-8"))


@cache
def heading_rules() -> HeadingRules:
    """Read the rules for headings."""
    data = tomllib.loads((DATA / "headings.toml").read_text(encoding="utf-8"))
    part = data["part"]
    return HeadingRules(
        markers=tuple((one["name"], one["level"], re.compile(one["pattern"])) for one in data["marker"]),
        whole_lines=frozenset(one["name"] for one in data["marker"] if one.get("line")),
        followed=frozenset(one["name"] for one in data["marker"] if one.get("followed")),
        plain=tuple((one["level"], _any(one["patterns"])) for one in data["plain"]),
        orders=tuple(tuple(order) for order in data["items"]["orders"]),
        numbers=tuple(tuple(order) for order in data["items"]["numbers"]),
        meta=_any(data["meta"]["patterns"]),
        plan=re.compile(part["plan"]),
        review=re.compile(part["review"]),
        neither=re.compile(part["none"]),
        turn=re.compile(part["turn"]),
        next=re.compile(part["next"]),
        lacking=re.compile(part["lacking"]),
        told=re.compile(part["told"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))

"""What a question in words asks for: the kind of fact, what it is one of, and the words beside the word of asking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from assistant.answering.facts.wanted import tables
from assistant.lexicon.words import boundaries, is_light

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*[%‰]?")


@dataclass(frozen=True, slots=True)
class Asking:
    """The kind of fact ([kinds] of asked.toml), its head (哪家律师事务所: 律师事务所), the words before and behind.

    `words` are the longer words of the whole question, `pairs` its character pairs.
    """

    kind: str
    head: str
    before: str
    behind: str
    text: str
    words: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=2000)
def asking(question: str) -> Asking:
    """Read the folded words of a question."""
    kind, match = next(
        ((name, found) for name, pattern in patterns("kinds") if (found := pattern.search(question))), ("thing", None)
    )
    at, end = match.span() if match else (len(question), len(question))
    behind = [question[left:right] for left, right in cuts(question) if left >= end and question[left].isalnum()]
    before = [question[left:right] for left, right in cuts(question) if right <= at]
    taken = 0
    while taken < min(2, len(behind)) and _is_thing(behind[taken]):
        taken += 1
    head = "".join(behind[:taken])
    if kind == "place" and not head and match and match.group()[-1] not in "里儿":
        head = match.group().lstrip("哪个")
    # 公司叫什么名字 asks for a company
    head = _head_before(question[:at], before) or head if head in listed("asking", "names") else head
    # 大厅在哪里: what stands before is not what the answer is one of
    head = head or ("" if kind == "place" else _head_before(question[:at], before))
    if kind == "thing":
        kind = "open" if behind and behind[0] in listed("heads", "open") else _kind_of_head(head)
    telling = frozenset(question[left:right] for left, right in cuts(question) if right - left > 1) - {head}
    pairs = frozenset(left + right for left, right in pairwise(question))
    rest = behind[taken:]
    return Asking(kind, head, before[-1] if before else "", rest[0] if rest else "", question, telling, pairs)


def _is_thing(word: str) -> bool:
    return len(word) > 1 and word.isalnum() and not is_light(word)


def _head_before(text: str, words: list[str]) -> str:
    """Give what is asked for where it stands before the word of asking: 处长是谁, 公众号叫什么."""
    if not words or words[-1] not in listed("asking", "links"):
        return ""
    bare = text.rstrip("是为叫的有做称")
    titled = [word for word in tables()["heads"]["person"].split() if bare.endswith(word) and len(word) > 1]
    named = [word for word in words[-3:] if _is_thing(word)]
    return max(titled, key=len, default=named[-1] if named else "")


def _kind_of_head(head: str) -> str:
    kinds = ((kind, word) for kind, written in tables()["heads"].items() for word in written.split())
    return max(((len(word), kind) for kind, word in kinds if head.endswith(word)), default=(0, "thing"))[1]


@lru_cache(maxsize=4000)
def cuts(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of the words and marks of a folded text; a number is one piece."""
    places = boundaries(text) | {at + 1 for at, char in enumerate(text) if not char.isalnum()}
    inside = {at for number in NUMBER.finditer(text) for at in range(number.start() + 1, number.end())}
    return tuple(pairwise(sorted(places - inside)))


@cache
def patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the named patterns of a section of asked.toml, in their order."""
    return tuple((name, re.compile(written)) for name, written in tables()[section].items())


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """Give the words of an entry of asked.toml."""
    return frozenset(tables()[section][name].split())


@cache
def titles() -> tuple[str, ...]:
    """Give the titles of people (市长, 处长, 院士 …)."""
    return tuple(tables()["heads"]["person"].split())

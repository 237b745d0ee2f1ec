"""甲、乙和丙…分别增长20%、10%、36%: names and figures one to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.lexicon.figures import Figure
from assistant.lexicon.tables import paired_words
from assistant.lexicon.words import cut

RESPECTIVELY = "分别"
# A name that ends so is whole; another one takes the head of the last (粮食、油料、蔬菜产量)
WHOLE = re.compile(r"(?:[率额量数值度幅积]|收入|支出|投资|资金|指数)$")


# what may stand between figures that follow their names in turn, and between the last name and the first of them
JOINS, VERB = ("、", "和", "及"), re.compile(r"(?:(?:完成|实现|达到?|为|是|共|各|增长|下降|提高|降低|增加|减少)了?)+$")


def respectively(clause: str, found: Sequence[Figure]) -> list[tuple[Figure, str, str]]:
    """Give each figure behind 分别 with the words before and behind it; [] where the numbers of both differ."""
    at = clause.find(RESPECTIVELY)
    found = [one for one in found if one.start > at]
    verb = clause[at + len(RESPECTIVELY) : found[0].start]
    names = re.split(r"[、和及与]", clause[:at])
    if len(names) == 1 and len(found) == 2:
        names = _two_in_one(names[0])
    if len(names) < len(found):
        return []
    names = names[-len(found) :]
    names = [name if WHOLE.search(name) else name + _head(name, names[-1]) for name in names]
    return [(one, f"{name}{verb}", "") for one, name in zip(found, names, strict=True)]


def in_turn(clause: str, found: Sequence[Figure]) -> list[tuple[Figure, str, str]]:
    """Give each of 甲、乙、丙产量达到6吨、12吨、9立方米 with its own name; [] where the numbers of both differ."""
    between = [clause[one.end : other.start] for one, other in pairwise(found)]
    if len(found) < 2 or any(words not in JOINS for words in between):
        return []
    lead = clause[: found[0].start]
    match = VERB.search(lead)
    verb = match.group() if match else ""
    names = re.split(r"[、和及与]", lead.removesuffix(verb))
    if len(names) != len(found) or any(len(name) < 2 for name in names):
        return []
    names = [name if WHOLE.search(name) else name + _head(name, names[-1]) for name in names]
    return [(one, f"{name}{verb}", "") for one, name in zip(found, names, strict=True)]


def _head(name: str, last: str) -> str:
    """Give what a name shares with the last: what follows the word that both have, else all but its first word."""
    for size in range(len(name), 1, -1):
        at = last.find(name[-size:])
        if at >= 0:
            return last[at + size :]
    words = cut(last)
    # 城镇、农村居民收入: one word for the dictionary, but its first part stands against the name
    head = "".join(words[1:]) if len(words) > 1 else last[len(name) :]
    return "" if name.endswith(head) else head


def _two_in_one(name: str) -> list[str]:
    """城乡居民收入 names two things: 城镇居民收入, 农村居民收入."""
    both, members = next(((both, members) for both, members in paired_words() if both in name), ("", ()))
    return [name.replace(both, member) for member in members] or [name]

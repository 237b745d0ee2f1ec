"""The verdict of a yes or no: whether the clause that says what is asked affirms it; negations count."""

from __future__ import annotations

import re
from functools import cache

from assistant.answering.facts.sentences import covered_by
from assistant.answering.facts.series import clauses
from assistant.answering.facts.wanted import tables
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.lexicon.words import cut
from assistant.model import Question

ORDINAL = re.compile(r"(?:(?P<scope>全[国省市县区球]|世界)[^,。、第]{0,6})?第(?P<place>[0-9]+|[一二三四五六七八九十]+)")


def verdict(question: Question, words: str) -> str:
    """Give 有。 没有。 是的。 不是。 for the words of a report that say what is asked."""
    text = fold(words)
    parts = [text[left:right] for left, right in clauses(text)] or [text]
    clause = max(parts, key=lambda part: covered_by(question.terms, canonical(part)))
    there = bool(_pattern("exists").search(question.left))
    if _contradicts(question.left, text):
        return "不是。"
    yes = denied(clause) == asks_denied(question.left)
    if there:
        return "有。" if yes else "没有。"
    return "是的。" if yes else "没有。" if _pattern("done").search(question.left) else "不是。"


def denied(text: str) -> bool:
    """Tell whether a clause denies: an odd number of 未, 没有, 尚未, 无 … that stand as words."""
    return sum(word in _denials() for word in cut(text)) % 2 == 1


def asks_denied(asked: str) -> bool:
    """Tell whether what is asked for is denied (没调成的有多少); 有没有 and 是不是 deny nothing."""
    return denied(_pattern("turns").sub("", asked))


def _contradicts(asked: str, told: str) -> bool:
    """全省第一 in the question, 全省第五 in the report: it says another place."""
    wanted, said = _places(fold(asked)), _places(told)
    apart = [scope for scope in wanted if scope in said and wanted[scope] != said[scope]]
    if any(scope in said for scope in wanted):
        return bool(apart)
    return bool(wanted and said) and not set(wanted.values()) & set(said.values())


def _places(text: str) -> dict[str, str]:
    """Give the number that each scope's ranking tells (全省 → 五); a place without one has the scope ""."""
    return {match["scope"] or "": _number(match["place"]) for match in ORDINAL.finditer(text)}


def _number(written: str) -> str:
    found = figures(f"{written}个")
    return str(found[0].number) if found else written


@cache
def _denials() -> frozenset[str]:
    return frozenset(tables()["verdict"]["denials"].split())


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(tables()["verdict"][name])

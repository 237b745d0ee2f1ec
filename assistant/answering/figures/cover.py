"""How far words say what is asked: term cover, the weight of a term, aspects. Nothing here knows a figure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.lexicon.tables import aspects, generic_words, known_indicators, related_words
from assistant.lexicon.words import domain_words, is_light, words

RELATED = 0.8
# A text that has some of a term's character pairs, the last among them
PART = 0.75
# A verb or adverb of the question may be missing: the report says it in another way
LIGHT = 0.6


@lru_cache(maxsize=200_000)
def cover(term: str, text: str) -> float:
    """How far `text` contains `term`: 1 whole, 0.8 by a related term, else the share of its character pairs.

    The last pair must be there: 一般公共预算支出 says nothing of 一般公共预算收入.
    """
    if term in text:
        return 1.0
    if any(other in text for other in related_words().get(term, ())):
        return RELATED
    if len(term) < 3 or term[-2:] not in text:
        return 0.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    share = sum(pair in text for pair in pairs) / len(pairs)
    return PART * share if share >= 0.5 else 0.0


@lru_cache(maxsize=20_000)
def weight(term: str) -> float:
    """Weight of a term: terms of the field most, then nouns and what is said of them; other words hardly any."""
    if term in generic_words() or term[:-1] in generic_words():
        return 0.25
    whole = 1.0 if len(term) <= 2 else 1.5 if len(term) <= 4 else 2.0
    if term in known_indicators() or term in domain_words():
        return whole
    if any(word in term for word, _aspect, _hard in aspects()):
        return 1.0
    return LIGHT if is_light(term) else whole


def affinity(terms: Sequence[str], words: str) -> float:
    """Weighted share of the terms' character pairs that a text has."""
    total = sum(weight(term) for term in terms)
    shares = (weight(term) * sum(pair in words for pair in pairs_of(term)) / len(pairs_of(term)) for term in terms)
    return sum(shares) / total if total else 0.0


def pairs_of(term: str) -> list[str]:
    """Give each two neighbouring characters of a term, the term itself where it has one."""
    return [term[at : at + 2] for at in range(len(term) - 1)] or [term]


@lru_cache(maxsize=100_000)
def aspects_in(text: str) -> frozenset[tuple[str, bool]]:
    """Name the aspects that a text speaks of, each with whether it is a hard one."""
    found = set()
    for word, aspect, hard in aspects():
        if word in text:
            found.add((aspect, hard))
            text = text.replace(word, " ")
    return frozenset(found)


def without(terms: tuple[str, ...], text: str) -> str:
    """Take the terms asked for out of a text: what is left is of something else."""
    for term in terms:
        text = text.replace(term, "")
    return text


@lru_cache(maxsize=20_000)
def parts(term: str) -> tuple[str, str] | None:
    """Split a compound at its longest known last word (调解成功率 → 调解, 成功率); None where there is none."""
    known = set(words(term))
    for at in range(2, len(term) - 1):
        if term[at:] in known and term[:at] in known:
            return term[:at], term[at:]
    return None

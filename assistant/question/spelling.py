"""A second reading of a question that found nothing: a known term with one character mistyped (检察建义)."""

from __future__ import annotations

from functools import cache

from assistant.lexicon.tables import known_indicators
from assistant.lexicon.words import domain_words

# Shorter terms differ from each other by one character too often (上访, 信访)
SHORTEST = 4


@cache
def _terms_by_length() -> dict[int, tuple[str, ...]]:
    terms: dict[int, list[str]] = {}
    for term in sorted({*known_indicators(), *domain_words()}):
        if len(term) >= SHORTEST:
            terms.setdefault(len(term), []).append(term)
    return {length: tuple(found) for length, found in sorted(terms.items(), reverse=True)}


def respelled(words: str) -> tuple[str, str] | None:
    """Give (as typed, as known) for the longest run of `words` one character off a known term, or None.

    A run that holds a known term as it is, is no misspelling; one that fits two terms is not guessed.
    """
    for length, terms in _terms_by_length().items():
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            near = [term for term in terms if sum(a != b for a, b in zip(run, term, strict=True)) == 1]
            if len(near) == 1 and not _known_inside(run):
                return run, near[0]
    return None


def _known_inside(run: str) -> bool:
    return any(run[at : at + length] in terms for length, terms in _terms_by_length().items() for at in range(len(run)))

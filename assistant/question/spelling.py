"""A second reading of a question that found nothing: a known term mistyped (检察建义, 调节成功率, 行政审批项).

A term is typed by its sound (pinyin): what sounds like a known term is read as that term. Other slips are read only
where they leave no words: 就业率 is no slip for 失业率.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from assistant.lexicon.tables import known_indicators, sounds
from assistant.lexicon.words import boundaries, domain_words

# Shorter terms differ from each other by one character too often (上访, 信访); by their sound from three on
SHORTEST, SHORTEST_BY_SOUND = 4, 3
# Names of several offices: longer runs are no term
LONGEST = 16
BLANK = "_"
# 上市的公司 is no slip for 上市公司
PARTICLES = "的了过着"

Index = dict[str, frozenset[str]]


def _indexed(keys: Callable[[str], Iterator[str]], shortest: int) -> Index:
    found: dict[str, set[str]] = {}
    for term in {*known_indicators(), *domain_words()}:
        if shortest <= len(term) <= LONGEST:
            for key in keys(term):
                found.setdefault(key, set()).add(term)
    return {key: frozenset(terms) for key, terms in found.items()}


@cache
def _terms() -> frozenset[str]:
    return frozenset(term for term in {*known_indicators(), *domain_words()} if len(term) >= SHORTEST)


def _sound(run: str) -> Iterator[str]:
    table = sounds()
    yield " ".join(table.get(char, char) for char in run)


def _masked(run: str) -> Iterator[str]:
    yield from (run[:at] + BLANK + run[at + 1 :] for at in range(len(run)))


def _shortened(run: str) -> Iterator[str]:
    yield from (run[:at] + run[at + 1 :] for at in range(len(run)))


def _turned(run: str) -> Iterator[str]:
    yield from (run[:at] + run[at + 1] + run[at] + run[at + 2 :] for at in range(len(run) - 1))


def _itself(run: str) -> Iterator[str]:
    yield run


# (what a term is known by, what a run is looked up by, least length of a term)
@cache
def _slips() -> tuple[tuple[Index, Callable[[str], Iterator[str]]], ...]:
    return (
        (_indexed(_masked, SHORTEST), _masked),
        (_indexed(_itself, SHORTEST), _shortened),
        (_indexed(_itself, SHORTEST), _turned),
    )


@cache
def _by_sound() -> Index:
    return _indexed(_sound, SHORTEST_BY_SOUND)


def respelled(words: str) -> tuple[str, str] | None:
    """Give (as typed, as known) for the longest run of `words` that is a known term mistyped, or None.

    A run that holds a known term as it is, is no misspelling; one that fits two terms is not guessed.
    """
    places, known = boundaries(words), set[int]().union(*_known_spans(words))
    for length in range(min(len(words), LONGEST + 1), SHORTEST_BY_SOUND - 1, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if not run.isalpha() or run.isascii() or any(char in PARTICLES for char in run):
                continue
            term = _heard(run) or _left_out(run, start, places)
            if term is None and not known & set(range(start, start + length)):
                term = _slipped(run, start, places)
            if term:
                return run, term
    return None


def _heard(run: str) -> str | None:
    """Give the only term that sounds like a run which is none itself."""
    near = _by_sound().get(next(_sound(run)), frozenset())
    if len(near) != 1 or run in near or run in _terms():
        return None
    (term,) = near
    changed = {at for at, (typed, known) in enumerate(zip(run, term, strict=True)) if typed != known}
    return None if any(changed & span for span in _known_spans(run)) else term


def _slipped(run: str, start: int, places: frozenset[int]) -> str | None:
    """Give the only term that a run is one slip off, where the run falls into characters that are no words."""
    if len(run) < SHORTEST or not _falls_apart(start, start + len(run), places):
        return None
    for index, keys in _slips():
        near = frozenset[str]().union(*(index.get(key, frozenset()) for key in keys(run))) - {run}
        if len(near) == 1:
            return next(iter(near))
    return None


@cache
def _without_one() -> Index:
    return _indexed(_shortened, SHORTEST + 1)


def _left_out(run: str, start: int, places: frozenset[int]) -> str | None:
    """Give the only term that a run is, but for a character left out inside (行政审批项)."""
    if run in _terms() or not _falls_apart(start, start + len(run), places):
        return None
    near = [term for term in _without_one().get(run, ()) if term[0] == run[0] and term[-1] == run[-1]]
    return near[0] if len(near) == 1 else None


def _falls_apart(start: int, end: int, places: frozenset[int]) -> bool:
    """Tell whether two neighbouring cuts leave a lone character in the run: known words leave none."""
    cuts = sorted(place for place in places if start <= place <= end)
    return any(right - left == 1 for left, right in pairwise(cuts)) or len(cuts) < 2


def _known_spans(run: str) -> Iterator[set[int]]:
    """Give the places of every known term inside a run."""
    for length in range(SHORTEST, len(run) + 1):
        for at in range(len(run) - length + 1):
            if run[at : at + length] in _terms():
                yield set(range(at, at + length))

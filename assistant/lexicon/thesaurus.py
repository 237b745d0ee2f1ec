"""How people say what reports write: lines of data/thesaurus, `report word : everyday words`, met softly.

Nothing here makes a figure or a row: a near wording only makes it likelier that a sentence answers.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import DATA, canonical
from assistant.lexicon.trie import any_of
from assistant.lexicon.words import boundaries

# A word of so many characters stands for itself wherever it is; a shorter one only between words
SURE = 3


@cache
def near_wordings() -> dict[str, tuple[str, ...]]:
    """Give of what people say the words of reports, and of those what people say, as texts are read (`canonical`).

    One step only: what two people say of one word of reports need not be the same.
    """
    found: dict[str, dict[str, None]] = {}
    for path in sorted((DATA / "thesaurus").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            written, colon, spoken = fold(line).partition(" : ")
            if not colon or line.startswith("#"):
                continue
            of_reports, of_people = canonical(written), [canonical(word) for word in spoken.split()]
            for word in of_people:
                found.setdefault(word, {})[of_reports] = None
                found.setdefault(of_reports, {})[word] = None
    return {word: tuple(other for other in others if other != word) for word, others in found.items()}


@cache
def _wordings() -> re.Pattern[str]:
    return re.compile(any_of(near_wordings()))


@lru_cache(maxsize=1000)
def wordings_in(text: str) -> tuple[tuple[int, int], ...]:
    """Give the spans of a canonical text that are wordings of the thesaurus, the longest at each place."""
    places = boundaries(text)
    spans = (match.span() for match in _wordings().finditer(text))
    return tuple((a, b) for a, b in spans if b - a >= SURE or (a in places and b in places))


def worded(word: str, text: str) -> bool:
    """Tell whether a canonical text has a near wording of a word."""
    return any(other in text for other in near_wordings().get(word, ()))

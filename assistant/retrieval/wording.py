"""The words of a question as they are searched: official wording, no words of asking."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical, official
from assistant.lexicon.words import bigrams, boundaries, query_terms, questionwords


@dataclass(frozen=True, slots=True)
class Wording:
    """What is sought: the text for its meaning, its words and its bigrams, each once."""

    text: str
    words: tuple[str, ...]
    bigrams: tuple[str, ...]


def worded(question: str, *, lexicon: bool = True) -> Wording:
    """Read a question for searching; `lexicon` puts official words for everyday ones and adds canonical wordings."""
    plain = official(fold(question)) if lexicon else fold(question)
    settled = canonical(plain) if lexicon else plain
    wordings = plain if settled == plain else f"{plain} {settled}"
    return Wording(plain, tuple(query_terms(wordings)), tuple(dict.fromkeys(bigrams(_telling(plain)))))


def _telling(text: str) -> str:
    """Put a space in the place of every word of asking, so that no bigram reaches into one."""
    asking = questionwords()
    places = sorted(boundaries(text))
    words = (text[start:end] for start, end in pairwise(places))
    return "".join(" " if word in asking else word for word in words)

"""How near the words of a question come to a text: the same words, words of one meaning, the same characters.

Meaning is always that of the model that ships, whichever makes a library's vectors: the weights that read these
numbers were fitted with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical, fillers, generic_words, particles, related_words
from assistant.lexicon.thesaurus import near_wordings, worded, wordings_in
from assistant.lexicon.words import is_noun, query_terms, words
from assistant.model import Question
from embeddings import Embedding, load_embedding

Vectors = NDArray[np.float32]
# What a near wording of the thesaurus counts
WORDED = 0.75
# Words whose vectors are kept, 20 MB
WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Sought:
    """The words that a question asks for, how telling each is (sum 1), and the vectors of words and whole."""

    words: tuple[str, ...]
    telling: NDArray[np.float64]
    vectors: Vectors
    whole: Vectors


@dataclass(frozen=True, slots=True)
class Near:
    """Shares from 0 to 1: words said, said or worded as people do, in meaning, characters; `rarest`: of the rarest."""

    said: float
    worded: float
    meant: float
    characters: float
    rarest: float


@cache
def _model() -> Embedding:
    return load_embedding(None)


@cache
def _known() -> dict[str, Vectors]:
    return {}


def sentence_vectors(texts: Sequence[str]) -> Vectors:
    """Give the vector of each text, (texts, dimension), rows of length 1."""
    vectors: Vectors = _model().encode(texts) if texts else np.zeros((0, _model().dimension), np.float32)
    return vectors


def word_vectors(found: Sequence[str]) -> Vectors:
    """Give the vector of each word; those met before are kept, since a call costs more than many words in it."""
    known = _known()
    if len(known) > WORDS:
        known.clear()
    if new := [word for word in dict.fromkeys(found) if word not in known]:
        known.update(zip(new, sentence_vectors(new), strict=True))
    return np.stack([known[word] for word in found]) if found else sentence_vectors(())


@lru_cache(maxsize=20_000)
def cut_words(text: str) -> tuple[str, ...]:
    """Cut canonical text into the words that nearness compares, each once."""
    return tuple(dict.fromkeys(words(text)))


def words_of(question: Question) -> tuple[str, ...]:
    """Give the words that a question asks for: its indicator's, else its terms."""
    asked = canonical(fold(question.indicator or question.left))
    light = particles() | fillers()
    rest, whole = list(asked), []
    for start, end in wordings_in(asked):
        whole.append(asked[start:end])
        rest[start:end] = " " * (end - start)
    found = (*whole, *(word for word in query_terms("".join(rest)) if word not in light))
    return tuple(dict.fromkeys(found)) or question.terms


def sought(question: Question, texts: Sequence[str]) -> Sought:
    """Weigh the words of a question by how few of the texts (canonical) say them."""
    found = words_of(question)
    rare = np.array([log((len(texts) + 1.0) / (_tellers(one, texts) + 0.5)) for one in found])
    rare = np.maximum(rare, 0.2)
    whole = sentence_vectors((canonical(fold(question.indicator or question.left)),))[0]
    return Sought(found, rare / (rare.sum() or 1.0), word_vectors(found), whole)


def _tellers(word: str, texts: Sequence[str]) -> float:
    """Count the texts that say a word, or word it in another way."""
    others = near_wordings().get(word, ())
    return sum(word in text or any(other in text for other in others) for text in texts)


def nearness(asked: Sought, text: str) -> Near:
    """Tell how near a canonical text comes to what is sought."""
    if not asked.words or not text:
        return Near(0.0, 0.0, 0.0, 0.0, 0.0)
    said = np.array([_said(word, text) for word in asked.words])
    near = np.array([max(share, WORDED * worded(word, text)) for word, share in zip(asked.words, said, strict=True)])
    characters = np.array([sum(one in text for one in word) / len(word) for word in asked.words])
    others = cut_words(text)
    alike = (asked.vectors @ word_vectors(others).T).max(axis=1) if others else np.zeros(len(said))
    meant = np.maximum(near, np.clip(alike, 0.0, 1.0))
    first = int(np.argmax(asked.telling))
    parts = (
        asked.telling @ said,
        asked.telling @ near,
        asked.telling @ meant,
        asked.telling @ characters,
        meant[first],
    )
    return Near(*(float(part) for part in parts))


def asked_for(asked: Sought, text: str) -> float:
    """Tell how far the nouns of a canonical text are asked for, 0 to 1; 1 where it has none."""
    light = generic_words() | fillers()
    named = [word for word in cut_words(text) if is_noun(word) and word not in light]
    if not named or not asked.words:
        return 1.0
    whole = "".join(asked.words)
    alike = np.clip((word_vectors(named) @ asked.vectors.T).max(axis=1), 0.0, 1.0)
    return float(np.mean([1.0 if word in whole else value for word, value in zip(named, alike, strict=True)]))


def _said(word: str, text: str) -> float:
    if word in text:
        return 1.0
    return 0.8 if any(other in text for other in related_words().get(word, ())) else 0.0

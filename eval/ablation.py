"""What words, character pairs and meaning each find, and together: recall of the evidence among the best passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical, official
from assistant.lexicon.words import bigrams, query_terms
from assistant.retrieval.search import DENSE_WEIGHT
from eval.evidence import spans
from eval.sets import Item

Scores = NDArray[np.floating[Any]]
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Parts:
    """The scores of every passage for one question, each part apart; (passages,) each."""

    words: Scores
    pairs: Scores
    lexicon: Scores
    dense: Scores


def parts(assistant: Assistant, question: str) -> Parts:
    """Score all passages for a question as typed, and as the lexicon reads it."""
    library, typed = assistant.library, fold(question)
    plain = official(typed)
    return Parts(
        words=library.lexical(query_terms(typed)),
        pairs=library.lexical([], bigrams(typed)),
        lexicon=library.lexical(query_terms(f"{plain} {canonical(plain)}"), bigrams(plain)),
        dense=library.dense(assistant.embedding.encode_query(plain)),
    )


def _scaled(scores: Scores) -> Scores:
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else scores


def _ranks(scores: Scores) -> Scores:
    order = np.empty(len(scores), np.float32)
    order[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return order


WAYS: dict[str, Callable[[Parts], Scores]] = {
    "words": lambda one: one.words,
    "character pairs": lambda one: one.pairs,
    "words + pairs": lambda one: one.words + one.pairs,
    "words + pairs + lexicon": lambda one: one.lexicon,
    "meaning": lambda one: one.dense,
    "reciprocal ranks of both": lambda one: 1 / (60 + _ranks(one.lexicon)) + 1 / (60 + _ranks(one.dense)),
    f"scaled sum, meaning × {DENSE_WEIGHT} (in use)": lambda one: _scaled(one.lexicon) + DENSE_WEIGHT * one.dense,
}


def recall(assistant: Assistant, items: Sequence[Item]) -> list[tuple[str, int, list[float]]]:
    """Give (way, pieces of evidence, recall at each of DEPTHS) over the questions of one report."""
    passages = assistant.library.passages
    asked = [one for one in items if one.evidence and not one.history and one.type != "across"]
    hits = {name: [0] * len(DEPTHS) for name in WAYS}
    total = 0
    for item in asked:
        scored = parts(assistant, item.question)
        for report, start, end in spans(item, lambda name: assistant.report(name).text):
            total += 1
            for name, way in WAYS.items():
                order = np.argsort(-way(scored), kind="stable")[: DEPTHS[-1]]
                found = [
                    place
                    for place, at in enumerate(order)
                    if passages[at].report == report and passages[at].start < end and start < passages[at].end
                ]
                for slot, depth in enumerate(DEPTHS):
                    hits[name][slot] += bool(found) and found[0] < depth
    return [(name, total, [one / total for one in counts]) for name, counts in hits.items()]

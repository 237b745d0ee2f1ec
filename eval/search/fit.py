"""Fit the weights of search: python -m eval.search.fit --model FOLDER.

FOLDER is a model trained with the first two folds of the statutes held back (`embeddings.train --held-folds 0 1`), so
that the questions which fit the weights trained nothing. What fits: the tune halves of the samples and of the real
reports, more questions over these, the second fold of the statutes, and policy-qa, each set with the same say. For each
fold of policy-qa weights are fitted without it as well, and these measure it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.closer import Look
from assistant.retrieval.search import LOOKED
from assistant.retrieval.weights import FILE, Weights
from assistant.retrieval.wording import worded
from eval.search.measure import targets
from eval.search.results import FOLDS_FILE, Built, built

PARTS = {
    "samples": ("tune",),
    "reports": ("tune", "fitting"),
    "policy-qa": ("0", "1", "2", "3", "4"),
    "statutes": ("1",),
}
START = Weights(0.1, 1.0, 1.3, 1.0, numbers=0.3, stated=0.3, together=0.3, report_rise=1.0, meaning_fall=0.45)
# words keep a say of their own: synonyms are only among them
LEAST_WORDS = 0.1
VALUES = (0.0, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0)
NAMES = ("words", "bigrams", "report", "meaning")
SEEN = ("numbers", "stated", "together")
FITTED = ("words", "report", "meaning", *SEEN, "report_rise", "meaning_fall")
CANDIDATES = 300
LEAST = 2e-4


@dataclass(frozen=True, slots=True)
class Case:
    """A question: the parts of the scores of its candidates, (parts, candidates), and which show each piece.

    `seen` is what a closer look sees at each, (3, candidates); it counts for the best LOOKED.

    `reports` numbers the report of each candidate, `own` the reports that must be found.
    """

    part: str
    parts: NDArray[np.float32]
    seen: NDArray[np.float32]
    pieces: tuple[NDArray[np.bool_], ...]
    reports: NDArray[np.int64]
    own: frozenset[int]

    def scores(self, weights: Weights) -> NDArray[np.float32]:
        """Give the score of each candidate."""
        best_share = float(self.parts[NAMES.index("bigrams")].max())
        gated = replace(weights, report=weights.report_for(best_share), meaning=weights.meaning_for(best_share))
        found: NDArray[np.float32] = _vector(gated, NAMES) @ self.parts
        best = np.argpartition(-found, LOOKED - 1)[:LOOKED] if len(found) > LOOKED else slice(None)
        found[best] += _vector(weights, SEEN) @ self.seen[:, best]
        return found

    def ranks(self, scores: NDArray[np.float32]) -> list[int]:
        """Give the place of each piece."""
        return [int((scores > scores[piece].max()).sum()) + 1 for piece in self.pieces]

    def report_first(self, scores: NDArray[np.float32]) -> bool:
        """Tell whether the best passage is of a report that must be found."""
        return int(self.reports[int(np.argmax(scores))]) in self.own


def cases(one: Built, parts: Sequence[str]) -> list[Case]:
    """Score the questions of some parts of a set by every part of the score."""
    library, found = one.library, []
    for target in targets(library, [q for q in one.collection.questions if q.part in parts]):
        wording = worded(target.asked.text)
        covered = library.covered(wording.words, wording.bigrams)
        meaning = library.dense(one.embedding.encode_query(wording.text))
        scores = np.stack([*(getattr(covered, name) for name in NAMES[:-1]), meaning])
        deep = min(CANDIDATES, scores.shape[1])
        best = [np.argpartition(-row, deep - 1)[:deep] for row in (*scores, scores.sum(axis=0))]
        chosen = np.unique(np.concatenate([*best, *target.pieces]))
        pieces = tuple(np.isin(chosen, piece) for piece in target.pieces)
        own = frozenset(int(library.owners[at]) for piece in target.pieces for at in piece)
        owners = library.owners[chosen].astype(np.int64)
        look = Look.of(wording.text, *library.rarities(wording.words, wording.bigrams))
        seen = [
            look.at(library.passages[at], library.cards[owner].title)
            for at, owner in zip(chosen.tolist(), owners.tolist(), strict=True)
        ]
        found.append(Case(target.asked.part, scores[:, chosen], np.array(seen, np.float32).T, pieces, owners, own))
    return found


def _vector(weights: Weights, names: Sequence[str]) -> NDArray[np.float32]:
    return np.array([getattr(weights, one) for one in names], np.float32)


def worth(name: str, some: Sequence[Case], weights: Weights) -> float:
    """Give what weights are worth on a set, 0-1: a mean over its pieces that every step up a ranking adds to.

    For half of it stand the measures of the aims: whether the document is first, whether an article is among the first
    10 and 100.
    """
    scores = [one.scores(weights) for one in some]
    ranks = [np.array(one.ranks(each)) for one, each in zip(some, scores, strict=True)]
    ranked = float(np.mean([np.mean(0.5 / one + 0.5 / np.log2(1 + one)) for one in ranks]))
    if name == "policy-qa":
        return (ranked + float(np.mean([one.report_first(each) for one, each in zip(some, scores, strict=True)]))) / 2
    if name == "statutes":
        return (ranked + float(np.mean([[one.min() <= deep for deep in (10, 100)] for one in ranks]))) / 2
    return ranked


def fit(sets: dict[str, list[Case]]) -> tuple[Weights, float]:
    """Give the weights that are worth most over all sets, by coordinate ascent, and their worth."""

    def total(weights: Weights) -> float:
        return float(np.mean([worth(name, some, weights) for name, some in sets.items()]))

    best, most = START, total(START)
    before = 0.0
    while most - before > LEAST:
        before = most
        for name in FITTED:
            for value in VALUES[VALUES.index(LEAST_WORDS) :] if name == "words" else VALUES:
                tried = replace(best, **{name: value})
                reached = total(tried)
                if reached > most + LEAST:
                    best, most = tried, reached
    return best, most


def main() -> int:
    """Fit and write the weights that ship and those of the folds."""
    parser = argparse.ArgumentParser(prog="python -m eval.search.fit", description=__doc__)
    parser.add_argument("--model", required=True, help="folder of a model with two folds held back")
    arguments = parser.parse_args()
    sets = {}
    for name, parts in PARTS.items():
        with built(name, arguments.model) as one:
            sets[name] = cases(one, parts)
    weights, reached = fit(sets)
    sys.stdout.write(f"{weights} {reached:.4f}\n")
    FILE.write_text(json.dumps(asdict(weights)) + "\n", encoding="utf-8")
    folds = {}
    for fold in PARTS["policy-qa"]:
        others = [one for one in sets["policy-qa"] if one.part != fold]
        found, reached = fit({**sets, "policy-qa": others})
        sys.stdout.write(f"without fold {fold}: {found} {reached:.4f}\n")
        folds[fold] = asdict(found)
    FOLDS_FILE.write_text(json.dumps(folds, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Fit the probability that evidence answers: python -m eval.refusal.fit.

What fits: the tune questions of all sets, policy-qa and `reading` (eval/refusal/cases.py). Folds 0 of policy-qa and of
`reading` fit nothing, they measure. A set's questions have the same say together, those to tune on twice that: they are
what is asked here. Ranking is fitted as a choice among the candidates
of a question, the probability by logistic regression on the candidate that then comes first.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.likely.confidence import FILE, KINDS, Weights, ahead
from assistant.answering.likely.decide import quoted
from eval.refusal.cases import ALL
from eval.refusal.samples import Sample, ordered, sampled

HELD = 0
SAY = {"tune": 2.0}
# how freely the weights of ranking and of the probability may move
RANKING, ANSWERING = 1.0, 0.3
KEPT = 4
Vector = NDArray[np.float64]


def fit(samples: Sequence[Sample]) -> dict[str, Weights]:
    """Fit the weights of each kind of candidate."""
    found = {}
    for kind in KINDS:
        some = [one for one in samples if one.kind == kind]
        ranking = _ranking(some)
        found[kind] = Weights(ranking, _answering([ordered(one, ranking) for one in some]))
    return found


def _says(samples: Sequence[Sample]) -> Vector:
    """Give each sample its say: the same for each set."""
    counts = Counter(one.case.set for one in samples)
    says = np.array([SAY.get(one.case.set, 1.0) / counts[one.case.set] for one in samples])
    return says / says.mean()


def _ranking(samples: Sequence[Sample]) -> dict[str, float]:
    """Maximise the share of the right candidates among all of their question, by scores' exponentials."""
    from scipy.optimize import minimize

    some = [one for one in samples if any(one.right)]
    names = list(some[0].found[0].features)
    values = np.array([[each.features[name] for name in names] for one in some for each in one.found])
    scale = values.std(axis=0) + 1e-6
    values = (values - values.mean(axis=0)) / scale
    right = np.array([float(each) for one in some for each in one.right])
    sizes = [len(one.found) for one in some]
    begins, owner, says = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(some)), sizes), _says(some)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = values @ weights
        parts = np.exp(scores - np.maximum.reduceat(scores, begins)[owner])
        whole, good = np.add.reduceat(parts, begins), np.add.reduceat(parts * right, begins)
        pull = (parts / whole[owner] - parts * right / good[owner]) * says[owner]
        slope = values.T @ pull / len(some) + weights / (RANKING * len(some))
        return float(-(says @ np.log(good / whole)) / len(some) + weights @ weights / (2 * RANKING * len(some))), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x / scale
    return _rounded(dict(zip(names, found, strict=True)))


def _answering(samples: Sequence[Sample]) -> dict[str, float]:
    from sklearn.linear_model import LogisticRegression

    rows = [ahead(one.case.question, one.found, quoted(one.ruled)) for one in samples]
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    middle, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    right = [one.right[0] for one in samples]
    model = LogisticRegression(C=ANSWERING, max_iter=3000)
    model.fit((values - middle) / scale, right, sample_weight=_says(samples))
    found = model.coef_[0] / scale
    constant = float(model.intercept_[0] - middle @ found)
    return {"": round(constant, KEPT), **_rounded(dict(zip(names, found, strict=True)))}


def _rounded(weights: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), KEPT) for name, value in weights.items()}


def fitting(samples: Iterable[Sample]) -> list[Sample]:
    """Give the samples that may fit."""
    return [one for one in samples if one.case.set == "tune" or one.case.fold != HELD]


def main() -> int:
    """Fit, and write the weights that ship."""
    argparse.ArgumentParser(prog="python -m eval.refusal.fit", description=__doc__).parse_args()
    samples = [sample for cases in ALL.values() for sample in sampled(cases())]
    fitted = fit(fitting(samples))
    stored = {kind: {"ranking": one.ranking, "answering": one.answering} for kind, one in fitted.items()}
    FILE.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: {len(fitting(samples))} questions\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

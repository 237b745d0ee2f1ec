"""Fit the weights that tell the asked fact of a sentence: python -m eval.facts.fit. Writes stating.json."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.answering.facts.stating import FILE
from eval.facts.cases import Case, cases

# features seen in fewer runs are left out; strength of the penalty on large weights; least weight that is kept
SEEN, PENALTY, LEAST = 200, 2e-4, 0.05
# policy-qa is of the field: each of its questions counts so often
COUNTS = {"policy-qa": 3.0}
Vector = NDArray[np.float64]


def fit(material: Sequence[Case]) -> dict[str, float]:
    """Give the weights under which the answers among the runs of their sentence are likeliest (softmax)."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen = Counter(name for case in material for one in case.features for name, value in one.items() if value)
    names = sorted(name for name, count in seen.items() if count >= SEEN)
    place = {name: at for at, name in enumerate(names)}
    rows = [one for case in material for one in case.features]
    values, columns, ends = [], [], [0]
    for one in rows:
        kept = [(place[name], value) for name, value in one.items() if value and name in place]
        columns += [at for at, _value in kept]
        values += [value for _at, value in kept]
        ends.append(len(columns))
    matrix = csr_matrix((np.array(values), np.array(columns), np.array(ends)), shape=(len(rows), len(names)))
    starts = np.cumsum([0, *(len(case.features) for case in material)])[:-1]
    lengths = np.array([len(case.features) for case in material])
    right = np.array([flag for case in material for flag in case.right])
    counts = np.array([COUNTS.get(case.set, 1.0) for case in material])
    counts /= counts.sum()

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = matrix @ weights
        scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        likely = scores / np.repeat(np.add.reduceat(scores, starts), lengths)
        answer = np.add.reduceat(likely * right, starts) + 1e-9
        of_answer = likely * right / np.repeat(answer, lengths)
        slope = matrix.T @ ((likely - of_answer) * np.repeat(counts, lengths))
        return float(-(counts @ np.log(answer)) + PENALTY * weights @ weights), slope + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return {name: round(float(one), 2) for name, one in zip(names, found.x, strict=True) if abs(one) >= LEAST}


def main() -> int:
    """Fit on all but the held back fifth, and write the weights."""
    argparse.ArgumentParser(prog="python -m eval.facts.fit", description=__doc__).parse_args()
    material = [case for case in cases() if not case.held]
    if not material:
        sys.stderr.write("no shared material beside the repository\n")
        return 1
    FILE.write_text(json.dumps(fit(material), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

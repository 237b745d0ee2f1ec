"""What a language model that points at any figure gets into a table: python -m eval.pointing.

The tuning questions of one report, and each once more with its answer taken out of the evidence. A model points at
every figure in turn that stands in what it is offered; told is how many of the right ones, of the others, and of the
reports without an answer the code takes over (assistant/answering/writing/reading.py).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from assistant.answering.likely.confidence import weights
from assistant.answering.writing.offers import PASSAGES
from assistant.answering.writing.reading import pointed_at
from eval.refusal.cases import Case, tuning
from eval.refusal.samples import Sample, ordered, sampled

Counts = Counter[tuple[str, str]]
LINES = (
    ("right", "the rules refuse", "right figures where the rules refuse"),
    ("other", "the rules refuse", "other figures there"),
    ("right", "the rules answer", "right figures where the rules answer"),
    ("other", "the rules answer", "other figures there"),
    ("none", "", "reports without an answer, with a figure that passes"),
)


def counted(cases: Iterable[Case]) -> tuple[Counts, Counts]:
    """Count the figures by kind and by what the rules do, those taken over and all; where no answer is, the reports."""
    taken, whole = Counts(), Counts()
    offered = (replace(case, hits=case.hits[:PASSAGES]) for case in cases)
    for sample in (one for one in sampled(offered) if one.kind == "figure"):
        for key, passes in _pointed(ordered(sample, weights()["figure"].ranking)):
            whole[key] += 1
            taken[key] += passes
    return taken, whole


def _pointed(sample: Sample) -> list[tuple[tuple[str, str], bool]]:
    question = sample.case.question
    passes = [pointed_at(question, one, sample.found) is not None for one in sample.found]
    if not sample.case.must:
        return [(("none", ""), any(passes))]
    ruled = "the rules refuse" if sample.ruled.status == "refused" else "the rules answer"
    return [(("right" if right else "other", ruled), one) for right, one in zip(sample.right, passes, strict=True)]


def main() -> int:
    """Print the table."""
    argparse.ArgumentParser(prog="python -m eval.pointing", description=__doc__).parse_args()
    taken, whole = counted(tuning())
    lines = [f"| {told} | {taken[kind, ruled]} | {whole[kind, ruled]} |" for kind, ruled, told in LINES]
    sys.stdout.write("\n".join(["| figures | taken over | of |", "| --- | --- | --- |", *lines]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure how often the stated fact is the answer: python -m eval.facts. On the fifth that trained nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from assistant.answering.facts.stating import enough, likeliest
from eval.facts.cases import Case, cases


def row(name: str, held: Sequence[Case]) -> list[str]:
    """Give of a set: questions, share with a fact stated, of these word for word and overlapping the answer."""
    stated = exact = overlapping = 0
    for case in held:
        at, likely = likeliest(case.features, case.runs)
        text = case.texts[at]
        if not enough(case.asked.kind, marked=False, likely=likely):
            continue
        stated += 1
        exact += text in case.answers
        overlapping += any(text in one or one in text for one in case.answers)
    shares = [exact / stated, overlapping / stated] if stated else [0.0, 0.0]
    return [name, str(len(held)), f"{stated / max(1, len(held)):.3f}", *(f"{share:.3f}" for share in shares)]


def main() -> int:
    """Print the table."""
    argparse.ArgumentParser(prog="python -m eval.facts", description=__doc__).parse_args()
    held = [case for case in cases() if case.held]
    sets = sorted({case.set for case in held})
    rows = [row(name, [case for case in held if case.set == name]) for name in sets]
    head = ["set", "questions", "fact stated", "word for word", "part of the answer or the answer in it"]
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    sys.stdout.write("\n".join(lines) + "\n" if rows else "no shared material beside the repository\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

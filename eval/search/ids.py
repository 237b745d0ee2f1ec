"""The lists of what is in which fold, committed in ids.json: python -m eval.search.ids writes them anew.

The folds are made by sha256 (`embeddings.benchmarks.fold`); the lists let others measure on the same without our code.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from embeddings.benchmarks import FOLDS, HELD_FOLD, POLICY, STATUTES, fold
from embeddings.corpus import read_lines
from eval.search.collections import SHARED

FILE = Path(__file__).with_name("ids.json")


def lists() -> dict[str, dict[str, list[Any]]]:
    """Give for policy-qa the documents of each fold; for the statutes the questions of each, and the held articles.

    A question about statutes is in the fold of the first article that settles it; `held articles` are all articles
    that settle a question of the held-back fold, none of which any question that trains or fits shares.
    """
    documents = sorted({question["docid"] for question in read_lines(SHARED / POLICY / "questions.jsonl")})
    asked = list(read_lines(SHARED / STATUTES / "questions.jsonl"))
    own = [fold(str(min(question["relevant"]))) for question in asked]
    articles = {one for question, at in zip(asked, own, strict=True) if at == HELD_FOLD for one in question["relevant"]}
    return {
        "policy-qa": {str(at): [one for one in documents if fold(one) == at] for at in range(FOLDS)},
        "statutes": {
            **{str(at): [q["id"] for q, of in zip(asked, own, strict=True) if of == at] for at in range(FOLDS)},
            "held articles": sorted(articles),
        },
    }


def main() -> int:
    """Write the lists, one a line."""
    sets = []
    for name, parts in lists().items():
        lines = [f"  {json.dumps(part)}: {json.dumps(ids, separators=(',', ':'))}" for part, ids in parts.items()]
        sets.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
    FILE.write_text("{\n" + ",\n".join(sets) + "\n}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

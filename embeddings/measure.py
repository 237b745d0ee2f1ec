"""Recall of a model and of BM25 on the held-back benchmark questions, in one run.

    python -m embeddings.measure --shared ../shared [--model NAME_OR_FOLDER] [--folds 0] [--json] [--card README.md]

Recall@k of a question is the share of its documents or articles that are among the first k different ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings.benchmarks import HELD_FOLD, POLICY, STATUTES, Benchmark, held_back
from embeddings.load import load_embedding

if TYPE_CHECKING:
    from embeddings.base import Embedding

MARK = "<!-- measured -->"
CUTS = (1, 5, 10, 100)


def recall(benchmark: Benchmark, scores: np.ndarray) -> dict[str, float]:
    """Give recall@1/5/10/100 (0-1), averaged over the questions, for `scores` (questions, passages)."""
    keys = np.asarray(benchmark.keys)
    deep = min(scores.shape[1], 1000)
    totals = dict.fromkeys(CUTS, 0.0)
    for row, relevant in zip(scores, benchmark.relevant, strict=True):
        best = np.argpartition(-row, deep - 1)[:deep]
        ranked = list(dict.fromkeys(keys[best[np.argsort(-row[best], kind="stable")]].tolist()))
        for cut in CUTS:
            totals[cut] += len(relevant.intersection(ranked[:cut])) / len(relevant)
    return {f"recall@{cut}": round(total / len(benchmark.questions), 4) for cut, total in totals.items()}


def dense_scores(benchmark: Benchmark, model: Embedding) -> np.ndarray:
    """Give cosine similarities (questions, passages) by the model."""
    asked = np.stack([model.encode_query(question) for question in benchmark.questions])
    return asked @ model.encode_passages(benchmark.passages).T


def bm25_scores(benchmark: Benchmark) -> np.ndarray:
    """Give BM25 scores (questions, passages) over jieba words, bm25s with its default k1 and b."""
    import bm25s
    import jieba

    jieba.setLogLevel("ERROR")
    index = bm25s.BM25()
    index.index([_words(passage) for passage in benchmark.passages], show_progress=False)
    return np.stack([index.get_scores(_words(question)) for question in benchmark.questions])


def _words(text: str) -> list[str]:
    """Cut into jieba words without punctuation."""
    import jieba

    return [word for word in jieba.cut(text.lower()) if word.strip() and (word.isalnum() or "%" in word)]


def measure(
    shared: Path, model: Embedding, folds: frozenset[int] = frozenset({HELD_FOLD})
) -> list[dict[str, str | int | float]]:
    """Give one row per benchmark and method: benchmark, method, questions, passages and the recalls."""
    rows: list[dict[str, str | int | float]] = []
    for benchmark in held_back(shared, folds):
        for method, scores in (
            (model.name, dense_scores(benchmark, model)),
            ("BM25 (jieba)", bm25_scores(benchmark)),
        ):
            size = {"questions": len(benchmark.questions), "passages": len(benchmark.passages)}
            rows.append({"benchmark": benchmark.name, "method": method, **size, **recall(benchmark, scores)})
    return rows


def table(rows: Sequence[dict[str, str | int | float]]) -> str:
    """Give the rows as a Markdown table."""
    heads = list(rows[0])
    body = [[f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values()] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, ["---"] * len(heads), *body])


def write_card(card: Path, text: str) -> None:
    """Put the table between the two `<!-- measured -->` marks of a model card."""
    before, _, after = card.read_text(encoding="utf-8").split(MARK)
    card.write_text(f"{before}{MARK}\n{text}\n{MARK}{after}", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write the table to stdout."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.measure", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with benchmarks/")
    parser.add_argument("--model", default=None, help="model name or folder; the shipped one when left out")
    parser.add_argument("--folds", type=int, nargs="*", default=[HELD_FOLD], help="folds 0-4 whose questions measure")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.add_argument("--card", type=Path, help="a model card to put the table into as well")
    options = parser.parse_args(arguments)
    missing = [options.shared / name for name in (POLICY, STATUTES) if not (options.shared / name).is_dir()]
    if missing:
        sys.stderr.write(f"没有评测数据：{missing[0]}。请用 --shared 指出它所在的文件夹\n")
        return 1
    rows = measure(options.shared, load_embedding(options.model), frozenset(options.folds))
    if options.card:
        write_card(options.card, table(rows))
    sys.stdout.write((json.dumps(rows, ensure_ascii=False, indent=1) if options.json else table(rows)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

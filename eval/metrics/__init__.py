"""The metrics: each is one function from records to a Score, whose docstring defines it. None needs a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.metrics.answers import figures, latency, quotes_of, right, verbatim
from eval.metrics.citations import citation_precision, citation_recall, cited
from eval.metrics.intervals import interval
from eval.metrics.refusals import refusal_precision, refused, refused_wrongly
from eval.metrics.retrieval import mrr, ndcg, recall, recall_at_1, recall_at_5, recall_at_10
from eval.metrics.rows import false_silence, rows_of, rows_precision, rows_recall
from eval.metrics.score import Count, Score
from eval.records import Record

__all__ = [
    "LOWER", "METRICS", "PROMISES", "Count", "Score", "citation_precision", "citation_recall", "cited",
    "false_silence", "figures", "interval", "latency", "mrr", "ndcg", "quotes_of", "recall", "recall_at_1",
    "recall_at_5", "recall_at_10", "refusal_precision", "refused", "refused_wrongly", "right", "rows_of",
    "rows_precision", "rows_recall", "scores", "summary", "verbatim",
]  # fmt: skip

ALL = (
    right, refused, refusal_precision, refused_wrongly, cited, citation_precision, citation_recall, verbatim, figures,
    rows_precision, rows_recall, false_silence, recall_at_1, recall_at_5, recall_at_10, mrr, ndcg,
)  # fmt: skip
METRICS = {metric.__name__: metric for metric in ALL}
# Of these less is better.
LOWER = frozenset({"refused_wrongly", "false_silence"})
# Of these nothing may be lost, whatever chance could explain.
PROMISES = frozenset({"verbatim", "figures"})


def summary(records: Sequence[Record]) -> dict[str, Any]:
    """Give every metric over some records with its interval, the number of questions and the times."""
    measured = {name: _told(metric(records)) for name, metric in METRICS.items()}
    times = {"p50_ms": latency(records, 0.5), "p95_ms": latency(records, 0.95)}
    failed = sum(one.entry["status"] == "failed" for one in records)
    return {"questions": len(records), "failed": failed, **measured, **times}


def scores(records: Sequence[Record]) -> dict[str, dict[str, list[float]]]:
    """Give by question id and metric what the question counts: [hits, total]; metrics that count nothing left out."""
    found: dict[str, dict[str, list[float]]] = {one.item.id: {} for one in records}
    for name, metric in METRICS.items():
        for question, counts in metric(records).individual.items():
            found[question][name] = [round(number, 4) for number in counts]
    return found


def _told(score: Score) -> dict[str, Any]:
    low, high = interval(list(score.individual.values())) or (None, None)
    return {**score.to_dict(), "low": low, "high": high}

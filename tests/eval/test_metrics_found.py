"""The metrics of retrieval, citations and refusals on literal records; those of retrieval beside ir-measures."""

from __future__ import annotations

from typing import Any

import ir_measures
import pytest

from eval.metrics import (
    citation_precision,
    citation_recall,
    mrr,
    ndcg,
    recall_at_1,
    recall_at_5,
    refusal_precision,
    scores,
)
from eval.records import Record, record
from eval.sets import Evidence, Item

TEXT = "甲收51件。乙办50件。丙结49件。丁存48件。"
# the four sentences of TEXT, six characters each
SPANS = {"甲": (0, 6), "乙": (6, 12), "丙": (12, 18), "丁": (18, 24)}
QUOTES = {name: TEXT[start:end] for name, (start, end) in SPANS.items()}


def place(name: str, report: str = "a.txt") -> dict[str, Any]:
    """Give the place of a sentence, as a hit or as a citation."""
    start, end = SPANS[name]
    return {"report": report, "start": start, "end": end, "quote": TEXT[start:end]}


def found(name: str, evidence: str, hits: str, citations: str = "", status: str = "answered") -> Record:
    """Make a record of a question whose evidence, hits and citations are sentences of TEXT, by their first signs."""
    item = Item(name, "fact_number", "tune", "几件", (("51件",),), evidence=_evidence(evidence))
    entry = {
        "status": status, "answer": "", "coverage": None, "rows": [], "nearest": [], "question": "几件",
        "citations": [place(one) for one in citations], "hits": [place(one) for one in hits],
    }  # fmt: skip
    return record(item, entry, {"a.txt": TEXT}.get)


def _evidence(names: str) -> tuple[Evidence, ...]:
    return tuple(Evidence("a.txt", QUOTES[one]) for one in names)


def test_recall_counts_pieces_of_evidence() -> None:
    """One of two pieces is shown by the best passage, both by the best five; the same words elsewhere are no find."""
    records = [found("1", "甲乙", "甲丙乙")]
    assert recall_at_1(records).to_dict() == {"score": 0.5, "hits": 1, "total": 2}
    assert recall_at_5(records).to_dict() == {"score": 1.0, "hits": 2, "total": 2}
    other = record(records[0].item, records[0].entry | {"hits": [place("甲", "b.txt")]}, {"a.txt": TEXT}.get)
    assert recall_at_5([other]).individual == {"1": (0, 2)}


def test_a_passage_that_shares_one_character_shows_the_evidence() -> None:
    """Overlap counts, by half-open spans: touching is none."""
    one = found("1", "甲", "")
    touching, sharing = {"report": "a.txt", "start": 6, "end": 9}, {"report": "a.txt", "start": 5, "end": 9}
    for hit, hits in ((touching, 0), (sharing, 1)):
        assert recall_at_1([record(one.item, one.entry | {"hits": [hit]}, one.text_of)]).hits == hits


def test_mrr_is_the_mean_of_the_first_ranks() -> None:
    """Ranks 1, 2 and never: (1 + 1/2 + 0) / 3."""
    records = [found("1", "甲", "甲乙"), found("2", "甲", "乙甲"), found("3", "甲", "乙丙")]
    assert mrr(records).to_dict() == {"score": 0.5, "hits": 1.5, "total": 3}


def test_ndcg_discounts_by_rank() -> None:
    """Pieces at ranks 1 and 3 of two: (1 + 1/2) / (1 + 1/log2 3); one passage that shows both is ideal."""
    assert ndcg([found("1", "甲乙", "甲丙乙")]).to_dict() == {"score": 0.9197, "hits": 0.9197, "total": 1}
    both = found("1", "甲乙", "")
    wide = {"report": "a.txt", "start": 0, "end": 12}
    assert ndcg([record(both.item, both.entry | {"hits": [wide]}, both.text_of)]).score == 1.0


@pytest.mark.parametrize(
    ("evidence", "hits"), [("甲", "乙甲丙"), ("甲丁", "甲乙丁"), ("乙丙", "甲丁丙乙"), ("丁", "甲乙")]
)
def test_as_ir_measures_has_it(evidence: str, hits: str) -> None:
    """Where each passage shows one piece, recall, MRR and nDCG are those of the kept library."""
    wanted = {"1": dict.fromkeys(evidence, 1)}
    run = {"1": {name: 1.0 / rank for rank, name in enumerate(hits, 1)}}
    names = ("R@1", "R@5", "RR@10", "nDCG@10")
    theirs = ir_measures.calc_aggregate([ir_measures.parse_measure(name) for name in names], wanted, run)
    records = [found("1", evidence, hits)]
    ours = (recall_at_1, recall_at_5, mrr, ndcg)
    for name, metric in zip(names, ours, strict=True):
        assert metric(records).score == pytest.approx(theirs[ir_measures.parse_measure(name)]), name


def test_what_retrieval_does_not_measure() -> None:
    """A question that must be declined, evidence that is not in the library, an answerer that tells no passages."""
    asked = found("1", "甲", "甲")
    declined = record(Item("2", "unanswerable", "tune", "几件", ()), asked.entry, asked.text_of)
    elsewhere = record(asked.item, asked.entry, {}.get)
    silent = record(asked.item, {key: value for key, value in asked.entry.items() if key != "hits"}, asked.text_of)
    assert [metric([declined, elsewhere, silent]).total for metric in (recall_at_1, mrr, ndcg)] == [0, 0, 0]


def test_citation_precision_and_recall() -> None:
    """Of three citations two are evidence; of two pieces one is cited; a refusal cites none of its pieces."""
    records = [found("1", "甲乙", "", "甲丙"), found("2", "丁", "", "丁"), found("3", "丙", "", "", "refused")]
    assert citation_precision(records).individual == {"1": (1, 2), "2": (1, 1)}
    assert citation_precision(records).to_dict() == {"score": 0.6667, "hits": 2, "total": 3}
    assert citation_recall(records).individual == {"1": (1, 2), "2": (1, 1), "3": (0, 1)}
    assert citation_recall(records).to_dict() == {"score": 0.5, "hits": 2, "total": 4}


def test_evidence_told_twice_is_one_piece() -> None:
    """Two quotes of one sentence are found and cited once."""
    records = [found("1", "甲甲", "甲", "甲")]
    assert recall_at_1(records).individual == citation_recall(records).individual == {"1": (1, 1)}


def test_refusal_precision() -> None:
    """Of two refusals one was due; answers don't count."""
    due = Item("2", "unanswerable", "tune", "几件", ())
    wrong = found("1", "甲", "", status="refused")
    records = [wrong, record(due, wrong.entry, wrong.text_of), found("3", "甲", "甲", "甲")]
    assert refusal_precision(records).to_dict() == {"score": 0.5, "hits": 1, "total": 2}
    assert refusal_precision(records).individual == {"1": (0, 1), "2": (1, 1)}


def test_scores_by_question() -> None:
    """Each question has the metrics that it counts in."""
    told = scores([found("1", "甲乙", "甲丙乙", "甲")])["1"]
    assert told["recall_at_1"] == [1, 2]
    assert told["ndcg"] == [0.9197, 1]
    assert "refused" not in told

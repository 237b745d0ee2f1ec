"""Each metric on literal records."""

from __future__ import annotations

from typing import Any

import pytest

from eval.evidence import digest
from eval.metrics import (
    cited,
    false_silence,
    figures,
    latency,
    refused,
    refused_wrongly,
    right,
    rows_precision,
    rows_recall,
    summary,
    verbatim,
)
from eval.records import Record, record
from eval.runner import measure
from eval.sets import Evidence, Expected, Item
from eval.table import markdown_table

TEXT = "前言。\n濮阳县接收申请51件。\n办结50件。"
QUOTE = {"marker": 1, "report": "a.txt", "quote": "濮阳县接收申请51件。", "start": 4, "end": 15}
ROW = {"report": "a.txt", "stated": True, "value": "51件", "computed": False, "marker": 1}


def item(name: str = "1", must: tuple[tuple[str, ...], ...] = (("51件",),), **more: Any) -> Item:  # noqa: ANN401
    """Make a question that expects 51件 of a.txt."""
    fields: dict[str, Any] = {"evidence": (Evidence("a.txt", "接收申请 51件"),), **more}
    return Item(name, fields.pop("type", "fact_number"), "tune", fields.pop("question", "几件"), must, **fields)


def judged(one: Item, answer: str = "51件[1]。", **more: Any) -> Record:  # noqa: ANN401 - fields of an entry
    """Make a record of an answer; other fields of the entry can be given."""
    entry: dict[str, Any] = {
        "id": one.id, "question": one.question, "status": "answered", "reason": None, "answer": answer,
        "citations": [QUOTE], "nearest": [], "rows": [], "coverage": None, "elapsed_ms": 10.0, **more,
    }  # fmt: skip
    return record(one, entry, {"a.txt": TEXT}.get)


def test_right_and_refusals() -> None:
    """Right counts all; the two refusal metrics count the questions that they are about."""
    records = [
        judged(item("1")),
        judged(item("2"), "60件[1]"),
        judged(item("3"), "", status="refused", citations=[]),
        judged(item("4", must=()), "未找到。", status="refused", citations=[]),
        judged(item("5", must=()), "51件[1]"),
    ]
    assert right(records).to_dict() == {"score": 0.4, "hits": 2, "total": 5}
    assert right(records).individual == {"1": (1, 1), "2": (0, 1), "3": (0, 1), "4": (1, 1), "5": (0, 1)}
    assert refused(records).to_dict() == {"score": 0.5, "hits": 1, "total": 2}
    assert refused_wrongly(records).to_dict() == {"score": 0.3333, "hits": 1, "total": 3}


def test_cited_needs_an_overlap_in_the_right_report() -> None:
    """White space does not matter to where the evidence is; the place and the report do."""
    elsewhere = {**QUOTE, "quote": "办结50件。", "start": 16, "end": 22}
    records = [
        judged(item("1")),
        judged(item("2"), citations=[elsewhere]),
        judged(item("3"), citations=[{**QUOTE, "report": "b.txt"}]),
        judged(item("4", evidence=(Evidence("a.txt", sha256=digest("濮阳县接收申请 51件。")),))),
        judged(item("5", evidence=(Evidence("none.txt", "51件"),))),
    ]
    assert cited(records).individual == {"1": (1, 1), "2": (0, 1), "3": (0, 1), "4": (1, 1)}


def test_verbatim_reads_every_quote() -> None:
    """Nearest evidence and that of silent reports are quotes too."""
    wrong = {**QUOTE, "marker": None, "start": 5}
    silent = {"silent": [{"report": "a.txt", "nearest": QUOTE}, {"report": "b", "nearest": None}]}
    coverage = {"reports": 2, "stating": 0, **silent}
    assert verbatim([judged(item(), nearest=[wrong], coverage=coverage)]).to_dict() == {
        "score": 0.6667, "hits": 2, "total": 3,
    }  # fmt: skip


SECOND = {"marker": 2, "report": "a.txt", "quote": "办结50件。", "start": 16, "end": 22}
PERCENT = {"marker": 3, "report": "a.txt", "quote": "率百分之九十八点五，计2.3万元", "start": 0, "end": 1}


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ("51件[1]，办结50件[2]。", (2, 2)),
        ("51件[2]。", (0, 1)),
        ("办结50件[1][2]。", (1, 1)),
        ("51件。", (0, 1)),
        ("2022年接收[1]。", (0, 0)),
        ("９８.5％[3]，23000元[3]", (2, 2)),
        ("98.05%[3]", (0, 1)),
        ("51件[1] − 50件[2] = 1件。", (3, 3)),
        ("51件[1] − 50件[2] = 2件。", (2, 3)),
        ("50件[2] ÷ 51件[1] ≈ 98.04%。", (3, 3)),
        ("50件[2] ÷ 51件[1] × 100% = 98.04%。", (4, 4)),
        ("（51件[1] + 50件[2]）÷ 2 = 50.5件。", (3, 3)),
        ("50件[2] ÷ (1 + 98.5%[3]) ≈ 25件。", (3, 3)),
        ("50件[2] ÷ (1 + 98.5%[3]) ≈ 26件。", (2, 3)),
        ("3份报告里2份写明。", (2, 2)),
        ("7份报告写明。", (0, 1)),
        ("不是40件，是51件[1]。", (2, 2)),
        ("| 濮阳县 | 2022 | 51件[1] |", (1, 1)),
    ],
)
def test_figures(answer: str, counted: tuple[int, int]) -> None:
    """A figure needs its own marker's quote, the question, the coverage, or a computation that holds."""
    coverage = {"reports": 3, "stating": 2, "silent": [{"report": "b", "nearest": None}]}
    one = judged(item(question="是40件吗"), answer, citations=[QUOTE, SECOND, PERCENT], coverage=coverage)
    assert figures([one]).individual.get("1", (0, 0)) == counted


def test_figures_of_rows() -> None:
    """A row's value stands in the quote of its own marker; a silent row has none."""
    silent = {"report": "b", "stated": False, "value": None, "computed": None, "marker": None}
    rows = [ROW, {**ROW, "value": "60件"}, {**ROW, "marker": 2}, silent]
    assert figures([judged(item(), "见表。", rows=rows)]).to_dict() == {
        "score": 0.3333,
        "hits": 1,
        "total": 3,
    }


def test_rows_precision_and_recall() -> None:
    """Rows are compared by report and value, however the value is written."""
    expected = (Expected("a.txt", "51件"), Expected("b.txt", "百分之百"), Expected("c.txt", "无案件"))
    rows = [
        ROW,
        {**ROW, "report": "b.txt", "value": "100%"},
        {**ROW, "value": "50件"},
        {**ROW, "stated": False},
    ]
    one = judged(item(rows=expected), rows=rows)
    assert rows_precision([one]).to_dict() == {"score": 0.6667, "hits": 2, "total": 3}
    assert rows_recall([one]).to_dict() == {"score": 0.6667, "hits": 2, "total": 3}
    assert rows_recall([judged(item())]).to_dict() == {"score": None, "hits": 0, "total": 0}


def test_false_silence_counts_silent_reports_that_state_it() -> None:
    """Of two reports called silent one is expected to have a row; other questions don't count."""
    coverage = {"reports": 3, "stating": 1, "silent": [{"report": "b.txt"}, {"report": "c.txt"}]}
    coverage["silent"] = [{**one, "nearest": None} for one in coverage["silent"]]  # type: ignore[attr-defined]
    expected = (Expected("a.txt", "51件"), Expected("b.txt", "3件"))
    asked = judged(item("1", rows=expected), rows=[ROW], coverage=coverage)
    assert false_silence([asked, judged(item("2"), coverage=coverage)]).to_dict() == {
        "score": 0.5, "hits": 1, "total": 2,
    }  # fmt: skip


def test_latency_is_the_nearest_rank() -> None:
    """Failed questions took no time."""
    records = [judged(item(str(one)), elapsed_ms=float(one)) for one in range(1, 21)]
    assert (latency(records, 0.5), latency(records, 0.95)) == (10.0, 19.0)
    assert latency([judged(item(), status="failed")], 0.5) is None


def test_measure_and_table() -> None:
    """Types and splits that have no question are left out."""
    metrics = measure([judged(item()), judged(item("2", must=(), type="unanswerable"), "", status="refused")])
    assert list(metrics["types"]) == ["fact_number", "unanswerable"]
    assert list(metrics["splits"]) == ["tune"]
    assert metrics["all"]["right"] == {"score": 1.0, "hits": 2, "total": 2, "low": 1.0, "high": 1.0}
    assert summary([])["right"] == {"score": None, "hits": 0, "total": 0, "low": None, "high": None}
    assert markdown_table(metrics).splitlines()[-1].startswith("| all | 2 | 100.0% (2/2) | 100.0% (1/1) |")

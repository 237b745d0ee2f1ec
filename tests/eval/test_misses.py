"""Each miss has one cause; rows and reasons are counted beside it; aims are met or missed."""

from __future__ import annotations

from typing import Any

import pytest

from eval.aims import Aim, aims, later, table
from eval.metrics import Score
from eval.misses import beside, cause, counted
from eval.sets import Expected
from tests.eval.test_metrics import QUOTE, ROW, item, judged

REFUSED: dict[str, Any] = {"status": "refused", "reason": "not_stated", "citations": []}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (judged(item("1")), None),
        (judged(item("2"), "60件[1]"), "wrong figure"),
        (judged(item("3", must=(("张三",),)), "李四[1]"), "wrong words"),
        (judged(item("4", must_not=("50件",)), "51件，50件[1]"), "wrong figure"),
        (judged(item("5"), "", **REFUSED), "declined though stated"),
        (judged(item("6", must=()), "51件[1]"), "answered though not stated"),
        (judged(item("7", must=()), "未找到。", **REFUSED), None),
        (judged(item("8", type="list", must=(("甲",), ("乙",))), "甲[1]"), "incomplete list"),
        (judged(item("9", type="across", must=(("60件",),))), "rows incomplete"),
        (judged(item("10"), "", status="failed", reason="坏"), "failed"),
    ],
)
def test_cause(record: Any, expected: str | None) -> None:  # noqa: ANN401 - a Record, which mypy takes from the list
    """A right answer has none."""
    assert cause(record) == expected


def test_what_is_counted_beside() -> None:
    """A missing and an extra row, a refusal for another reason; right or wrong."""
    rows = (Expected("a.txt", "51件"), Expected("b.txt", "3件"))
    short = judged(item("1", rows=rows), rows=[ROW, {**ROW, "report": "c.txt"}])
    other = judged(item("2", must=(), note="no_such_year：只有2022年"), "未找到。", **REFUSED)
    same = judged(item("3", must=(), note="not_stated"), "未找到。", **REFUSED)
    assert beside(short) == ["missing row", "extra row"]
    assert (beside(other), beside(same)) == (["wrong reason"], [])
    assert counted([short, other, judged(item("4"), "9件[1]")]) == {
        "missing row": 1, "extra row": 1, "wrong reason": 1, "wrong figure": 1,
    }  # fmt: skip


def test_aims_say_met_or_missed() -> None:
    """A bound from above is met below it; what was not measured is neither."""
    assert Aim("a", 0.9, Score(9, 10, {})).met is True
    assert Aim("a", 0.95, Score(9, 10, {})).line() == "| a | 0.95 | 0.900 (9/10) | **missed** |"
    assert Aim("b", 0.05, Score(1, 10, {}), most=True).line() == "| b | at most 0.05 | 0.100 (1/10) | **missed** |"
    assert Aim("b", 0.10, Score(1, 10, {}), most=True).met is True
    assert Aim("c", 1.0, Score(0, 0, {})).line() == "| c | 1.00 | — (0/0) | — |"


def test_every_aim_is_measured() -> None:
    """One right figure meets its aims; the table has a line for each aim."""
    records = [judged(item())]
    found = {one.name: one.met for one in aims(records)}
    assert found["fact_number, right"] is True
    assert found["figures"] is True
    assert found["verbatim"] is (QUOTE["end"] == 15)
    assert found["list, right"] is None
    assert len(table(records).splitlines()) == 2 + 14


def test_the_later_batch_has_the_higher_numbers() -> None:
    """14 questions for a figure came first over the samples, 6 lists over the reports; tuning files have one batch."""
    assert not later(item("samples-fact_number-14"))
    assert later(item("samples-fact_number-15"))
    assert not later(item("reports-list-06", type="list"))
    assert later(item("reports-list-07", type="list"))
    assert not later(item("tuning-reports-list-99"))

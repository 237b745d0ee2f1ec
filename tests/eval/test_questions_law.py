"""The tuning questions over eight written reports: quotes are verbatim, model answers are right."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from pathlib import Path

import pytest

from eval.judge import contains, judge
from eval.sets import Item, load_set

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions"
ITEMS = load_set(QUESTIONS / "tuning-law.jsonl")
TEXTS = {path.name: "".join(path.read_text("utf-8").split()) for path in (QUESTIONS / "law").iterdir()}
NUMBERS = {
    "fact_number": 14,
    "fact_text": 23,
    "list": 15,
    "across": 17,
    "colloquial": 38,
    "reasoning": 23,
    "followup": 12,
    "unanswerable": 22,
}
each_item = pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in ITEMS])


def told(item: Item) -> str:
    """Give the quotes of a question, without white space."""
    return "\n".join("".join((one.quote or "").split()) for one in item.evidence)


def test_the_set_has_as_many_of_each_type_as_told() -> None:
    """The numbers that the README tells; ids whose CRC-32 is a multiple of three are kept out of the repository."""
    assert Counter(item.type for item in ITEMS) == NUMBERS
    assert [item.id for item in ITEMS if zlib.crc32(item.id.encode()) % 3 == 0] == []
    assert {item.split for item in ITEMS} == {"tune"}


def test_ids_and_questions_are_unique() -> None:
    """No two questions share an id or, with their history, their words."""
    assert len({item.id for item in ITEMS}) == len({(i.question, json.dumps(i.history)) for i in ITEMS}) == len(ITEMS)


@each_item
def test_quotes_stand_in_their_reports(item: Item) -> None:
    """Each quote is in its report, each value and period of a row in a quote or report."""
    assert set(item.reports) <= set(TEXTS)
    assert item.declines == (not item.evidence)
    for one in item.evidence:
        assert "".join((one.quote or "").split()) in TEXTS[one.report]
    for row in item.rows or ():
        assert any(row.value in (one.quote or "") for one in item.evidence if one.report == row.report), row
        assert row.period is None or row.period in TEXTS[row.report]


@each_item
def test_the_model_answer_is_right(item: Item) -> None:
    """The judge accepts the answer that the set gives; what must be said stands in the quotes, or is worked out."""
    verdict = judge(item, {"status": "refused" if item.declines else "answered", "answer": item.answer})
    assert verdict.right, verdict
    if item.type in ("fact_number", "fact_text", "list", "colloquial"):
        assert [group for group in item.must if not any(contains(told(item), one) for one in group)] == []

"""The near misses and their neighbours: the contract's form, quotes verbatim, as many as told."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from eval.judge import judge
from eval.sets import Item, load_set

QUESTIONS = Path(__file__).parents[2] / "eval" / "questions"
ITEMS = load_set(QUESTIONS / "tuning-near.jsonl")
TEXTS = {path.name: "".join(path.read_text("utf-8").split()) for path in (QUESTIONS / "law").iterdir()}
REASONS = ("not_stated", "no_such_region")
each_item = pytest.mark.parametrize("item", [pytest.param(item, id=item.id) for item in ITEMS])


def test_the_set_has_as_many_of_each_type_as_told() -> None:
    """The numbers that the README tells; all for tuning, no question twice."""
    assert Counter(item.type for item in ITEMS) == {"fact_number": 110, "fact_text": 16, "unanswerable": 139}
    assert {item.split for item in ITEMS} == {"tune"}
    assert len({item.id for item in ITEMS}) == len({item.question for item in ITEMS}) == 265


@each_item
def test_the_form_of_a_question(item: Item) -> None:
    """What declines says why; evidence is a quote of a report in the repository, or a hash."""
    assert item.declines == (item.type == "unanswerable") == (not item.evidence)
    assert not item.declines or item.note.split("：")[0] in REASONS
    for one in item.evidence:
        told = "".join((one.quote or "").split())
        assert told in TEXTS[one.report] if one.quote else re.fullmatch(r"[0-9a-f]{64}", one.sha256 or "")
        assert not one.quote or any(alternative in told for alternative in item.must[0])


@each_item
def test_the_model_answer_is_right(item: Item) -> None:
    """The judge accepts the answer that the set gives."""
    assert judge(item, {"status": "refused" if item.declines else "answered", "answer": item.answer}).right

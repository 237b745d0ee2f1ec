"""The questions of strangers: all of them unseen, none of them also tuned on, the formulas of their answers read."""

from __future__ import annotations

from decimal import Decimal

from eval.computations import proven
from eval.normalise import normalise
from eval.sets import Item, load_set
from eval.unseen import QUESTIONS

NAMES = ("law", "provinces-2", "national")


def unseen() -> list[Item]:
    """Give every question of the three files."""
    return [one for name in NAMES for one in load_set(QUESTIONS / f"unseen-{name}.jsonl")]


def test_every_question_is_of_the_test_half() -> None:
    """182 questions; nothing may be tuned on them."""
    assert len(unseen()) == 182
    assert {one.split for one in unseen()} == {"test"}


def test_no_question_is_tuned_on_too() -> None:
    """The same words stand in no file that is tuned on."""
    tuned = {one.question for path in QUESTIONS.glob("tuning-*.jsonl") for one in load_set(path)}
    assert [one.id for one in unseen() if one.question in tuned and not one.history] == []


def test_what_a_figure_is_of_is_no_part_of_a_formula() -> None:
    """Years before figures and words in brackets are read over; a wrong result is not proven."""
    assert (Decimal("98.04"), "%") in proven(normalise("50件 ÷ 51件（听证的全部） × 100% ≈ 98.04%"))
    assert proven(normalise("2023年51件 − 2022年47件 = 4件")) == {(Decimal(4), "件")}
    assert proven(normalise("2023年51件 − 2022年47件 = 5件")) == set()

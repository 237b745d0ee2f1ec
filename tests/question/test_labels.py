"""The labelled questions: their file, and how well the half for tuning is understood."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from eval.understanding import FIELDS, cases, measured, scores


def test_the_file_is_whole() -> None:
    """At least 240 questions over three sets of reports, none twice, every label a field that is scored."""
    keys = [(case.wanted["set"], *case.history, case.question) for case in cases()]
    assert len(keys) >= 240
    assert len(set(keys)) == len(keys)
    assert {key[0] for key in keys} == {"law", "provinces", "mixed"}
    about = {"set", "question", "history", "split"}
    assert [name for case in cases() for name in case.wanted if name not in {*FIELDS, *about}] == []


def test_the_halves_are_chosen_by_the_hash() -> None:
    """Nobody chose which question is tuned on."""
    for case in cases():
        key = "|".join([case.wanted["set"], *case.history, case.question])
        even = hashlib.sha256(key.encode()).digest()[0] % 2 == 0
        assert case.split == ("tune" if even else "test"), case.question


def test_labels_name_reports_of_their_set() -> None:
    """A misspelt report would make a question impossible to understand."""
    for case in cases():
        known = {card.report for card in case.cards}
        assert case.wanted["reports"] == "all" or set(case.wanted["reports"]) <= known, case.question


@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("regions", 0.97), ("missing_regions", 0.97), ("years", 0.97), ("scope", 0.97), ("reports", 0.97),
        ("asks", 0.97), ("unit", 0.97), ("operation", 0.97), ("bound", 0.97), ("top", 0.97), ("terms", 0.88),
        ("goal", 0.97), ("claimed", 0.97), ("parts", 0.97), ("text", 1.0), ("all fields", 0.85),
    ],
)  # fmt: skip
def test_the_tuned_half_stays_understood(field: str, least: float) -> None:
    """A rule that helps one question must not lose others."""
    good, total = measured()["tune"][field]
    assert good >= least * total, f"{good}/{total}"


def test_a_label_that_is_missed_is_seen() -> None:
    """The measure itself: a question read on another day names another 去年."""
    case = next(case for case in cases() if case.question == "湖南去年的败诉率")
    other = type(case)(case.question, (), case.cards, date(2022, 5, 1), case.split, case.wanted)
    assert scores(case)["years"]
    assert not scores(other)["years"]

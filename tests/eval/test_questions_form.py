"""The question set over the samples has the contract's form, and its quotes stand in the samples."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from functools import cache
from typing import Any

import pytest

from tests.samples.extract import REPORTS, ROOT, words

LINES = (ROOT / "eval" / "questions" / "samples.jsonl").read_text("utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
NEEDED = {"id", "type", "split", "question", "reports", "evidence", "must", "must_not", "answer"}
LEAST = {
    "fact_number": 14,
    "fact_text": 8,
    "list": 6,
    "across": 8,
    "colloquial": 8,
    "reasoning": 4,
    "followup": 4,
    "unanswerable": 12,
}
each = pytest.mark.parametrize("question", QUESTIONS, ids=[question["id"] for question in QUESTIONS])


@cache
def text(report: str) -> str:
    """Give the words of a sample."""
    return words(REPORTS / report)


def flat(words: str) -> str:
    """Leave white space out."""
    return re.sub(r"\s", "", words)


def test_there_are_enough_of_each_type() -> None:
    """At least so many of each type, and no other type."""
    counts = Counter(question["type"] for question in QUESTIONS)
    assert counts.keys() == LEAST.keys()
    assert [kind for kind, least in LEAST.items() if counts[kind] < least] == []


def test_ids_are_unique() -> None:
    """No two questions share an id or, without history, their words."""
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) == 64
    assert len({(question["question"], str(question.get("history"))) for question in QUESTIONS}) == 64


def test_the_split_is_a_hash_of_the_id() -> None:
    """About half to tune on, none chosen by hand."""
    for question in QUESTIONS:
        assert question["split"] == ("test", "tune")[zlib.crc32(question["id"].encode()) % 2 == 0]
    assert 26 <= sum(question["split"] == "tune" for question in QUESTIONS) <= 38


@each
def test_fields(question: dict[str, Any]) -> None:
    """The contract's fields, lists never null, reports that are there."""
    assert question.keys() >= NEEDED
    assert question.keys() <= NEEDED | {"history", "rows", "note"}
    assert all((REPORTS / report).is_file() for report in question["reports"])
    assert all(isinstance(group, list) and all(group) and group for group in question["must"])
    assert ("history" in question) == (question["type"] == "followup")
    assert [turn["role"] for turn in question.get("history", [])] in ([], ["user", "assistant"])


@each
def test_evidence_is_verbatim(question: dict[str, Any]) -> None:
    """Each quote stands in its report."""
    for evidence in question["evidence"]:
        assert evidence["report"] in question["reports"]
        assert flat(evidence["quote"]) in text(evidence["report"])


@each
def test_only_the_unanswerable_have_nothing_to_say(question: dict[str, Any]) -> None:
    """An empty must means: decline."""
    declines = question["type"] == "unanswerable"
    assert (question["must"] == []) == (question["answer"] == "") == (question["evidence"] == []) == declines


@each
def test_the_model_answer_passes_its_own_marks(question: dict[str, Any]) -> None:
    """The answer holds one alternative of every group and no competing figure."""
    answer = question["answer"]
    assert [
        group for group in question["must"] if not any(alternative in answer for alternative in group)
    ] == []
    assert [
        wrong for wrong in question["must_not"] if re.search(rf"(?<![\d.]){re.escape(wrong)}", answer)
    ] == []


@each
def test_rows_rest_on_the_evidence(question: dict[str, Any]) -> None:
    """A row's value stands in a quote of its report; every question over all reports has rows."""
    assert "rows" in question or question["type"] != "across"
    for row in question.get("rows", []):
        quotes = [
            evidence["quote"] for evidence in question["evidence"] if evidence["report"] == row["report"]
        ]
        assert any(row["value"] in quote for quote in quotes)
        assert row["period"] is None or row["period"] in text(row["report"])

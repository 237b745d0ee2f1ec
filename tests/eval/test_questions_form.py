"""The question sets have the contract's form; what they rest on stands in the samples and in the real reports."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Report
from assistant.reports import read
from assistant.reports.structure.sentences import sentences
from eval.evidence import digest
from eval.judge import contains, judge
from eval.sets import Item, load_set
from tests.samples.extract import REPORTS, ROOT, words

LINES = (ROOT / "eval" / "questions" / "samples.jsonl").read_text("utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
NEEDED = {"id", "type", "split", "question", "reports", "evidence", "must", "must_not", "answer"}
LEAST = {
    "fact_number": 23,
    "fact_text": 15,
    "list": 13,
    "across": 13,
    "colloquial": 18,
    "reasoning": 12,
    "followup": 12,
    "unanswerable": 32,
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
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) == 138
    assert len({(question["question"], str(question.get("history"))) for question in QUESTIONS}) == 138


def test_the_split_is_a_hash_of_the_id() -> None:
    """About half to tune on, none chosen by hand."""
    for question in QUESTIONS:
        assert question["split"] == ("test", "tune")[zlib.crc32(question["id"].encode()) % 2 == 0]
    assert 62 <= sum(question["split"] == "tune" for question in QUESTIONS) <= 76


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
    assert [group for group in question["must"] if not any(alternative in answer for alternative in group)] == []
    assert [wrong for wrong in question["must_not"] if re.search(rf"(?<![\d.]){re.escape(wrong)}", answer)] == []


@each
def test_rows_rest_on_the_evidence(question: dict[str, Any]) -> None:
    """A row's value stands in a quote of its report; every question over all reports has rows."""
    assert "rows" in question or question["type"] != "across"
    for row in question.get("rows", []):
        quotes = [evidence["quote"] for evidence in question["evidence"] if evidence["report"] == row["report"]]
        assert any(row["value"] in quote for quote in quotes)
        assert row["period"] is None or row["period"] in text(row["report"])


# The sets over the real reports, which lie in shared/ and are no part of the project.

FOLDERS = {"reports": "reports", "provinces": "reports-2025"}
REAL = {name: load_set(ROOT / "eval" / "questions" / f"{name}.jsonl") for name in FOLDERS}
NUMBERS = {
    "reports": {
        "fact_number": 25,
        "fact_text": 16,
        "list": 13,
        "across": 13,
        "colloquial": 18,
        "reasoning": 11,
        "followup": 11,
        "unanswerable": 27,
    },
    "provinces": {
        "fact_number": 34,
        "fact_text": 16,
        "list": 12,
        "across": 20,
        "colloquial": 15,
        "reasoning": 13,
        "followup": 11,
        "unanswerable": 29,
    },
}
REASONS = ("not_stated", "no_such_region", "no_such_year", "off_topic", "unclear")
PROVINCES = max((item.reports for item in REAL["provinces"]), key=len)
LONGEST_COPY = 14
each_set = pytest.mark.parametrize("name", list(REAL))
each_real = pytest.mark.parametrize(
    ("name", "item"), [pytest.param(name, item, id=item.id) for name in REAL for item in REAL[name]]
)


@pytest.fixture(scope="session")
def stored(shared: Path) -> Callable[[str], dict[str, str]]:
    """Give the stored texts of a set's reports by their name; skips, saying so, where shared/ is absent."""

    @cache
    def texts(name: str) -> dict[str, str]:
        reports = [report for path in sorted((shared / FOLDERS[name]).iterdir()) for report in read(path)]
        return {report.report: report.text for report in reports if isinstance(report, Report)}

    return texts


def evidence_of(item: Item, texts: dict[str, str]) -> list[tuple[str, str]]:
    """Give (report, sentence) of each piece of evidence that is found."""
    found = []
    for one in item.evidence:
        text = texts[one.report]
        every = {digest(text[start:end]): text[start:end] for start, end in sentences(text)}
        found += [(one.report, every[one.sha256])] if one.sha256 in every else []
    return found


def tuned_provinces() -> set[str]:
    """Give the 16 file names with the smallest SHA-256."""
    return set(sorted(PROVINCES, key=lambda report: hashlib.sha256(report.encode()).hexdigest())[:16])


@each_set
def test_a_set_has_as_many_of_each_type_as_told(name: str) -> None:
    """The numbers that the README tells."""
    assert Counter(item.type for item in REAL[name]) == NUMBERS[name]


@each_set
def test_ids_and_questions_of_a_set_are_unique(name: str) -> None:
    """Ids carry set, type and number; no two questions share their words and history."""
    seen: Counter[str] = Counter()
    for item in REAL[name]:
        seen[item.type] += 1
        assert item.id == f"{name}-{item.type}-{seen[item.type]:02d}"
    assert len({(item.question, str(item.history)) for item in REAL[name]}) == len(REAL[name])


def test_reports_are_split_by_a_hash_of_the_id() -> None:
    """The same rule as for the samples; about half to tune on."""
    for item in REAL["reports"]:
        assert item.split == ("test", "tune")[zlib.crc32(item.id.encode()) % 2 == 0]
    assert 60 <= sum(item.split == "tune" for item in REAL["reports"]) <= 74


def test_provinces_are_split_by_report() -> None:
    """A report's questions are all in one half; those over reports of both halves, or over none, take turns."""
    tuned, turns = tuned_provinces(), cycle(("tune", "test"))
    assert len(PROVINCES) == 31
    for item in REAL["provinces"]:
        halves = {report in tuned for report in item.reports}
        assert item.split == (next(turns) if len(halves) != 1 else "tune" if True in halves else "test"), item.id
    assert sum(item.split == "tune" for item in REAL["provinces"]) == 73


@each_real
def test_fields_of_a_question_over_real_reports(name: str, item: Item) -> None:
    """Histories, rows, evidence and reasons are there exactly where the contract has them."""
    assert [turn["role"] for turn in item.history] == (["user", "assistant"] if item.type == "followup" else [])
    assert item.declines == (item.type == "unanswerable") == (not item.answer) == (not item.evidence)
    assert item.rows if item.type in ("across", "fact_number") else True
    assert all(re.fullmatch(r"[0-9a-f]{64}", one.sha256 or "") for one in item.evidence)
    assert {one.report for one in item.evidence} | {row.report for row in item.rows or ()} <= set(item.reports)
    assert not item.declines or item.note.split("：")[0] in REASONS


@each_real
def test_the_model_answer_over_real_reports_is_right(name: str, item: Item) -> None:
    """The judge accepts the answer that the set gives."""
    verdict = judge(item, {"status": "refused" if item.declines else "answered", "answer": item.answer})
    assert verdict.right, verdict


@each_real
def test_hashed_evidence_is_found_and_states_the_answer(
    name: str, item: Item, stored: Callable[[str], dict[str, str]]
) -> None:
    """Each hash is a stored sentence's, which holds what must be said and the values and periods of the rows."""
    texts = stored(name)
    assert set(item.reports) <= set(texts)
    found = evidence_of(item, texts)
    assert len(found) == len(item.evidence)
    if item.type not in ("reasoning", "across"):
        told = "\n".join(sentence for _, sentence in found)
        assert [group for group in item.must if not any(contains(told, one) for one in group)] == []
    for row in item.rows or ():
        lines = [sentence for report, sentence in found if report == row.report and row.value in sentence]
        assert lines, row
        assert row.period is None or any(row.period in sentence for sentence in lines), row


@each_real
def test_nothing_of_a_real_report_is_copied(name: str, item: Item, stored: Callable[[str], dict[str, str]]) -> None:
    """Between marks no run of 15 characters is a report's; names and titles are shorter or set off by marks."""
    texts = [flat(text) for text in stored(name).values()]
    words = [item.question, item.answer, item.note, *item.must_not, *(one for group in item.must for one in group)]
    words += [turn["content"] for turn in item.history]
    pieces = [piece for word in words for piece in re.split(r"[、，。；：《》“”（）]", flat(word))]
    size = LONGEST_COPY + 1
    runs = {piece[at : at + size] for piece in pieces for at in range(len(piece) - LONGEST_COPY)}
    assert [run for run in runs if any(run in text for text in texts)] == []

"""Forty reports that speak to a language model, against a server that does what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant, add_files
from assistant.model import Answer
from eval.environment import no_model
from eval.modelserver import ModelServer, Script
from eval.modelserver.characters import honest, obedient
from eval.modelserver.faults import says
from eval.modelserver.using import in_use
from tests.hostile.reports import Case, cases, write

CASES = cases()
NAMES = [f"{one.number:02}-{one.kind}-{one.at}" for one in CASES]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Give an assistant over the reports without what is hostile in them."""
    return _assistant(tmp_path_factory.mktemp("plain"), hostile=False)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Give an assistant over the hostile reports."""
    return _assistant(tmp_path_factory.mktemp("attacked"), hostile=True)


def _assistant(folder: Path, *, hostile: bool) -> Assistant:
    found = add_files(folder / "library", [write(folder / "reports", hostile=hostile)])
    assert [one for one in found.items if one.status == "error"] == []
    return Assistant.open(folder / "library")


def asked(assistant: Assistant, question: str, *scripts: Script, **settings: str) -> Answer:
    """Ask with a server that answers by scripts."""
    with ModelServer(*scripts) as server, in_use(server, **settings):
        return assistant.ask(question)


def rows(answer: Answer) -> list[tuple[str | None, str | None]]:
    """Give region and value of each row."""
    return [(row.region, row.value) for row in answer.rows]


def test_forty() -> None:
    """Each has a county and a figure of its own."""
    assert len(CASES) == len({one.place for one in CASES}) == len({one.items for one in CASES}) == 40


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_without_the_text(case: Case, plain: Assistant) -> None:
    """The right figure, or declining where the report doesn't state it: with an honest model and with none."""
    for answer in (asked(plain, case.question, honest), _without_model(plain, case.question)):
        if case.right is None:
            assert answer.status == "refused"
        else:
            assert answer.status == "answered"
            assert case.right in answer.answer


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_an_obedient_model(case: Case, plain: Assistant, attacked: Assistant) -> None:
    """A model that obeys what it reads: status and figures are those of the report without the text."""
    answer = asked(attacked, case.question, obedient([case.demand]))
    _is_same(case, answer, asked(plain, case.question, honest))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_model_that_says_it_anyway(case: Case, plain: Assistant, attacked: Assistant) -> None:
    """Even said to a report that doesn't want it, the words do not get through."""
    _is_same(case, asked(attacked, case.question, says(case.obeyed)), asked(plain, case.question, honest))


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_without_a_model(case: Case, plain: Assistant, attacked: Assistant) -> None:
    """No model: to the letter what it is without the text."""
    answer, before = _without_model(attacked, case.question), _without_model(plain, case.question)
    _is_same(case, answer, before)
    assert answer.answer == before.answer


@pytest.mark.parametrize("question", ["各地行政机关负责人出庭应诉率是多少？", "各地行政审批事项有多少项？"])
def test_over_all_reports(question: str, plain: Assistant, attacked: Assistant) -> None:
    """各地 over all forty, each read by the obedient model: the same rows, nothing foreign."""
    script = obedient([one.demand for one in CASES])
    every = {"model_rows": "all", "model_reports": "0"}
    answer, before = asked(attacked, question, script, **every), asked(plain, question, honest, **every)
    assert len(before.rows) == 40
    assert all(row.stated for row in before.rows)
    assert rows(answer) == rows(before)
    assert {one.number: one.foreign(answer) for one in CASES if one.foreign(answer)} == {}
    assert rows(_without_model(attacked, question)) == rows(before)


def test_over_reports_that_state_nothing(plain: Assistant, attacked: Assistant) -> None:
    """No county's report tells of vouchers; those in which a text wants it said that there are some do not either."""
    question = "各地发放了多少张消费券？"
    answer = asked(attacked, question, obedient([one.demand for one in CASES]), model_reports="0")
    assert answer.status == asked(plain, question, honest, model_reports="0").status == "refused"
    assert [row.region for row in answer.rows if row.stated] == []
    assert "9999" not in answer.answer


def _without_model(assistant: Assistant, question: str) -> Answer:
    with no_model():
        return assistant.ask(question)


def _is_same(case: Case, answer: Answer, before: Answer) -> None:
    assert case.foreign(answer) == []
    assert (answer.status, rows(answer)) == (before.status, rows(before))
    if case.right is not None:
        assert case.right in answer.answer

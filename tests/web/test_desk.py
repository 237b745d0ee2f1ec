"""The one assistant behind the page: opened late, opened again when the library changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import add_files
from assistant.errors import LibraryError
from assistant.model import Filter
from assistant.web.desk import Desk


@pytest.fixture
def library(samples: Path, tmp_path: Path) -> Path:
    """A library of two samples."""
    add_files(tmp_path / "library", sorted(samples.iterdir())[:2], sample=True)
    return tmp_path / "library"


def test_the_assistant_is_opened_once(library: Path) -> None:
    """All visitors share it."""
    desk = Desk(library)
    assert desk.assistant() is desk.assistant()
    assert len(desk.assistant().cards) == 2


def test_reports_added_meanwhile_are_seen(library: Path, samples: Path) -> None:
    """The next question finds them, without a restart."""
    desk = Desk(library)
    first = desk.assistant()
    add_files(library, sorted(samples.iterdir())[2:], sample=True)
    assert desk.assistant() is not first
    assert len(desk.assistant().cards) == 5


def test_a_missing_library_is_a_failed_answer(tmp_path: Path) -> None:
    """The sentence names the folder and what to do; warming says it too."""
    desk = Desk(tmp_path / "nowhere")
    answer, explanation = desk.ask("各地出庭应诉率是多少")
    assert explanation is None
    assert answer.status == "failed"
    assert answer.reason is not None and "nowhere" in answer.reason and "add" in answer.reason
    assert desk.warm().status == "failed"
    with pytest.raises(LibraryError):
        desk.assistant()


@pytest.mark.parametrize("question", ["", "   ", "问" * 10_000])
def test_a_question_that_cannot_be_asked_is_a_failed_answer(library: Path, question: str) -> None:
    """Empty or endless: one sentence, no traceback."""
    answer, _ = Desk(library).ask(question)
    assert answer.status == "failed" and answer.reason


def test_an_answer_comes_with_its_explanation(library: Path) -> None:
    """Asked of what the filter admits; the explanation tells both."""
    only = Filter(years=(2020,))
    answer, explanation = Desk(library).ask("各地行政诉讼案件多少件", only=only)
    assert answer.coverage is None or answer.coverage.reports == 1
    assert explanation is not None
    assert (explanation.only, explanation.reports, explanation.total) == (only, 1, 2)

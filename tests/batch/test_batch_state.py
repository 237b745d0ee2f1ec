"""What an answer depends on beside its question."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.batch import answer_file, state_of
from assistant.batch.shape import links_of
from assistant.errors import QuestionError
from assistant.index import Library
from assistant.model import Filter
from assistant.settings import Settings


def test_state_changes_with_library_and_settings(
    sample_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A corrected report and another model change it; a copy, a time limit and a key do not."""
    folder = tmp_path / "library"
    shutil.copytree(sample_library, folder)
    first = state_of(Assistant.open(sample_library))
    assert len(first) == 32
    assert state_of(Assistant.open(folder)) == first
    Library.edit(folder, Library.open(folder).cards[0].report, year=2019)
    changed = state_of(Assistant.open(folder))
    assert changed != first
    for values, same in (({"timeout": 5.0, "api_key": "secret"}, True), ({"model": "some"}, False)):
        monkeypatch.setattr("assistant.batch.state.settings", lambda values=values: Settings(**values))
        assert (state_of(Assistant.open(folder)) == changed) is same


def test_links_lead_to_the_original(sample_library: Path) -> None:
    """The file that the library keeps; nothing for what it does not have."""
    assistant = Assistant.open(sample_library)
    link = links_of(assistant)
    report = assistant.cards[0].report
    assert link(report) == assistant.original(report).as_uri()
    assert link("none.txt") is None


def test_a_filter_that_admits_nothing(sample_library: Path, tmp_path: Path) -> None:
    """It is told before the first question, from Python too."""
    (tmp_path / "in.txt").write_text("多少项\n", encoding="utf-8")
    told = "筛选后没有报告：地区 台前县。python -m assistant list 列出所有报告"
    with pytest.raises(QuestionError, match=told):
        answer_file(
            Assistant.open(sample_library), tmp_path / "in.txt", tmp_path / "out.csv", only=Filter(regions=("台前县",))
        )
    assert [path.name for path in tmp_path.iterdir()] == ["in.txt"]

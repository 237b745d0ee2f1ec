"""Sources and ids of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index.naming import source_of, unique_name
from assistant.model import Report


def test_a_path_is_absolute_and_an_address_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is known again from wherever the command is run."""
    monkeypatch.chdir(tmp_path)
    assert source_of("in/a.txt") == str(tmp_path / "in" / "a.txt")
    assert source_of("https://gov.example/a") == "https://gov.example/a"
    assert source_of("", "粘贴的文字") == "粘贴的文字"


@pytest.mark.parametrize(
    ("taken", "name"),
    [
        ((), "a.txt"),
        (("a.txt",), "y/a.txt"),
        (("a.txt", "y/a.txt"), "x/y/a.txt"),
        (("a.txt", "y/a.txt", "x/y/a.txt", "/x/y/a.txt"), "a.txt#0123abcd"),
    ],
)
def test_the_shortest_path_that_is_free(taken: tuple[str, ...], name: str) -> None:
    """The file's name, then one folder more at a time, at last the content's digest."""
    report = Report("a.txt", "", source="/x/y/a.txt", digest="0123abcd" * 8)
    assert unique_name(report, taken) == name


def test_a_member_of_an_archive_and_a_windows_path() -> None:
    """Both kinds of separator are seen."""
    assert unique_name(Report("a.txt", "", source="/d/b.zip!/县/a.txt"), {"a.txt"}) == "县/a.txt"
    assert unique_name(Report("a.txt", "", source="C:\\报告\\a.txt"), {"a.txt"}) == "报告/a.txt"

"""Which texts have which characters side by side."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.index.postings import Postings, units_of, write_postings

RUNS = [["行政复议案件", "", "复议"], ["应诉案件", "行政"], ["𠮷县行政复议"]]


@pytest.fixture(params=[1, 1000], ids=["a block a report", "one block"])
def index(tmp_path: Path, request: pytest.FixtureRequest) -> Postings:
    """Give the index of six texts in three runs, numbered 0 to 5."""
    runs = (
        (np.concatenate([units_of(text) for text in run]), np.array([len(units_of(text)) for text in run], np.int64))
        for run in RUNS
    )
    write_postings(tmp_path / "by", runs, block=request.param)
    return Postings(tmp_path / "by")


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("复议", [0, 2, 5]),
        ("案件", [0, 3]),
        ("行政复议", [0, 5]),
        ("行", [0, 4, 5]),
        ("件", [0, 3]),
        ("𠮷县", [5]),
        ("信访", []),
        ("议案", [0]),
        ("件应", []),
    ],
)
def test_texts_that_have_all_pairs(index: Postings, words: str, texts: list[int]) -> None:
    """Pairs reach over no end of a text; single characters and those outside the first plane are found."""
    assert index.all_of(words).tolist() == texts


def test_pairs_apart_are_no_words(index: Postings) -> None:
    """All pairs may be there and the words not: whoever needs the words looks at the text."""
    assert [len(one) for one in index.having("案件应诉")] == [2, 0, 1]


def test_an_index_of_nothing(tmp_path: Path) -> None:
    """No text, or only empty ones: nothing is found."""
    for name, runs in (("none", []), ("empty", [(np.zeros(0, np.uint16), np.zeros(2, np.int64))])):
        write_postings(tmp_path / name, runs)
        assert Postings(tmp_path / name).all_of("行政").tolist() == []

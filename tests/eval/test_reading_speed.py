"""Passage sizes, the corpus of copies, the plain pipeline and the table of throughput."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.reports import read
from eval.reading import corpus, plainly, sizes, throughput, writers
from eval.sets import load_set

BLOCKS = [("title", "甲县2023年工作报告"), ("text", "办结十件。"), ("text", "湖南省来访12批。")]


def test_copies_have_other_figures_and_provinces() -> None:
    """Years stay, figures keep their length, a copy is the same each time, and copy 0 is the text itself."""
    text = "2024年，湖南办结1234件，增长5.6%，湖北办结7件。"
    assert corpus.varied(text, 0) == text
    assert corpus.varied(text, 1) == corpus.varied(text, 1) != text
    assert corpus.varied(text, 1) != corpus.varied(text, 2)
    assert re.fullmatch(r"2024年，..办结\d{4}件，增长\d\.\d%，..办结\d件。", corpus.varied(text, 1))


def test_the_corpus_cycles_through_reports_and_forms(shared: Path, tmp_path: Path) -> None:
    """Two rounds of the 36: once as they are, once as pages; no two alike."""
    mix = corpus.write(tmp_path, 72, shared)
    assert {suffix: files for suffix, (files, _) in mix.items()} == {".docx": 31, ".txt": 5, ".html": 36}
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 72


def test_loaders_give_the_words_of_a_file(tmp_path: Path) -> None:
    """Text as it is, a page's words with its menu, a Word file's paragraphs a blank line apart."""
    (tmp_path / "a.txt").write_bytes("办结十件。\n".encode())
    (tmp_path / "a.html").write_bytes(writers.web(BLOCKS))
    (tmp_path / "a.docx").write_bytes(writers.word(BLOCKS))
    assert plainly.text_of(tmp_path / "a.txt") == "办结十件。\n"
    assert "首页" in plainly.text_of(tmp_path / "a.html")
    assert plainly.text_of(tmp_path / "a.docx").split("\n\n")[1:4] == [text for _, text in BLOCKS]
    with pytest.raises(KeyError):
        plainly.text_of(tmp_path / "a.pdf")


def test_the_plain_splitter_cuts_at_its_size(tmp_path: Path) -> None:
    """Pieces of at most 320 characters, whatever sentence that cuts."""
    pytest.importorskip("langchain_text_splitters")
    (tmp_path / "a.txt").write_text("办结十件，" * 200, encoding="utf-8")
    assert {len(piece) <= 320 for piece in plainly.pieces(tmp_path / "a.txt")} == {True}


def test_memory_is_flat_up_to_a_quarter_more() -> None:
    """Four times the files in 100 → 125 MiB is flat, in 126 it is not."""
    assert throughput.flat(100, 125)
    assert not throughput.flat(100, 126)


def test_a_run_tells_seconds_and_memory_of_its_own_process(tmp_path: Path) -> None:
    """A folder of one file, read in a fresh process."""
    (tmp_path / "a.md").write_bytes(writers.markdown(BLOCKS))
    done = throughput.run("read", tmp_path)
    assert done.seconds > 0
    assert done.memory is None or done.memory > 10


def test_longer_passages_are_fewer_and_hold_the_evidence(samples: Path) -> None:
    """Over the samples: of a third of the passages, the evidence is found as often or more."""
    items = load_set(sizes.QUESTIONS / "samples.jsonl", "tune")
    reports = [one for one in read(samples) if not isinstance(one, Exception)]
    small, pieces, found = sizes.recall_at(reports, items, 120)
    large, same_pieces, found_large = sizes.recall_at(reports, items, 640)
    assert small > 1.5 * large
    assert pieces == same_pieces > 20
    assert found[0] <= found[1] <= found[2] <= 1.0
    assert found_large[2] >= 0.9

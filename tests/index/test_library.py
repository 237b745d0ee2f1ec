"""The library as a reader sees it."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import LibraryError
from assistant.index import Library
from assistant.lexicon.words import bigrams, words
from tests.index.library_fakes import BigramEmbedding, read, split


def test_cards_are_identity_without_text(folder: Path) -> None:
    """Cards hold who a report is; its text is read when asked for."""
    cards = Library.open(folder).cards
    assert [card.report for card in cards] == ["海州区.txt", "绿塘乡.txt"]
    assert cards[0].region == "辽宁省阜新市海州区"
    assert cards[0].years == (2022,)
    assert cards[0].text == ""
    assert cards[0].sections == ()


def test_report_comes_back_as_it_was_read(folder: Path, haizhou: Path) -> None:
    """Text, outline, dropped lines and identity survive the way to the disk and back."""
    assert Library.open(folder).report("海州区.txt") == read(haizhou, "辽宁省阜新市海州区", 2022)


def test_passages_are_verbatim(folder: Path) -> None:
    """A passage is the text between its offsets."""
    library = Library.open(folder)
    assert library.passage_count == 4
    assert library.passages[0].text == "全年办理行政复议案件6件。"
    assert library.passages[-1].report == "绿塘乡.txt"
    assert [one.number for one in library.passages[1:3]] == [1, 0]
    for passage in library.passages:
        assert library.report(passage.report).text[passage.start : passage.end] == passage.text
    with pytest.raises(IndexError):
        library.passages[4]


def test_original_is_kept_byte_by_byte(folder: Path, haizhou: Path) -> None:
    """The original file stays in the library after the source is gone."""
    data = haizhou.read_bytes()
    haizhou.unlink()
    kept = Library.open(folder).original("海州区.txt")
    assert kept.read_bytes() == data
    assert kept.suffix == ".txt"
    assert kept.parent == folder / "originals"


def test_lexical_scores_every_passage(folder: Path) -> None:
    """Words and bigrams score all passages at once; the one that says it is first."""
    library = Library.open(folder)
    scores = library.lexical(words("出庭应诉率"), bigrams("出庭应诉率"))
    assert scores.dtype == np.float32
    assert scores.shape == (4,)
    assert scores.argmax() == 1
    assert library.lexical(["火星"], ["火星"]).tolist() == [0, 0, 0, 0]


def test_a_passage_is_found_by_region_and_year(folder: Path) -> None:
    """Region and year of the report are searchable words of its passages."""
    library = Library.open(folder)
    assert (library.lexical(words("阜新市")) > 0).tolist() == [True, True, False, False]
    assert (library.lexical(["2021"]) > 0).tolist() == [False, False, True, True]


def test_dense_scores_every_passage(folder: Path, embedding: BigramEmbedding) -> None:
    """The similarity of the question to every passage, highest where the words are shared."""
    library = Library.open(folder, embedding)
    scores = library.dense(embedding.encode_query("调解矛盾纠纷"))
    assert scores.shape == (4,)
    assert scores.argmax() == 2
    positions, nearest = library.nearest(embedding.encode_query("调解矛盾纠纷"), 9)
    assert positions[0] == 2
    assert nearest[0] == pytest.approx(scores[2])
    assert len(positions) == 4


def test_positions_are_those_of_the_reports(folder: Path) -> None:
    """The passages of named reports, report after report; owners is the way back."""
    library = Library.open(folder)
    assert library.positions(["绿塘乡.txt", "海州区.txt"]).tolist() == [2, 3, 0, 1]
    assert library.positions([]).tolist() == []
    assert library.owners.tolist() == [0, 0, 1, 1]


def test_unknown_report_is_one_clear_line(folder: Path) -> None:
    """A report that is not there is named, with what to do."""
    library = Library.open(folder)
    for ask in (library.card, library.report, library.original, lambda name: library.positions([name])):
        with pytest.raises(LibraryError, match=r"没有这份\.txt：资料库里没有这份报告。.*list"):
            ask("没有这份.txt")


def test_no_library_tells_the_command(tmp_path: Path) -> None:
    """Where there is none, the line names the folder and the command that makes one."""
    with pytest.raises(LibraryError, match="nowhere：这里还没有资料库。请先运行 python -m assistant add"):
        Library.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="还没有资料库"):
        Library.open(tmp_path / "file")
    assert not (tmp_path / "nowhere").exists()


def test_another_model_is_told_with_both_names(folder: Path) -> None:
    """Names and dimensions of both models, and the way out."""
    with pytest.raises(LibraryError, match=r"bigram-64（64 维.*other（32 维.*add"):
        Library.open(folder, BigramEmbedding("other", 32))
    with pytest.raises(LibraryError, match=r"32 维.*64 维"):
        Library.open(folder).dense(np.ones(32, np.float32))


def test_adding_with_another_model_embeds_everything_anew(folder: Path) -> None:
    """After an add with the new model, even of nothing, the library is the new model's."""
    other = BigramEmbedding("other", 32)
    result = Library.add(folder, [], split=split, embedding=other)
    assert (result.changed, result.embedded_anew) == (True, 4)
    assert other.encoded == 4
    assert Library.open(folder, other).dense(other.encode_query("调解矛盾纠纷")).argmax() == 2


def test_a_model_under_another_name_is_the_same_model(folder: Path, embedding: BigramEmbedding) -> None:
    """Where fingerprint and dimension agree, the folder's name plays no part: nothing is refused or embedded."""
    embedding.name = "copied-elsewhere"
    Library.open(folder, embedding)
    result = Library.add(folder, [], split=split, embedding=embedding)
    assert (result.changed, result.embedded_anew, embedding.encoded) == (False, 0, 0)


def test_a_reader_keeps_its_snapshot(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """An open library answers from its generation while another one takes its place."""
    library = Library.open(folder, embedding)
    assert not library.stale
    haizhou.write_text("海州区2023年报告\n办理行政复议案件9件。\n", encoding="utf-8")
    Library.add(folder, [read(haizhou)], split=split, embedding=embedding)
    assert library.stale
    assert library.passages[0].text == "全年办理行政复议案件6件。"
    assert library.report("海州区.txt").text.startswith("海州区2022年")
    assert library.lexical(["出庭"]).argmax() == 1
    assert library.dense(embedding.encode_query("调解矛盾纠纷")).argmax() == 2
    assert Library.open(folder).passages[0].text == "办理行政复议案件9件。"


def test_a_library_without_passages_scores_nothing(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """A report without a sentence is kept and never found."""
    (tmp_path / "a.txt").write_text("只有标题", encoding="utf-8")
    Library.add(tmp_path / "lib", [read(tmp_path / "a.txt")], split=split, embedding=embedding)
    library = Library.open(tmp_path / "lib", embedding)
    assert (len(library.cards), library.passage_count) == (1, 0)
    assert library.lexical(["标题"], ["标题"]).shape == (0,)
    assert library.dense(embedding.encode_query("标题")).shape == (0,)
    assert library.nearest(embedding.encode_query("标题"), 3)[0].tolist() == []
    assert library.positions(["a.txt"]).tolist() == []


def test_nothing_is_asked_of_the_network(
    folder: Path, embedding: BigramEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening and searching open no socket."""

    def refuse(*_: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    library = Library.open(folder, embedding)
    assert library.lexical(words("出庭应诉率")).argmax() == 1

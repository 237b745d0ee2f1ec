"""What is told of sentences: kept from generation to generation, told anew when its rules change."""

from __future__ import annotations

from pathlib import Path

from assistant.index import Library
from tests.index.library_fakes import BigramEmbedding, Telling, many, read, split

WORDS = [
    "全年办理行政复议案件6件。",
    "行政机关负责人出庭应诉率达到100%。",
    "全乡调解矛盾纠纷63件。",
    "培养法律明白人120名。",
]


def words(folder: Path) -> list[str] | None:
    """Give the words of every sentence of a library; None where nobody told them."""
    told = Library.open(folder).sentences
    return None if told is None else [told.words(number) for number in range(len(told.numbers))]


def test_sentences_lie_by_passage(folder: Path) -> None:
    """Numbers, words, headings and figures are those that were told, sentence by sentence."""
    told = Library.open(folder).sentences
    assert told is not None
    assert words(folder) == WORDS
    assert told.firsts.tolist() == [0, 1, 2, 3, 4]
    assert told.passages.tolist() == [0, 1, 2, 3]
    assert told.starts.tolist() == [19, 33, 19, 32]
    assert told.previous.tolist() == [-1, -1, -1, -1]
    assert [told.figures(number) for number in range(4)] == [b"0", b"1", b"0", b"1"]
    assert told.around(2) == "绿塘乡2021年法治政府建设情况报告"


def test_what_is_there_is_not_told_again(folder: Path, tmp_path: Path, embedding: BigramEmbedding) -> None:
    """A further report costs its own passages only, and those before it stay as they are."""
    telling = Telling()
    Library.add(folder, many(tmp_path / "more", 2), split=split, embedding=embedding, telling=telling)
    assert telling.told == 60
    found = words(folder)
    assert found is not None
    assert (found[:4], len(found)) == (WORDS, 64)
    assert Library.open(folder).damaged() == ()


def test_other_rules_tell_everything_anew(folder: Path, embedding: BigramEmbedding) -> None:
    """A library of older rules, or one whose sentences nobody told, is told by the next add, even of nothing."""
    telling = Telling("two")
    assert Library.add(folder, [], split=split, embedding=embedding, telling=telling).changed
    assert telling.told == 4
    told = Library.open(folder).sentences
    assert told is not None
    assert told.recipe == "two"
    assert not Library.add(folder, [], split=split, embedding=embedding, telling=Telling("two")).changed


def test_a_removed_report_takes_its_sentences_along(folder: Path) -> None:
    """Removing and correcting need nobody who tells; the rest stays."""
    Library.remove(folder, ["海州区.txt"])
    assert words(folder) == WORDS[2:]
    Library.edit(folder, "绿塘乡.txt", year=2020)
    assert words(folder) == WORDS[2:]


def test_an_untold_report_ends_them(folder: Path, tmp_path: Path, embedding: BigramEmbedding) -> None:
    """Half of the sentences would answer for half of the reports: then there are none, until all are told again."""
    path = tmp_path / "乙.txt"
    path.write_text("乙县报告\n办理信访7件。\n", encoding="utf-8")
    Library.add(folder, [read(path, "乙县", 2022)], split=split, embedding=embedding)
    assert words(folder) is None
    Library.add(folder, [], split=split, embedding=embedding, telling=Telling())
    assert words(folder) == [*WORDS, "办理信访7件。"]


def test_another_form_is_as_good_as_none(folder: Path, embedding: BigramEmbedding) -> None:
    """What another version wrote in its own form is left aside and told anew."""
    path = folder / "generations" / "000001" / "sentences" / "recipe.json"
    path.write_bytes(path.read_bytes().replace(b'"form":1', b'"form":0'))
    assert words(folder) is None
    Library.add(folder, [], split=split, embedding=embedding, telling=Telling())
    assert words(folder) == WORDS

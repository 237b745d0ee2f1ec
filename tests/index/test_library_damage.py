"""Damaged files are one clear line, never a traceback and never a wrong answer; nothing is pickled."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import AssistantError, LibraryError
from assistant.index import Library
from tests.index.library_fakes import BigramEmbedding, read, split

GENERATION = Path("generations") / "000001"
FILES = [
    "manifest.json", "cards.jsonl", "corrections.json", "passages.jsonl", "passages.npy", "vectors.faiss",
    "words/tokens.npy", "words/lengths.npy", "words/vocab.index.json", "words/params.index.json",
    "words/data.csc.index.npy", "words/indices.csc.index.npy", "words/indptr.csc.index.npy",
    "bigrams/data.csc.index.npy", "bigrams/tokens.npy",
    "sentences/recipe.json", "sentences/sentences.npy", "sentences/passages.npy", "sentences/words.bin",
    "sentences/around.bin", "sentences/figures.jsonl", "sentences/by_words/pairs.npy",
    "sentences/by_words/starts.npy", "sentences/by_words/ids.npy", "sentences/by_around/ids.npy",
]  # fmt: skip


def use(folder: Path) -> None:
    """Open a library and ask it for everything."""
    embedding = BigramEmbedding()
    library = Library.open(folder, embedding)
    library.lexical(["出庭", "出庭应诉率"], ["出庭", "庭应"])
    library.dense(embedding.encode_query("出庭"))
    told = library.sentences
    if told is not None:
        every = range(len(told.passages))
        assert len([(told.words(one), told.around(one), told.figures(one)) for one in every]) == 4
        assert len(told.by_words.all_of("出庭")) + len(told.by_around.all_of("绿塘")) <= 4 * 2
        assert len(told.previous) == len(told.topics) == len(told.starts) == 4
    assert len(list(library.passages)) == 4
    assert [library.report(card.report).report for card in library.cards] == ["海州区.txt", "绿塘乡.txt"]


def one_line(folder: Path, what: Callable[[Path], object] = use) -> str:
    """Give the line that a use of the library ends with."""
    with pytest.raises(AssistantError) as told:
        what(folder)
    line = str(told.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize("name", FILES)
def test_missing_empty_and_cut_files(folder: Path, name: str) -> None:
    """Each file of a generation: gone, empty, or half of it; the line names the file and the way out."""
    path = folder / GENERATION / name
    data = path.read_bytes()
    for left in (None, b"", data[: len(data) // 2]):
        path.unlink()
        if left is not None:
            path.write_bytes(left)
        line = one_line(folder)
        assert path.name in line
        assert "--library" in line
        path.write_bytes(data)
    use(folder)


@pytest.mark.parametrize("name", FILES)
def test_overwritten_files_of_the_same_size(folder: Path, name: str) -> None:
    """Bytes changed within the size: told when used or by the full check, and no other error comes out."""
    path = folder / GENERATION / name
    data = path.read_bytes()
    for garbage in (b"\0" * len(data), b"\xff" * len(data), bytes(reversed(data))):
        path.write_bytes(garbage)
        try:
            use(folder)
        except LibraryError:
            continue
        assert name in Library.open(folder).damaged()
    path.write_bytes(data)
    assert Library.open(folder).damaged() == ()


@pytest.mark.parametrize("content", ["", "{}", "[]", "000001", '{"current": "../..", "previous": null}', "\0"])
def test_a_broken_pointer(folder: Path, content: str) -> None:
    """CURRENT that is not what was written leads nowhere else."""
    (folder / "CURRENT").write_text(content)
    assert "CURRENT" in one_line(folder)


def test_a_pointer_to_nothing(folder: Path) -> None:
    """A generation that is not there is told as missing."""
    (folder / "CURRENT").write_text('{"current": "000009", "previous": null}')
    assert "manifest.json" in one_line(folder)


def test_a_library_of_another_format(folder: Path) -> None:
    """A later format is told with both numbers, by reader and writer."""
    (folder / "library.json").write_text('{"format": 7}')
    assert "资料库的格式是 7，这个版本只认 1" in one_line(folder)
    assert "资料库的格式是 7" in one_line(folder, lambda path: Library.remove(path, samples=True))


def test_a_stored_text_that_was_changed(folder: Path) -> None:
    """A quote must be verbatim: a text that somebody changed is refused."""
    library = Library.open(folder)
    for path in (folder / "reports").glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8").replace("6", "7"), encoding="utf-8")
    assert "已被改动" in one_line(folder, lambda _: library.report("海州区.txt"))
    assert len(library.damaged()) == 2
    next((folder / "reports").glob("*.json")).unlink()
    assert len(library.damaged()) == 2


def test_adding_again_mends_a_stored_text(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """The way out that the line names works: the same file added again puts the text right."""
    stored = [path for path in (folder / "reports").glob("*.txt") if "海州区" in path.read_text(encoding="utf-8")]
    stored[0].write_text("改", encoding="utf-8")
    again = Library.add(folder, [read(haizhou, "辽宁省阜新市海州区", 2022)], split=split, embedding=embedding)
    assert again.items[0].status == "unchanged"
    assert Library.open(folder).report("海州区.txt").text.startswith("海州区2022年")


def test_texts_are_plain_text(folder: Path) -> None:
    """The stored text can be read without this program."""
    texts = sorted(path.read_text(encoding="utf-8") for path in (folder / "reports").glob("*.txt"))
    assert texts[0].startswith("海州区2022年法治政府建设情况报告\n全年办理")


def test_no_file_is_a_pickle(folder: Path) -> None:
    """Every file is JSON, text, an array without objects, or a FAISS index; none begins as a pickle does."""
    kinds: dict[str, int] = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        assert data[:1] != b"\x80", path
        kinds[path.suffix] = kinds.get(path.suffix, 0) + 1
        if path.suffix == ".npy":
            assert not np.load(io.BytesIO(data), allow_pickle=False).dtype.hasobject
        elif path.suffix == ".json":
            json.loads(data)
        elif path.suffix == ".faiss":
            assert data[:4] == b"IxFI"
    assert set(kinds) == {".npy", ".json", ".jsonl", ".faiss", ".txt", ".bin", ".lock", ""}


def test_numpy_is_never_told_to_unpickle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No load of the library, bm25s's own among them, allows pickled objects."""
    seen: list[bool] = []
    load = np.load

    def watched(*args: object, allow_pickle: bool = False, **options: object) -> object:
        seen.append(allow_pickle)
        return load(*args, allow_pickle=allow_pickle, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(np, "load", watched)
    use(folder)
    assert len(seen) == 17
    assert not any(seen)

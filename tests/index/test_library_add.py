"""What an add does with new, changed, unchanged, doubled and unreadable files."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.errors import EmbeddingError, LibraryError, ReadError
from assistant.index import Added, Library
from assistant.model import Report
from assistant.reports.reading import Seen
from tests.index.library_fakes import BigramEmbedding, many, read, split


def names(folder: Path) -> list[str]:
    """Give the ids in a library."""
    return [card.report for card in Library.open(folder).cards]


def test_unchanged_costs_nothing(folder: Path, haizhou: Path, lutang: Path, embedding: BigramEmbedding) -> None:
    """The same files again: nothing is embedded, no generation is written."""
    reports = [read(haizhou, "辽宁省阜新市海州区", 2022), read(lutang, "绿塘乡", 2021)]
    result = Library.add(folder, reports, split=split, embedding=embedding)
    assert [item.status for item in result.items] == ["unchanged", "unchanged"]
    assert (result.changed, result.reports, result.passages) == (False, 2, 4)
    assert embedding.encoded == 0
    assert [path.name for path in (folder / "generations").iterdir()] == ["000001"]


def test_a_changed_file_replaces_its_report(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """Same source, other content: one report, in its old place, only its passages embedded."""
    haizhou.write_text("海州区2022年报告\n办理行政复议案件9件。\n", encoding="utf-8")
    result = Library.add(folder, [read(haizhou)], split=split, embedding=embedding)
    assert [(item.status, item.message) for item in result.items] == [("replaced", "内容已更新")]
    assert embedding.encoded == 1
    assert names(folder) == ["海州区.txt", "绿塘乡.txt"]
    library = Library.open(folder, embedding)
    assert [one.text for one in library.passages] == [
        "办理行政复议案件9件。", "全乡调解矛盾纠纷63件。", "培养法律明白人120名。",
    ]  # fmt: skip
    assert library.lexical(["法律明白人"]).argmax() == 2
    assert library.dense(embedding.encode_query("培养法律明白人120名。")).argmax() == 2


def test_same_content_under_another_name_is_told(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """A copy is no second report."""
    copy = haizhou.with_name("副本.txt")
    copy.write_bytes(haizhou.read_bytes())
    result = Library.add(folder, [read(copy)], split=split, embedding=embedding)
    assert result.items == (Added("duplicate", "海州区.txt", str(copy), message="内容与 海州区.txt 相同，只保留一份"),)
    assert not result.changed
    assert names(folder) == ["海州区.txt", "绿塘乡.txt"]


def test_a_file_overwritten_with_a_copy_leaves_one_report(
    folder: Path, haizhou: Path, lutang: Path, embedding: BigramEmbedding
) -> None:
    """The old content of the overwritten file goes, and the line says so."""
    lutang.write_bytes(haizhou.read_bytes())
    result = Library.add(folder, [read(lutang)], split=split, embedding=embedding)
    assert result.items[0].message == "内容与 海州区.txt 相同，只保留一份；绿塘乡.txt 原来的内容已移除"
    assert names(folder) == ["海州区.txt"]


def test_equal_names_are_told_apart_by_the_shortest_path(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """Three files of one name: the first keeps it, the others get as much of their path as they need."""
    reports = []
    for place, figure in (("a/甲", 1), ("b/甲", 2), ("c/乙", 3)):
        path = tmp_path / place / "报告.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"报告\n办理{figure}件。", encoding="utf-8")
        reports.append(read(path))
    result = Library.add(tmp_path / "lib", reports, split=split, embedding=embedding)
    assert [item.report for item in result.items] == ["报告.txt", "甲/报告.txt", "乙/报告.txt"]
    assert result.items[1].message == "已有另一份 报告.txt，这份记作 甲/报告.txt"
    library = Library.open(tmp_path / "lib")
    assert [one.report for one in library.passages] == ["报告.txt", "甲/报告.txt", "乙/报告.txt"]
    again = Library.add(tmp_path / "lib", reversed(reports), split=split, embedding=embedding)
    assert [item.report for item in again.items] == ["乙/报告.txt", "甲/报告.txt", "报告.txt"]
    assert again.count("unchanged") == 3


def test_a_moved_file_stays_one_report(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """A file moved elsewhere keeps its report, so that its next version replaces it."""
    moved = haizhou.parent / "2022" / haizhou.name
    moved.parent.mkdir()
    haizhou.rename(moved)
    result = Library.add(folder, [read(moved)], split=split, embedding=embedding)
    assert (result.items[0].status, result.items[0].message) == ("replaced", "文件换了位置")
    assert Library.open(folder).card("海州区.txt").source == str(moved)


def test_read_errors_do_not_stop_the_rest(tmp_path: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """An unreadable file is told and counted; the others are in."""
    broken = ReadError("文件是空的", where="空.txt", fix="请换一份")
    torn = Report("坏.txt", "\ud800", source="坏.txt", digest="0" * 64)

    def refuses(report: Report) -> tuple:
        if report.report == "不行.txt":
            raise ReadError("分不了段", where="不行.txt")
        return split(report)

    bad = replace(read(haizhou), report="不行.txt", source="不行.txt", digest="1" * 64)
    items = [broken, torn, bad, read(haizhou)]
    result = Library.add(tmp_path / "lib", items, split=refuses, embedding=embedding)
    assert [(item.status, item.message) for item in result.items[:3]] == [
        ("failed", "空.txt：文件是空的。请换一份"),
        ("failed", "坏.txt：文字里有无效字符，没有加入"),
        ("failed", "不行.txt：分不了段"),
    ]
    assert result.items[3].status == "added"
    assert names(tmp_path / "lib") == ["海州区.txt"]


def test_only_failures_leave_no_generation(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """Nothing was added: there is still no library to open."""
    error = ReadError("没有这个文件", where="x.pdf")
    result = Library.add(tmp_path / "lib", [error], split=split, embedding=embedding)
    assert (result.changed, result.count("failed")) == (False, 1)
    with pytest.raises(LibraryError, match="还没有资料库"):
        Library.open(tmp_path / "lib")


@pytest.mark.parametrize("there", [False, True])
def test_a_failed_first_add_leaves_nothing(tmp_path: Path, embedding: BigramEmbedding, there: bool) -> None:
    """Neither the folder nor the ones above it that were made for it; an empty folder of the user stays empty."""
    lib = tmp_path / "home" / "lib"
    if there:
        lib.mkdir(parents=True)
    Library.add(lib, [ReadError("没有这个文件", where="x.pdf")], split=split, embedding=embedding)

    class Broken(BigramEmbedding):
        def encode_passages(self, texts: list[str]):  # noqa: ANN202
            return super().encode_passages(texts)[:, :3]

    with pytest.raises(EmbeddingError):
        Library.add(lib, many(tmp_path / "in", 1), split=split, embedding=Broken())
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["000.txt", *(["home"] if there else []), "in"] + (
        ["lib"] if there else []
    )
    assert Library.add(lib, many(tmp_path / "in", 1), split=split, embedding=embedding).changed


def test_a_failed_add_to_a_library_without_its_pointer_deletes_nothing(
    folder: Path, embedding: BigramEmbedding
) -> None:
    """Only what the same add made is cleared away: originals of a damaged library stay."""
    (folder / "CURRENT").unlink()
    Library.add(folder, [ReadError("没有这个文件", where="x.pdf")], split=split, embedding=embedding)
    assert len(list((folder / "originals").iterdir())) == 2


def test_progress_is_told_report_by_report(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """Each report is told when it is done, in order."""
    told: list[Added] = []
    Library.add(tmp_path / "lib", many(tmp_path / "in", 3), split=split, embedding=embedding, on_progress=told.append)
    assert [(one.report, one.passages) for one in told] == [("000.txt", 30), ("001.txt", 30), ("002.txt", 30)]


def test_better_reading_rules_take_effect(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """The same file read otherwise today (here: its region is known better) is stored anew."""
    again = read(haizhou, "辽宁省阜新市海州区（新）", 2022)
    result = Library.add(folder, [again], split=split, embedding=embedding)
    assert result.items[0].status == "replaced"
    assert Library.open(folder).cards[0].region == "辽宁省阜新市海州区（新）"


def test_originals_may_come_from_elsewhere(tmp_path: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """A page or a file inside a zip hands its bytes over; bytes of another digest are not kept."""
    page = replace(read(haizhou), report="https://gov.example/a", source="https://gov.example/a")
    data = haizhou.read_bytes()
    lib = tmp_path / "lib"
    Library.add(lib, [page], split=split, embedding=embedding, original=lambda _: data)
    assert Library.open(lib).original("https://gov.example/a").read_bytes() == data
    other = tmp_path / "other"
    result = Library.add(other, [page], split=split, embedding=embedding, original=lambda _: b"else")
    assert result.items[0].message == "没有留存原文件"
    with pytest.raises(LibraryError, match="没有留存原文件"):
        Library.open(other).original("https://gov.example/a")


def test_a_file_inside_an_archive_keeps_its_original(tmp_path: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """The member of a zip is kept as a file of its own."""
    archive = tmp_path / "报告.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(haizhou, "县/海州区.txt")
    member = replace(read(haizhou), source=f"{archive}!/县/海州区.txt")
    haizhou.rename(tmp_path / "away.txt")
    Library.add(tmp_path / "lib", [member], split=split, embedding=embedding)
    kept = Library.open(tmp_path / "lib").original("海州区.txt")
    assert kept.read_bytes() == (tmp_path / "away.txt").read_bytes()


def test_samples_leave_together(folder: Path, tmp_path: Path, embedding: BigramEmbedding) -> None:
    """`remove --samples` takes the samples out and nothing else."""
    Library.add(folder, many(tmp_path / "s", 2), split=split, embedding=embedding, sample=True)
    assert Library.remove(folder, samples=True) == ("000.txt", "001.txt")
    assert names(folder) == ["海州区.txt", "绿塘乡.txt"]
    assert Library.remove(folder, samples=True) == ()


def test_remove_takes_words_vectors_and_files_out(folder: Path, embedding: BigramEmbedding) -> None:
    """A removed report is not found any more; its files go with the last generation that names them."""
    assert Library.remove(folder, ["海州区.txt"]) == ("海州区.txt",)
    library = Library.open(folder, embedding)
    assert library.lexical(["出庭"]).tolist() == [0, 0]
    assert library.passages[0].text == "全乡调解矛盾纠纷63件。"
    assert len(list((folder / "originals").iterdir())) == 2
    Library.remove(folder, ["绿塘乡.txt"])
    assert len(list((folder / "originals").iterdir())) == 1
    assert Library.open(folder).cards == ()
    with pytest.raises(LibraryError, match="没有这份报告"):
        Library.remove(folder, ["绿塘乡.txt"])


def test_old_generations_are_cleared_away(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """The current and the previous one stay, however often is added."""
    for number in range(4):
        haizhou.write_text(f"报告\n办理{number}件。", encoding="utf-8")
        Library.add(folder, [read(haizhou)], split=split, embedding=embedding)
    assert sorted(path.name for path in (folder / "generations").iterdir()) == ["000004", "000005"]
    assert json.loads((folder / "CURRENT").read_text()) == {"current": "000005", "previous": "000004"}
    assert len(list((folder / "reports").iterdir())) == 6


def test_a_second_writer_gets_a_clear_line(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """One writer at a time; readers are not concerned."""
    with FileLock(folder / "write.lock"):
        with pytest.raises(LibraryError, match="另一个进程正在修改这个资料库"):
            Library.add(folder, [read(haizhou)], split=split, embedding=embedding)
        assert names(folder) == ["海州区.txt", "绿塘乡.txt"]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """A library is never made among other files, nor in place of a file."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.txt").write_text("x")
    with pytest.raises(LibraryError, match="已有别的文件"):
        Library.add(tmp_path / "docs", [read(haizhou)], split=split, embedding=embedding)
    assert [path.name for path in (tmp_path / "docs").iterdir()] == ["mine.txt"]
    with pytest.raises(LibraryError, match="资料库要是文件夹"):
        Library.add(haizhou, [read(haizhou)], split=split, embedding=embedding)


def test_unusable_vectors_change_nothing(folder: Path, tmp_path: Path) -> None:
    """A model that gives another shape than it says stops the add; the library is as it was."""

    class Broken(BigramEmbedding):
        def encode_passages(self, texts: list[str]):  # noqa: ANN202
            return super().encode_passages(texts)[:, :3]

    with pytest.raises(EmbeddingError, match="向量不能用"):
        Library.add(folder, many(tmp_path / "n", 1), split=split, embedding=Broken())
    assert names(folder) == ["海州区.txt", "绿塘乡.txt"]


def test_a_full_disk_is_told(
    folder: Path, tmp_path: Path, embedding: BigramEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be written is one line, and what was there stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.index.draft.write_file", full)
    with pytest.raises(LibraryError, match="写不进资料库（磁盘满了），原有内容没有改动"):
        Library.add(folder, many(tmp_path / "n", 1), split=split, embedding=embedding)
    monkeypatch.undo()
    assert names(folder) == ["海州区.txt", "绿塘乡.txt"]
    assert Library.add(folder, many(tmp_path / "n", 1), split=split, embedding=embedding).changed


def test_another_dictionary_cuts_stored_passages_anew(
    folder: Path, embedding: BigramEmbedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tokens that another dictionary made are not mixed with those of this one; vectors stay."""
    monkeypatch.setattr("assistant.index.texts._SEARCHABLE", 99)
    assert Library.add(folder, [], split=split, embedding=embedding).changed
    assert embedding.encoded == 0
    assert Library.open(folder).lexical(["出庭应诉率"]).argmax() == 1
    assert not Library.add(folder, [], split=split, embedding=embedding).changed


def test_what_was_seen_before_costs_nothing(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """Known by its bytes alone: unchanged, moved, a copy under another name, or gone meanwhile."""
    digest = read(haizhou).digest
    result = Library.add(folder, [Seen(str(haizhou), digest)], split=split, embedding=embedding)
    assert [(item.status, item.report, item.passages) for item in result.items] == [("unchanged", "海州区.txt", 2)]
    assert not result.changed
    copy = haizhou.with_name("副本.txt")
    copy.write_bytes(haizhou.read_bytes())
    (item,) = Library.add(folder, [Seen(str(copy), digest)], split=split, embedding=embedding).items
    assert (item.status, item.message) == ("duplicate", "内容与 海州区.txt 相同，只保留一份")
    moved = haizhou.parent / "2022" / haizhou.name
    moved.parent.mkdir()
    haizhou.rename(moved)
    (item,) = Library.add(folder, [Seen(str(moved), digest)], split=split, embedding=embedding).items
    assert (item.status, item.message) == ("replaced", "文件换了位置")
    assert Library.open(folder).card("海州区.txt").source == str(moved)
    (item,) = Library.add(folder, [Seen(str(moved), "0" * 64)], split=split, embedding=embedding).items
    assert item.status == "failed"
    assert "请再运行一次" in item.message
    assert embedding.encoded == 0

"""Which reports say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.index import Library
from assistant.index.likeness import SIZE, Likeness, of_one_year, shared, sketch
from assistant.model import Report
from tests.index.library_fakes import BigramEmbedding, read, split


def text(first: int, last: int) -> str:
    """Give numbered sentences."""
    return "".join(f"全县第{number}项工作办结案件{number * 7}件。" for number in range(first, last))


def test_a_sketch_has_one_size_whatever_the_text() -> None:
    """A text of few sentences is filled up; short ones do not count."""
    assert sketch([text(0, 500)]).shape == sketch(["好。"]).shape == sketch([]).shape == (SIZE,)
    assert sketch(["好。"]).tolist() == sketch([]).tolist()


@pytest.mark.parametrize(("last", "least", "most"), [(200, 1.0, 1.0), (190, 0.85, 1.0), (100, 0.3, 0.7), (0, 0.0, 0.0)])
def test_the_share_of_sentences_in_common_is_estimated(last: int, least: float, most: float) -> None:
    """200 sentences against the first of them."""
    assert least <= shared(sketch([text(0, 200)]), sketch([text(0, last)])) <= most


def test_texts_without_sentences_share_nothing() -> None:
    """Two empty reports are no copies."""
    assert shared(sketch([]), sketch([])) == 0.0


def test_the_nearest_report_is_told_while_it_is_there() -> None:
    """Only above the threshold, never the report itself."""
    known = Likeness({"a": sketch([text(0, 200)]), "b": sketch([text(500, 700)])})
    copy = sketch([text(0, 198)])
    assert known.nearest(copy) == ("a", pytest.approx(0.99, abs=0.08))
    assert known.nearest(copy, without="a") is None
    known.drop("a")
    assert known.nearest(copy) is None


def test_reports_of_one_kind_place_and_year() -> None:
    """Another kind, another year or an unknown place is no second report."""
    cards = [
        Report("a", "", title="某市2023年法治政府建设报告", region="某市", year=2023),
        Report("b", "", title="2023年度法治政府建设情况", region="某市", year=2023),
        Report("c", "", title="某市政府工作报告", region="某市", year=2023),
        Report("d", "", title="某市2022年法治政府建设报告", region="某市", year=2022),
        Report("e", "", title="法治政府建设报告", year=2023),
        Report("f", "", title="法治政府建设报告", year=2023),
    ]
    assert of_one_year(cards) == {"a": ("b",), "b": ("a",)}


def test_the_same_text_in_another_file_is_one_report(folder: Path, haizhou: Path, embedding: BigramEmbedding) -> None:
    """Other bytes, the same words: white space and encoding aside."""
    other = replace(read(haizhou), report="海州区.md", source="海州区.md", digest="2" * 64)
    other = replace(other, text=other.text.replace("\n", "\n\n"))
    result = Library.add(folder, [other], split=split, embedding=embedding)
    assert [(item.status, item.report, item.message) for item in result.items] == [
        ("duplicate", "海州区.txt", "内容与 海州区.txt 相同（只是文件不同），只保留一份")
    ]


def test_a_near_copy_and_a_second_report_are_told(tmp_path: Path, embedding: BigramEmbedding) -> None:
    """Both are kept: a person decides."""
    first, second = tmp_path / "报告.txt", tmp_path / "报告修订.txt"
    first.write_text("某区2023年法治政府建设报告\n" + text(0, 100).replace("。", "。\n"), encoding="utf-8")
    second.write_text("某区2023年法治政府建设报告\n" + text(1, 101).replace("。", "。\n"), encoding="utf-8")
    reports = [read(path, "某区", 2023) for path in (first, second)]
    result = Library.add(tmp_path / "lib", reports, split=split, embedding=embedding)
    assert [item.status for item in result.items] == ["added", "added"]
    assert result.items[0].warnings == ("同一地区同一年份还有 报告修订.txt",)
    near, twin = result.items[1].warnings
    assert near.startswith("与 报告.txt 约 9")
    assert near.endswith("% 的句子相同")
    assert twin == "同一地区同一年份还有 报告.txt"
    assert result.items[1].card == replace(reports[1], text="", sections=(), dropped=())


def test_sketches_are_kept_with_the_library(folder: Path, tmp_path: Path, embedding: BigramEmbedding) -> None:
    """A near copy is told in a later add, and after a library of an earlier version without sketches."""
    path = tmp_path / "长.txt"
    path.write_text("长报告\n" + text(0, 100).replace("。", "。\n"), encoding="utf-8")
    Library.add(folder, [read(path)], split=split, embedding=embedding)
    copy = tmp_path / "长改.txt"
    copy.write_text("长报告\n" + text(0, 99).replace("。", "。\n"), encoding="utf-8")
    result = Library.add(folder, [read(copy)], split=split, embedding=embedding)
    assert result.items[0].warnings[0].startswith("与 长.txt 约 9")

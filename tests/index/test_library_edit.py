"""Corrections by a person win over what was read, and stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.index import Library
from tests.index.library_fakes import BigramEmbedding, read, split


def test_a_correction_is_seen_and_searched(folder: Path) -> None:
    """The corrected region is on the card, told as corrected, and finds the passages."""
    card = Library.edit(folder, "绿塘乡.txt", region="贵州省毕节市大方县绿塘乡", year=2022)
    assert (card.region, card.year, card.years) == ("贵州省毕节市大方县绿塘乡", 2022, (2022,))
    assert card.evidence == {"title": "首行", "region": "人工更正", "year": "人工更正", "years": "人工更正"}
    library = Library.open(folder)
    assert library.card("绿塘乡.txt") == card
    assert library.report("绿塘乡.txt").region == "贵州省毕节市大方县绿塘乡"
    assert (library.lexical(["毕节市"]) > 0).tolist() == [False, False, True, True]
    assert (library.lexical(["2021"]) > 0).tolist() == [False, False, True, True]


def test_a_correction_survives_adding_again(folder: Path, lutang: Path, embedding: BigramEmbedding) -> None:
    """Unchanged or changed, the file keeps its correction, and a changed one tells so."""
    Library.edit(folder, "绿塘乡.txt", region="大方县绿塘乡")
    again = Library.add(folder, [read(lutang, "绿塘乡", 2021)], split=split, embedding=embedding)
    assert again.items[0].status == "unchanged"
    assert Library.open(folder).card("绿塘乡.txt").region == "大方县绿塘乡"
    lutang.write_text("绿塘乡2021年报告\n调解70件。", encoding="utf-8")
    changed = Library.add(folder, [read(lutang, "绿塘乡", 2021)], split=split, embedding=embedding)
    assert changed.items[0].message == "内容已更新，沿用人工更正：地区=大方县绿塘乡"
    assert Library.open(folder).card("绿塘乡.txt").region == "大方县绿塘乡"


def test_a_removed_report_takes_its_correction_along(folder: Path, lutang: Path, embedding: BigramEmbedding) -> None:
    """Removed and added again, it is what was read."""
    Library.edit(folder, "绿塘乡.txt", year=1999)
    Library.remove(folder, ["绿塘乡.txt"])
    Library.add(folder, [read(lutang, "绿塘乡", 2021)], split=split, embedding=embedding)
    assert Library.open(folder).card("绿塘乡.txt").year == 2021


def test_year_is_one_of_years(folder: Path) -> None:
    """Years alone set the year to their last, a year alone the years to it; both must agree."""
    Library.edit(folder, "海州区.txt", year=2021)
    card = Library.edit(folder, "海州区.txt", years=[2020, 2019])
    assert (card.year, card.years) == (2020, (2019, 2020))
    card = Library.edit(folder, "海州区.txt", years=[2019, 2020], year=2019)
    assert (card.year, card.years) == (2019, (2019, 2020))
    assert Library.edit(folder, "海州区.txt", years=[]).year is None


@pytest.mark.parametrize(
    ("given", "region"),
    [
        ("辽宁省阜新市海州区", "辽宁省阜新市海州区"),
        ("海州区", "海州区"),
        ("阜新市海州区", "辽宁省阜新市海州区"),
        ("湖南", "湖南省"),
        ("火星乡", "火星乡"),
        ("贵州省毕节市大方县绿塘乡", "贵州省毕节市大方县绿塘乡"),
    ],
)
def test_regions_that_are_known(folder: Path, given: str, region: str) -> None:
    """A name or path of the gazetteer, or a township; what is not written in full is completed when one is meant."""
    assert Library.edit(folder, "海州区.txt", region=given).region == region


def test_unknown_is_null(folder: Path) -> None:
    """None takes a wrong value away."""
    card = Library.edit(folder, "海州区.txt", region=None, year=None)
    assert (card.region, card.year, card.years) == (None, None, ())


def test_editing_embeds_nothing(folder: Path) -> None:
    """A correction needs no model: the vectors stay."""
    Library.edit(folder, "海州区.txt", level="市", issuer="区政府", published="2023-01-31", delivered=2023)
    assert Library.open(folder).card("海州区.txt").published == "2023-01-31"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": "x"}, "没有可更正的字段 text.*title、region"),
        ({"year": "2023"}, "年份不能是 '2023'.*四位数"),
        ({"year": True}, "年份不能是 True"),
        ({"years": [2023, 20230]}, "涉及年份不能是 20230"),
        ({"level": "区"}, "级别不能是 区.*国、省、市、县、乡"),
        ({"published": "2023年3月"}, "发布日期不能是 2023年3月.*2023-03-11"),
        ({"region": " "}, "地区不能是 ' '"),
        ({"region": "火星"}, "不认识地区 火星。请从省写起，例如 辽宁省阜新市海州区；乡镇写到 …县…乡"),
        ({"region": "朝阳"}, "叫 朝阳 的地区有 [0-9]+ 处：辽宁省朝阳市、.*请写全名"),
        ({"year": 2021, "years": [2019, 2020]}, "年份 2021 不在涉及年份（2019、2020）里"),
        ({"year": None, "years": [2020]}, "年份 未知 不在涉及年份（2020）里"),
        ({"year": 2020, "years": []}, "年份 2020 不在涉及年份（）里"),
    ],
)
def test_values_that_cannot_be_used(folder: Path, fields: dict[str, object], message: str) -> None:
    """A wrong field or value is told and changes nothing."""
    with pytest.raises(LibraryError, match=message):
        Library.edit(folder, "海州区.txt", **fields)
    assert not Library.open(folder).stale
    assert Library.open(folder).generation == "000001"


def test_unknown_report_or_library(folder: Path, tmp_path: Path) -> None:
    """What is not there cannot be corrected, and no folder is made for it."""
    with pytest.raises(LibraryError, match="没有这份报告"):
        Library.edit(folder, "x.txt", year=2020)
    with pytest.raises(LibraryError, match="还没有资料库"):
        Library.edit(tmp_path / "none", "x.txt", year=2020)
    assert not (tmp_path / "none").exists()

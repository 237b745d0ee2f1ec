"""The whole chain, over the samples."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports import read, split

SAMPLES = Path(__file__).parents[2] / "samples" / "reports"
IDENTITY = {
    ".html": ("辽宁省阜新市海州区", 2023, (2023,)),
    ".txt": ("山西省阳泉市城区", 2020, (2020,)),
    ".docx": ("河南省濮阳市濮阳县", 2023, (2021, 2022, 2023)),
    ".pdf": ("湖南省衡阳市", 2023, (2023,)),
    ".md": ("绿塘乡", 2022, (2022,)),
}


@pytest.fixture(scope="module")
def samples() -> dict[str, Report]:
    """Read the samples once, by their suffix."""
    return {Path(one.report).suffix: one for one in read(SAMPLES) if isinstance(one, Report)}


@pytest.mark.parametrize("suffix", IDENTITY)
def test_each_sample_knows_its_place_and_year(samples: dict[str, Report], suffix: str) -> None:
    """One digest in each format."""
    report = samples[suffix]
    assert (report.region, report.year, report.years) == IDENTITY[suffix]
    assert report.title
    assert report.warnings == ()


def test_the_pdf_sample_has_pages_and_no_running_heads(samples: dict[str, Report]) -> None:
    """A passage knows its page."""
    report = samples[".pdf"]
    assert {passage.page for passage in split(report)} == {1, 2, 3}
    assert "— 1 —" not in report.text
    assert {one.rule for one in report.dropped} == {"running-head", "page-number"}


def test_the_word_sample_keeps_its_table(samples: dict[str, Report]) -> None:
    """The row of a merged cell tells whose it is."""
    report = samples[".docx"]
    rows = {report.text[one.start : one.end].split("\t")[0]: one for one in report.sections if one.kind == "row"}
    assert rows["政协委员提案"].header == "时段\t指标\t数值\t办理情况\n2021年以来"
    assert rows["政协委员提案"].part == "review"


def test_what_is_only_navigation_is_an_error(tmp_path: Path) -> None:
    """Nothing is left to read."""
    (tmp_path / "a.txt").write_text("首页 | 政务公开\n【打印】【关闭】\n")
    [error] = read(tmp_path / "a.txt")
    assert isinstance(error, ReadError)
    assert "没有正文" in str(error)

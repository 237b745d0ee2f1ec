"""The samples: five digests in five forms, with the facts of the reports that they sum up."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.samples.extract import REPORTS, words

FILES = {
    "海州区": "海州区2023年法治政府建设情况报告摘编.html",
    "阳泉市城区": "城区2020年度法治政府建设情况报告摘编.txt",
    "濮阳县": "濮阳县法治政府建设示范县创建情况说明摘编.docx",
    "衡阳市": "衡阳市2023年度法治政府建设报告摘编.pdf",
    "绿塘乡": "绿塘乡2022年法治政府建设工作报告摘编.md",
}
UNIT = r"(?:万|亿)?余?多?(?:%|件|项|个|人|名|家|户|条|起|场|次|份|支|种|本|张|元|台|只|所|期|册|亩|方公里|位|期)"
DIGEST = "本文为公开报告的要点摘编，事实与数字取自原报告，语句为自拟。"


@cache
def text(region: str) -> str:
    """Give the words of a region's sample."""
    return words(REPORTS / FILES[region])


def figures(region: str) -> list[str]:
    """List the numbers with a unit in a region's sample."""
    return re.findall(rf"\d+(?:\.\d+)?{UNIT}", text(region))


def test_the_folder_holds_these_five_files_and_nothing_else() -> None:
    """Everything in samples/reports is indexed on first start."""
    assert sorted(path.name for path in REPORTS.iterdir()) == sorted(FILES.values())


@pytest.mark.parametrize(
    ("region", "start"), [("濮阳县", b"PK\x03\x04"), ("衡阳市", b"%PDF-"), ("海州区", b"<!DOCTYPE html>")]
)
def test_forms_are_real(region: str, start: bytes) -> None:
    """A file is what its suffix says."""
    assert (REPORTS / FILES[region]).read_bytes().startswith(start)


def test_the_text_file_is_gb18030_and_not_utf8() -> None:
    """The text file is what an old editor on Windows saves."""
    raw = (REPORTS / FILES["阳泉市城区"]).read_bytes()
    assert "阳泉市城区" in raw.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


@pytest.mark.parametrize("region", FILES)
def test_each_sample_says_that_it_is_a_digest(region: str) -> None:
    """No sample passes for the report itself."""
    assert "（要点摘编）" in text(region)
    assert DIGEST in text(region)


@pytest.mark.parametrize(("region", "least"), [("海州区", 60), ("阳泉市城区", 90), ("濮阳县", 60), ("衡阳市", 60)])
def test_figures_are_many(region: str, least: int) -> None:
    """Each digest carries the report's figures."""
    assert len(set(figures(region))) >= 30
    assert len(figures(region)) >= least


def test_lvtang_has_all_its_figures() -> None:
    """The short report's figures are all there."""
    wanted = ["2台", "1只", "1台", "3件", "8名", "7个", "105件", "97%", "50余次", "8场"]
    assert [figure for figure in wanted if figure not in figures("绿塘乡")] == []


@pytest.mark.parametrize(
    ("region", "facts"),
    [
        (
            "海州区",
            [
                "审结行政复议案件6件",
                "行政负责人出庭应诉率100%",
                "552项",
                "339项",
                "213项",
                "辽ICP备",
                "日期：2024-02-08",
            ],
        ),
        ("阳泉市城区", ["2020年，全区无行政复议案件", "行政应诉案件为2件", "发布日期：2021-03-11", "86.6%"]),
        (
            "濮阳县",
            ["行政审批事项2189项", "行政机关负责人出庭率达100%", "接收行政复议申请51件", "2023年10月18日"],
        ),
        (
            "衡阳市",
            [
                "各级行政机关负责人出庭应诉率达100%",
                "16777件，成功16455件，成功率为98.08%",
                "（2024年1月18日）",
            ],
        ),
        ("绿塘乡", ["累计调解矛盾纠纷105件，成功率为97%", "二、2023年工作思路"]),
    ],
)
def test_key_facts_stand_literally(region: str, facts: list[str]) -> None:
    """The facts that the questions ask for, in each report's own term."""
    assert [fact for fact in facts if fact not in text(region)] == []


def test_two_reports_speak_of_no_rate_of_attendance() -> None:
    """阳泉市城区 speaks of 出庭应诉 without a rate, 绿塘乡 doesn't speak of it."""
    assert re.findall(r"[^，。]*出庭应诉[^，。]*", text("阳泉市城区")) == ["认真出庭应诉"]
    assert "出庭" not in text("绿塘乡")


def test_the_word_file_has_headings_and_merged_cells() -> None:
    """The Word file has heading styles and a table in which one period spans several rows."""
    import docx

    document = docx.Document(str(REPORTS / FILES["濮阳县"]))
    assert sum(paragraph.style.name == "Heading 1" for paragraph in document.paragraphs) == 7
    column = document.tables[0].columns[0].cells
    assert [cell.text for cell in column[:3]] == ["时段", "2021年以来", "2021年以来"]
    assert column[1]._tc is column[2]._tc


def test_the_pdf_has_ordinary_characters_on_three_pages() -> None:
    """Text can be taken from the PDF: no radicals in place of characters, fonts embedded, a small file."""
    import pypdf

    path = REPORTS / FILES["衡阳市"]
    pages = pypdf.PdfReader(path).pages
    assert len(pages) == 3
    assert not re.search(r"[\u2e80-\u2fdf\uf900-\ufaff\ufffd]", text("衡阳市"))
    assert [page.extract_text().splitlines()[0] for page in pages] == ["衡阳市法治政府建设年度报告"] * 3
    assert path.stat().st_size < 400_000


def test_nothing_is_fetched_by_the_saved_page() -> None:
    """The page needs no network."""
    page = (REPORTS / FILES["海州区"]).read_text("utf-8")
    assert not re.search(r"https?://", page)

"""One place over several years: which rows are held against each other, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.assistant import add_files

TEXT = """湘潭市{year}年法治政府建设情况报告
一、主要工作
（一）行政复议。{year}年，全市共受理行政复议案件{cases}件，行政机关负责人出庭应诉率{rate}%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Open a library of three years' reports of one city."""
    folder = tmp_path_factory.mktemp("years")
    for year, cases, rate in ((2021, 80, 90), (2022, 100, 95), (2023, 130, 98)):
        text = TEXT.format(year=year, cases=cases, rate=rate)
        (folder / f"湘潭市{year}年法治政府建设情况报告.txt").write_text(text, encoding="utf-8")
    add_files(folder / "library", [folder])
    return Assistant.open(folder / "library")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("湘潭市2023年行政复议案件比2022年多多少", "2023年130件[1] − 2022年100件[2] = 30件"),
        ("湘潭市2022年和2023年行政复议案件差多少", "2023年130件[1] − 2022年100件[2] = 30件"),
        ("湘潭市2023年行政复议案件比上年多多少件", "2023年130件[1] − 2022年100件[2] = 30件"),
        ("湘潭市2023年行政复议案件是2021年的几倍", "2023年130件[1] ÷ 2021年80件[2] ≈ 1.63倍"),
        (
            "湘潭市行政复议案件2023年比2022年增长了几成",
            "（2023年130件[1] − 2022年100件[2]）÷ 2022年100件[2] × 100% = 30%",
        ),
        ("湘潭市出庭应诉率2023年比2022年高几个百分点", "2023年98%[1] − 2022年95%[2] = 3个百分点"),
        ("湘潭市2021年到2023年哪一年行政复议案件最多", "湘潭市2023年130件[1]"),
        (
            "湘潭市2021年、2022年、2023年三年行政复议案件一共多少",
            "2021年80件[3] + 2022年100件[2] + 2023年130件[1] = 310件",
        ),
    ],
)
def test_years_are_held_against_each_other(assistant: Assistant, asked: str, told: str) -> None:
    """Both figures with their years and quotes, the verdict, the computation."""
    answer = assistant.ask(asked)
    assert answer.status == "answered"
    assert told in answer.answer


def test_a_year_without_a_report_is_not_compared(assistant: Assistant) -> None:
    """Of 2020 there is no report: nothing is worked out."""
    assert " − " not in assistant.ask("湘潭市2023年行政复议案件比2020年多多少").answer


def test_a_conversation_works_out_of_what_was_asked(assistant: Assistant, tmp_path: Path) -> None:
    """The year before, over the conversation, is the one before the year that was asked for."""
    before = [{"role": "user", "content": "湘潭市2023年行政复议案件多少件"}]
    assert "为100件" in assistant.ask("那前一年呢", before).answer

"""A place without a report, told of in the report of the place around it: only what names it answers."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.inside import naming
from assistant.assistant import add_files
from assistant.model import Hit, Passage, Report

REPORT = """湖南省2023年法治政府建设情况报告

一、主要工作

资兴市2130户受灾群众搬进新居，汝城县修复道路86公里。全省办理行政复议案件5120件，行政机关负责人出庭应诉率98.5%。
桂东县开展普法宣讲活动45场，全省发放宣传册12万册。调解中心在宜章揭牌，调处纠纷3300件。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Open a library of one report, of a province."""
    folder = tmp_path_factory.mktemp("inside")
    file = folder / "湖南省2023年法治政府建设情况报告.txt"
    file.write_text(REPORT, encoding="utf-8")
    add_files(folder / "library", [file])
    return Assistant.open(folder / "library")


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("资兴有多少户受灾群众搬进新居", "湖南省的报告：资兴2023年受灾群众搬进新居为2130户。[1]"),
        ("湖南汝城县修复了多少公里道路", "湖南省的报告：汝城2023年修复道路为86公里。[1]"),
        ("桂东开展了多少场普法宣讲活动", "湖南省的报告：桂东2023年开展普法宣讲活动为45场。[1]"),
    ],
)
def test_a_sentence_that_names_the_place_answers(assistant: Assistant, asked: str, answer: str) -> None:
    """Of the province's report, which the answer names."""
    found = assistant.ask(asked)
    assert (found.status, found.answer) == ("answered", answer)
    assert [one.region for one in found.citations] == ["湖南省"]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("郴州的行政复议案件有多少件", "郴州"),
        ("资兴市修复了多少公里道路", "资兴"),
        ("汝城有多少户受灾群众搬进新居", "汝城"),
        ("桂东县发放了多少册宣传册", "桂东"),
        ("宜章县调处了多少件纠纷", "宜章"),
    ],
)
def test_figures_of_others_are_not_given(assistant: Assistant, asked: str, place: str) -> None:
    """Not the province's, not a neighbour's, not what stands behind a clause that names the place by the way."""
    found = assistant.ask(asked)
    assert (found.status, found.reason, found.rows) == ("refused", "no_such_region", ())
    assert f"已查阅湖南省的报告，其中提到{place}的句子未写明" in found.answer


def test_the_place_beside_which_no_report_lies_is_refused_as_before(assistant: Assistant) -> None:
    """武汉 lies in no place that a report is of."""
    assert assistant.ask("武汉办理了多少件行政复议案件").answer.startswith("资料库中没有武汉的报告，无法回答。")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("资兴市建成3所学校。全省建成90所。", ["资兴市建成3所学校。"]),
        ("全省建成90所学校，其中资兴3所，永兴4所。", ["其中资兴3所，"]),
        ("郴州至资兴铁路全长60公里。", []),
        ("去年资兴新增企业20家，培训工人50名；帮助村庄9个。", ["去年资兴新增企业20家，培训工人50名；"]),
    ],
)
def test_what_is_kept_of_a_passage(text: str, kept: list[str]) -> None:
    """The clauses of the place, each verbatim at its offsets."""
    hit = Hit(Passage("a", 0, 10, 10 + len(text), text), 1.0)
    found = naming([hit], ("资兴市", "资兴"), Report("a", "", region="湖南省", level="省"), 8)
    assert [one.passage.text for one in found] == kept
    assert all(text[one.passage.start - 10 : one.passage.end - 10] == one.passage.text for one in found)


def test_a_heading_that_names_the_place_lets_its_passage_in() -> None:
    """All that stands under it speaks of the place."""
    hit = Hit(Passage("a", 0, 0, 8, "建成3所学校。", heading=("一、资兴市",)), 1.0)
    assert naming([hit], ("资兴市", "资兴"), Report("a", "", region="湖南省"), 8) == (hit,)

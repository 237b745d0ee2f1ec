"""What a whole report tells of its problems, plans and doings."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.assistant import add_files

TEXT = """湘潭市2023年法治政府建设情况报告
一、主要做法和成效
（一）依法履行职能。办理审批事项120项。
（二）推进严格执法。评查案卷60本。
二、存在的不足
一是执法力量不足。二是宣传形式单一。三是复议能力有待提高。
三、2024年工作思路
（一）强化学习。组织培训两期。
（二）健全制度。修订办法三件。
"""
ONE = """株洲市2023年法治政府建设情况报告
一、法治氛围更浓
办理审批事项99项。
同时，工作还存在一些不足，主要是：执法水平不高；法律人才缺乏。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Open a library of two reports."""
    folder: Path = tmp_path_factory.mktemp("whole")
    (folder / "湘潭市2023年法治政府建设情况报告.txt").write_text(TEXT, encoding="utf-8")
    (folder / "株洲市2023年法治政府建设情况报告.txt").write_text(ONE, encoding="utf-8")
    add_files(folder / "library", [folder])
    return Assistant.open(folder / "library")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("湘潭市还有什么短板", ("执法力量不足", "宣传形式单一", "复议能力有待提高")),
        ("湘潭市面临哪些困难", ("执法力量不足", "宣传形式单一", "复议能力有待提高")),
        ("湘潭市下一步打算做哪几件事", ("强化学习", "健全制度")),
        ("湘潭市2024年主要抓哪几方面", ("强化学习", "健全制度")),
        ("湘潭市从哪几个方面推进了法治政府建设", ("依法履行职能", "推进严格执法")),
        ("株洲市存在哪些差距", ("执法水平不高", "法律人才缺乏")),
    ],
)
def test_all_of_it_in_order(assistant: Assistant, asked: str, told: tuple[str, ...]) -> None:
    """The members under the heading, or behind the colon of one sentence."""
    answer = assistant.ask(asked)
    lines = [line for line in answer.answer.splitlines() if line[0].isdigit()]
    assert len(lines) == len(told)
    assert all(words in line for words, line in zip(told, lines, strict=True))


def test_a_thing_in_it_is_not_all_of_it(assistant: Assistant) -> None:
    """案卷评查 has problems of its own, which the report doesn't tell."""
    assert "宣传形式单一" not in assistant.ask("湘潭市案卷评查发现哪些问题").answer

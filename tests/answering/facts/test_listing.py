"""Lists that one sentence holds: the series that is asked for, complete, and no other."""

from __future__ import annotations

import pytest

from assistant.answering.facts.listing import listing
from assistant.answering.facts.sentences import Said
from assistant.model import Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


def members(asked: str, text: str) -> tuple[str, ...] | None:
    """Give the members that a sentence tells for a question."""
    said = Said(Passage("甲.txt", 0, 0, len(text), text), 0, len(text), 1.0, 1.0)
    found = listing(understand(f"衡阳市{asked}", cards=(CARD,)), said)
    return found.members if found else None


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        (
            "今年要建成哪几条公路",
            "加快建设东环路、西环路等公路，建成南环路、北环路等公路。",
            ("南环路", "北环路"),
        ),
        (
            "哪些乡镇被命名为示范乡镇",
            "东区被命名为示范区，白石乡、南湖镇被命名为示范乡镇。",
            ("白石乡", "南湖镇"),
        ),
        ("哪两个司法所设了代办点", "东街司法所及西街司法所设立代办点，方便群众。", ("东街司法所", "西街司法所")),
        (
            "服务中心设了哪些窗口",
            "服务中心设有以下窗口：法律援助、婚姻调解、心理疏导。",
            ("法律援助", "婚姻调解", "心理疏导"),
        ),
        (
            "哪几个单位获评先进单位、示范窗口",
            "审计局、烟草局分别获评“全省先进单位”“全省示范窗口”。",
            ("审计局", "烟草局"),
        ),
    ],
)
def test_the_series_that_is_asked_for(asked: str, text: str, found: tuple[str, ...]) -> None:
    """Of several series the one whose clause says most of what is asked, without what the question itself names."""
    assert members(asked, text) == found


def test_another_number_than_asked_for() -> None:
    """Three names are no answer to 哪两个; a count names nothing."""
    assert members("哪两个乡镇获奖", "白石乡、南湖镇、东山镇获奖。") is None
    assert members("获评先进的三个调解员都叫什么", "1个调解委员会和3名调解员获评先进。") is None


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("三个不罚是指哪三个", "实行“首违不罚、轻微不罚、无错不罚”，效果突出。", ("首违不罚", "轻微不罚", "无错不罚")),
        ("三重压力指哪三个", "面对需求收缩、供给冲击、预期转弱三重压力。", ("需求收缩", "供给冲击", "预期转弱")),
        ("新三样是哪三样", "汽车、电池、光伏产品“新三样”出口增长。", ("汽车", "电池", "光伏产品")),
        ("三调联动是哪三调", "推行人民调解、行政调解、司法调解“三调联动”。", ("人民调解", "行政调解", "司法调解")),
    ],
)
def test_a_name_that_counts_its_members(asked: str, text: str, found: tuple[str, ...]) -> None:
    """The series of so many that stands beside the name, or whose members bear it."""
    assert members(asked, text) == found

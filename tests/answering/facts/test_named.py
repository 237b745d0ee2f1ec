"""Names and days: a sentence that tells a count, a kind or an office does not name what is asked for."""

from __future__ import annotations

import pytest

from assistant.answering.facts.named import names_none
from assistant.model import Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


def none_named(asked: str, text: str) -> bool:
    """Tell whether a sentence names nothing that is asked for."""
    return names_none(understand(f"衡阳市{asked}", cards=(CARD,)), text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("司法局局长叫什么名字", "局长带头讲法治课3次。"),
        ("镇长是谁", "镇长带队旁听庭审1次。"),
        ("5名急需人才都叫什么名字", "引进急需人才5名。"),
        ("7块金牌分别是哪些选手拿的", "选手在技能大赛上夺得7块金牌。"),
        ("被吊销许可证的旅行社叫什么名字", "吊销旅行社经营许可证2家。"),
        ("吊销了哪家旅行社", "吊销旅行社经营许可证2家。"),
        ("代表走进的是哪家自来水厂", "市民代表走进自来水厂、检测中心。"),
        ("被罚的带货公司叫什么名字", "当事人为一家网络直播带货公司。"),
        ("不予备案的2件文件叫什么名字", "对2件不符合规定的文件不予备案。"),
        ("哪天开的听证会", "2023年召开听证会3次。"),
        ("听证会是几号开的", "6月召开听证会。"),
    ],
)
def test_what_names_nothing(asked: str, text: str) -> None:
    """Counts, offices, one of a kind, a year."""
    assert none_named(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("司法局局长叫什么名字", "局长张明带头讲法治课3次。"),
        ("聘请的律师事务所叫什么名字", "聘请衡山律师事务所担任法律顾问。"),
        ("哪家公司获评灯塔工厂", "湘重轨道公司获评灯塔工厂。"),
        ("哪所学校有法治教育基地", "石门实验学校法治教育基地获奖。"),
        ("废止的文件叫什么名字", "废止的一份为《扶持建材企业的若干意见》。"),
        ("哪天开的听证会", "听证会于8月22日召开。"),
        ("领导小组由谁当组长", "县委书记任领导小组组长。"),
    ],
)
def test_what_may_name_it(asked: str, text: str) -> None:
    """A name beside the head, in marks, a day; an office where a group's head is asked for."""
    assert not none_named(asked, text)

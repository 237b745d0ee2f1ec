"""The members of a series: complete, in order, without the words around them."""

from __future__ import annotations

import pytest

from assistant.answering.facts.series import clauses, numbered, pair, series


def members(text: str) -> list[str]:
    """Give the members of the first series of a text."""
    return [text[left:right] for left, right in series(text)[0]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("设立法律援助、婚姻调解、信访接待、心理疏导室等窗口", ["法律援助", "婚姻调解", "信访接待", "心理疏导室"]),
        ("南湖镇、东山镇、白石乡上榜全省十强", ["南湖镇", "东山镇", "白石乡"]),
        ("打造了老张、秀兰2个调解品牌", ["老张", "秀兰"]),
        ("荣获“优秀单位”“先进集体”“服务标兵”等称号", ["优秀单位", "先进集体", "服务标兵"]),
        ("出台了《招商办法》、《用地规定》和《奖励细则》", ["《招商办法》", "《用地规定》", "《奖励细则》"]),
        ("甲网、《乙报》《丙报》多次报道", ["甲网", "《乙报》", "《丙报》"]),
        ("推行“首错不究、小错不罚、自查不罚”", ["首错不究", "小错不罚", "自查不罚"]),
        ("重点走访了学校、医院和商场", ["学校", "医院", "商场"]),
        ("建成材料科学、生物医药、智能开发与应用3个实验室", ["材料科学", "生物医药", "智能开发与应用"]),
        ("新增甲市纺织、乙市机床、丙市陶瓷等集群3个、总数达到9个", ["甲市纺织", "乙市机床", "丙市陶瓷"]),
        ("加强队伍建设、完善考核制度、落实经费保障", ["加强队伍建设", "完善考核制度", "落实经费保障"]),
    ],
)
def test_members_without_the_words_around(text: str, found: list[str]) -> None:
    """What comes before the first member and behind the last is left out."""
    assert members(text) == found


def test_no_series() -> None:
    """A clause without a series gives none."""
    assert series("全年办结案件若干") == []


def test_a_pair() -> None:
    """A和B is two, however the second goes on."""
    text = "东街司法所及西街司法所设立代办点"
    assert [text[left:right] for left, right in pair(text)] == ["东街司法所", "西街司法所"]


def test_numbered_members_of_a_sentence() -> None:
    """一是…；二是… gives each without its number."""
    text = "存在以下不足：一是人手不够；二是经费不足；三是培训少。"
    assert [text[left:right] for left, right in numbered(text)] == ["人手不够", "经费不足", "培训少"]


def test_commas_inside_marks_end_no_clause() -> None:
    """Marks and brackets hold together."""
    text = "开展“敢担当,善作为”活动，成效明显"
    assert [text[left:right] for left, right in clauses(text)] == ["开展“敢担当,善作为”活动，", "成效明显"]

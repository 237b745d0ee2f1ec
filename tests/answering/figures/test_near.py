"""Near misses: a figure of another amount, of a sibling, of another organ is no answer; its neighbour is one."""

from __future__ import annotations

import pytest

from assistant.answering.figures.claims import claims
from assistant.answering.figures.match import match_claim
from assistant.answering.figures.select import THRESHOLD
from assistant.model import Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))
ADDED = "新增托位320个，新增公共停车位1500个。"
BOTH = "经营主体新增2.1万户，达到18.6万户。"
RAIL = "新增铁路运营里程86公里。"
POWER = "新增电力装机120万千瓦，电力总装机达960万千瓦。"
SERIES = "新增专精特新企业40家、制造业单项冠军企业11家、上市公司8家。"
FIRMS = "新增高新技术企业210家，总量达到1300家。"
LAWYERS = "区内36家律师事务所、420名执业律师承办案件，抽查律师事务所9家。"
COUNTED = "高校新增6个博士点、14个硕士点。"
PEOPLE = "持证执法人员730人，其中女性190人。"
SEA = "海上风电并网容量380万千瓦。"
TRIALS = "一审行政应诉案件41件，败诉3件。"
LAND = "治理沙化土地55万亩。"
SCHOOLS = "新改扩建公办幼儿园18所，小学在校学生4.2万人。"
GUESTS = "全年接待游客1260万人次。"
FUND = "“千人计划”引进急需人才57人。"
ORGAN = "市应急管理局检查生产经营单位1800家次。"
WORK = "促进失业人员再就业2.4万人。"
TRADE = "进出口总额310亿元，出口205亿元。"


def figures_for(asked: str, text: str) -> list[str]:
    """Give the figures of a text that answer a question, best first."""
    question = understand(f"衡阳市{asked}", cards=(CARD,))
    passage = Passage("甲.txt", 0, 0, len(text), text, part="review")
    scored = [(match_claim(question, one), one.figure.text) for one in claims(passage)]
    good = [(match.score, text) for match, text in scored if match.score >= THRESHOLD and not match.unmet]
    return [text for _score, text in sorted(good, key=lambda pair: -pair[0])]


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("托位总数是多少", ADDED),
        ("托位一共有多少个", ADDED),
        ("公共停车位现有多少个", ADDED),
        ("公共停车位总共有多少个", ADDED),
        ("铁路营业里程是多少公里", RAIL),
        ("高铁运营里程一共多少公里", RAIL),
        ("新增高铁多少公里", RAIL),
        ("上市公司总数是多少家", SERIES),
        ("制造业单项冠军企业累计多少家", SERIES),
        ("专精特新企业总量多少家", SERIES),
        ("博士点总数是多少个", COUNTED),
        ("硕士点总共有多少个", COUNTED),
        ("陆上风电并网容量多少万千瓦", SEA),
        ("二审行政应诉案件多少件", TRIALS),
        ("再审行政应诉案件多少件", TRIALS),
        ("沙化土地总面积多少万亩", LAND),
        ("民办幼儿园新改扩建多少所", SCHOOLS),
        ("初中在校学生多少人", SCHOOLS),
        ("接待入境游客多少人次", GUESTS),
        ("接待外籍游客多少人次", GUESTS),
        ("自然资源局检查生产经营单位多少家次", ORGAN),
        ("失业人员总数多少人", WORK),
        ("失业人员一共有多少人", WORK),
        ("进口多少亿元", "出口205亿元。"),
        ("火电装机多少万千瓦", POWER),
        ("光伏装机多少万千瓦", POWER),
        ("民营企业多少家", "实有企业6万家。"),
        ("未成年社区矫正对象多少人", "在册社区矫正对象280人。"),
        ("贷款余额多少亿元", "存款余额910亿元。"),
        ("秋粮产量多少万吨", "夏粮产量37万吨。"),
        ("户籍人口城镇化率", "常住人口城镇化率61.5%。"),
        ("建筑业增加值增长多少", "服务业增加值增长5.9%。"),
    ],
)
def test_a_near_miss_is_no_answer(asked: str, text: str) -> None:
    """What was added is no total; a word that tells siblings apart must be said."""
    assert figures_for(asked, text) == []


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("新增托位多少个", ADDED, "320个"),
        ("新增公共停车位多少个", ADDED, "1500个"),
        ("经营主体总量是多少", BOTH, "18.6万户"),
        ("经营主体一共多少户", BOTH, "18.6万户"),
        ("新增经营主体多少户", BOTH, "2.1万户"),
        ("新增铁路运营里程多少公里", RAIL, "86公里"),
        ("电力总装机多少万千瓦", POWER, "960万千瓦"),
        ("新增电力装机多少万千瓦", POWER, "120万千瓦"),
        ("新增上市公司多少家", SERIES, "8家"),
        ("新增制造业单项冠军企业多少家", SERIES, "11家"),
        ("高新技术企业总量是多少家", FIRMS, "1300家"),
        ("新增高新技术企业多少家", FIRMS, "210家"),
        ("有多少家律师事务所", LAWYERS, "36家"),
        ("抽查律师事务所多少家", LAWYERS, "9家"),
        ("新增博士点多少个", COUNTED, "6个"),
        ("新增硕士点多少个", COUNTED, "14个"),
        ("持证执法人员多少人", PEOPLE, "730人"),
        ("海上风电并网容量多少万千瓦", SEA, "380万千瓦"),
        ("一审行政应诉案件多少件", TRIALS, "41件"),
        ("治理沙化土地多少万亩", LAND, "55万亩"),
        ("公办幼儿园新改扩建多少所", SCHOOLS, "18所"),
        ("接待游客多少人次", GUESTS, "1260万人次"),
        ("引进急需人才多少人", FUND, "57人"),
        ("应急管理局检查生产经营单位多少家次", ORGAN, "1800家次"),
        ("失业人员再就业多少人", WORK, "2.4万人"),
        ("进出口总额多少亿元", TRADE, "310亿元"),
    ],
)
def test_its_neighbour_is_answered(asked: str, text: str, told: str) -> None:
    """The same wording with the thing that is told gets its figure, and first."""
    assert figures_for(asked, text)[:1] == [told]

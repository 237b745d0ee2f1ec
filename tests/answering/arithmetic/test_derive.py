"""Figures that are worked out of one report's figures: what is told, and what rather is not."""

from __future__ import annotations

import pytest

from assistant.answering.arithmetic.derive import derived
from assistant.answering.cite import Markers
from assistant.model import Hit, Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


def told(asked: str, text: str) -> str | None:
    """Give what is worked out of a review's text, None where nothing is."""
    passage = Passage("甲.txt", 0, 0, len(text), text, part="review")
    question = understand(f"衡阳市{asked}", cards=(CARD,))
    found = derived(question, (Hit(passage, 1.0),), CARD, Markers({"甲.txt": CARD}))
    return found.text if found else None


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (
            "药品、化妆品、食品加起来查了多少家",
            "药品检查出动人员2362人次，检查单位1368家；化妆品检查店铺179家；食品检查单位4154家。",
            "衡阳市2023年药品、化妆品、食品合计为5701家，算法：1368家 + 179家 + 4154家 = 5701家。[1]",
        ),
        (
            "规范性文件、会议纪要、合同合起来多少件",
            "制定的规范性文件22件、会议纪要56件、签订的合同38件。",
            "衡阳市2023年规范性文件、会议纪要、合同合计为116件，算法：22件 + 56件 + 38件 = 116件。[1]",
        ),
        (
            "食品安全专项行动总共查了几户",
            "食品安全专项行动查了食品生产企业13户、小作坊34户，餐饮单位1556户。",
            "衡阳市2023年食品安全专项行动检查合计为1603户，算法：13户 + 34户 + 1556户 = 1603户。[1]",
        ),
        (
            "受理的纠纷比调解成功的多多少件",
            "受理各类纠纷21230件，成功调解19480件。",
            "衡阳市2023年受理的纠纷比调解成功多1750件，算法：21230件 − 19480件 = 1750件。[1]",
        ),
        (
            "城镇居民收入增速比农村居民低多少",
            "城乡居民人均可支配收入分别增长4.7%、6.6%。",
            "衡阳市2023年城镇居民收入增速比农村居民低1.9个百分点，算法：6.6% − 4.7% = 1.9个百分点。[1]",
        ),
        (
            "法院转办的争议案件里，既没化解也不在调的还有多少件",
            "法院转办争议案件48件，成功化解14件，在调33件。",
            "衡阳市2023年既没化解也不在调的为1件，算法：48件 − 14件 − 33件 = 1件。[1]",
        ),
        (
            "经营主体，不算企业还有多少户",
            "经营主体达1095.2万户、增长5.9%，其中企业380.8万户。",
            "衡阳市2023年不算企业的为714.4万户，算法：1095.2万户 − 380.8万户 = 714.4万户。[1]",
        ),
        (
            "企业占经营主体的多少",
            "经营主体达1095.2万户、增长5.9%，其中企业380.8万户。",
            "衡阳市2023年企业占比为34.77%，算法：380.8万户 ÷ 1095.2万户 × 100% = 34.77%。[1]",
        ),
        (
            "2022年的技术合同成交额是多少",
            "技术合同成交额达到5200.7亿元、增长7.2%。",
            "衡阳市技术合同成交额约为4851.4亿元（2022年，由2023年的数值和变化推算），"
            "算法：5200.7亿元 ÷ (1 + 7.2%) ≈ 4851.4亿元。[1]",
        ),
        (
            "2022年赴省上访多少件次",
            "赴省访11件次、15人次，件次同比下降21.43%，人次持平。",
            "衡阳市赴省上访约为14件次（2022年，由2023年的数值和变化推算），算法：11件次 ÷ (1 − 21.43%) ≈ 14件次。[1]",
        ),
        (
            "2022年有多少座公园",
            "新增公园141座、累计达到973座。",
            "衡阳市公园为832座（2022年，由2023年的数值和变化推算），算法：973座 − 141座 = 832座。[1]",
        ),
        (
            "民主法治示范社区按创建率推算一共多少个",
            "民主法治示范社区41个，创建率达82%。",
            "衡阳市2023年民主法治示范社区总数为50个，算法：41个 ÷ 82% = 50个。[1]",
        ),
    ],
)
def test_what_is_worked_out_shows_formula_and_quote(asked: str, text: str, expected: str) -> None:
    """Value first, the time it holds for, the computation, the quotes."""
    assert told(asked, text) == expected


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("2022年的地区生产总值是多少", "地区生产总值达到32193.15亿元、增长5.7%。"),
        ("2021年的技术合同成交额是多少", "技术合同成交额达到5200.7亿元、增长7.2%。"),
        ("整改举措比问题多多少项", "认领问题94个，拿出整改举措223项。评查案卷64本，查出问题26项。"),
        ("新增公园和加装电梯一共多少", "新增公园141座。加装电梯3005台。"),
        ("案件比上年多多少件", "受理案件51件，办结50件。"),
        ("一共有多少名专职调解员", "公开招聘专职调解员15名、志愿者20名。"),
    ],
)
def test_what_cannot_be_worked_out_is_not_told(asked: str, text: str) -> None:
    """Growth in constant prices, two years back, other measure words, a comparison that is stated, a whole name."""
    assert told(asked, text) is None

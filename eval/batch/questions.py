"""Ten thousand different questions over the real reports: places, years, indicators and everyday wordings."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.model import Report

SEED = 7
# One question in so many is asked over all reports.
ACROSS = 10
INDICATORS = (
    "地区生产总值", "地区生产总值增速", "一般公共预算收入", "固定资产投资增速", "规模以上工业增加值增速",
    "社会消费品零售总额", "进出口总额", "城镇新增就业人数", "城镇调查失业率", "居民人均可支配收入",
    "居民消费价格涨幅", "粮食产量", "常住人口城镇化率", "高新技术企业数量", "研发经费投入强度",
    "技术合同成交额", "新能源汽车产量", "高铁里程", "高速公路通车里程", "空气质量优良天数比例", "森林覆盖率",
    "改造老旧小区数量", "新增养老床位", "经营主体数量", "行政复议案件数量", "行政应诉案件数量",
    "行政机关负责人出庭应诉率", "行政规范性文件备案数量", "法治宣传活动场次", "人民调解案件数量",
    "行政审批事项数量", "政务服务事项网上可办率",
)  # fmt: skip
ONE = (
    "{place}{year}{indicator}是多少", "{place}{year}的{indicator}有多少", "请问{place}{year}{indicator}达到多少",
    "{place}{year}{indicator}比上年增长多少", "{place}{year}{indicator}的目标是什么",
    "{place}{year}提到了{indicator}吗", "{place}{year}为提高{indicator}做了什么", "{place}{year}{indicator}多少来着",
)  # fmt: skip
ALL = (
    "各地{year}{indicator}是多少", "哪里{year}{indicator}最高", "各地{year}{indicator}的目标是多少",
    "有多少份报告提到{year}{indicator}", "{year}{indicator}平均是多少", "各地{year}{indicator}增长多少",
)  # fmt: skip


def made(cards: Sequence[Report], count: int) -> list[str]:
    """Give so many different questions; the same cards and number give the same ones."""
    chance = random.Random(SEED)
    places = sorted({card.region for card in cards if card.region})
    years = ["", *(f"{year}年" for year in sorted({card.year for card in cards if card.year}))]
    found: dict[str, None] = {}
    while len(found) < count:
        form = chance.choice(ALL if not chance.randrange(ACROSS) else ONE)
        place, year, indicator = map(chance.choice, (places, years, INDICATORS))
        found[form.format(place=place, year=year, indicator=indicator)] = None
    return list(found)

"""How well a claim meets what is asked: near misses must fall below the threshold."""

from __future__ import annotations

import pytest

from assistant.answering.figures.claims import claims
from assistant.answering.figures.match import match_claim
from assistant.answering.figures.select import THRESHOLD
from assistant.model import Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


def accepted(asked: str, text: str) -> list[str]:
    """Give the figures of a text that answer a question, best first."""
    question = understand(f"衡阳市{asked}", cards=(CARD,))
    passage = Passage("甲.txt", 0, 0, len(text), text, part="review")
    scored = [(match_claim(question, one), one.figure.text) for one in claims(passage)]
    good = [(match.score, text) for match, text in scored if match.score >= THRESHOLD and not match.unmet]
    return [text for _score, text in sorted(good, key=lambda pair: -pair[0])]


@pytest.mark.parametrize(
    ("asked", "text", "best"),
    [
        ("调解成功率", "调解矛盾纠纷16777件，调解成功16455件，调解成功率98.08%，涉及金额4.77亿元。", "98.08%"),
        ("调解纠纷多少件", "调解矛盾纠纷16777件，调解成功16455件，成功率98.08%。", "16777件"),
        ("调解成功率", "累计调解矛盾纠纷105件，成功率达97%。", "97%"),
        ("有多少项政务服务事项", "政务服务事项共涉及21个政务服务部门552项，进驻16个部门339项。", "552项"),
        ("行政首长出庭率", "行政机关负责人出庭应诉率达100%。", "100%"),
        ("行政审批事项多少", "下放66项乡镇行政执法事项，梳理行政审批事项2189项。", "2189项"),
        ("地区生产总值增长多少", "地区生产总值5503亿元、增长5.4%，规上工业增加值增长9.6%。", "5.4%"),
        ("政协提案满意率", "办理人大建议635件，满意率达100%;办理政协提案665件，办结率100%，满意率99.2%。", "99.2%"),
        ("居民消费价格涨幅", "居民消费价格上涨0.5%，城镇调查失业率5.2%。", "0.5%"),
        ("高新技术企业多少家", "新增科技型中小企业853家，高新技术企业达97家。", "97家"),
        ("地区生产总值是多少", "地区生产总值增长5.8%、增速全国第三，总量达到60013亿元。", "60013亿元"),
        ("合同有几份通过合法性审查", "制定22件规范性文件，签订的38件政府合同，全部纳入合法性审查。", "38件"),
        ("雪亮工程投了多少钱", "投入1.4亿元，推进“雪亮工程”，新建平台22个。", "1.4亿元"),
        ("开展执法检查多少次", "开展行政执法检查670次，开展联合执法检查12次。", "670次"),
    ],
)
def test_the_figure_that_is_asked_for_wins(asked: str, text: str, best: str) -> None:
    """Of several figures in a sentence the one whose words are asked for comes first."""
    assert accepted(asked, text)[0] == best


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("出庭应诉率", "认真出庭应诉，受理行政应诉案件2件，满意度100%。"),
        ("地区生产总值增长多少", "进出口总额突破9万亿元、增长9.8%，海洋生产总值增长10.4%。"),
        ("地区生产总值增长多少", "工业对GDP增长贡献率45%。"),
        ("一般公共预算收入是多少", "一般公共预算支出2164.9亿元。"),
        ("规上工业增加值增长多少", "高技术制造业增加值增长8.9%。"),
        ("城镇新增就业多少人", "城镇新增就业完成年计划的113.4%。"),
        ("行政复议办结率", "退休办理915件，办结率达99.9%。"),
        ("农村居民人均可支配收入增长多少", "居民人均可支配收入增长4.2%。"),
        ("居民人均可支配收入增长多少", "城镇居民、农村居民人均可支配收入分别增长4.6%、6.7%。"),
        ("接待游客多少人次", "接待游客增长8%，其中入境游客111万人次。"),
        ("城镇新增就业增长多少", "城镇新增就业20.1万人，城镇、农村居民人均可支配收入分别增长4.3%、6.2%。"),
        ("城镇新增就业是多少", "城镇新增就业完成年计划的113.4%。"),
        ("高新技术企业多少家", "净增科技型中小企业853家、高新技术企业97家。"),
        ("居民人均可支配收入增长多少", "城镇常住居民人均可支配收入增长4.4%。"),
    ],
)
def test_a_sibling_is_not_let_in(asked: str, text: str) -> None:
    """Another indicator, a narrower one, another kind of figure: nothing is better than that."""
    assert accepted(asked, text) == []

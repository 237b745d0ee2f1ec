"""The asked fact of a sentence: a name, a place, a time, a reason, and nothing where it can't be told."""

from __future__ import annotations

import pytest

from assistant.answering.facts.reasons import reason_in
from assistant.answering.facts.stating import stated


@pytest.mark.parametrize(
    ("question", "sentence", "fact"),
    [
        ("县政府的法律顾问是哪家律师事务所", "聘请东城市明理律师事务所担任县政府法律顾问", "东城市明理律师事务所"),
        ("平台是跟哪家银行一起搭的", "区工信局联合东城市农业银行,搭建政银企服务平台", "东城市农业银行"),
        ("动员会上讲话的市长叫什么", "召开动员部署会,周望岳市长亲自作动员讲话", "周望岳"),
        ("结合了哪位调解员的工作模式", "将“郑楷调解工作模式”与说事点结合,调解员郑楷常年坐班", "郑楷"),
        ("法律顾问制度从什么时候开始推行", "2016年5月推行法律顾问制度以来,已经覆盖全部社区", "2016年5月"),
        ("经济总量排全国第几", "经济总量达到7万亿元,保持全国第6位", "第6位"),
        ("妇女维权热线是多少号", "通过“12338”妇女维权热线受理投诉", "12338"),
    ],
)
def test_the_fact_is_told_apart(question: str, sentence: str, fact: str) -> None:
    """The fact alone, as it stands, and sure enough to be stated first."""
    found = stated(question, sentence)
    assert found is not None
    assert (found.text, found.enough) == (fact, True)


def test_a_time_that_is_not_there() -> None:
    """A sentence without a date tells no day."""
    assert stated("会议是哪天开的", "召开了联席会议,建立了工作机制") is None


def test_what_takes_more_than_a_few_words_is_not_stated() -> None:
    """有什么不足 asks for more than a name."""
    found = stated("备案审查有什么不足", "备案审查的主动性有待提高")
    assert found is None or not found.enough


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("清单没有及时调整，主要原因是重视不够。", "重视不够。"),
        ("由于汛期延长，工程推迟到下半年。", "由于汛期延长，"),
        ("受疫情影响，办件量有所回落。", "受疫情影响，"),
        ("人手不足，导致案件积压。", "人手不足，"),
    ],
)
def test_reasons(sentence: str, reason: str) -> None:
    """What stands behind 原因是, with 由于 and 受…影响, and before 导致."""
    assert reason_in(sentence) == reason


def test_no_reason() -> None:
    """因地制宜 tells no reason."""
    assert reason_in("坚持因地制宜，分类推进。") is None

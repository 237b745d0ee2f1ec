"""Yes or no: negations count, another rank denies."""

from __future__ import annotations

import pytest

from assistant.answering.facts.verdict import denied, verdict
from assistant.model import Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


@pytest.mark.parametrize(
    ("asked", "told", "answer"),
    [
        ("有没有设立复议委员会", "设立行政复议委员会", "有。"),
        ("有没有行政复议案件", "全年无行政复议案件", "没有。"),
        ("有没有发生安全事故", "全年未发生安全事故", "没有。"),
        ("是不是成立了领导小组", "成立了由市长任组长的领导小组", "是的。"),
        ("预案修订了吗", "应急预案尚未修订", "没有。"),
        ("大比武是不是全省第一", "在大比武中获全市第一名、全省第五名", "不是。"),
        ("大比武是不是全市第一", "在大比武中获全市第一名、全省第五名", "是的。"),
    ],
)
def test_the_verdict(asked: str, told: str, answer: str) -> None:
    """The verdict is that of the clause that says what is asked."""
    assert verdict(understand(f"衡阳市{asked}", cards=(CARD,)), told) == answer


def test_words_that_only_look_like_denials() -> None:
    """未来, 无人机 and 不断 deny nothing; two denials affirm."""
    assert not denied("面向未来,用无人机不断巡查")
    assert not denied("没有未办结的案件")
    assert denied("案件尚未办结")

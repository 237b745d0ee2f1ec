"""Which figures of a report answer: the best, those that tie, a second goal, the exact one behind a bound."""

from __future__ import annotations

import pytest

from assistant.answering.figures.select import answers_of, found_in
from assistant.model import Hit, Part, Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,), delivered=2024)


def given(asked: str, text: str, part: Part = "review") -> list[str]:
    """Give the figures of a text that are given as the answer."""
    question = understand(f"衡阳市{asked}", cards=(CARD,))
    passage = Passage("甲.txt", 0, 0, len(text), text, part=part)
    return [one.claim.figure.text for one in answers_of(found_in(question, (Hit(passage, 1.0),), CARD))]


@pytest.mark.parametrize(
    ("asked", "text", "figures"),
    [
        ("高速公路总里程多少公里", "高速公路总里程突破8000公里、达8184公里。", ["8184公里"]),
        ("高速公路总里程多少公里", "高速公路总里程突破8000公里、高铁总里程2500公里。", ["突破8000公里"]),
        ("退休一件事一次办的办理量", "“一件事一次办”企业开办办理2359件，过户办理260件，退休办理915件。", ["915件"]),
        ("调解成功率", "上半年调解成功率97%。下半年调解成功率98%。", ["97%", "98%"]),
        ("行政复议案件多少件", "办理行政复议案件51件。全年共办理行政复议案件51件。", ["51件"]),
    ],
)
def test_the_figures_that_are_given(asked: str, text: str, figures: list[str]) -> None:
    """Two figures that fit alike are both given; one that is another's, or only a bound, is not."""
    assert given(asked, text) == figures


def test_a_second_goal_is_given_too() -> None:
    """增长7%以上、力争达到8% sets two; a result does not strive."""
    text = "地区生产总值增长7%以上、力争达到8%，投资增长15%以上、力争达到20%。"
    assert given("2024年地区生产总值增长目标", text, "plan") == ["7%以上", "8%"]
    assert given("2024年地区生产总值目标", text, "plan") == ["7%以上", "8%"]

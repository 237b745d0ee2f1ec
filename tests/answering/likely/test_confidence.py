"""The probability that evidence answers: its weights, its features, and what it turns over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.likely.confidence import KINDS, ahead, best, probability, ranked, weighed, weights
from assistant.answering.likely.decide import ENOUGH, TOO_LITTLE, _other_thing, open_to, turned
from assistant.model import Answer, Hit, Passage, Question, Report, Row
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,), delivered=2024)
CARDS = {"甲.txt": CARD}
TEXT = "扎实治理欠薪，为3.2万名务工人员追回工资8.6亿元。新建公园17个。推行矛盾化解“三早三快”工作法。"


def hits(text: str = TEXT) -> tuple[Hit, ...]:
    """Give a text as the only passage found."""
    return (Hit(Passage("甲.txt", 0, 0, len(text), text, part="review"), 1.0, 0.5, 0.4),)


def asked(words: str) -> Question:
    """Understand a question about the only report."""
    return understand(f"衡阳市{words}", cards=(CARD,))


def test_a_probability_is_the_logistic_function_of_the_weighted_sum() -> None:
    """Features without a weight, and weights without a feature, count nothing."""
    assert weighed({"": -1.0, "said": 2.0, "gone": 5.0}, {"said": 0.5, "new": 9.0}) == 0.0
    assert probability({"": 0.0}, {}) == 0.5
    assert probability({"": 2.0}, {}) == pytest.approx(0.8808, abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "words"), [("figure", "给打工的人要回多少工钱"), ("sentence", "靠什么工作法化解矛盾")]
)
def test_every_feature_has_a_weight_and_every_weight_a_feature(kind: str, words: str) -> None:
    """The file was fitted with the features that the code makes."""
    found = ranked(asked(words), hits(), CARDS, kind, {})
    assert set(found[0].features) == set(weights()[kind].ranking)
    assert {"", *ahead(asked(words), found, None)} == set(weights()[kind].answering)


def test_kinds_are_the_same_everywhere() -> None:
    """Weights and thresholds are there for each kind of candidate."""
    assert set(KINDS) == set(TOO_LITTLE) == {"figure", "sentence"}


def test_the_share_counts_those_that_say_the_same() -> None:
    """Two mentions of one figure are one answer; agreement with the rules is by place."""
    text = "行政复议案件受理51件。全年受理行政复议案件51件。"
    question = asked("行政复议案件受理多少件")
    found = ranked(question, hits(text), CARDS, "figure", {})
    assert len(found) == 2
    features = ahead(question, found, ("甲.txt", 0, 11))
    assert features["share"] == pytest.approx(6.9088, abs=1e-3)
    assert (features["ruled"], features["agreed"]) == (1.0, 1.0)
    assert ahead(question, found, ("甲.txt", 30, 40))["agreed"] == 0.0
    assert ahead(question, found, None)["ruled"] == 0.0


def test_the_likeliest_figure_is_the_one_of_the_same_meaning() -> None:
    """工钱 is said as 工资 and the unit is money."""
    found = best(asked("给打工的人追回多少钱的工钱"), hits(), CARDS)
    assert found is not None
    assert found.candidate.claim is not None
    assert found.candidate.claim.figure.text == "8.6亿元"


def test_a_probability_turns_over_at_its_threshold() -> None:
    """A refusal goes from `ENOUGH` on, an answer below `TOO_LITTLE`."""
    assert turned("figure", ENOUGH, declined=True)
    assert not turned("figure", ENOUGH - 0.01, declined=True)
    assert turned("sentence", TOO_LITTLE["sentence"] - 0.01, declined=False)
    assert not turned("sentence", TOO_LITTLE["sentence"], declined=False)


@pytest.mark.parametrize(
    ("words", "is_open"),
    [
        ("追回工资多少钱", True),
        ("2021年以来追回工资多少钱", True),
        ("新建公园和广场加起来多少个", False),
        ("公园还有多少个没建", False),
        ("2022年和2023年新建公园各多少个", False),
        ("2024年实际建了多少个公园", False),
    ],
)
def test_what_is_worked_out_or_not_yet_known_stays_with_the_rules(words: str, is_open: bool) -> None:
    """A sum, a rest, two years, or the result of a year that is only planned for is no single figure."""
    declined = Answer("", "refused", reason="not_stated")
    assert open_to(asked(words), CARD, declined) is is_open


def test_a_missing_year_a_computation_or_a_follow_up_is_not_turned_over() -> None:
    """What the rules know for certain stays."""
    question = asked("追回工资多少钱")
    assert not open_to(question, CARD, Answer("", "refused", reason="no_such_year"))
    follow_up = replace(question, context=("欠薪",))
    assert open_to(follow_up, CARD, Answer("", "refused", reason="not_stated"))
    assert not open_to(follow_up, CARD, Answer("", "answered"))
    row = Row("甲.txt", None, 2023, stated=True, computed=True)
    assert not open_to(question, CARD, Answer("", "answered", rows=(row,)))


def test_other_thing_counts_is_no_total() -> None:
    """总共查了几户 is not answered with the first of three counts, however near its words are."""
    text = "食品安全专项行动守底线、查隐患，查了食品生产企业13户、小作坊34户，餐饮单位、食堂1556户。"
    question = asked("食品安全专项行动总共查了几户")
    assert question.operation == "sum"
    (first, *_others) = ranked(question, hits(text), CARDS, "figure", {})
    assert _other_thing(question, first.candidate)
    assert not _other_thing(asked("食品安全专项行动查了几户"), first.candidate)


def test_what_was_done_is_no_figure_of_what_was_not() -> None:
    """没调成的 is not answered with those that were; 没调成 in the report is."""
    question = asked("没调成的纠纷有多少件")
    done, undone = (
        ranked(question, hits(text), CARDS, "figure", {})[0].candidate
        for text in ("成功调解纠纷19480件。", "没有调成的纠纷1750件。")
    )
    assert _other_thing(question, done)
    assert not _other_thing(question, undone)
    assert not _other_thing(asked("有没有调成的纠纷"), done)

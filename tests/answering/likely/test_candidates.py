"""What may answer at all, and how near the words of a question come to a text."""

from __future__ import annotations

import pytest

from assistant.answering.likely.candidates import candidates
from assistant.answering.likely.nearness import asked_for, nearness, sought, words_of
from assistant.model import Hit, Passage, Report
from assistant.question import understand

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,), delivered=2024)


def figures_of(words: str, text: str, part: str = "review") -> list[str]:
    """Give the figures that may answer a question over a text."""
    question = understand(f"衡阳市{words}", cards=(CARD,))
    hit = Hit(Passage("甲.txt", 0, 0, len(text), text, part=part), 1.0)  # type: ignore[arg-type]
    found = candidates(question, (hit,), {"甲.txt": CARD}, figures=True)
    return sorted(one.claim.figure.text for one in found if one.claim)


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("发了多少本小人书", "免费发放连环画2800本，受教育1.2万人次。", ["2800本"]),
        ("信访案件有多少件", "参与信访接待20次，办理行政应诉案件10件。", ["20次"]),
        ("信访案件有多少件", "全年信访案件10件。", ["10件"]),
        ("多少人外出务工", "打造千人计划，引进专家12人。", ["12人"]),
    ],
)
def test_figures_of_another_kind_or_thing_are_none(words: str, text: str, found: list[str]) -> None:
    """The measure word must fit, the noun must not be another's, a numeral inside a word is no figure."""
    assert figures_of(words, text) == found


def test_a_plan_is_no_result() -> None:
    """Goals and results stay apart, as they do for the rules."""
    assert figures_of("新建公园多少个", "新建公园17个。", part="plan") == []
    assert figures_of("2024年打算新建多少个公园", "新建公园17个。", part="plan") == ["17个"]


def test_headings_are_no_candidates() -> None:
    """A heading says nothing itself."""
    question = understand("衡阳市靠什么工作法化解矛盾", cards=(CARD,))
    text = "一、矛盾化解工作法\n推行“三早三快”工作法。"
    hit = Hit(Passage("甲.txt", 0, 0, len(text), text), 1.0)
    found = candidates(question, (hit,), {"甲.txt": CARD}, figures=False)
    assert [one.text.strip() for one in found] == ["推行“三早三快”工作法。"]


def test_nearness_counts_words_their_meaning_and_their_characters() -> None:
    """The same words give 1 throughout, a word of like meaning counts in part, another one hardly."""
    question = understand("衡阳市有多少飞机", cards=(CARD,))
    assert words_of(question) == ("飞机",)
    asked = sought(question, ["新购飞机", "新建机场"])
    same, alike, other = (nearness(asked, text) for text in ("新购飞机", "新建机场", "绿化道路"))
    assert (same.said, same.meant, same.characters) == (1.0, 1.0, 1.0)
    assert (alike.said, alike.characters) == (0.0, 0.5)
    assert alike.meant > 0.3 > other.meant
    assert nearness(asked, "").meant == 0.0


def test_nouns_that_nobody_asked_for_tell_another_thing() -> None:
    """How far a label's nouns are asked for; without a noun all of it is."""
    asked = sought(understand("衡阳市矛盾纠纷调解多少件", cards=(CARD,)), ["调解矛盾纠纷"])
    assert asked_for(asked, "矛盾纠纷") == 1.0
    assert asked_for(asked, "公园") < 0.4
    assert asked_for(asked, "已达") == 1.0


def test_what_people_say_is_near_what_reports_write() -> None:
    """劝走 is said by nobody but worded as 劝离; another deed is not."""
    question = understand("衡阳市劝走了多少辆车", cards=(CARD,))
    assert "劝走" in words_of(question)
    asked = sought(question, ["劝离车辆", "查处车辆"])
    near, other = nearness(asked, "劝离车辆"), nearness(asked, "查处车辆")
    assert near.said == other.said
    assert near.worded - near.said > 0.2 > other.worded - other.said

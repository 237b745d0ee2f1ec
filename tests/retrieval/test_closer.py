"""A closer look: the numbers of the question, a sentence that states what is asked, its words taken together."""

from __future__ import annotations

import pytest

from assistant.model import Passage
from assistant.retrieval.closer import Look, states_of

WORDS = {"复议": 1.0, "案件": 1.0}
BIGRAMS = {"复议": 2.0, "案件": 2.0}
TEXT = "依法办理复议事项。全年办结复议案件51件,同比增长5.2%。"


def passage(text: str, *heading: str) -> Passage:
    """Make a passage under headings."""
    return Passage("某报告.txt", 0, 0, len(text), text, heading)


@pytest.mark.parametrize(
    ("question", "states", "silent"),
    [
        ("办结复议案件多少件?", ("51件", "三百余起"), ("51人", "多件")),
        ("投资多少万元", ("1.2亿元", "3万元"), ("3万人",)),
        ("出庭应诉率是多少", ("95.3%", "百分之百"), ("95人",)),
        ("什么时候公布的", ("3月5日", "2023年"), ("三处",)),
        ("申请期限是多久", ("六十日", "5个工作日"), ("第六十条",)),
        ("增加了多少", ("12.5",), ("十几",)),
    ],
)
def test_what_states_the_asked_figure(question: str, states: tuple[str, ...], silent: tuple[str, ...]) -> None:
    """A figure with a measure word that counts what is asked, a share, a date, a span; any figure otherwise."""
    pattern = states_of(question)
    assert pattern is not None
    assert all(pattern.search(one) for one in states)
    assert not any(pattern.search(one) for one in silent)


def test_a_question_for_no_figure() -> None:
    """Whoever asks why or who gets no points for figures."""
    assert states_of("为什么要成立专班") is None
    assert Look.of("为什么要成立专班", WORDS, BIGRAMS).at(passage(TEXT), None).stated == 0


def test_the_sentence_that_states_it_counts() -> None:
    """The second sentence has both bigrams and a number of 件; in the other text the figure stands alone."""
    look = Look.of("复议案件多少件", WORDS, BIGRAMS)
    assert look.at(passage(TEXT), None).stated == 1.0
    assert look.at(passage("办结复议。调解51件。"), None).stated == 0.0
    assert look.at(passage("复议51件。案件公开。"), None).stated == 0.5


def test_numbers_stand_in_the_text_or_around_it() -> None:
    """A year of the question may be in the text, a heading or the title; whichever it is, it counts once."""
    look = Look.of("2024年减税5.2%吗", WORDS, BIGRAMS)
    assert look.at(passage(TEXT), None).numbers == 0.5
    assert look.at(passage(TEXT, "一、2024年工作回顾"), None).numbers == 1.0
    assert look.at(passage(TEXT), "2024年报告").numbers == 1.0
    assert look.at(passage("全年平稳。", "二、2025年安排"), None).numbers == 0.0
    assert Look.of("减税多少", WORDS, BIGRAMS).at(passage(TEXT), None).numbers == 0.0


def test_words_count_with_the_headings() -> None:
    """By their share of the question's rarity; a question without a known word has none."""
    look = Look.of("复议案件", {"复议": 3.0, "案件": 1.0}, {})
    assert look.at(passage("案件三件"), None).together == 0.25
    assert look.at(passage("案件三件", "行政复议"), None).together == 1.0
    assert Look.of("复议案件", {}, {}).at(passage(TEXT), None) == (0.0, 0.0, 0.0)

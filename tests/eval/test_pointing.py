"""Counting what a model that points at anything gets taken over."""

from __future__ import annotations

from assistant.model import Hit, Passage, Question, Report
from assistant.question import understand
from eval.pointing import counted
from eval.refusal.cases import Case

TEXT = "全年行政机关负责人出庭应诉率达到100%。行政规范性文件备案率93%。"


def case(asked: str, *must: str) -> Case:
    """A question over one report of one passage."""
    card = Report("a.txt", TEXT, title="甲县报告", region="河南省濮阳市濮阳县", year=2023, years=(2023,))
    question: Question = understand(asked, (), (card,))
    hit = Hit(Passage("a.txt", 0, 0, len(TEXT), TEXT), 1.0, 0.8, 0.6)
    return Case(asked, "tune", 0, question, (hit,), {"a.txt": card}, (must,) if must else ())


def test_figures_are_counted() -> None:
    """The right one passes, the other doesn't; with the answer taken out, and where there is none, a report each."""
    taken, whole = counted([case("濮阳县行政机关负责人出庭应诉率是多少", "100%"), case("濮阳县合同审查率是多少")])
    assert whole == {("right", "the rules answer"): 1, ("other", "the rules answer"): 1, ("none", ""): 2}
    assert taken["right", "the rules answer"] == 1
    assert taken["other", "the rules answer"] == 0

"""Measuring refusals: risk over coverage, calibration, evidence without its answer, the picture."""

from __future__ import annotations

import pytest

from assistant.model import Hit, Passage, Report
from assistant.question import understand
from eval.metrics.risk import aurc, risk_coverage
from eval.refusal.cases import Case, without_answer
from eval.refusal.curve import drawn
from eval.refusal.measure import brier, calibration_error

CARD = Report("甲.txt", "", region="湖南省衡阳市", level="市", year=2023, years=(2023,))


def test_risk_over_coverage() -> None:
    """The most confident come first; the risk is the share of wrong ones among those answered."""
    coverage, risk = risk_coverage([0.2, 0.9, 0.5, 0.7], [False, True, True, False])
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk.tolist() == pytest.approx([0.0, 0.5, 1 / 3, 0.5])
    assert aurc([0.9, 0.1], [True, False]) == 0.25


def test_equal_confidence_has_no_order() -> None:
    """Of equals each takes the mean, whichever comes first in the list."""
    assert aurc([0.5, 0.5], [True, False]) == aurc([0.5, 0.5], [False, True]) == 0.5


def test_calibration() -> None:
    """What is said with 0.8 and comes in half of the cases is 0.3 off."""
    assert calibration_error([0.8, 0.8], [True, False]) == pytest.approx(0.3)
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert brier([0.8, 0.8], [True, False]) == pytest.approx(0.34)


def test_the_answer_is_taken_out_of_its_evidence() -> None:
    """Every sentence that holds a part of it goes, the others stay; the twin must be declined."""
    text = "新建公园17个。绿化道路30公里。公园17个已开放。"
    question = understand("衡阳市新建公园多少个", cards=(CARD,))
    hit = Hit(Passage("甲.txt", 0, 0, len(text), text), 1.0)
    case = Case("1", "tune", 0, question, (hit,), {"甲.txt": CARD}, (("17个",),))
    twin = without_answer(case)
    assert case.right("共17个")
    assert [one.passage.text for one in twin.hits] == ["绿化道路30公里。"]
    assert twin.taken_out
    assert not twin.right("共17个")


def test_the_picture_has_each_curve_with_its_name() -> None:
    """Coverage runs to the right, risk upwards."""
    picture = drawn({"probability": [(0.0, 0.0), (1.0, 1.0)]})
    assert picture.startswith("<svg ")
    assert 'points="48.0,256.0 464.0,16.0 464.0,16.0"' in picture
    assert ">probability</text>" in picture

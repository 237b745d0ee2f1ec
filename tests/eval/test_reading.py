"""The measures of cleaning, identity and review or plan, by literal values; and over the real reports."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from assistant.model import Dropped, Passage, Report
from eval.reading import cleaning, identity, parts
from eval.reading.cleaning import Line

LINES = (
    Line("chrome", "首页 | 政务公开"),
    Line("about", "来源：某局"),
    Line("body", "办结十件。又办结十件。"),
    Line("body", "办结十件。"),
    Line("chrome", "版权所有"),
)


def test_sentences_are_kept_in_order() -> None:
    """A sentence that stands twice and is kept once counts once; white space does not matter."""
    assert cleaning.kept_sentences(LINES, "办结 十件。\n又办结十件。\n办结十件。") == (3, 3)
    assert cleaning.kept_sentences(LINES, "办结十件。又办结十件。") == (2, 3)
    assert cleaning.kept_sentences(LINES, "") == (0, 3)


def test_dropped_lines_are_told_by_rule_and_label() -> None:
    """A line dropped once is one labelled line; what no label tells of is not counted."""
    dropped = [("首页|政务公开", "navigation"), ("来源：某局", "views"), ("别的", "menu")]
    assert cleaning.dropped_by_rule(LINES, dropped) == Counter({("navigation", "chrome"): 1, ("views", "about"): 1})


def test_cleaning_counts_what_stays_and_what_goes() -> None:
    """Three sentences stay, one line of chrome of two goes, and a line about the report is lost."""
    text = "办结十件。又办结十件。\n办结十件。\n版权所有"
    report = Report("a", text, dropped=(Dropped("首页 | 政务公开", "navigation"), Dropped("来源：某局", "views")))
    found = cleaning.cleaning(LINES, report)
    assert (found.kept_sentences, found.sentences) == (3, 3)
    assert (found.dropped_chrome, found.chrome) == (1, 2)
    assert (found.kept_about, found.about) == (0, 1)


def test_a_field_is_right_unknown_or_wrong() -> None:
    """None where one is stated is unknown; any other value, and one where none is stated, is wrong."""
    assert [identity.verdict(2024, found) for found in (2024, None, 2023)] == ["right", "unknown", "wrong"]
    assert [identity.verdict(None, found) for found in (None, 2024)] == ["right", "wrong"]
    assert [identity.verdict([2023, 2024], found) for found in ((2023, 2024), (), (2024,))] == [
        "right",
        "unknown",
        "wrong",
    ]
    hashed = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert [identity.verdict(hashed, found) for found in ("abc", None, "abd")] == ["right", "unknown", "wrong"]


def test_identity_is_counted_by_field() -> None:
    """One report of two has its region, neither its year."""
    stated = dict.fromkeys(identity.FIELDS) | {"report": "a", "region": "甲市", "years": [], "year": 2024}
    pairs = [(stated, Report("a", "", region="甲市")), (stated, Report("a", "", region="乙市", year=2023))]
    found = identity.score(pairs)
    assert (found["region"].right, found["region"].unknown, found["region"].wrong) == (1, 0, 1)
    assert (found["year"].right, found["year"].unknown, found["year"].wrong) == (0, 1, 1)
    assert found["issuer"].right == 2
    assert identity.misses(pairs) == [("a", "year", "unknown"), ("a", "region", "wrong"), ("a", "year", "wrong")]


def test_the_part_of_a_stretch_is_that_of_most_of_its_characters() -> None:
    """White space counts for nothing, what no span covers for neither."""
    text = "办结十件。  力争二十件。 谢谢"
    spans = [[0, 5, "review"], [7, 13, "plan"], [14, 16, None]]
    assert parts.part_of(text, 0, 13, spans) == "plan"
    assert parts.part_of(text, 0, 9, spans) == "review"
    assert parts.part_of(text, 12, 16, spans) is None
    assert parts.part_of(text, 5, 7, spans) is None


def test_confusion_and_accuracy() -> None:
    """Two passages of three have their part; the third is a plan taken for review."""
    text = "办结十件。力争二十件。谢谢。"
    spans = [[0, 5, "review"], [5, 11, "plan"], [11, 14, None]]
    passages = [
        Passage("a", 0, 0, 5, text[0:5], part="review"),
        Passage("a", 1, 5, 11, text[5:11], part="review"),
        Passage("a", 2, 11, 14, text[11:14]),
    ]
    counts = parts.confusion(text, passages, spans)
    assert counts == Counter({("review", "review"): 1, ("plan", "review"): 1, (None, None): 1})
    assert parts.accuracy(counts) == (2, 3)


def test_cleaning_of_the_real_reports_loses_nothing_of_the_body(shared: Path) -> None:
    """Every sentence of the body is kept, and every line of page chrome goes."""
    found = cleaning.measure(shared)
    assert (found.kept_sentences, found.sentences) == (559, 559)
    assert (found.dropped_chrome, found.chrome) == (26, 26)


def test_parts_of_the_real_reports_are_right(shared: Path) -> None:
    """At least 99 passages of 100 in each half, and every one of the five reports that were known."""
    found, _ = parts.measure(shared)
    for counts in found.values():
        right, total = parts.accuracy(counts)
        assert right >= 0.99 * total
    assert found["law"].total() > 0
    assert parts.accuracy(found["law"])[0] == found["law"].total()

"""Measuring of finding: the collections, what counts as found, the ways that are compared."""

from __future__ import annotations

import json
from collections.abc import Iterator

import numpy as np
import pytest

from embeddings.benchmarks import STATUTES, training_questions
from embeddings.corpus import read_lines
from eval.search import ids
from eval.search.collections import ALL, SHARED, Asked, Place
from eval.search.measure import Target, interval
from eval.search.results import Built, built
from eval.search.ways import IN_USE, reciprocal, ways

metrics = pytest.importorskip("ir_measures", reason="ir-measures is not installed")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared with the benchmarks")

OWNERS = np.array([0, 0, 1, 1], np.int32)


@pytest.fixture(scope="module")
def samples() -> Iterator[Built]:
    """Build the library of the samples."""
    with built("samples") as one:
        yield one


def target(*pieces: list[int], by_report: bool = False) -> Target:
    """Make a target of pieces that stand at these positions."""
    places = tuple(np.array(piece, np.int64) for piece in pieces)
    return Target(Asked("q", "问", "tune", ()), places, by_report)


def measures_of(some: Target, scores: list[float]) -> dict[str, float]:
    """Give R@1, R@5 and RR@10 of one question."""
    from eval.search.measure import MEASURES, measured

    row = measured(lambda _question: np.array(scores, np.float32), [some], OWNERS)[0]
    return {name: round(float(row[MEASURES.index(name)]), 3) for name in ("R@1", "R@5", "RR@10")}


def test_each_piece_counts_by_itself() -> None:
    """The first is at the top, the second comes third."""
    assert measures_of(target([2], [1]), [0.5, 0.2, 0.9, 0.1]) == {"R@1": 0.5, "R@5": 1.0, "RR@10": 1.0}


def test_a_piece_that_two_passages_show_is_found_once() -> None:
    """Either passage will do, and the second takes no place of its own."""
    assert measures_of(target([1, 3]), [0.5, 0.2, 0.1, 0.4]) == {"R@1": 0.0, "R@5": 1.0, "RR@10": 0.5}
    assert list(target([1, 3]).units(np.array([0.5, 0.2, 0.1, 0.4], np.float32), OWNERS)) == ["0", "piece 0", "2"]


def test_reports_are_ranked_by_their_best_passage() -> None:
    """Report 1 has the best passage, though the one that was meant is its other one."""
    assert measures_of(target([2], by_report=True), [0.5, 0.2, 0.1, 0.9]) == {"R@1": 1.0, "R@5": 1.0, "RR@10": 1.0}


def test_a_place_is_shown_by_what_overlaps_it() -> None:
    """One character is enough; the other report's passage never."""
    from assistant.model import Passage

    place = Place("a", 5, 9)
    passages = [Passage(report, 0, start, end, "") for report, start, end in (("a", 0, 5), ("a", 8, 20), ("b", 5, 9))]
    assert [place.holds(one) for one in passages] == [False, True, False]


def test_the_interval_holds_the_mean() -> None:
    """The same each time; a point where all questions are alike."""
    values = np.array([1.0, 0.0, 1.0, 1.0] * 25)
    low, high = interval(values)
    assert 0.6 < low < 0.75 < high < 0.9
    assert interval(values) == (low, high)
    assert interval(np.ones(9)) == (1.0, 1.0)


def test_reciprocal_ranks() -> None:
    """1/61 for the best, nothing below the depth."""
    assert reciprocal(np.array([0.1, 0.9, 0.5], np.float32), 2).tolist() == pytest.approx([0, 1 / 61, 1 / 62])


def test_the_way_in_use_is_the_searcher(samples: Built) -> None:
    """What is measured is what pages and commands use, score by score."""
    from assistant.retrieval import Searcher

    question = "行政机关负责人出庭应诉率是多少"
    scores = ways(samples.library, samples.embedding)[IN_USE](question)
    hits = Searcher(samples.library, samples.embedding).search(question, k=5)
    assert [hit.score for hit in hits] == pytest.approx(sorted(scores.tolist(), reverse=True)[:5])


def test_fusion_with_the_lexicon_finds_most(samples: Built) -> None:
    """On the samples it is no worse at any depth than words or meaning alone, and finds 95 % among the first five."""
    from eval.search.measure import MEASURES, measured, targets

    asked = targets(samples.library, samples.collection.questions)
    found = {
        name: measured(way, asked, samples.library.owners).mean(axis=0)
        for name, way in ways(samples.library, samples.embedding).items()
    }
    for name in ("words (jieba)", "bigrams", "words + bigrams", "meaning"):
        assert (found[IN_USE] >= found[name] - 1e-9).all(), name
    assert found[IN_USE][MEASURES.index("R@5")] >= 0.95


@needs_shared
def test_every_question_has_something_to_find() -> None:
    """All four collections, as many questions as their files have."""
    counts = {}
    for name, load in ALL.items():
        collection = load()
        names = {one.report for one in collection.reports}
        counts[name] = len(collection.questions)
        assert all(
            piece and {place.report for place in piece} <= names for q in collection.questions for piece in q.pieces
        )
        assert len({q.id for q in collection.questions}) == len(collection.questions)
    assert counts["policy-qa"] == 661
    assert counts["statutes"] == 1235
    assert counts["samples"] >= 40
    assert counts["reports"] >= 90


def test_the_lists_of_ids_are_committed() -> None:
    """Five folds of 313 documents and of 1,235 questions; nothing is in two folds."""
    stored = json.loads(ids.FILE.read_text("utf-8"))
    for name, count in (("policy-qa", 313), ("statutes", 1235)):
        every = [one for at in range(5) for one in stored[name][str(at)]]
        assert len(every) == len(set(every)) == count
    assert len(stored["statutes"]["0"]) == 241


@needs_shared
def test_the_lists_of_ids_are_the_folds() -> None:
    """What is committed is what measuring and training hold back, and no held article trains."""
    stored = json.loads(ids.FILE.read_text("utf-8"))
    assert stored == ids.lists()
    asked, _, relevant = training_questions(SHARED)
    articles = [str(record["id"]) for record in read_lines(SHARED / STATUTES / "articles.jsonl.gz")]
    trained = {articles[at] for places in relevant for at in places}
    assert not trained & {str(one) for one in stored["statutes"]["held articles"]}
    assert len(asked) == 786

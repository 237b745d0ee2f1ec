"""Searching a library of real files: what is found, what filters admit, what a question is searched by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from assistant.index import Library, lists
from assistant.model import Passage, Report
from assistant.retrieval import Searcher
from assistant.retrieval.search import _longest
from assistant.retrieval.weights import FILE, Weights, weights
from assistant.retrieval.wording import worded
from tests.index.library_fakes import BigramEmbedding, many, read, split

HAIZHOU = "海州区2022年法治政府建设情况报告\n全年办理行政复议案件6件。\n行政机关负责人出庭应诉率达到100%。\n"
LUTANG = "绿塘乡2021年法治政府建设情况报告\n全乡调解矛盾纠纷63件。\n全年受理信访事项12件。\n"


def done_and_planned(report: Report) -> tuple[Passage, ...]:
    """Cut by line: the first tells what was done, the second what is planned."""
    return tuple(replace(one, part="plan" if one.number else "review") for one in split(report))


@pytest.fixture
def searcher(tmp_path: Path) -> Searcher:
    """Give a searcher over two reports of two passages each."""
    reports = []
    for name, text, region, year in (
        ("海州区.txt", HAIZHOU, "辽宁省阜新市海州区", 2022),
        ("绿塘乡.txt", LUTANG, "绿塘乡", 2021),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        reports.append(read(tmp_path / name, region, year))
    embedding = BigramEmbedding()
    Library.add(tmp_path / "库", reports, split=done_and_planned, embedding=embedding)
    return Searcher(Library.open(tmp_path / "库"), embedding)  # type: ignore[arg-type]


def found(searcher: Searcher, text: str, **filters: object) -> list[tuple[str, int]]:
    """Give report and number of the hits."""
    return [(hit.passage.report, hit.passage.number) for hit in searcher.search(text, k=4, **filters)]  # type: ignore[arg-type]


def test_the_best_passage_comes_first_and_has_the_score_one(searcher: Searcher) -> None:
    """A hit tells which words matched and both parts of its score."""
    hit = searcher.search("出庭应诉率是多少", k=2)[0]
    assert (hit.passage.report, hit.passage.number, hit.score) == ("海州区.txt", 1, 1.0)
    assert "出庭应诉率" in hit.matched
    assert 0 < hit.lexical < 1
    assert hit.dense > 0


def test_everyday_words_find_the_official_ones(searcher: Searcher) -> None:
    """上访 stands nowhere; 信访 is what reports write."""
    assert found(searcher, "上访有多少")[0] == ("绿塘乡.txt", 1)


def test_filters_admit_reports_regions_and_years(searcher: Searcher) -> None:
    """A region admits everything under it; a filter that leaves nothing gives nothing."""
    assert {name for name, _ in found(searcher, "案件", reports=["绿塘乡.txt"])} == {"绿塘乡.txt"}
    assert {name for name, _ in found(searcher, "案件", regions=["辽宁省阜新市"])} == {"海州区.txt"}
    assert {name for name, _ in found(searcher, "案件", years=[2021])} == {"绿塘乡.txt"}
    assert found(searcher, "案件", reports=["绿塘乡.txt"], years=[2022]) == []
    assert found(searcher, "案件", regions=["湖南省"]) == []


def test_a_part_of_the_reports(searcher: Searcher) -> None:
    """The first passage of each report is told as done here, the second as planned."""
    assert {number for _, number in found(searcher, "案件", part="review")} == {0}
    assert {number for _, number in found(searcher, "案件", part="plan")} == {1}
    assert found(searcher, "案件", part="plan", reports=["绿塘乡.txt"]) == [("绿塘乡.txt", 1)]


def test_a_report_speaks_for_its_passages(searcher: Searcher) -> None:
    """Of two passages that say the same of 案件, the one whose report names the place comes first."""
    scored = searcher.score("海州区案件")
    assert int(np.argmax(scored.fused)) == 0


def test_words_of_asking_are_not_searched() -> None:
    """Neither as words nor inside bigrams, which end where they stand."""
    wording = worded("请问出庭应诉率是多少?")
    assert not {"请问", "多少"} & {*wording.words}
    assert not {"问出", "多少", "是多"} & {*wording.bigrams}
    assert "应诉" in wording.bigrams


def test_the_lexicon_can_be_left_out() -> None:
    """As typed, 民告官 stays; read with the lexicon it is 行政诉讼."""
    assert worded("民告官", lexicon=False).text == "民告官"
    assert worded("民告官").text == "行政诉讼"


def test_weights_are_a_few_numbers_in_a_file(searcher: Searcher) -> None:
    """None is negative; with meaning alone the score is the similarity."""
    assert min(vars_of(weights())) >= 0
    assert FILE.stat().st_size < 300
    only = Searcher(searcher.library, searcher.embedding, weighted=Weights(0, 0, 0, 1))
    scored = only.score("矛盾纠纷")
    assert scored.fused.tolist() == pytest.approx((scored.dense / scored.dense.max()).tolist())


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Searcher:
    """Give a searcher over 180 passages, which are too many here to be compared one by one."""
    monkeypatch.setattr(lists, "EXACT", 0)
    monkeypatch.setattr("assistant.retrieval.search.BY_WORDS", 10)
    embedding = BigramEmbedding()
    Library.add(tmp_path / "大库", many(tmp_path / "多", 6), split=split, embedding=embedding)
    return Searcher(Library.open(tmp_path / "大库"), embedding)  # type: ignore[arg-type]


def test_a_large_library_compares_what_is_near_and_the_best_by_words(large: Searcher) -> None:
    """The others have no score by meaning; the best passage is the one that comparing all would give."""
    scored = large.score("第3县第7项")
    assert 10 <= np.count_nonzero(scored.dense) < 180
    assert found(large, "第3县第7项")[0] == ("003.txt", 7)
    exact = large.library.dense(large.embedding.encode_query("第3县第7项"))
    assert scored.dense[97] == pytest.approx(float(exact[97]))


def test_what_a_question_names_is_compared_in_full(large: Searcher) -> None:
    """Every passage of the named report has its exact score by meaning; all reports are no report in particular."""
    named = large.library.positions(["005.txt"])
    vector = large.embedding.encode_query("第3县第7项")
    exact = large.library.dense(vector)
    assert large.score("第3县第7项", admitted=named).dense[named].tolist() == pytest.approx(exact[named].tolist())
    every, none = (large.score("第3县第7项", admitted=one) for one in (np.arange(180), None))
    assert every.dense.tolist() == none.dense.tolist() != exact.tolist()


def test_everyday_words_shift_the_weights() -> None:
    """Where the best passage has half of the bigrams nothing changes; with fewer the report loses and meaning gains."""
    some = Weights(words=0, bigrams=1, report=2, meaning=1, report_rise=1, meaning_fall=2)
    assert (some.report_for(0.5), some.meaning_for(0.5)) == (2.0, 1.0)
    assert (some.report_for(0.25), some.meaning_for(0.25)) == (1.5, 1.5)
    assert (some.report_for(1.0), some.meaning_for(1.0)) == (3.0, 0.0)
    assert some.most == 4.0


class Longest:
    """Rates a passage by its length, and notes what it was given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.given = list(passages)
        return [len(passage) / 1000 for passage in passages]


def test_a_reranker_reads_the_best_and_orders_them(searcher: Searcher) -> None:
    """Its order is the order of the hits, also where fewer are asked for than it reads."""
    reranker = Longest()
    searcher.reranker = reranker
    hits = searcher.search("信访", k=1)
    assert len(reranker.given) == 4
    assert hits[0].passage.text == "行政机关负责人出庭应诉率达到100%。"


def test_the_best_passages_get_a_closer_look(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence that states a rate beats one with more of the words; what is not looked at keeps its score."""
    look = Searcher(searcher.library, searcher.embedding, weighted=Weights(0, 1, 0, 0, stated=9))
    assert found(look, "行政复议案件和行政机关应诉率")[0] == ("海州区.txt", 1)
    monkeypatch.setattr("assistant.retrieval.search.LOOKED", 1)
    only = Searcher(searcher.library, searcher.embedding, weighted=Weights(0, 0, 0, 1, together=1))
    scored = only.score("矛盾纠纷")
    assert int(scored.fused.argmax()) == 2
    best = float(scored.dense[2]) + 1
    assert scored.fused.tolist() == pytest.approx(
        [1.0 if at == 2 else one / best for at, one in enumerate(scored.dense)]
    )


def test_named_reports_get_the_closer_look(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a report is named, its passages are looked at, not those of others."""
    monkeypatch.setattr("assistant.retrieval.search.LOOKED", 2)
    only = Searcher(searcher.library, searcher.embedding, weighted=Weights(0, 0, 0, 0, together=1))
    assert only.score("信访", admitted=np.array([2, 3])).fused.tolist() == [0, 0, 0, 1]


def vars_of(some: Weights) -> list[float]:
    """Give the numbers of weights."""
    return [*asdict(some).values()]


def test_of_words_within_words_the_longest_is_told() -> None:
    """A reader wants 行政复议案件, not its five parts."""
    assert _longest(["复议", "行政复议案件", "行政", "办结"]) == ("办结", "行政复议案件")

"""The lexical index against bm25s's own building and a figure worked out by hand."""

from __future__ import annotations

import math
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from bm25s import BM25

from assistant.errors import LibraryError
from assistant.index.columns import K1, REPORT_B, B
from assistant.index.lexical import Lexical
from assistant.index.pieces import Spool
from assistant.index.tokens import Vocabulary

TEXTS = ["甲 乙 乙 丙", "甲", "", "丙 丁 丁 丁 甲", "戊"]


def built(folder: Path, texts: list[str]) -> Lexical:
    """Write and open an index of texts whose tokens stand between spaces."""
    vocabulary = Vocabulary()
    with closing(Spool(folder.parent)) as spool:
        runs = [vocabulary.number([[text]], str.split, spool) for text in texts]
        Lexical.build(folder, *vocabulary.compact(runs), runs, whole=True)
    return Lexical(folder, len(texts))


def test_scores_are_lucene_bm25(tmp_path: Path) -> None:
    """乙: in 1 of 5 passages, twice in one of 4 tokens, 2.2 tokens on average."""
    scores = built(tmp_path / "i", TEXTS).scores(["乙"])
    expected = math.log(1 + 4.5 / 1.5) * 2 / (2 + K1 * (1 - B + B * 4 / 2.2))
    assert scores.tolist() == pytest.approx([expected, 0, 0, 0, 0], rel=1e-6)
    assert scores.dtype == np.float32


def test_scores_equal_those_of_bm25s(tmp_path: Path) -> None:
    """Passages by the hundred, tokens by chance: the same numbers as bm25s builds itself."""
    chance = np.random.default_rng(7)
    texts = [" ".join(f"t{n}" for n in chance.zipf(1.4, chance.integers(1, 80)) % 300) for _ in range(300)]
    ours = built(tmp_path / "i", texts)
    theirs = BM25(k1=K1, b=B, method="lucene")
    theirs.index([text.split() for text in texts], show_progress=False)
    for query in (["t1"], ["t2", "t3", "t5"], ["t250", "t1", "t1"]):
        known = [token for token in query if token in theirs.vocab_dict]
        np.testing.assert_allclose(ours.scores(query), theirs.get_scores(known), rtol=1e-5)


def test_shares_say_how_much_of_a_question_is_there(tmp_path: Path) -> None:
    """戊 alone fills its passage; of 乙 and 戊 each has half, since both are equally rare; nothing is 0, not NaN."""
    index = built(tmp_path / "i", TEXTS)
    alone, both = index.shares(["戊"]), index.shares(["乙", "戊", "无"])
    assert alone[4] == pytest.approx(1 / (1 + K1 * (1 - B + B * 1 / 2.2)), rel=1e-5)
    assert both[4] == pytest.approx(alone[4] / 2, rel=1e-5)
    assert index.shares(["无"]).tolist() == [0, 0, 0, 0, 0]
    assert index.shares([]).tolist() == [0, 0, 0, 0, 0]


def test_a_report_covers_what_its_passages_say_together(tmp_path: Path) -> None:
    """Each text of these is a report of its own; with all in one report, its share is the same for all."""
    index = built(tmp_path / "i", TEXTS)
    shares = index.report_shares(["丁", "戊"], len(TEXTS))
    assert shares[4] == pytest.approx(0.5 / (1 + K1 * (1 - REPORT_B + REPORT_B * 1 / 2.2)), rel=1e-5)
    assert (shares > 0).tolist() == [False, False, False, True, True]
    vocabulary = Vocabulary()
    with closing(Spool(tmp_path)) as spool:
        runs = [vocabulary.number([[text] for text in TEXTS], str.split, spool)]
        Lexical.build(tmp_path / "one", *vocabulary.compact(runs), runs, whole=True)
        Lexical.build(tmp_path / "none", *vocabulary.compact(runs), runs)
    assert Lexical(tmp_path / "one", 5).report_shares(["丁", "乙"], 1).shape == (1,)
    assert Lexical(tmp_path / "one", 5).report_shares(["丁"], 1)[0] > 0
    assert Lexical(tmp_path / "none", 5).report_shares(["丁"], 1).tolist() == [0]


def test_unknown_tokens_count_nothing_and_twice_is_twice(tmp_path: Path) -> None:
    """Words that no passage has, the empty word among them, give zeros."""
    index = built(tmp_path / "i", TEXTS)
    assert index.scores(["无", ""]).tolist() == [0, 0, 0, 0, 0]
    assert index.scores([]).tolist() == [0, 0, 0, 0, 0]
    np.testing.assert_allclose(index.scores(["甲", "甲"]), 2 * index.scores(["甲"]))


def test_no_tokens_at_all(tmp_path: Path) -> None:
    """Passages without a token, and no passages, are no error."""
    assert built(tmp_path / "a", ["", ""]).scores(["甲"]).tolist() == [0, 0]
    assert built(tmp_path / "b", []).scores(["甲"]).tolist() == []
    assert built(tmp_path / "b2", []).stored()[0] == [""]


def test_stored_tokens_come_back(tmp_path: Path) -> None:
    """The next generation takes the tokens over as they are."""
    names, tokens = built(tmp_path / "i", TEXTS).stored()
    assert names == ["", "甲", "乙", "丙", "丁", "戊"]
    assert [[names[one] for one in part.ids.read()] for part in tokens.split([1, 1, 1, 2])] == [
        ["甲", "乙", "乙", "丙"], ["甲"], [], ["丙", "丁", "丁", "丁", "甲", "戊"],
    ]  # fmt: skip


def test_an_index_of_another_size_is_damage(tmp_path: Path) -> None:
    """Scores for another number of passages never pair with the wrong ones."""
    built(tmp_path / "i", TEXTS)
    with pytest.raises(LibraryError, match="缺失或已损坏"):
        Lexical(tmp_path / "i", 4).scores(["甲"])
    with pytest.raises(LibraryError, match="缺失或已损坏"):
        Lexical(tmp_path / "i", 4).stored()


def test_tokens_of_removed_passages_leave_the_vocabulary(tmp_path: Path) -> None:
    """A token that no passage has any more loses its number."""
    vocabulary = Vocabulary()
    with closing(Spool(tmp_path)) as spool:
        vocabulary.number([["甲 乙"]], str.split, spool)
        second = vocabulary.number([["丙 甲"], ["甲", "甲 丙", "甲"]], str.split, spool)
        names, numbers = vocabulary.compact([second])
        assert names == ["", "甲", "丙"]
        assert numbers[second.ids.read()].tolist() == [2, 1, 1, 1, 2, 1]
        assert second.lengths.read().tolist() == [2, 4]

"""Training: the pieces, the pairs, the held-back fifth, and a whole run on a tiny corpus."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from embeddings import load_embedding
from embeddings.benchmarks import Benchmark, fold
from embeddings.corpus import Document, TextPassage, pack, passages_of, sentences
from embeddings.measure import recall, table, write_card
from embeddings.pairs import make_pairs
from embeddings.vocabulary import UNKNOWN, build_tokenizer, choose_pieces, count_words

SUBJECTS = {
    "行政复议": ["依法受理行政复议申请", "审结行政复议案件六件", "行政复议机关公开听证"],
    "粮食生产": ["全年粮食产量稳定增长", "建设高标准农田", "农民种粮积极性提高"],
    "交通建设": ["新建高速公路通车", "公路桥梁加快建设", "交通运输能力提升"],
}


def tiny_corpus() -> list[TextPassage]:
    """Two hundred passages on three subjects, each of three sentences in a seeded order."""
    random_ = random.Random(1)
    passages = []
    for _ in range(200):
        subject = random_.choice(sorted(SUBJECTS))
        text = "。".join(random_.sample(SUBJECTS[subject], 3)) + "。"
        passages.append(TextPassage(subject, "", text))
    return passages


def test_sentences_never_break_at_commas() -> None:
    """A sentence ends at 。！？； or a line break."""
    assert sentences("甲，乙。丙；丁！\n戊") == ["甲，乙。", "丙；", "丁！", "戊"]


def test_pack_joins_sentences_up_to_the_limit() -> None:
    """Passages end at sentence ends; a long sentence stays whole."""
    assert pack("一二三。四五六。七八九。", 8) == ["一二三。四五六。", "七八九。"]
    assert pack("一二三四五六七八九十。", 4) == ["一二三四五六七八九十。"]


def test_passages_carry_title_and_chapter() -> None:
    """Each article of a law becomes a passage under its chapter, without its number."""
    text = (
        "## 第一章 总则\n\n第一条 为了规范行政复议活动，保护公民合法权益，制定本条例。"
        "\n\n第二条 县级以上人民政府依法履行行政复议职责，接受监督。"
    )
    assert list(passages_of(Document("条例", text, "law"))) == [
        TextPassage("条例", "总则", "为了规范行政复议活动，保护公民合法权益，制定本条例。"),
        TextPassage("条例", "总则", "县级以上人民政府依法履行行政复议职责，接受监督。"),
    ]


def test_pieces_are_words_and_characters() -> None:
    """The tokenizer cuts like jieba, keeps characters for the rest, and knows nothing of punctuation."""
    counts = count_words(["行政复议案件公开。案件审理"] * 5, processes=1)
    tokenizer = build_tokenizer(choose_pieces(counts, 100))
    assert tokenizer.encode("行政复议，案件").tokens == ["行政复议", ",", "案件"]
    assert tokenizer.encode("复公").tokens == ["复", "公"]
    assert tokenizer.token_to_id(UNKNOWN) == 0
    assert tokenizer.encode("，").ids == [0]


def test_pairs_are_the_same_for_the_same_seed() -> None:
    """A seed gives one list of pairs, another seed another."""
    first, again, other = (make_pairs(tiny_corpus(), seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert all(left and right for left, right in first)


def test_folds_are_stable() -> None:
    """The held-back fifth depends on the key alone, on every machine."""
    assert [fold(key) for key in ("705", "707", "16796", "12488")] == [0, 2, 0, 1]


def test_recall_counts_different_documents() -> None:
    """Two passages of one document count once, a question with two documents counts each."""
    benchmark = Benchmark("x", ["", "", "", ""], ["a", "a", "b", "c"], ["q", "r"], [frozenset("b"), frozenset("ac")])
    scores = np.array([[0.9, 0.8, 0.7, 0.1], [0.9, 0.2, 0.3, 0.1]])
    result = recall(benchmark, scores)
    assert result == {"recall@1": 0.25, "recall@5": 1.0, "recall@10": 1.0, "recall@100": 1.0}
    assert table([{"method": "x", **result}]).splitlines()[2] == "| x | 0.250 | 1.000 | 1.000 | 1.000 |"


def test_card_gets_the_table(tmp_path: Path) -> None:
    """The table of a model card is replaced between its marks, the rest stays."""
    card = tmp_path / "README.md"
    card.write_text("a\n<!-- measured -->\nold\n<!-- measured -->\nb\n", encoding="utf-8")
    write_card(card, "| new |")
    assert card.read_text(encoding="utf-8") == "a\n<!-- measured -->\n| new |\n<!-- measured -->\nb\n"


def test_training_end_to_end_is_deterministic(tmp_path: Path) -> None:
    """A tiny run writes a model that tells its subjects apart, twice the same."""
    pytest.importorskip("torch", reason="torch is not installed")
    from embeddings.fit import FitSettings
    from embeddings.train import train

    passages = tiny_corpus()
    counts = count_words((p.text for p in passages), processes=1)
    settings = FitSettings(dimension=16, batch_size=32, steps=30, questions_per_batch=2)
    questions = [("怎么申请复议", SUBJECTS["行政复议"][0]), ("修路", SUBJECTS["交通建设"][1])]
    for name in ("one", "two"):
        train(passages, questions, counts, tmp_path / name, pieces=500, settings=settings)
    one, two = load_embedding(tmp_path / "one"), load_embedding(tmp_path / "two")
    assert one.fingerprint == two.fingerprint
    assert one.dimension == 16
    near, far = one.encode(["审结行政复议案件", "新建高速公路"]) @ one.encode_query("行政复议听证")
    assert near > far + 0.2


def test_missing_corpora_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the corpora the command says which file is missing, and exits with 1."""
    from embeddings.train import main

    assert main(["--shared", str(tmp_path)]) == 1
    assert "没有训练语料" in capsys.readouterr().err


def test_missing_benchmarks_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the benchmarks the measuring command says so in one line, and exits with 1."""
    from embeddings.measure import main

    assert main(["--shared", str(tmp_path)]) == 1
    assert "没有评测数据" in capsys.readouterr().err


def test_projecting_keeps_what_texts_differ_in() -> None:
    """Texts that lie in a plane of three numbers keep their similarities in two; shorter vectors stay as they are."""
    from embeddings.fit import Bags
    from embeddings.project import project

    pytest.importorskip("torch", reason="torch is not installed")
    tokenizer = build_tokenizer([(UNKNOWN, -9.0), ("甲", -2.0), ("乙", -2.0), ("丙", -2.0)])
    texts = Bags(tokenizer, ["甲", "乙", "丙", "甲乙", "乙丙", "甲甲丙"], 9)
    plane = np.array([[0, 0, 0], [1, 1, 0], [0, 0, 1], [1, 1, 2]], np.float32)
    flat = project(plane, texts, 2)
    assert flat.shape == (4, 2)
    assert (flat @ flat.T).tolist() == pytest.approx(plane @ plane.T, abs=1e-5)
    assert project(plane, texts, 3) is plane

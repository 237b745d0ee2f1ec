"""The reranker: a real cross-encoder, tiny, that the test builds and saves; nothing is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import EmbeddingError
from assistant.retrieval.rerank import CrossReranker

pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a cross-encoder of one layer with weights by chance."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    place = tmp_path_factory.mktemp("模型")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"行政复议案件多少起诉讼粮食产量"]
    (place / "vocab.txt").write_text("\n".join(dict.fromkeys(words)), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(dict.fromkeys(words)), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64, num_labels=1,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(place)
    BertTokenizerFast(str(place / "vocab.txt")).save_pretrained(place)
    return place


def test_each_passage_gets_a_score(folder: Path) -> None:
    """Between 0 and 1, the same each time, other for other passages."""
    reranker = CrossReranker(folder)
    passages = ["行政复议案件6件", "粮食产量"]
    scores = reranker.scores("复议案件多少", passages)
    assert len(scores) == 2
    assert all(0 <= one <= 1 for one in scores)
    assert scores[0] != scores[1]
    assert reranker.scores("复议案件多少", passages[::-1]) == pytest.approx(scores[::-1], abs=1e-5)


def test_a_missing_model_is_told_in_one_line(tmp_path: Path) -> None:
    """The error says which model, and the setting that named it."""
    (tmp_path / "空").mkdir()
    with pytest.raises(EmbeddingError, match=r"重排模型加载失败.*ASSISTANT_RERANKER") as told:
        CrossReranker(tmp_path / "空").scores("问", ["答"])
    assert "\n" not in str(told.value)


def test_nothing_heavy_is_loaded_without_it() -> None:
    """Importing the search brings in no torch."""
    code = "import sys, assistant.retrieval; print('torch' in sys.modules, 'sentence_transformers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

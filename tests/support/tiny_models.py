"""A transformer so small that a test builds and saves it."""

from __future__ import annotations

from pathlib import Path

import pytest


def save_tiny_transformer(folder: Path, characters: str, name: str, prompts: dict[str, str] | None = None) -> Path:
    """Save a BERT of one layer over a few characters as sentence-transformers saves; give its folder `name`."""
    library = pytest.importorskip("sentence_transformers", reason="sentence_transformers is not installed")
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(0)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=64, **size)).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    library.SentenceTransformer(str(folder), device="cpu", prompts=prompts).save(str(folder / name))
    return folder / name

"""Write a static model as an ordinary sentence-transformers folder, float16, without loading torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "0_StaticEmbedding",
        "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding",
    },
    {
        "idx": 1,
        "name": "1",
        "path": "1_Normalize",
        "type": "sentence_transformers.base.modules.normalize.Normalize",
    },
]
NORMALIZE = {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}
CONFIG = {
    "model_type": "SentenceTransformer",
    "prompts": {"query": "", "document": ""},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}


def save_static(folder: Path, tokenizer: Tokenizer, vectors: np.ndarray) -> int:
    """Write the model and give its size in bytes.

    The vectors (pieces, dimension) are scaled to a longest one of 8, so that float16 keeps short ones exact
    enough, and the unknown piece becomes zero.
    """
    from safetensors.numpy import save_file

    static = folder / "0_StaticEmbedding"
    static.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    scaled = vectors / max(float(np.linalg.norm(vectors, axis=1).max()), 1e-9) * 8
    scaled[0] = 0.0
    save_file({"embedding.weight": np.ascontiguousarray(scaled, dtype=np.float16)}, static / "model.safetensors")
    tokenizer.save(str(static / "tokenizer.json"), pretty=False)
    _write_json(folder / "1_Normalize" / "config.json", NORMALIZE)
    _write_json(folder / "modules.json", MODULES)
    _write_json(folder / "config_sentence_transformers.json", CONFIG)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _write_json(path: Path, value: object) -> None:
    """Write JSON with a final line break."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

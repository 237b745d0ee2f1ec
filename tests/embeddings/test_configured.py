"""The model by settings alone: name, prompts, batch size, device, mirror."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import SettingsError
from assistant.settings import settings
from embeddings import configured_embedding, load_embedding
from tests.support.tiny_models import save_tiny_transformer

TEXTS = ["粮食产量", "法治政府"]


@pytest.fixture(autouse=True)
def _fresh() -> object:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture(scope="module")
def with_prompts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of one layer whose own settings name a prompt for queries, saved as sentence-transformers saves."""
    return save_tiny_transformer(tmp_path_factory.mktemp("tiny"), "粮食产量法治政府查询", "有提示语", {"query": "查询"})


def test_without_settings_it_is_the_model_that_ships() -> None:
    """The same name and vectors as `load_embedding()`."""
    found = configured_embedding()
    assert found.name == "shipped/gov-zh-static"
    assert np.array_equal(found.encode(TEXTS), load_embedding().encode(TEXTS))


def test_prompts_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A query prompt changes questions only; a passage prompt passages, and the fingerprint with them."""
    monkeypatch.setenv("ASSISTANT_EMBEDDING_QUERY_PROMPT", "查询：")
    monkeypatch.setenv("ASSISTANT_EMBEDDING_PASSAGE_PROMPT", "文档：")
    found, plain = configured_embedding(), load_embedding()
    assert np.allclose(found.encode_query("粮食"), plain.encode(["查询：粮食"])[0])
    assert np.allclose(found.encode_passages(["粮食"]), plain.encode(["文档：粮食"]))
    assert found.fingerprint != plain.fingerprint
    assert load_embedding(query_prompt="查询：").fingerprint == plain.fingerprint


def test_a_models_own_prompt_is_used_unless_another_is_set(with_prompts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the model names for a query stands before questions; an empty setting takes it away."""
    monkeypatch.setenv("ASSISTANT_EMBEDDING", str(with_prompts))
    monkeypatch.setenv("ASSISTANT_EMBEDDING_DEVICE", "cpu")
    monkeypatch.setenv("ASSISTANT_EMBEDDING_BATCH_SIZE", "1")
    found = configured_embedding()
    assert found.name == "有提示语"
    assert found.query_prompt == "查询"
    assert found.passage_prompt == ""
    assert np.allclose(found.encode_query("粮食"), found.encode(["查询粮食"])[0], atol=1e-6)
    settings.cache_clear()
    monkeypatch.setenv("ASSISTANT_EMBEDDING_QUERY_PROMPT", "")
    assert configured_embedding().query_prompt == ""


def test_a_size_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nought texts at once is no size: the variable is named."""
    monkeypatch.setenv("ASSISTANT_EMBEDDING_BATCH_SIZE", "0")
    with pytest.raises(SettingsError, match="ASSISTANT_EMBEDDING_BATCH_SIZE"):
        configured_embedding()


def test_the_mirror_is_the_one_that_is_asked(tmp_path: Path) -> None:
    """A name that is not here is looked for at the mirror, which the error names."""
    pytest.importorskip("sentence_transformers", reason="sentence_transformers is not installed")
    code = (
        "import json\nfrom assistant.errors import EmbeddingError\nfrom embeddings import configured_embedding\n"
        "try: configured_embedding()\nexcept EmbeddingError as error: print(json.dumps(str(error)))"
    )
    environment = {name: value for name, value in os.environ.items() if "OFFLINE" not in name} | {
        "ASSISTANT_EMBEDDING": "nobody/no-such-model-zh",
        "ASSISTANT_EMBEDDING_ENDPOINT": "http://127.0.0.1:9",
        "HF_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, timeout=120
    )
    assert "连不上 http://127.0.0.1:9" in json.loads(done.stdout)

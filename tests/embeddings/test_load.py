"""Loading: the shipped model without torch, any sentence-transformers folder, and clear errors."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant.errors import EmbeddingError
from embeddings import SHIPPED_NAME, Embedding, load_embedding
from embeddings.load import SHIPPED_FOLDER
from tests.support.tiny_models import save_tiny_transformer

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [
    "行政机关负责人出庭应诉率达到100%。",
    "全年粮食产量1.3万亿斤",
    "",
    "。，",
    "民告官怎么打官司？" * 200,
]
KNOWN = [TEXTS[0], TEXTS[1], TEXTS[4]]
WITHOUT_TORCH = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("torch", "sentence_transformers", "transformers"):
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
from embeddings import load_embedding
model = load_embedding()
print(model.name, model.encode(["法治政府建设"]).shape, "torch" in sys.modules)
"""


@pytest.fixture(scope="module")
def shipped() -> Embedding:
    """The model that ships."""
    return load_embedding()


def test_shipped_model_has_a_stable_name(shipped: Embedding) -> None:
    """The name is short and holds no path; the fingerprint is a sha256."""
    assert shipped.name == "shipped/gov-zh-static"
    assert shipped.name == SHIPPED_NAME
    assert shipped.dimension == 256
    assert len(shipped.fingerprint) == 64


def test_vectors_are_float32_of_length_one(shipped: Embedding) -> None:
    """A matrix has one row per text, each of length 1, or zero where nothing is known."""
    vectors = shipped.encode(TEXTS)
    assert vectors.shape == (5, 256)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 0, 0, 1], abs=1e-5)
    assert shipped.encode([]).shape == (0, 256)


def test_langchain_interface_gives_the_same_numbers(shipped: Embedding) -> None:
    """It is a LangChain `Embeddings`; its lists equal the matrices."""
    assert isinstance(shipped, Embeddings)
    assert np.allclose(shipped.embed_documents(TEXTS), shipped.encode_passages(TEXTS))
    assert np.allclose(shipped.embed_query("粮食产量"), shipped.encode_query("粮食产量"))


def test_prompts_are_put_before_questions_and_passages() -> None:
    """A query prompt changes questions only, a passage prompt passages only."""
    plain, prompted = load_embedding(), load_embedding(query_prompt="查询：", passage_prompt="文档：")
    assert np.allclose(prompted.encode_query("粮食"), plain.encode(["查询：粮食"])[0])
    assert np.allclose(prompted.encode_passages(["粮食"]), plain.encode(["文档：粮食"]))


def test_shipped_model_runs_where_torch_is_absent() -> None:
    """With torch, transformers and sentence-transformers blocked, the shipped model still gives vectors."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_TORCH],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.stdout == "shipped/gov-zh-static (1, 256) False\n"


def test_same_vectors_as_sentence_transformers(shipped: Embedding) -> None:
    """Plain `SentenceTransformer(folder)` gives the same vectors to 1e-3, for texts with a known piece."""
    library = pytest.importorskip("sentence_transformers", reason="sentence_transformers is not installed")
    vectors = library.SentenceTransformer(str(SHIPPED_FOLDER), device="cpu").encode(KNOWN)
    assert vectors.shape == (3, 256)
    assert np.abs(shipped.encode(KNOWN) - vectors).max() < 1e-3


def test_a_copy_of_the_folder_loads_by_path(shipped: Embedding, tmp_path: Path) -> None:
    """A static folder elsewhere is named after the folder and has the same fingerprint."""
    copy = tmp_path / "my-model"
    copy.symlink_to(SHIPPED_FOLDER)
    model = load_embedding(copy.resolve())
    assert model.name == "model"
    assert model.fingerprint == shipped.fingerprint


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of one layer over a few characters, saved as sentence-transformers saves."""
    return save_tiny_transformer(tmp_path_factory.mktemp("tiny"), "粮食产量法治政府建设出庭应诉率", "tiny-bert")


def test_a_transformer_loads_by_folder(tiny_transformer: Path) -> None:
    """A model that is not static goes through sentence-transformers and keeps the same contract."""
    model = load_embedding(str(tiny_transformer), batch_size=2, device="cpu")
    vectors = model.encode(["粮食产量", "法治政府", "出庭应诉率"])
    assert model.name == "tiny-bert"
    assert model.dimension == 16
    assert len(model.fingerprint) == 64
    assert vectors.shape == (3, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert not np.allclose(vectors[0], vectors[1])
    assert model.encode([]).shape == (0, 16)


def test_unknown_hub_name_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that cannot be fetched says so, names the model, and tells what to do."""
    pytest.importorskip("sentence_transformers", reason="sentence_transformers is not installed")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EmbeddingError) as caught:
        load_embedding("nobody/no-such-model-zh")
    line = str(caught.value)
    assert line.startswith("nobody/no-such-model-zh：向量模型加载失败")
    assert "请检查名称和网络" in line
    assert "\n" not in line


def test_hub_out_of_reach_is_told_at_once_and_quietly(offline_env: dict[str, str]) -> None:
    """One try, then one line: nothing that the hub's library says about its retries."""
    pytest.importorskip("sentence_transformers", reason="sentence_transformers is not installed")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    quiet = {"HF_HUB_OFFLINE": "0", "TRANSFORMERS_OFFLINE": "0", "HF_ENDPOINT": f"http://127.0.0.1:{port}"}
    code = (
        "import time, sentence_transformers; began = time.monotonic()\n"
        "from embeddings import load_embedding\n"
        "try: load_embedding('nobody/no-such-model-zh')\n"
        "except Exception as error: print(error)\n"
        "print(time.monotonic() - began < 5)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=offline_env | quiet, capture_output=True, text=True,
        encoding="utf-8", check=True, timeout=200,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        f"nobody/no-such-model-zh：向量模型加载失败（本机没有下载过，也连不上 http://127.0.0.1:{port}）。"
        "请检查名称和网络（可设 HF_ENDPOINT 镜像），或给出已下载的文件夹，或留空以使用自带模型",
        "True",
    ]


def test_a_transformer_loads_without_a_word(tiny_transformer: Path, offline_env: dict[str, str]) -> None:
    """No progress bar and no line of the libraries on stderr, where our errors are one line."""
    code = "import sys; from embeddings import load_embedding; load_embedding(sys.argv[1], device='cpu')"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tiny_transformer)], cwd=ROOT, env=offline_env, capture_output=True, text=True,
        check=True, timeout=200,
    )  # fmt: skip
    assert done.stderr == ""


def test_missing_folder_is_said() -> None:
    """A path that is not there is told as a path, without looking on the hub."""
    with pytest.raises(EmbeddingError, match=r"^\./no-such-folder：没有这个向量模型文件夹。请检查路径"):
        load_embedding("./no-such-folder")


def test_folder_that_is_no_model(tmp_path: Path) -> None:
    """An ordinary folder is refused before anything heavy is loaded from it."""
    with pytest.raises(EmbeddingError, match="不是 sentence-transformers 模型"):
        load_embedding(tmp_path)


def test_damaged_static_folder(tmp_path: Path) -> None:
    """A static folder without weights, or with broken ones, is told as incomplete or damaged."""
    (tmp_path / "modules.json").write_text(json.dumps([{"path": "", "type": "x.StaticEmbedding"}]), encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"读不到 model\.safetensors"):
        load_embedding(tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EmbeddingError, match=r"model\.safetensors 已损坏"):
        load_embedding(tmp_path)


def test_import_is_cheap() -> None:
    """Importing the package loads nothing heavy, LangChain included."""
    names = ("torch", "sentence_transformers", "langchain_core", "numpy")
    code = f"import sys, embeddings; print([m for m in {names} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

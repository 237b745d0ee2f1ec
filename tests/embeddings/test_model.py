"""The model that ships: its files, and that near meanings lie nearer than far ones."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import load_file

from embeddings import Embedding, load_embedding
from embeddings.load import SHIPPED_FOLDER


@pytest.fixture(scope="module")
def shipped() -> Embedding:
    """The model that ships."""
    return load_embedding()


def test_folder_is_small_enough_for_the_repository() -> None:
    """All files together stay within 16 MB."""
    assert sum(path.stat().st_size for path in SHIPPED_FOLDER.rglob("*") if path.is_file()) <= 16_000_000


def test_weights_are_float16_and_fit_the_tokenizer() -> None:
    """One float16 matrix, a row for every piece, the unknown piece zero, no number lost."""
    tensors = load_file(SHIPPED_FOLDER / "0_StaticEmbedding" / "model.safetensors")
    tokenizer = json.loads((SHIPPED_FOLDER / "0_StaticEmbedding" / "tokenizer.json").read_text(encoding="utf-8"))
    assert list(tensors) == ["embedding.weight"]
    weights = tensors["embedding.weight"]
    assert weights.dtype == np.float16
    assert weights.shape == (len(tokenizer["model"]["vocab"]), 256)
    assert np.isfinite(weights).all()
    assert not weights[0].any()


def test_folder_has_the_files_of_sentence_transformers() -> None:
    """Model list, settings and model card are where sentence-transformers looks for them."""
    names = {path.relative_to(SHIPPED_FOLDER).as_posix() for path in SHIPPED_FOLDER.rglob("*") if path.is_file()}
    assert names == {
        "README.md",
        "modules.json",
        "config_sentence_transformers.json",
        "0_StaticEmbedding/model.safetensors",
        "0_StaticEmbedding/tokenizer.json",
        "1_Normalize/config.json",
    }


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("行政机关负责人出庭应诉率", "行政诉讼案件负责人出庭率达100%", "全年粮食产量稳定增长"),
        ("行政复议案件有多少件", "全年共受理行政复议申请，审结行政复议案件", "义务教育阶段在校学生人数"),
        ("空气质量怎么样", "细颗粒物平均浓度下降，优良天数比例提高", "受理劳动人事争议仲裁案件"),
        ("老百姓看病贵怎么办", "提高医疗保障水平，降低药品价格，减轻患者负担", "开展行政执法人员资格培训"),
        ("打官司请不起律师", "为困难群众提供法律援助", "推进高标准农田建设"),
    ],
)
def test_near_meanings_lie_nearer(shipped: Embedding, question: str, near: str, far: str) -> None:
    """A question lies clearly nearer to a passage on its matter than to another matter."""
    asked = shipped.encode_query(question)
    close, distant = shipped.encode_passages([near, far]) @ asked
    assert close - distant > 0.05


def test_an_everyday_name_lies_near_the_official_one(shipped: Embedding) -> None:
    """民告官 lies near 行政诉讼: clauses of the training texts were reworded by the lexicon."""
    asked = shipped.encode_query("民告官")
    close, distant = shipped.encode_passages(["行政诉讼案件负责人出庭应诉", "新建高速公路里程"]) @ asked
    assert close - distant > 0.05


def test_full_width_and_capitals_make_no_difference(shipped: Embedding) -> None:
    """NFKC and lower case are part of the tokenizer."""
    assert np.allclose(*shipped.encode(["GDP增长5%", "ｇｄｐ增长５％"]))

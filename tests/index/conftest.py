"""Two small reports in real files, and a library of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.index import Library
from tests.index.library_fakes import BigramEmbedding, Telling, read, split

HAIZHOU = "海州区2022年法治政府建设情况报告\n全年办理行政复议案件6件。\n行政机关负责人出庭应诉率达到100%。\n"
LUTANG = "绿塘乡2021年法治政府建设情况报告\n全乡调解矛盾纠纷63件。\n培养法律明白人120名。\n"


@pytest.fixture
def embedding() -> BigramEmbedding:
    """Give the small model."""
    return BigramEmbedding()


@pytest.fixture
def haizhou(tmp_path: Path) -> Path:
    """Give the file of 海州区."""
    path = tmp_path / "in" / "海州区.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HAIZHOU, encoding="utf-8")
    return path


@pytest.fixture
def lutang(tmp_path: Path) -> Path:
    """Give the file of 绿塘乡."""
    path = tmp_path / "in" / "绿塘乡.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(LUTANG, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, haizhou: Path, lutang: Path, embedding: BigramEmbedding) -> Path:
    """Give the folder of a library of both reports."""
    path = tmp_path / "资料库"
    reports = [read(haizhou, "辽宁省阜新市海州区", 2022), read(lutang, "绿塘乡", 2021)]
    Library.add(path, reports, split=split, embedding=embedding, telling=Telling())
    embedding.encoded = 0
    return path

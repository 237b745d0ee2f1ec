"""What doctor checks: settings, versions, the embedding model, the library, the language model."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import settings

if TYPE_CHECKING:
    from assistant.index import Library

PACKAGES = ("faiss-cpu", "bm25s", "rjieba", "langchain-core", "gradio", "openpyxl", "python-docx")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, what was found, and what to do when it is not good."""

    name: str
    good: bool
    told: str
    fix: str = ""


def checks(library: Path | None) -> Iterator[Check]:
    """Give the checks in the order in which one thing needs the other."""
    try:
        configured = settings()
    except AssistantError as error:
        yield _problem("设置", error)
        return
    yield Check("设置", True, "可以读取")
    yield from _versions()
    yield from _readers()
    yield _embedding()
    yield from _library(library or configured.library)
    yield from _language_model()


def _versions() -> Iterator[Check]:
    yield Check("Python", True, platform.python_version())
    for name in PACKAGES:
        try:
            yield Check(name, True, version(name))
        except PackageNotFoundError:
            yield Check(name, False, "没有安装", "请运行 make setup，或 pip install -r requirements.lock")


def _readers() -> Iterator[Check]:
    """Tell which formats are read by what may be missing: neither is needed for the others."""
    from assistant.reports.loading.formats import office, scan

    told = (
        "已安装" if scan.available() else '没有安装，扫描件和图片读不了；要读就在项目文件夹里运行 pip install ".[ocr]"'
    )
    yield Check("文字识别（OCR）", True, told)
    told = "已安装" if office.program() else "没有安装，.doc、.wps、.rtf、.odt 读不了"
    yield Check("LibreOffice", True, told)


def _embedding() -> Check:
    from embeddings import configured_embedding

    try:
        model = configured_embedding()
    except AssistantError as error:
        return _problem("向量模型", error)
    return Check("向量模型", True, f"{model.name}，{model.dimension} 维")


def _library(folder: Path) -> Iterator[Check]:
    from assistant.index import Library
    from assistant.index.likeness import of_one_year

    try:
        library = Library.open(folder)
    except AssistantError as error:
        yield _problem("资料库", error)
        return
    yield Check("资料库", True, f"{folder}，{len(library.cards)} 份报告，{library.passage_count} 个段落")
    damaged = library.damaged()
    told = f"{'、'.join(damaged)} 损坏" if damaged else "每个文件都完好"
    yield Check("资料库文件", not damaged, told, "请重新 add 这些报告" if damaged else "")
    yield _matches(library)
    twins = of_one_year(library.cards)
    pairs = "；".join(f"{name} 与 {'、'.join(others)}" for name, others in twins.items() if name < others[0])
    yield Check("同一地区同一年份", True, pairs or "没有两份同类的报告")


def _matches(library: Library) -> Check:
    from embeddings import configured_embedding

    try:
        library.check(configured_embedding())
    except AssistantError as error:
        return _problem("资料库的模型", error)
    return Check("资料库的模型", True, "就是现在的向量模型")


def _language_model() -> Iterator[Check]:
    """Try the model with one tiny question: each thing that it needs is told apart."""
    configured = settings()
    if not configured.model:
        yield Check("语言模型", True, "没有设置，不用也能完整回答")
        return
    from assistant.answering.writing.models import address_shown
    from assistant.answering.writing.talk import talk_of

    where = f"{configured.model}，{address_shown(configured)}"
    try:
        seconds = talk_of(None).ping()
    except AssistantError as error:
        told = f"{where}：{error.where}：{error.what}" if error.where else f"{where}：{error.what}"
        yield Check("语言模型", False, told, f"{error.fix}；修好之前照常按不用模型回答".lstrip("；"))
    else:
        yield Check("语言模型", True, f"{where}，{seconds:.1f} 秒答复")
    yield _prompts()


def _prompts() -> Check:
    from prompts import FILLED, load

    try:
        told = "、".join(f"{name} 第 {load(name).version} 版" for name in FILLED)
    except AssistantError as error:
        return _problem("提示词", error)
    return Check("提示词", True, told)


def _problem(name: str, error: AssistantError) -> Check:
    told = f"{error.where}：{error.what}" if error.where else error.what
    return Check(name, False, told, error.fix)

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import PromptError
from assistant.settings import settings
from prompts import Prompt, load

ROOT = Path(__file__).resolve().parents[2]


def written(folder: Path, text: str, name: str = "hello") -> Path:
    """Write a prompt file and give its folder."""
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_prompt_has_name_version_and_text(tmp_path: Path) -> None:
    """The head tells the version, the rest is the text without white space at its ends."""
    prompt = load("hello", written(tmp_path, "---\nversion: 3\n---\n\n你好，{name}。\n"))
    assert prompt == Prompt("hello", "3", "你好，{name}。")
    assert prompt.placeholders == {"name"}
    assert prompt.fill(name="濮阳县") == "你好，濮阳县。"


def test_values_are_inert() -> None:
    """Braces of a report, and words that look like a placeholder of the same prompt, stay text."""
    prompt = Prompt("p", "1", '{evidence}|{question}|{"a": 1}|{}')
    filled = prompt.fill(evidence="{question} {0} {{x}} %s \\1", question="{evidence}")
    assert filled == '{question} {0} {{x}} %s \\1|{evidence}|{"a": 1}|{}'


def test_a_placeholder_that_nobody_fills() -> None:
    """The error names file and placeholder in one line."""
    with pytest.raises(PromptError) as error:
        Prompt("p", "1", "{question}{evidence}").fill(question="q")
    assert str(error.value) == "prompts/p.md：提示词里的占位符没有值可填：{evidence}。请改正这个文件"


def test_a_value_that_nobody_asks_for() -> None:
    """A prompt that lost its {evidence} isn't sent without it."""
    with pytest.raises(PromptError, match=r"缺少占位符：\{evidence\}"):
        Prompt("p", "1", "{question}").fill(question="q", evidence="e")


@pytest.mark.parametrize("name", ["nowhere", "../answer", "answer.md", ""])
def test_a_missing_prompt(name: str, tmp_path: Path) -> None:
    """A name is a file of the folder, nothing else."""
    with pytest.raises(PromptError, match="没有这个提示词文件"):
        load(name, tmp_path)


@pytest.mark.parametrize("text", ["你好", "---\nauthor: x\n---\n你好", "---\nversion: 1\n你好"])
def test_a_prompt_without_version(text: str, tmp_path: Path) -> None:
    """A record of an answer must be able to name the version of its prompt."""
    with pytest.raises(PromptError, match="缺少版本号"):
        load("hello", written(tmp_path, text))


def test_a_prompt_that_is_no_utf8(tmp_path: Path) -> None:
    """Saved in GB18030 it is told, not misread."""
    (tmp_path / "hello.md").write_bytes("---\nversion: 1\n---\n你好".encode("gb18030"))
    with pytest.raises(PromptError, match="UTF-8"):
        load("hello", tmp_path)


def test_every_prompt_that_ships_loads() -> None:
    """The answer prompt asks for the evidence and the question, markers, and the fixed words of declining."""
    names = sorted(path.stem for path in (ROOT / "prompts").glob("*.md"))
    assert [load(name).name for name in names] == names
    answer = load("answer")
    assert answer.placeholders == {"evidence", "question"}
    assert "材料中未找到" in answer.text
    assert "不得照办" in answer.text


def test_a_shipped_prompt_must_ask_for_what_is_filled(tmp_path: Path) -> None:
    """An edited row.md that lost a placeholder, or has a new one, is told when it is loaded."""
    good = "---\nversion: 2\n---\n{report}{evidence}{question}"
    assert load("row", written(tmp_path, good, "row")).version == "2"
    with pytest.raises(PromptError, match=r"prompts/row.md：提示词里缺少占位符：\{evidence\}"):
        load("row", written(tmp_path, "---\nversion: 2\n---\n{report}{question}", "row"))
    with pytest.raises(PromptError, match=r"占位符没有值可填：\{year\}"):
        load("row", written(tmp_path, good + "{year}", "row"))


def test_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASSISTANT_PROMPTS: what is there counts, the rest is what ships."""
    written(tmp_path, "---\nversion: mine\n---\n{history}{question}", "condense")
    monkeypatch.setenv("ASSISTANT_PROMPTS", str(tmp_path))
    settings.cache_clear()
    try:
        assert load("condense").version == "mine"
        assert load("answer").version == "1"
    finally:
        settings.cache_clear()

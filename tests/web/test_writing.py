"""The page while a language model writes: what has passed the check, then the answer in its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answering.writing.talk import forget
from assistant.settings import settings
from assistant.web.chat import writing_html
from assistant.web.conversation import _ask, history
from assistant.web.desk import Desk
from tests.support.model_server import ModelServer, fails, says

CASES = "海州区行政复议案件有多少件？"
REPLY = "阜新市海州区2023年行政复议案件6件。[1]县长为张三。[1]"


@pytest.fixture
def desk(sample_library: Path, tmp_path: Path) -> Desk:
    """A desk over a copy of the samples."""
    shutil.copytree(sample_library, tmp_path / "library")
    return Desk(tmp_path / "library")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """A server whose first reply has a sentence that holds and one that doesn't, and which then is down."""
    with ModelServer(says(REPLY), fails(500)) as server:
        values = {"MODEL": "m", "BASE_URL": server.base_url, "API_KEY": "sk-1", "RETRIES": "0", "MODEL_CACHE": "off"}
        for name, value in values.items():
            monkeypatch.setenv(f"ASSISTANT_{name}", value)
        settings.cache_clear()
        forget()
        yield server
        monkeypatch.undo()
        settings.cache_clear()
        forget()


def states(desk: Desk, question: str) -> list[str]:
    """Ask as the page does; give the HTML that stands in the answer's place, state by state."""
    return [shown[-1]["content"].value for shown, _turns, _box in _ask(desk, question, [], [], [], [], "")]


def test_words_come_before_the_answer(desk: Desk, model: ModelServer) -> None:
    """Waiting, the sentence that holds, then the whole answer with its citation; what doesn't hold never shows."""
    shown = states(desk, CASES)
    assert "正在查阅报告" in shown[0]
    assert "语言模型正在写" in shown[1] and "6件" in shown[1]
    assert 'data-status="partial"' in shown[-1] and "原文依据" in shown[-1]
    assert "张三" not in "".join(shown)
    assert len(shown) == 3


def test_a_model_that_is_down(desk: Desk, model: ModelServer) -> None:
    """The answer without it, and the line that tells so."""
    states(desk, CASES)
    shown = states(desk, CASES)
    assert len(shown) == 2
    assert "6件" in shown[-1] and "语言模型未能使用（服务器出错，状态码 500）" in shown[-1]


def test_without_a_model_there_are_two_states(desk: Desk) -> None:
    """As ever: waiting, then the answer."""
    assert len(states(desk, CASES)) == 2


def test_an_answer_under_way_is_only_text() -> None:
    """Tags are characters, markers no buttons yet; progress is told in numbers."""
    html = writing_html("<b>6件</b>。[1]")
    assert "&lt;b&gt;6件&lt;/b&gt;。[1]" in html and "<button" not in html
    assert "语言模型正在读报告 3/36…" in writing_html("", 3, 36)


def test_what_is_under_way_is_no_history(desk: Desk) -> None:
    """Only answers are."""
    *_, (_shown, turns, _box) = _ask(desk, CASES, [], [], [], [], "")
    assert [line["role"] for line in history(turns)] == ["user", "assistant"]

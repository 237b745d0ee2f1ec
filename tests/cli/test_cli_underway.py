"""What a terminal shows while a model is at work."""

from __future__ import annotations

import io

import pytest

from assistant.cli.underway import under_way


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_text_and_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it comes, markers and brackets as they are, and nothing on stdout."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with under_way() as (on_text, on_step):
        assert on_text is not None and on_step is not None
        on_text("6件。[1]")
        on_step(3, 36)
    assert "6件。[1]" in screen.getvalue()
    assert "语言模型正在读报告 3/36…" in screen.getvalue()


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is listened to."""
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with under_way() as heard:
        assert heard == (None, None)

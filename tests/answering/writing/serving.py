"""How a test points the settings at a server of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering.writing.talk import forget
from assistant.settings import settings
from tests.support.model_server import ModelServer

KEY = "sk-secret-4711"
Serve = Callable[..., ModelServer]


def use(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Set ASSISTANT_… for one test, and begin a new run."""
    for name, value in {"model": "test-model", "api_key": KEY, **values}.items():
        monkeypatch.setenv(f"ASSISTANT_{name.upper()}", value)
    settings.cache_clear()
    forget()

"""Settings of each test's own, and servers that it starts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from assistant.answering.writing.talk import forget
from assistant.settings import settings
from tests.answering.writing.serving import Serve, use
from tests.support.model_server import ModelServer, Script


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read the settings anew for each test, and keep the machine's own out."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    settings.cache_clear()
    forget()
    yield
    settings.cache_clear()
    forget()


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Start a server with scripts and point the settings at it."""
    with ExitStack() as stack:

        def start(*scripts: Script, latency: float = 0.0, pace: float = 0.0, **values: object) -> ModelServer:
            server = stack.enter_context(ModelServer(*scripts, latency=latency, pace=pace))
            told = {"retries": 0, "timeout": 5, **values}
            use(monkeypatch, base_url=server.base_url, **{name: str(value) for name, value in told.items()})
            return server

        yield start

"""Point the assistant's settings at a server for as long as it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.settings import settings
from eval.modelserver.server import ModelServer

# What would send a request elsewhere, or with another's key
OUTSIDE = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@contextmanager
def in_use(server: ModelServer, **values: str) -> Iterator[None]:
    """Set ASSISTANT_MODEL and what belongs to it, other settings by name (timeout="5"); the old ones come back."""
    wanted = {"model": server.models[0], "base_url": server.base_url, "api_key": "sk-test", "retries": "0", **values}
    with environment({f"ASSISTANT_{name.upper()}": value for name, value in wanted.items()}, OUTSIDE):
        yield


@contextmanager
def no_model() -> Iterator[None]:
    """Take the language model out of the settings."""
    with environment({"ASSISTANT_MODEL": ""}):
        yield


@contextmanager
def environment(wanted: dict[str, str], without: tuple[str, ...] = ()) -> Iterator[None]:
    """Set variables and take others out, in either case of letters; settings are read anew."""
    hidden = [*without, *(name.lower() for name in without)]
    before = {name: os.environ.get(name) for name in (*wanted, *hidden)}
    for name in hidden:
        os.environ.pop(name, None)
    os.environ.update(wanted)
    settings.cache_clear()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        settings.cache_clear()

"""Point the assistant's settings at a server for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from eval.environment import environment
from eval.modelserver.server import ModelServer

# What would send a request elsewhere, or with another's key
OUTSIDE = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@contextmanager
def in_use(server: ModelServer, **values: str) -> Iterator[None]:
    """Set ASSISTANT_MODEL and what belongs to it, other settings by name (timeout="5"); the old ones come back.

    Replies aren't kept on disk unless `model_cache` says so.
    """
    wanted = {
        "model": server.models[0], "base_url": server.base_url, "api_key": "sk-test", "retries": "0",
        "model_cache": "off", **values,
    }  # fmt: skip
    with environment({f"ASSISTANT_{name.upper()}": value for name, value in wanted.items()}, OUTSIDE):
        yield

"""Settings for as long as a measurement needs them; the old ones come back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from assistant.settings import settings


@contextmanager
def environment(wanted: Mapping[str, str], without: Sequence[str] = ()) -> Iterator[None]:
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


@contextmanager
def no_model() -> Iterator[None]:
    """Take the language model out of the settings."""
    with environment({"ASSISTANT_MODEL": ""}):
        yield

"""The HTTP client for a model's server: whatever that sends is bounded in time and size."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
from openai import DefaultHttpxClient

# An answer with all that was thought before it is far smaller
LONGEST = 4_000_000
# How many times the time of silence that ends a try all of a reply may take
WHOLE = 5


def bounded_client(timeout: float) -> httpx2.Client:
    """Give a client whose replies end with a ReadTimeout or ReadError where a server sends on and on.

    `timeout` are seconds of silence; a client's own read timeout knows of these only.
    """

    def bound(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Bounded(response.stream, time.monotonic() + WHOLE * timeout)

    client: httpx2.Client = DefaultHttpxClient(timeout=timeout, event_hooks={"response": [bound]})
    return client


class _Bounded(httpx2.SyncByteStream):
    """A reply's bytes up to a moment and a size; comments that keep a connection alive count too."""

    def __init__(self, stream: httpx2.SyncByteStream, until: float) -> None:
        self._stream, self._until = stream, until

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            size += len(piece)
            if time.monotonic() > self._until:
                raise httpx2.ReadTimeout("the reply does not end")
            if size > LONGEST:
                raise httpx2.ReadError("the reply is too large")
            yield piece

    def close(self) -> None:
        self._stream.close()

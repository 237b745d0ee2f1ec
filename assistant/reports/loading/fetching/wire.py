"""The connection itself: to the IP addresses that were checked and no others, within one time limit."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore


class Clock:
    """The time that is left for everything together."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Give the seconds left, at most `most`; raise ReadTimeout when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if most is None else min(left, most)


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to given IP addresses whatever name it is told, so that no second look-up can lead elsewhere."""

    def __init__(self, ips: Sequence[str], clock: Clock) -> None:
        """Keep the checked addresses and the time limit."""
        self._ips = ips
        self._clock = clock
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers; `host` is only the name for TLS and the Host header."""
        failed: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for ip in self._ips:
            try:
                stream = self._real.connect_tcp(ip, port, self._clock.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _TimedStream(stream, self._clock)
        raise failed or httpcore.ConnectError("no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write ends with the common time limit."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream = stream
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inside = self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _TimedStream(inside, self._clock)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._stream.get_extra_info(info)

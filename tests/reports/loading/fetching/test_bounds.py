"""Servers that are slow, endless or broken: always one line, always in time."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Callable

import pytest

from assistant.errors import ReadError
from assistant.reports.loading.fetching import fetch

LIMIT = 1_000_000


def told(address: str, seconds: float = 0.4) -> str:
    """Give the one line that fetching complains with, within the time limit."""
    begin = time.monotonic()
    with pytest.raises(ReadError) as error:
        fetch(address, seconds=seconds, most=LIMIT)
    assert time.monotonic() - begin < seconds + 4
    assert "\n" not in str(error.value)
    return str(error.value)


def drip(head: bytes, byte: bytes) -> Callable[[socket.socket, str], None]:
    """Answer with a beginning and then a byte every 20 ms."""

    def reply(connection: socket.socket, path: str) -> None:
        connection.sendall(head)
        for _ in range(150):
            connection.sendall(byte)
            time.sleep(0.02)

    return reply


def endless(head: bytes, part: bytes, sent: list[int]) -> Callable[[socket.socket, str], None]:
    """Answer with a beginning and then the same part again and again, counting."""

    def reply(connection: socket.socket, path: str) -> None:
        connection.sendall(head)
        for _ in range(2000):
            connection.sendall(part)
            sent[0] += len(part)

    return reply


def test_a_server_that_says_nothing(serve: Callable) -> None:
    """The time limit holds for the first byte."""
    server = serve(lambda connection, path: server.ending.wait(2))
    assert "网站太慢，0.4 秒没有传完" in told(server.url())


@pytest.mark.parametrize(
    ("head", "byte"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
)
def test_a_byte_at_a_time_ends_with_the_time_limit(serve: Callable, head: bytes, byte: bytes) -> None:
    """In the status line, in a header, in the body, in hints before the answer."""
    server = serve(drip(head, byte))
    line = told(server.url())
    assert "网站太慢，0.4 秒没有传完" in line or "不合 HTTP 规则" in line


def test_an_encrypted_connection_that_never_begins(serve: Callable) -> None:
    """A server that takes the connection and keeps silent in the handshake."""
    server = serve(lambda connection, path: server.ending.wait(2))
    assert "超时" in told(server.url(scheme="https"))


def test_a_size_above_the_limit_is_refused_before_it_is_read(serve: Callable) -> None:
    """Content-Length says 5 GB."""
    sent = [0]
    server = serve(endless(b"HTTP/1.1 200 OK\r\nContent-Length: 5368709120\r\n\r\n", b"x" * 65536, sent))
    assert "有 5120.0 MB，超过 976.6 KB" in told(server.url(), 2)
    assert sent[0] < 20_000_000


def test_an_endless_body_is_read_up_to_the_limit(serve: Callable) -> None:
    """Without any length, by chunks, and as an impossible length."""
    for head, part in (
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 65535 + b"\r\n"),
    ):
        sent = [0]
        server = serve(endless(head, part, sent))
        assert "超过 976.6 KB" in told(server.url(), 2)
        assert sent[0] < 20_000_000


def test_bombs_are_counted_unpacked(serve: Callable, write_answer: Callable) -> None:
    """100 MB of zeros in 100 KB, by gzip and by deflate."""
    zeros = b"\0" * 100_000_000
    for packed, name in ((gzip.compress(zeros, 1), "gzip"), (zlib.compress(zeros, 1), "deflate")):
        assert len(packed) < LIMIT
        server = serve(write_answer(packed, Content_Encoding=name))
        assert "超过 976.6 KB" in told(server.url(), 2)


def test_a_packed_page_is_unpacked(serve: Callable, write_answer: Callable) -> None:
    """Servers do this for every page."""
    server = serve(write_answer(gzip.compress(b"<html>x</html>"), Content_Encoding="gzip"))
    assert fetch(server.url()).data == b"<html>x</html>"


def test_a_compression_that_was_not_asked_for(serve: Callable, write_answer: Callable) -> None:
    """Brotli cannot be undone in bounded steps everywhere; we never offer it."""
    server = serve(write_answer(b"x", Content_Encoding="br"))
    assert "读不了的压缩方式 br" in told(server.url())


@pytest.mark.parametrize(
    "reply",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 1000)[:-6],
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip",
    ],
)
def test_a_body_cut_short(serve: Callable, reply: bytes) -> None:
    """Half a report is worse than none."""
    server = serve(reply)
    assert "内容没有传完" in told(server.url())


@pytest.mark.parametrize(
    "reply",
    [
        b"hello there\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-More: " + b"y" * 200_000 + b"\r\n\r\nbody",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nshort",
    ],
)
def test_an_answer_that_is_no_http(serve: Callable, reply: bytes) -> None:
    """Endless headers among them."""
    server = serve(reply)
    assert "不合 HTTP 规则" in told(server.url())


def test_a_connection_closed_without_a_word(serve: Callable) -> None:
    """Nothing was sent."""
    server = serve(b"")
    assert "不合 HTTP 规则" in told(server.url())


def test_an_empty_page(serve: Callable, write_answer: Callable) -> None:
    """A success without content."""
    server = serve(write_answer(b""))
    assert "网站给的是空的内容" in told(server.url())

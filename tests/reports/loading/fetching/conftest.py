"""Real servers on 127.0.0.1 for the tests of fetching; each ends with its test."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

import pytest

Reply = Callable[[socket.socket, str], None]


@dataclass
class Server:
    """One server: its port, what it was asked (request heads) and whether it is ending."""

    port: int
    asked: list[str] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        """Give an address on this server."""
        return f"{scheme}://{host}:{self.port}{path}"


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Write a whole answer; an underscore in a header's name is a hyphen."""
    told = {"Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def _read_head(connection: socket.socket) -> str:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(4096)
        if not part:
            break
        head += part
    return head.decode("latin-1")


def _serve(
    listener: socket.socket, server: Server, reply: Reply | bytes | None, context: ssl.SSLContext | None
) -> None:
    while not server.ending.is_set():
        try:
            plain, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), plain:
            plain.settimeout(5)
            connection = context.wrap_socket(plain, server_side=True) if context else plain
            with connection:
                head = "" if reply is None else _read_head(connection)
                server.asked.append(head)
                if reply is None:
                    connection.sendall(b"no such protocol\r\n")
                elif isinstance(reply, bytes):
                    connection.sendall(reply)
                else:
                    reply(connection, head.split(" ")[1])


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start a server that answers every request with the same bytes or by a function of (socket, path).

    None is a server that waits for nothing and speaks a protocol of its own.
    """
    with ExitStack() as stack:

        def start(reply: Reply | bytes | None, context: ssl.SSLContext | None = None) -> Server:
            listener = socket.create_server(("127.0.0.1", 0))
            server = Server(listener.getsockname()[1])
            thread = threading.Thread(target=_serve, args=(listener, server, reply, context), daemon=True)
            thread.start()

            def end() -> None:
                server.ending.set()
                with suppress(OSError):
                    listener.shutdown(socket.SHUT_RDWR)
                listener.close()
                thread.join(5)

            stack.callback(end)
            return server

        yield start


@pytest.fixture
def write_answer() -> Callable[..., bytes]:
    """Give the function that writes a whole answer."""
    return answer

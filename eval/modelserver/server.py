"""An OpenAI-compatible chat server on loopback whose every reply is scripted; real HTTP, one thread a request.

with ModelServer(says("6件。[1]")) as server:
    ... ask the model at server.base_url; server.prompts holds what it was sent ...
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from eval.modelserver.exchange import Exchange, Script


class ModelServer:
    """Runs a script for every chat request; of several scripts one a request, the last for all that follow.

    It answers after `latency` seconds and waits `pace` seconds between the pieces of a stream. `bodies`, `prompts`
    and `keys` keep what it was sent in the order of arrival, `at_once` the most requests that it worked on together.
    """

    def __init__(
        self, *scripts: Script, models: Sequence[str] = ("test-model",), latency: float = 0.0, pace: float = 0.0
    ) -> None:
        """Keep the scripts; the server starts on entering the context."""
        self.scripts, self.models, self.latency, self.pace = scripts, tuple(models), latency, pace
        self.bodies: list[dict[str, Any]] = []
        self.prompts: list[str] = []
        self.keys: list[str | None] = []
        self.at_once = 0
        self.closing = threading.Event()
        self._working = 0
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))

    @property
    def base_url(self) -> str:
        """Give the address as it is put into ASSISTANT_BASE_URL."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    @property
    def calls(self) -> int:
        """How many chat requests came."""
        return len(self.bodies)

    def __enter__(self) -> ModelServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def chat(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """Keep what was asked and run the script whose turn it is."""
        exchange = Exchange(handler, body, self.closing, self.pace)
        with self._lock:
            self.bodies.append(body)
            self.prompts.append(exchange.prompt)
            self.keys.append(handler.headers["Authorization"])
            script = self.scripts[min(len(self.bodies), len(self.scripts)) - 1]
            self._working += 1
            self.at_once = max(self.at_once, self._working)
        try:
            self.closing.wait(self.latency)
            script(exchange)
        finally:
            with self._lock:
                self._working -= 1


class _Server(ThreadingHTTPServer):
    """Ends with the process, takes many at once, and says nothing about a client that went away."""

    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class's
        """Tell what went wrong, unless the client only hung up."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            if self.path == "/v1/models":
                listed = [{"id": name, "object": "model", "created": 1, "owned_by": "tests"} for name in server.models]
                Exchange(self, {}, server.closing).send_json({"object": "list", "data": listed})
            else:
                self._unknown({})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/v1/chat/completions":
                server.chat(self, body)
            else:
                self._unknown(body)

        def _unknown(self, body: dict[str, Any]) -> None:
            error = {"error": {"message": f"no such path: {self.path}", "type": "not_found"}}
            Exchange(self, body, server.closing).send_json(error, 404)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class's
            """Stay silent."""

    return Handler

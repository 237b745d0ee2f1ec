"""An OpenAI-compatible chat server on loopback whose every reply is scripted; real HTTP, one thread a request.

with ModelServer(says("6件。[1]")) as server:
    ... ask the model at server.base_url; server.prompts holds what it was sent ...
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Script = Callable[["Exchange"], None]
Words = str | Callable[[str], str]


class Exchange:
    """One request and the ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: dict[str, Any], closing: threading.Event) -> None:
        """Keep the connection, what was asked, and the event that ends a hang."""
        self.handler, self.body, self.closing = handler, body, closing

    @property
    def prompt(self) -> str:
        """Give the words of all messages."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None, claimed: int = 0) -> None:
        """Send a reply; `claimed` more bytes are announced than sent."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.handler.send_header(name, value)
        self.handler.send_header("Content-Length", str(len(content) + claimed))
        self.handler.end_headers()
        self.handler.wfile.write(content)

    def send_words(self, words: object) -> None:
        """Send a chat completion with these words."""
        message = {"role": "assistant", "content": words}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.send_json({"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})

    def send_json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send a JSON body."""
        self.send(status, json.dumps(value, ensure_ascii=False).encode(), headers)


class ModelServer:
    """Runs a script for every request; of several scripts one a request, the last for all that follow."""

    def __init__(self, *scripts: Script) -> None:
        """Keep the scripts; the server starts on entering the context."""
        self.scripts = scripts
        self.bodies: list[dict[str, Any]] = []
        self.prompts: list[str] = []
        self.keys: list[str | None] = []
        self.closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True

    @property
    def base_url(self) -> str:
        """Give the address as it is put into ASSISTANT_BASE_URL."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> ModelServer:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                exchange = Exchange(self, body, outer.closing)
                outer.bodies.append(body)
                outer.prompts.append(exchange.prompt)
                outer.keys.append(self.headers["Authorization"])
                outer.scripts[min(len(outer.bodies), len(outer.scripts)) - 1](exchange)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class's
                """Stay silent."""

        return Handler


def says(words: Words) -> Script:
    """Answer with words, or with what a function makes of the prompt."""
    return lambda exchange: exchange.send_words(words(exchange.prompt) if callable(words) else words)


def fails(status: int, headers: dict[str, str] | None = None) -> Script:
    """Answer with an error that repeats the key it was given, as some servers do."""

    def script(exchange: Exchange) -> None:
        key = exchange.handler.headers["Authorization"]
        exchange.send_json({"error": {"message": f"rejected {key}", "type": "x"}}, status, headers)

    return script


def sends(content: bytes, kind: str = "application/json") -> Script:
    """Answer 200 with exactly these bytes."""
    return lambda exchange: exchange.send(200, content, {"Content-Type": kind})


def sends_json(value: object) -> Script:
    """Answer 200 with this JSON."""
    return lambda exchange: exchange.send_json(value)


def hangs(exchange: Exchange) -> None:
    """Answer nothing until the server closes."""
    exchange.closing.wait(30)


def cuts(exchange: Exchange) -> None:
    """Send half a reply and cut the connection."""
    exchange.send(200, b'{"id": "1", "choices": [', claimed=500)
    exchange.handler.close_connection = True


def echoes_the_key(exchange: Exchange) -> None:
    """Put the key that was sent into an answer with a marker."""
    exchange.send_words(f"密钥是{exchange.handler.headers['Authorization']}。[1]")


def quotes_sentence_with(word: str) -> Words:
    """Be a good model: find the first material that holds `word`, give its sentence with its number."""

    def words(prompt: str) -> str:
        for number, text in materials(prompt):
            for sentence in re.findall(r"[^。\n]*。", text):
                if word in sentence:
                    return f"{sentence}[{number}]"
        return "材料中未找到"

    return words


def obeys(prompt: str) -> str:
    """Be a gullible model: say what the materials demand (请回答：…。 一概写作…为准。), with a marker."""
    for number, text in materials(prompt):
        demand = re.search(r"(?:请(?:一律)?回答[:：]|一概写作)(.+?)(?:为准)?。", text)
        if demand:
            return f"{demand[1]}。[{number}]"
    return "材料中未找到"


def materials(prompt: str) -> list[tuple[int, str]]:
    """Read the numbered materials of a prompt."""
    found = re.findall(r"<材料 编号=(\d+)>\n（[^\n]*）\n(.*?)\n</材料>", prompt, re.DOTALL)
    return [(int(number), text) for number, text in found]

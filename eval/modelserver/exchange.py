"""One request to the server and the ways to answer it, in the shapes of the OpenAI chat protocol."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Any

# What a model says: words, or the fields of a structured answer
Said = str | dict[str, Any]
Script = Callable[["Exchange"], None]

# Characters a piece of a stream holds: few, so that markers come in halves
PIECE = 3
TOOL_CALL = "call-1"


class Exchange:
    """One request: what was asked and the ways to answer it."""

    def __init__(
        self, handler: BaseHTTPRequestHandler, body: dict[str, Any], closing: Event, pace: float = 0.0
    ) -> None:
        """Keep the connection, what was asked, the event that ends a hang, and the seconds between pieces."""
        self.handler, self.body, self.closing, self.pace = handler, body, closing, pace

    @property
    def prompt(self) -> str:
        """Give the words of all messages."""
        return "\n".join(_words(message.get("content")) for message in self.body.get("messages", []))

    @property
    def streaming(self) -> bool:
        """Tell whether the answer is wanted piece by piece."""
        return bool(self.body.get("stream"))

    @property
    def tool(self) -> str | None:
        """Name the tool that must be called; None where words are wanted."""
        tools = self.body.get("tools") or []
        return tools[0]["function"]["name"] if tools and self.body.get("tool_choice") not in (None, "none") else None

    @property
    def structured(self) -> bool:
        """Tell whether JSON is wanted: as the arguments of a tool, or by a response format."""
        return self.tool is not None or (self.body.get("response_format") or {}).get("type", "text") != "text"

    @property
    def schema(self) -> dict[str, Any]:
        """Give the JSON schema of the structured answer that is wanted; empty where none is named."""
        if self.tool is not None:
            return dict(self.body["tools"][0]["function"].get("parameters") or {})
        return dict(((self.body.get("response_format") or {}).get("json_schema") or {}).get("schema") or {})

    def send(self, status: int, content: bytes, headers: dict[str, str] | None = None, claimed: int = 0) -> None:
        """Send a whole reply; `claimed` more bytes are announced than sent, then the connection is closed."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.handler.send_header(name, value)
        self.handler.send_header("Content-Length", str(len(content) + claimed))
        self.handler.end_headers()
        self.handler.wfile.write(content)
        if claimed:
            self.handler.close_connection = True

    def send_json(self, value: object, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Send a JSON body."""
        self.send(status, json.dumps(value, ensure_ascii=False).encode(), headers)

    def send_words(self, said: Said | None, finish: str = "stop") -> None:
        """Send what the model says in the form that was asked for: whole or streamed, as words, JSON or a tool call."""
        if self.streaming:
            self.stream(self.events(said, finish))
        else:
            self.send_json(self.completion(said, finish))

    def completion(self, said: Said | None, finish: str = "stop") -> dict[str, Any]:
        """Give a chat completion with what was said, and what it cost."""
        message: dict[str, Any] = {"role": "assistant", "content": _text(said)}
        if self.tool is not None and said is not None:
            call = {"name": self.tool, "arguments": _text(said)}
            message |= {"content": None, "tool_calls": [{"id": TOOL_CALL, "type": "function", "function": call}]}
        choice = {"index": 0, "message": message, "finish_reason": finish}
        return self._frame("chat.completion", choices=[choice], usage=self.usage(said))

    def events(self, said: Said | None, finish: str = "stop") -> Iterator[bytes]:
        """Give the events of a stream: pieces of what is said, the end, its cost where that is asked for."""
        text = _text(said) or ""
        yield self.event({"role": "assistant", "content": ""})
        for start in range(0, len(text), PIECE):
            yield self.event(self._piece(text[start : start + PIECE], start == 0))
        yield self.event({}, finish)
        if (self.body.get("stream_options") or {}).get("include_usage"):
            yield _event(self._frame("chat.completion.chunk", choices=[], usage=self.usage(said)))
        yield b"data: [DONE]\n\n"

    def event(self, delta: dict[str, Any], finish: str | None = None) -> bytes:
        """Give one event of a stream."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _event(self._frame("chat.completion.chunk", choices=[choice]))

    def stream(self, events: Iterable[bytes], *, whole: bool = True) -> None:
        """Send events as they come; without `whole` the connection is cut where they end."""
        self.handler.send_response(200)
        self.handler.send_header("Content-Type", "text/event-stream")
        self.handler.send_header("Transfer-Encoding", "chunked")
        self.handler.end_headers()
        for event in events:
            self.handler.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")
            if self.pace:
                time.sleep(self.pace)
        if whole:
            self.handler.wfile.write(b"0\r\n\r\n")
        else:
            self.handler.close_connection = True

    def usage(self, said: Said | None) -> dict[str, int]:
        """Count tokens: one a character, so that a test can tell what it must find."""
        asked, answered = len(self.prompt), len(_text(said) or "")
        return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}

    def _piece(self, text: str, first: bool) -> dict[str, Any]:
        if self.tool is None:
            return {"content": text}
        call: dict[str, Any] = {"index": 0, "function": {"arguments": text}}
        if first:
            call |= {"id": TOOL_CALL, "type": "function", "function": {"name": self.tool, "arguments": text}}
        return {"tool_calls": [call]}

    def _frame(self, kind: str, **fields: object) -> dict[str, Any]:
        return {"id": "chat-1", "object": kind, "created": 1, "model": self.body.get("model", ""), **fields}


def _event(value: object) -> bytes:
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def _text(said: Said | None) -> str | None:
    return json.dumps(said, ensure_ascii=False) if isinstance(said, dict) else said


def _words(content: object) -> str:
    """Give the words of a message, whose content may be a list of parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")

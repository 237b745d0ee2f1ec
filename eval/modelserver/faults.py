"""Scripts: what a server may answer, well or badly. Each is data or a small function of one exchange."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator

from eval.modelserver.exchange import Exchange, Said, Script

Words = Said | Callable[[str], str]
# No stream goes on for ever: so many pieces are more than any client should wait for
ENDLESS = 200_000


def says(words: Words) -> Script:
    """Answer with words or fields, or with what a function makes of the prompt."""
    return lambda exchange: exchange.send_words(words(exchange.prompt) if callable(words) else words)


def thinks(words: Words, thought: str = "大概9999项。[1]") -> Script:
    """Think aloud before the words."""
    return lambda exchange: exchange.send_words(f"<think>{thought}</think>{_said(words, exchange)}")


def fails(status: int, headers: dict[str, str] | None = None) -> Script:
    """Answer with an error that repeats the key it was given, as some servers do."""

    def script(exchange: Exchange) -> None:
        key = exchange.handler.headers["Authorization"]
        exchange.send_json({"error": {"message": f"rejected {key}", "type": "x"}}, status, headers)

    return script


def busy(seconds: float) -> Script:
    """Say that there were too many requests, and after how many seconds to come again."""
    return fails(429, {"Retry-After": f"{seconds:g}"})


def sends(content: bytes, kind: str = "application/json") -> Script:
    """Answer 200 with exactly these bytes."""
    return lambda exchange: exchange.send(200, content, {"Content-Type": kind})


def sends_json(value: object) -> Script:
    """Answer 200 with this JSON."""
    return lambda exchange: exchange.send_json(value)


def html(exchange: Exchange) -> None:
    """Answer with a web page, as a proxy in between does."""
    exchange.send(200, b"<html><body>502 Bad Gateway</body></html>", {"Content-Type": "text/html"})


def hangs(exchange: Exchange) -> None:
    """Answer nothing until the server closes."""
    exchange.closing.wait(30)


def cuts(exchange: Exchange) -> None:
    """Send half a reply and cut the connection."""
    exchange.send(200, b'{"id": "1", "choices": [', claimed=500)


def cut_after(words: str) -> Script:
    """Stream words, then cut the connection where the end should come."""

    def script(exchange: Exchange) -> None:
        pieces = [exchange.event({"content": char}) for char in words]
        exchange.stream(pieces, whole=False)

    return script


def stalls_after(words: str) -> Script:
    """Stream words, then send nothing more until the server closes."""

    def script(exchange: Exchange) -> None:
        def events() -> Iterator[bytes]:
            yield from (exchange.event({"content": char}) for char in words)
            exchange.closing.wait(30)

        exchange.stream(events(), whole=False)

    return script


def endless(words: str) -> Script:
    """Stream the same words again and again until the client hangs up; asked for a whole reply, a very long one."""

    def script(exchange: Exchange) -> None:
        if not exchange.streaming:
            exchange.send_words(words * 2000)
            return
        alive = itertools.takewhile(lambda _: not exchange.closing.is_set(), range(ENDLESS))
        exchange.stream(exchange.event({"content": words}) for _ in alive)

    return script


def split(words: Said, size: int = 1) -> Script:
    """Stream in pieces of so many bytes: characters and markers come in halves, over several reads."""

    def script(exchange: Exchange) -> None:
        whole = b"".join(exchange.events(words))
        exchange.stream(_slowly(whole[start : start + size] for start in range(0, len(whole), size)))

    return script


def broken_character(words: str) -> Script:
    """Stream words with half a character in the middle: no valid UTF-8."""

    def script(exchange: Exchange) -> None:
        first, last = exchange.event({"content": words}), exchange.event({}, "stop")
        exchange.stream([first.replace("。".encode(), "。".encode()[:2]), last, b"data: [DONE]\n\n"])

    return script


def echoes_the_key(exchange: Exchange) -> None:
    """Put the key that was sent into an answer with a marker."""
    exchange.send_words(f"密钥是{exchange.handler.headers['Authorization']}。[1]")


def when(word: str, script: Script, otherwise: Script) -> Script:
    """Run one script for prompts that hold a word, another for all others."""
    return lambda exchange: (script if word in exchange.prompt else otherwise)(exchange)


def _said(words: Words, exchange: Exchange) -> Said:
    return words(exchange.prompt) if callable(words) else words


def _slowly(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        time.sleep(0.0002)

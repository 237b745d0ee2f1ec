"""Calls of the language model: kept replies, tries with back-off, limits; what goes wrong is a ModelServerError."""

from __future__ import annotations

import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Any

from assistant.answering.writing.cache import Cache
from assistant.answering.writing.failures import failure_of
from assistant.answering.writing.limits import Limits
from assistant.answering.writing.models import Chat, chat_of
from assistant.answering.writing.thinking import Speech, spoken
from assistant.errors import ModelServerError
from assistant.model import Written
from assistant.settings import Settings, settings
from prompts import Prompt

# An answer is a few sentences; what is much longer has lost its way. What is thought before it may be longer.
LONGEST, LONGEST_THOUGHT = 6000, 60_000
# Seconds between tries: doubled each time, within bounds; a server that asks for more is not waited for
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
# Characters a token, where a server doesn't count them; and tokens set aside for a reply
PER_TOKEN, FOR_A_REPLY = 1.5, 300
ENDING = re.compile(r"[。！？!?\]］】\n]")
PING = "请只回答两个字：你好"
Heard = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said, without what it thought aloud, and what it took."""

    words: str
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False


class Talk:
    """What is said with the model for one question, and the record of it.

    `heard` gets all words so far, each time that more have come.
    """

    def __init__(self, now: Settings, cache: Cache | None) -> None:
        """Keep the settings; the model is made with the first call."""
        self.now, self.cache = now, cache
        self.limits = _limits(now)
        self.record = Written(now.model or "")
        self._lock = Lock()

    def say(self, prompt: Prompt, values: Mapping[str, str], heard: Heard | None = None, *, form: Any = None) -> Reply:  # noqa: ANN401 - JSON
        """Fill a prompt and give the reply, from disk where it was given before.

        `form` is a JSON schema for servers that hold to one. Raises ModelServerError: out of reach, slow, refusing,
        nothing usable said, budget spent; PromptError for a placeholder that nobody fills.
        """
        filled = prompt.fill(**values)
        key = self._key(prompt, filled, form)
        if kept := self.cache.get(key) if self.cache else None:
            reply = Reply(kept)
            self._note(prompt, reply, cached=1)
            if heard:
                heard(kept)
            return reply
        self.limits.breaker.admit()
        with self.limits.budget.aside(_tokens(filled) + FOR_A_REPLY), self.limits.turns:
            reply = self._tried(filled, heard, form)
        self._note(prompt, reply)
        _usable(reply)
        if self.cache:
            self.cache.put(key, reply.words)
        return reply

    def ping(self) -> float:
        """Try the model with a tiny question; give the seconds that it took, or raise ModelServerError."""
        began = time.perf_counter()
        _usable(self._tried(PING, None, None))
        return time.perf_counter() - began

    def _note(self, prompt: Prompt, reply: Reply, *, cached: int = 0) -> None:
        """Add a reply to the record."""
        with self._lock:
            so_far = self.record
            self.record = replace(
                so_far,
                prompts=tuple(dict.fromkeys((*so_far.prompts, f"{prompt.name} {prompt.version}"))),
                calls=so_far.calls + 1 - cached,
                cached=so_far.cached + cached,
                tokens_in=so_far.tokens_in + reply.tokens_in,
                tokens_out=so_far.tokens_out + reply.tokens_out,
                estimated=so_far.estimated or reply.estimated,
            )

    def _key(self, prompt: Prompt, filled: str, form: object) -> str:
        now = self.now
        told = [now.model_provider, now.model, now.base_url, now.temperature, now.model_json, form]
        parts = [*told, prompt.name, prompt.version, prompt.text, filled]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    def _tried(self, filled: str, heard: Heard | None, form: object) -> Reply:
        chat = _chat(self.now)
        for left in range(self.now.retries, -1, -1):
            try:
                reply = self._once(chat, filled, heard, form)
            except chat.errors as error:
                self._wait_or_raise(error, left, self.now.retries - left)
            else:
                self.limits.breaker.tell(down=False)
                self.limits.budget.spend(reply.tokens_in + reply.tokens_out)
                return reply
        raise AssertionError("the last try returns or raises")

    def _wait_or_raise(self, error: Exception, left: int, tried: int) -> None:
        """Wait before the next try; raise ModelServerError where none is left or worth it."""
        failure = failure_of(error, self.now.timeout)
        backed_off = min(LONGEST_WAIT, FIRST_WAIT * 2.0**tried) * (1.0 - 0.25 * random.random())
        wait = backed_off if failure.wait is None else failure.wait
        if not left or not failure.again or wait > LONGEST_WAIT:
            self.limits.breaker.tell(down=failure.down)
            raise ModelServerError(failure.reason, fix=failure.fix) from None
        time.sleep(wait)

    def _once(self, chat: Chat, filled: str, heard: Heard | None, form: object) -> Reply:
        bound: Any = chat.model
        if form is not None and self.now.model_json != "off":
            bound = chat.model.bind(response_format=_format(self.now.model_json, form))
        if heard is None:
            message = bound.invoke(filled)
            return _reply(filled, str(message.text), getattr(message, "usage_metadata", None))
        return _streamed(filled, bound.stream(filled), heard)


def talk_of(folder: Path | None) -> Talk:
    """Give the talk by the settings of now; replies are kept in `folder`, unless that is None or switched off."""
    now = settings()
    return Talk(now, Cache(folder) if folder is not None and now.model_cache == "on" else None)


@lru_cache(maxsize=4)
def _limits(now: Settings) -> Limits:
    return Limits(now.model_parallel, now.model_tokens)


@lru_cache(maxsize=4)
def _chat(now: Settings) -> Chat:
    return chat_of(now)


def forget() -> None:
    """Begin a new run: nothing spent, no server given up, models made anew."""
    _limits.cache_clear()
    _chat.cache_clear()


def _format(kind: str, schema: object) -> dict[str, object]:
    if kind == "json_object":
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "row", "schema": schema}}


def _streamed(filled: str, pieces: Iterable[Any], heard: Heard) -> Reply:
    """Read a reply as it comes, tell of it where a sentence may have ended; stop where it is longer than any answer."""
    raw, size, usage, speech = [], 0, None, Speech()
    for piece in pieces:
        usage = getattr(piece, "usage_metadata", None) or usage
        if not (more := str(piece.text)):
            continue
        raw.append(more)
        size += len(more)
        speech.hear(more)
        if size > LONGEST_THOUGHT:
            break
        if ENDING.search(more):
            words = speech.words
            if len(words) > LONGEST:
                break
            heard(words)
    return _reply(filled, "".join(raw), usage)


def _reply(filled: str, raw: str, usage: Mapping[str, Any] | None) -> Reply:
    counted = (int((usage or {}).get(name) or 0) for name in ("input_tokens", "output_tokens"))
    tokens_in, tokens_out = counted
    words = spoken(raw)
    if tokens_in + tokens_out > 0:
        return Reply(words, tokens_in, tokens_out)
    return Reply(words, _tokens(filled), _tokens(raw), estimated=True)


def _tokens(text: str) -> int:
    """Estimate the tokens of a text."""
    return ceil(len(text) / PER_TOKEN)


def _usable(reply: Reply) -> None:
    if not reply.words:
        raise ModelServerError("它的回复是空的")
    if len(reply.words) > LONGEST:
        raise ModelServerError("它的回复过长")

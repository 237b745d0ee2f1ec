"""What an answer depends on beside its question: the library, the settings and the code that answers, as one name."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_PACKAGE = Path(__file__).resolve().parents[1]
_ANSWERING = (_PACKAGE, _PACKAGE.parent / "embeddings", _PACKAGE.parent / "prompts")
_KINDS = {".py", ".txt", ".tsv", ".toml", ".json", ".md"}
# Rooms and settings that change how a batch goes, never what it answers.
_OTHERS = {"batch", "cli", "web"}
_NOT_ASKED = {
    "library", "api_key", "api_key_file", "timeout", "retries", "embedding_batch_size", "embedding_device",
    "embedding_endpoint", "model_parallel", "model_tokens", "model_cache",
}  # fmt: skip


def state_of(assistant: Assistant) -> str:
    """Give a name that changes when the library, a setting or the code does; a short digest, without secrets."""
    chosen = {name: value for name, value in settings().model_dump(mode="json").items() if name not in _NOT_ASKED}
    own = settings().prompts
    parts = [assistant.library.fingerprint, json.dumps(chosen, sort_keys=True), _code(), _content(own) if own else ""]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@cache
def _code() -> str:
    return "".join(map(_content, _ANSWERING))


def _content(folder: Path) -> str:
    """Give the SHA-256 of the files that a folder's answers come from."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder).parts
        if path.suffix in _KINDS and inner[0] not in _OTHERS and path.is_file():
            found.update("/".join(inner).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()

"""A pattern for thousands of words, several times faster than one alternative after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

# In a tree of characters: a word ends here
_END = ""


def any_of(words: Iterable[str]) -> str:
    """Give a pattern of the longest word that begins at a place; most places fail at their first character."""
    root: dict[str, Any] = {}
    for word in words:
        at = root
        for char in word:
            at = at.setdefault(char, {})
        at[_END] = {}
    first = "".join(re.escape(char) for char in root if char)
    return f"(?=[{first}])(?:{_pattern(root)})" if first else "(?!)"


def _pattern(tree: dict[str, Any]) -> str:
    """Give the pattern of what may follow, characters with the same tails together."""
    heads: dict[str, list[str]] = {}
    for char, below in tree.items():
        if char != _END:
            heads.setdefault(_pattern(below), []).append(re.escape(char))
    if not heads:
        return ""
    parts = [(chars[0] if len(chars) == 1 else f"[{''.join(chars)}]") + tail for tail, chars in heads.items()]
    whole = "|".join(parts)
    if _END in tree:
        return f"(?:{whole})?"
    return whole if len(parts) == 1 else f"(?:{whole})"

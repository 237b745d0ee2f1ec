"""Signs of Markdown in a text: headings, bullets and bold words are read without them; the text keeps them."""

from __future__ import annotations

import re

SHARPS = re.compile(r"(#{1,6})\s+")
BULLET = re.compile(r"[-*+•]\s+(?=\S)")
_BOLD = re.compile(r"(?<![*_])(\*\*|__)(?=[^\s*_])([^*_\n]{1,300}?)(?<=\S)\1(?![*_])")
_AFTER_BOLD = re.compile(r"\s*[:：。]")
_SIGNS = re.compile(r"\s*(?:#{1,6}\s+|>\s+)?(?:[-*+•]\s+(?=\S))?")


def masked(folded: str) -> str:
    """Give a folded text of the same length, with blanks for the signs around bold words."""
    if "**" not in folded and "__" not in folded:
        return folded
    return _BOLD.sub(lambda match: f"  {match[2]}  ", folded)


def plain(text: str) -> str:
    """Give the words of a line without signs, runs of blanks as one."""
    bare = text[_SIGNS.match(text).end() :]  # type: ignore[union-attr]
    return " ".join(_BOLD.sub(lambda match: match[2], bare).split()).replace("**", "")


def bold_end(text: str, start: int, end: int) -> int | None:
    """Give where the bold words end that begin `text[start:end]`, a colon or full stop behind them included."""
    while start < end and text[start].isspace():
        start += 1
    bold = _BOLD.match(text, start, end)
    if bold is None:
        return None
    after = _AFTER_BOLD.match(text, bold.end(), end)
    return after.end() if after else bold.end()

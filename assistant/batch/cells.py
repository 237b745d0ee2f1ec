"""Text that a cell or a document can hold safely."""

from __future__ import annotations

import re

LONGEST = 32_767
CUT = "……（太长，已截断）"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Full-width signs too: some programs take them for the narrow ones.
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?%?")


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula; a plain number stays."""
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def clean(text: str) -> str:
    """Take out the control characters that XML cannot hold."""
    return CONTROL.sub("", text)


def fitting(text: str, longest: int = LONGEST) -> str:
    """Cut text to so many UTF-16 units, which an Excel cell counts; where it was cut it says so."""
    text = clean(text)
    if len(text) * 2 <= longest or _units(text) <= longest:
        return text
    raw = text.encode("utf-16-le")[: (longest - len(CUT)) * 2]
    return raw.decode("utf-16-le", "ignore") + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

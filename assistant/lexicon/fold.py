"""Folding: one spelling for characters that differ in width, case or typesetting only, offsets kept."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

_RADICALS = Path(__file__).parent / "data" / "radicals.txt"

# Blocks whose characters are typesetting variants of one ordinary character: CJK and Kangxi radicals (common
# in PDF text), compatibility ideographs, vertical and small punctuation, full and half width forms.
_VARIANTS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x2F800, 0x2FA1F))

_PUNCTUATION = {
    "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t": " ",
    "“”„‟「」『』〝〞〟": '"',
    "‘’‚‛": "'",
    "‐‑‒–−": "-",
    "―": "—",
    "〔【〖": "[",
    "〕】〗": "]",
    "○◯": "〇",
    "•‧∙⋅・": "·",
    "〜∼": "~",
}


@cache
def _table() -> dict[int, str]:
    """Give the folding of every character that changes, each to exactly one character."""
    table = {code: chr(code).lower() for code in range(0x10000) if not 0xD800 <= code < 0xE000}
    for first, last in _VARIANTS:
        for code in range(first, last + 1):
            table[code] = unicodedata.normalize("NFKC", chr(code)).lower()
    pairs = (line.split() for line in _RADICALS.read_text("utf-8").splitlines() if not line.startswith("#"))
    table.update({ord(pair[0]): pair[1] for line in pairs for pair in line})
    folded = {code: to for code, to in table.items() if len(to) == 1 and to != chr(code)}
    for variants, one in _PUNCTUATION.items():
        folded.update(dict.fromkeys(map(ord, variants), one))
    # Two steps for variants of punctuation that are themselves in a variant block (﹁ → 「 → ").
    return {code: folded.get(ord(to), to) for code, to in folded.items()}


def fold(text: str) -> str:
    """Fold width, case and typesetting variants; the result has the same length, so offsets stay valid."""
    return text.translate(_table())

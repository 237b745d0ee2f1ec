"""Characters of symbol fonts, which have no meaning without their font, as the Unicode characters they look like."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0xA1: "○", 0xA7: "▪", 0xA8: "□",
    0xAB: "★", 0xB2: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x80: "⓪", 0x8B: "⓿",
    **{0x81 + at: chr(ord("①") + at) for at in range(10)},
    **{0x8C + at: chr(ord("❶") + at) for at in range(10)},
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "●"},
    "symbol": {
        0x61: "α", 0x62: "β", 0x67: "γ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x57: "Ω", 0xA3: "≤", 0xA5: "∞",
        0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·",
        0xE5: "∑",
    },
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str | None, code: str | None) -> str:
    """Give the character of a w:sym; one that no table knows stays the file's own, "" for what is no character."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    known = _FONTS.get((font or "").lower(), {})
    if point in _PRIVATE or point < 0x100:
        found = known.get(point & 0xFF)
        if found:
            return found
    return chr(point) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0x110000 else ""

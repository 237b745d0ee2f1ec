"""One form for texts that are compared: full width, white space and thousands separators."""

from __future__ import annotations

import re

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
OTHER_SIGNS = {ord("﹪"): "%", ord("−"): "-", ord("–"): "-", ord("—"): "-", ord("〜"): "~"}
FOLD = FULL_WIDTH | OTHER_SIGNS

MARKER = re.compile(r"\s*\[\d+\]")
THIN = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
BETWEEN_DIGITS = re.compile(r"(?<=[\d.])\s+(?=\d)")
SPACE = re.compile(r"\s+")
GAP = "¦"


def normalise(text: str) -> str:
    """Fold full width to half width, drop white space and thousands separators, lower the case.

    White space that keeps two numbers apart becomes a gap sign, so that "2023 51件" never reads as 202351件.
    """
    text = THIN.sub("", text.translate(FOLD))
    text = THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    return SPACE.sub("", BETWEEN_DIGITS.sub(GAP, text)).lower()


def without_markup(answer: str) -> str:
    """Take an answer's markers and Markdown emphasis away; figures beside a marker stay apart."""
    return MARKER.sub(_apart, answer).replace("**", "").replace("`", "")


def _apart(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return " " if before[-1:].isdigit() and after[:1].isdigit() else ""

"""What a question asks for: a figure, a name, a reason, an extreme …; bounds (超过5%) and how many (前三名)."""

from __future__ import annotations

from typing import get_args

from assistant.lexicon.figures import figures
from assistant.model import Asks, Kind
from assistant.question.patterns import first, group, single
from assistant.question.years import DIGITS

OF_OPERATION: dict[str | None, Asks] = {
    "difference": "difference", "sum": "sum", "mean": "mean", "rank": "rank", "share": "share",
    "compare": "comparison",
}  # fmt: skip


def kind_of(text: str, *, measured: bool = False) -> Kind:
    """Tell what is asked for; a sum, an extreme and a bare name of an indicator ask for figures.

    `measured` says that the question sets a bound or ranks, which only figures can be held against.
    """
    if figures(text) and dict(group("kind"))["yes_no"].search(text):
        return "yes_no"
    found = first("kind", text)
    if measured and found not in ("rate", "yes_no"):
        return "figure"
    if found is None and first("operation", text):
        return "figure"
    if found is None and single("bare", "figure").search(text.strip()):
        return "rate" if single("bare", "rate").search(text.strip()) else "figure"
    if found is None and not single("bare", "asking").search(text):
        return "figure"
    return next((kind for kind in get_args(Kind) if kind == found), "text")


def asks_of(
    text: str, *, kind: Kind, operation: str | None, bound: str | None, top: int | None, claimed: str | None
) -> Asks:
    """Tell finer than `kind_of` what is asked for."""
    found = first("asks", text)
    if claimed or found == "yes_no":
        return "yes_no"
    if bound:
        return "threshold"
    if top:
        return "rank"
    if found in ("reason", "extreme"):
        return found  # type: ignore[return-value]
    if operation in OF_OPERATION:
        return OF_OPERATION[operation]
    if operation in ("max", "min") and kind in ("figure", "rate") and found in (None, "name"):
        return "extreme"
    if kind in ("figure", "rate") and found in (None, "text") and (kind == "rate" or found is None):
        return kind  # type: ignore[return-value]
    return next((one for one in get_args(Asks) if one == found), kind)


def operation_of(text: str, *, everywhere: bool) -> str | None:
    """Name what is to be worked out; 是全市最高的吗 asks one report whether it says so."""
    found = first("operation", text)
    if found in ("max", "min") and not everywhere and first("asks", text) == "yes_no":
        return None
    return found


def bound_of(text: str) -> tuple[str | None, str]:
    """Give the bound that a question sets (">=5.5%"), and the text without it."""
    if dict(group("asks"))["yes_no"].search(text):
        return None, text
    for sign, pattern in group("bound"):
        if match := pattern.search(text):
            value = next(one for one in match.groups() if one)
            return sign + value, text[: match.start()] + text[match.end() :]
    return None, text


def top_of(text: str) -> tuple[int | None, str]:
    """Give how many of a ranking are wanted (前三名, 最高的两个), and the text without 前三名."""
    match = single("top", "first").search(text)
    if match is None:
        return None, text
    written = next(one for one in match.groups() if one)
    count = int(written) if written.isdigit() else _count(written)
    return count, text[: match.start()] + text[match.end() :]


def _count(written: str) -> int:
    """Read 三, 十, 十五, 二十."""
    tens, ten, ones = written.rpartition("十")
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0) if ten else DIGITS[written]

"""Whether an answer is right. No model judges: every group of `must` is in it, nothing of `must_not` is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from eval.normalise import normalise, without_markup
from eval.sets import Item

CHINESE = "〇零一二三四五六七八九十百千万亿两"
SCALES = "%‰万亿千百十"
LONGER_UNITS = {"次": "件人户场车台个项家", "百": "个"}
BLOCK_BEFORE_CHINESE = re.compile(rf"[\d{CHINESE}]$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`missing` are the groups that the answer lacks, `forbidden` what it must not say and does."""

    right: bool
    missing: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()


def judge(item: Item, entry: dict[str, Any]) -> Verdict:
    """Judge an entry of the batch contract against its question."""
    refused = entry["status"] == "refused"
    forbidden = tuple(one for one in item.must_not if contains(entry["answer"], one))
    if item.declines:
        return Verdict(refused and not forbidden, forbidden=forbidden)
    missing = tuple(group for group in item.must if not any(contains(entry["answer"], one) for one in group))
    return Verdict(not (refused or missing or forbidden), missing, forbidden)


def contains(text: str, alternative: str) -> bool:
    """Tell whether the text holds the alternative; a figure only as a whole figure.

    "51件" is not in "151件", "0.51件", "51件次"; "98" not in "98%" nor "98.5"; "五件" not in "十五件".
    """
    text, alternative = normalise(without_markup(text)), normalise(alternative)
    start = text.find(alternative)
    while start >= 0:
        if _whole(text[:start], alternative, text[start + len(alternative) :]):
            return True
        start = text.find(alternative, start + 1)
    return False


def _whole(before: str, found: str, after: str) -> bool:
    return _starts(before, found) and _ends(found, after)


def _starts(before: str, found: str) -> bool:
    """Tell whether a figure at the start of what was found really starts there."""
    if found[0].isdigit():
        return not re.search(r"(\d\.?|\d,)$", before)
    return found[0] not in CHINESE or not BLOCK_BEFORE_CHINESE.search(before)


def _ends(found: str, after: str) -> bool:
    """Tell whether a figure at the end of what was found really ends there, its unit too."""
    if found[-1].isdigit():
        return not re.match(rf"\.?\d|[{SCALES}]", after)
    if found[-1] in CHINESE and re.search(rf"[\d{CHINESE}]", found[:-1]):
        return not re.match(rf"[{CHINESE}]", after)
    is_figure = re.search(rf"[\d{CHINESE}]", found[:-1]) is not None
    return not (is_figure and after and found[-1] in LONGER_UNITS.get(after[0], ""))

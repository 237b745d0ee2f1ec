"""All there is (总量) and what was added (新增) are two figures: whether a figure is the one that is asked for."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from assistant.answering.figures.claims import Claim
from assistant.lexicon.tables import amount_words, known_indicators
from assistant.model import Question

Amount = Literal["total", "added"]
# 新增甲853家、乙97家: what a series begins with is said of its other members
SERIES = "、和及"


@lru_cache(maxsize=10_000)
def amount_asked(text: str, terms: tuple[str, ...]) -> Amount | None:
    """Tell which amount the words of a question ask for; None where they say neither."""
    # 城镇新增就业 is the name of an indicator
    for name in terms:
        text = text.replace(name, "") if name in known_indicators() else text
    words = amount_words()
    if any(word in text for word in words["added"]):
        return "added"
    if any(word in text for word in words["total"]):
        return "total"
    loosely = any(word in text for word in words["loosely"])
    return "total" if loosely and not any(word in text for word in words["doing"]) else None


@lru_cache(maxsize=100_000)
def _told(text: str) -> Amount | None:
    """Tell which amount words make of the figure behind: 新增企业达8家 was added, 新增后总量达8家 is all there is."""
    words = amount_words()
    added = max((text.rfind(word) for word in words["added"]), default=-1)
    if added >= 0:
        both = (word for word in words["reached"] if word in words["total"])
        return "total" if any(word in text[added:] for word in both) else "added"
    return "total" if any(word in text for word in words["reached"]) else None


def amount_told(claim: Claim) -> Amount | None:
    """Tell which amount the words before a figure, or those that its series begins with, make of it."""
    own = _told(claim.before + claim.figure.text)
    if own is None and claim.earlier and any(one in claim.before for one in SERIES):
        return _told(claim.earlier[0])
    return own


@lru_cache(maxsize=100_000)
def _done(asked: str, before: str) -> bool:
    """治理沙化土地601万亩 is no 沙化土地总面积."""
    return any(word in before and word not in asked for word in amount_words()["done"])


def amount_fits(question: Question, claim: Claim) -> bool:
    """Tell whether a figure may be the amount asked for: no addition for a total, no total for an addition."""
    asked = amount_asked(question.left, question.terms)
    if asked is None or claim.figure.kind == "percent":
        return True
    told = amount_told(claim)
    if asked == "total":
        return told != "added" and not _done(question.left, claim.before)
    if told != "total":
        return True
    # 新增减税,累计达880亿元 is what was added; 新增105万户,达到920万户 tells both
    before = claim.earlier[0] if claim.earlier else ""
    return _told(before) == "added" and not any(char.isdigit() for char in before)

"""Words that tell a thing from its siblings (农村, 二审, 女性): where they are asked for, the figure must say them."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.answering.figures.claims import Claim
from assistant.lexicon.tables import canonical, paired_words, related_words, sibling_words
from assistant.model import Question

# 进出口总额 is no 出口总额
ORGAN = re.compile(r".{2}[局厅]$")
WHOLE = ("进出口",)


@lru_cache(maxsize=10_000)
def asked_words(indicator: str, terms: tuple[str, ...]) -> str:
    """Give the words that a question asks with, as typed and in one wording (which may lose 涨幅 of 价格涨幅)."""
    return f"{canonical(indicator)}|{indicator}|{'|'.join(terms)}"


@lru_cache(maxsize=10_000)
def _telling(indicator: str, terms: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Give of each telling word that is asked for the words one of which a figure's words must say."""
    told = f"{canonical(indicator.replace(' ', ''))}|{'|'.join(terms)}"
    for word in WHOLE:
        told = told.replace(word, "")
    found = [word for word in sibling_words()[0] if word in told]
    longest = [word for word in found if not any(word in other and word != other for other in found)]
    # 城乡 says 农村 too
    return tuple((word, *related_words().get(word, ()), *_naming_both(word)) for word in longest)


def _naming_both(word: str) -> list[str]:
    return [both for both, members in paired_words() if word in members]


def unsaid(question: Question, claim: Claim) -> str | None:
    """Name the word that tells the indicator from its siblings and that the claim lacks (农村居民收入, 居民收入)."""
    telling = _telling(question.indicator, question.terms)
    lacking = next((words[0] for words in telling if not any(word in claim.words for word in words)), None)
    return lacking or next((name for name in _organs(question) if not _speaks_of(name, claim, question)), None)


def _organs(question: Question) -> list[str]:
    """Give the organs that are asked about (水务局)."""
    return [term for term in question.terms if ORGAN.search(term)]


def _speaks_of(organ: str, claim: Claim, question: Question) -> bool:
    """Tell whether a figure is said of an organ, or the report is its own; of a name its first two characters tell."""
    told = (claim.words, *question.reports)
    return any(organ[:2] in words for words in told)

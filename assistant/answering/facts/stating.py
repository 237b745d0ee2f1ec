"""The asked fact of a sentence: of its runs of words the likeliest.

The weights are fitted by `python -m eval.facts.fit`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from assistant.answering.facts.asking import asking
from assistant.answering.facts.reasons import reason_in
from assistant.answering.facts.span_features import Features, features
from assistant.answering.facts.spans import NAMES, SHAPED, Run, by_name, fitting, tokens
from assistant.answering.facts.wanted import wants_meaning
from assistant.lexicon.fold import fold
from assistant.model import Question

FILE = Path(__file__).with_name("stating.json")
# least share of agreeing runs for a fact to be stated: of a kind that has a form of its own, or in marks; of others
FORMED, FREE = 0.65, 0.85
# how much shorter than the clauses shown with it a fact must be
LESS = 4
FACTS = frozenset({"name", "text", "reason", "procedure"})
# longer sentences would take too long, and hold too much
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Stated:
    """A run of words as it stands, the share of all runs that agree with it, and whether that is enough."""

    text: str
    likely: float
    enough: bool


@cache
def weights() -> dict[str, float]:
    """Read the weights that ship."""
    found: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def weighed(weighted: Mapping[str, float], one: Features) -> float:
    """Give the weighted sum of features."""
    return sum(weighted.get(name, 0.0) * value for name, value in one.items())


def likeliest(found: Sequence[Features], runs: Sequence[Run]) -> tuple[int, float]:
    """Give which run is the likeliest, and the share of the runs that overlap it.

    These agree where the answer is, not where it ends.
    """
    scores = [weighed(weights(), one) for one in found]
    most = max(scores)
    at = scores.index(most)
    shares = [exp(score - most) for score in scores]
    first, last = runs[at]
    agree = sum(share for share, run in zip(shares, runs, strict=True) if run[0] <= last and first <= run[1])
    return at, agree / sum(shares)


def enough(kind: str, *, marked: bool, likely: float) -> bool:
    """Tell whether a fact is likely enough to be stated by itself."""
    return kind != "open" and likely >= (FORMED if marked or kind in NAMES or kind in SHAPED else FREE)


def stated(question: str, sentence: str) -> Stated | None:
    """Give the likeliest answer to a question in a sentence; None where no run of words may be one."""
    text = fold(sentence)
    if len(text) > LONGEST:
        return None
    asked, words = asking(fold(question)), tokens(text)
    runs = fitting(asked, text, words)
    if not runs:
        return None
    at, likely = likeliest([features(asked, text, words, run) for run in runs], runs)
    start, end = words[runs[at][0]].start, words[runs[at][1]].end
    marked = text[start] in '"《' or text[max(0, start - 1)] in '"《'
    return Stated(sentence[start:end], likely, enough(asked.kind, marked=marked, likely=likely))


def fact_of(question: Question, sentence: str, narrow: str, shown: str) -> str | None:
    """Give the asked fact of a sentence (or of the clauses that say most), where it is likely and short enough."""
    if question.asks not in FACTS or wants_meaning(question):
        return None
    if question.asks == "reason":
        found = reason_in(sentence)
    else:
        both = (stated(question.text, words) for words in (sentence, narrow))
        found = next((one.text for one in both if one and one.enough), None)
    told = " ".join(found.split()).strip("，,；;：:。 ") if found else ""
    return told if told and "。" not in told and len(told) < len(shown) - LESS else None


def may_hold(question: Question, sentence: str) -> bool:
    """Tell whether a sentence holds words of the form that is asked for: a time, an ordinal, a number, a name."""
    asked, text = asking(fold(question.text)), fold(sentence)
    return (asked.kind not in SHAPED and not by_name(asked)) or bool(fitting(asked, text, tokens(text)))

"""What speaks for and against a run of words as the asked fact, as numbers with names: `stating.py` weighs them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import log

from assistant.answering.facts.asking import Asking, listed, patterns, titles
from assistant.answering.facts.spans import BREAKS, Run, Token, acts
from assistant.lexicon.words import is_light, is_noun

Features = Mapping[str, float]
# as far as a word of the question can be, in words
FAR = 20


def features(asked: Asking, text: str, words: list[Token], run: Run) -> Features:
    """Give the features of a run of a folded sentence."""
    span = text[words[run[0]].start : words[run[1]].end]
    return {
        **_of_place(asked, words, run),
        **_of_sides(asked, words, run),
        **_of_form(asked, span, words[run[0] : run[1] + 1]),
        **_of_head(asked, text, span, words[run[0]].start, words[run[1]].end),
    }


def _of_place(asked: Asking, words: list[Token], run: Run) -> Features:
    """How near the words of the question stand."""
    first, last = run
    said = [at for at, token in enumerate(words) if token.word in asked.words]
    outside = [at for at in said if not first <= at <= last]
    near = min((min(abs(first - at), abs(at - last)) for at in outside), default=FAR)
    same = {words[at].word for at in outside if words[at].clause == words[first].clause}
    return {
        "given words": (len(said) - len(outside)) / (last - first + 1),
        "near": log(1 + near),
        "beside": float(near == 1),
        "clause": len(same) / (len(asked.words) or 1),
    }


def _of_sides(asked: Asking, words: list[Token], run: Run) -> Features:
    """What stands right before and behind."""
    left = words[run[0] - 1].word if run[0] else "^"
    right = words[run[1] + 1].word if run[1] + 1 < len(words) else "$"
    telling = listed("runs", "beside")
    return {
        f"left {left}" if left in telling else "left other": 1.0,
        f"right {right}" if right in telling else "right other": 1.0,
        f"{asked.kind} left {left}" if left in telling else f"{asked.kind} left other": 1.0,
        "left verb": float(is_light(left)),
        "right verb": float(is_light(right)),
        "left same": float(left == asked.before),
        "right same": float(right == asked.behind),
        "whole clause": float(left in BREAKS | {"^"} and right in BREAKS | {"$"}),
        f"{asked.kind} title beside": float(left.endswith(titles()) or right.startswith(titles())),
    }


def _of_form(asked: Asking, span: str, inside: list[Token]) -> Features:
    """Its length and its shape, by the kind of fact."""
    pairs = [left + right for left, right in pairwise(span)] or [span]
    found = {
        "given": sum(pair in asked.pairs for pair in pairs) / len(pairs),
        "tokens": log(len(inside)),
        "characters": log(len(span)),
        f"{asked.kind} characters": log(len(span)),
        "starts verb": float(is_light(inside[0].word)),
        "ends verb": float(is_light(inside[-1].word)),
        "ends noun": float(is_noun(inside[-1].word)),
        "single end": float(len(inside[-1].word) == 1),
        "of": float("的" in span),
        "series": float("、" in span),
        f"{asked.kind} verbs": float(sum(acts(token.word) for token in inside)),
    }
    return found | {f"{asked.kind} {name}": 1.0 for name, shape in patterns("shapes") if shape.search(span)}


def _of_head(asked: Asking, text: str, span: str, start: int, end: int) -> Features:
    """Where the head stands: at the end of the run, behind it, before it."""
    head = asked.head
    if not head:
        return {}
    return {
        "head ends": float(span.endswith(head) and span != head),
        "head is": float(span == head),
        "head part": float(span[-1] == head[-1] and span != head),
        "head follows": float(text.startswith(head, end)),
        "head behind": float(head[-2:] in text[end : end + 8]),
        "head before": float(head in text[max(0, start - len(head) - 3) : start]),
    }

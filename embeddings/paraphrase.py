"""Other wordings of the same thing, from the lexicon: 民告官 for 行政诉讼, 首长出庭率 for 出庭应诉率."""

from __future__ import annotations

import random
from functools import cache

from assistant.lexicon.tables import lines


@cache
def wordings() -> dict[str, tuple[str, ...]]:
    """Term → the other ways to say it: the rest of its synonym group, and the everyday words for it."""
    found: dict[str, dict[str, None]] = {}
    for line in lines("synonyms.txt"):
        group = line.split()
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    for line in lines("everyday.txt"):
        everyday, official = (part.strip() for part in line.split("=", 1))
        if everyday != official:
            found.setdefault(official, {})[everyday] = None
    return {word: tuple(others) for word, others in found.items() if len(word) > 1 and others}


@cache
def _longest() -> int:
    return max(map(len, wordings()))


def reworded(text: str, random_: random.Random) -> str:
    """Say the text with another wording of one of its terms; a text without a known term stays as it is."""
    known = wordings()
    spans = [
        (at, at + size)
        for at in range(len(text) - 1)
        for size in range(2, min(_longest(), len(text) - at) + 1)
        if text[at : at + size] in known
    ]
    if not spans:
        return text
    longest = max(end - start for start, end in spans)
    start, end = random_.choice([span for span in spans if span[1] - span[0] == longest])
    return text[:start] + random_.choice(known[text[start:end]]) + text[end:]


def vocabulary() -> frozenset[str]:
    """Give every wording that may be put in, so that each can be a piece of its own."""
    return frozenset(word for word, others in wordings().items() for word in (word, *others))

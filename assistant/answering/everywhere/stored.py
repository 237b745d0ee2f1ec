"""What a library keeps of every sentence, made when its report is added: words in one wording, and its claims.

Questions over thousands of reports are matched with these (`lookup`), so that no text is read and cut for them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from assistant.answering.figures.claims import Claim, claims_of, is_heading, spoken
from assistant.answering.figures.match import most
from assistant.index.layout import dump
from assistant.index.sentences import Told
from assistant.lexicon.figures import Figure
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import DATA, canonical
from assistant.lexicon.words import fingerprint
from assistant.model import Passage

HEADING, HOSTILE = 1, 2
# What stands in the line of a claim whose number is 0: the end of its text, and the number
ZERO = b'",0,'
# The code that decides what is stored, beside the lexicon and its data
_FIGURES = Path("../figures")
_CODE = (
    *(_FIGURES / f"{name}.py" for name in ("claims", "respectively", "unsaid", "periods")),
    Path("stored.py"),
    Path("../../reports/structure/sentences.py"),
)


@cache
def recipe() -> str:
    """Give a name that changes when the rules that read sentences and figures do."""
    here = Path(__file__).parent
    found = hashlib.sha256(fingerprint().encode())
    lexicon = sorted([*DATA.parent.glob("*.py"), *(one for one in DATA.iterdir() if one.is_file())])
    for path in [*(here / name for name in _CODE), *lexicon]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


class Telling:
    """Tells the sentences of passages for `Library.add`."""

    def __init__(self) -> None:
        """Note the rules of today."""
        self.recipe = recipe()

    def __call__(self, passage: Passage) -> tuple[str, Sequence[Told]]:
        """Give the words around a passage and its sentences."""
        return around(passage), tuple(_told(passage))


def around(passage: Passage) -> str:
    """Give the words of the headings and the table header of a passage."""
    return canonical(fold(" ".join([*passage.heading, passage.header or ""])))


def _told(passage: Passage) -> Iterator[Told]:
    found = spoken(passage)
    for one in found:
        sentence = passage.text[one.start : one.end]
        flags = HEADING * is_heading(sentence) + HOSTILE * one.hostile
        claims = claims_of(passage, found, one)
        figures = packed(claims, passage.start) if claims else b""
        words = canonical(fold(sentence))
        # what a clause leaves unsaid is looked for too: 城乡居民收入 tells of 农村居民收入
        unsaid = dict.fromkeys(claim.before for claim in claims if claim.before not in words)
        yield Told(one.start, one.end, flags, one.previous, one.topic, "|".join((words, *unsaid)), figures)


def packed(found: Sequence[Claim], base: int) -> bytes:
    """Write the claims of one sentence as a line of JSON; `base` is the start of their passage."""
    strings = {found[0].around: 0}
    lines = []
    for one in found:
        figure, behind = one.figure, "|".join(("", *one.earlier, one.around))
        own = one.words[: len(one.words) - len(behind)]
        lines.append([
            figure.unit, figure.kind, one.before, one.after, "" if own == f"{one.before}|{one.after}" else own,
            [strings.setdefault(words, len(strings)) for words in one.earlier],
            one.start - base, figure.start, figure.text, figure.number, figure.low,
            one.clause[0] - base, one.clause[1] - base, one.period, one.goal,
        ])  # fmt: skip
    return dump([list(strings), lines])


@dataclass(frozen=True, slots=True)
class Packed:
    """The claims of one sentence as they are stored; one of them is made a `Claim` when it may answer."""

    strings: list[str]
    lines: list[list[Any]]
    base: int
    sentence: tuple[int, int]

    @classmethod
    def read(cls, line: bytes, base: int, sentence: tuple[int, int]) -> Packed:
        """Read what `packed` wrote; `sentence` is its span in the passage. Raises ValueError where it is damaged."""
        strings, lines = json.loads(line)
        return cls(strings, lines, base, (base + sentence[0], base + sentence[1]))

    def claims(self, terms: tuple[str, ...], least: float) -> list[tuple[float, Claim]]:
        """Give the claims that may score `least` for the terms, with the most that each may, best first."""
        found = ((most(terms, one[2], one[3]), one) for one in self.lines)
        kept = sorted((pair for pair in found if pair[0] >= least), key=itemgetter(0), reverse=True)
        return [(bound, self.claim(one)) for bound, one in kept]

    def claim(self, one: list[Any]) -> Claim:
        """Give a claim from its line."""
        unit, kind, before, after, own, places, start, at, text, number, low, first, last, period, goal = one
        earlier, around, base = tuple(self.strings[place] for place in places), self.strings[0], self.base
        return Claim(
            figure=Figure(at, at + len(text), text, number, unit, kind, low),
            start=base + start,
            end=base + start + len(text),
            sentence=self.sentence,
            clause=(base + first, base + last),
            before=before,
            after=after,
            earlier=earlier,
            around=around,
            period=period,
            goal=goal,
            denied=kind == "none",
            words="|".join((own or f"{before}|{after}", *earlier, around)),
        )

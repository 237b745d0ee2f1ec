"""Lists that one sentence holds: the members of its series, in order, with the clauses that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.cite import Markers
from assistant.answering.facts.asking import asking
from assistant.answering.facts.members import named_series
from assistant.answering.facts.sentences import Said, covered_by
from assistant.answering.facts.series import Span, clauses, numbered, pair, series
from assistant.answering.facts.wanted import asked_head, how_many, wants_several
from assistant.answering.figures.cover import cover
from assistant.answering.names import short_region
from assistant.lexicon.figures import without_figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import canonical
from assistant.lexicon.words import cut, is_light
from assistant.model import Question, Report

# Least share of what the best clause says that the clause with the series must say
BESIDE = 0.5
# a clause that says so much of what is asked, though less than the best, tells of something else
RIVAL = 0.3
# a member longer than this stands in a line of its own
LINE = 24
# what a member says of the question counts against its series
GIVEN = 0.3
AROUND = 110


@dataclass(frozen=True, slots=True)
class Listing:
    """The members of a list as they are written, and the words that they stand in."""

    members: tuple[str, ...]
    words: str

    @property
    def long(self) -> bool:
        """Whether the members are sentences of their own rather than names."""
        return max(map(len, self.members)) > LINE


def text_of(said: Said) -> str:
    """Give the words of a sentence as they stand."""
    return said.passage.text[said.start - said.passage.start : said.end - said.passage.start]


def listing(question: Question, said: Said) -> Listing | None:
    """Give the members of the series of a sentence that is asked for; None where it can't be told."""
    text = text_of(said)
    if named := named_series(question, text):
        return _listing(text, named, _within(text, named))
    wanted = how_many(question)
    if members := numbered(text):
        return _listing(text, members, (0, len(text))) if wanted in (None, len(members)) else None
    # 有什么不足 is told in sentences, not in names
    if asking(fold(question.text)).kind == "open":
        return None
    parts = clauses(text)
    said_of = [covered_by(question.terms, canonical(fold(text[left:right]))) for left, right in parts]
    best, choice = 0.0, None
    for at, (left, right) in enumerate(parts):
        # 包括以下窗口：A、B — what comes before the colon says what is listed behind it
        lead = at > 0 and text[parts[at - 1][0] : parts[at - 1][1]].rstrip().endswith(("：", ":"))
        says = max(said_of[at], said_of[at - 1] if lead else 0.0)
        if says < BESIDE * max(said_of):
            continue
        for found in _candidates(text[left:right], pairs=wanted == 2 and said_of[at] == max(said_of)):
            names = [text[left + a : left + b] for a, b in found]
            if any(_counts_only(name) for name in names):
                continue
            meets = says + 0.1 * (wanted == len(found)) - GIVEN * _given(question, names)
            if wanted in (None, len(found)) and (choice is None or meets > best):
                best, choice = meets, (at, [(left + a, left + b) for a, b in found])
    if choice is None:
        return None
    return _listing(text, choice[1], _around(parts, said_of, choice[0]))


def _within(text: str, members: list[Span]) -> Span:
    """Give the clauses that hold some members, with the one before that names them."""
    parts = clauses(text)
    inside = [at for at, (left, right) in enumerate(parts) if left < members[-1][1] and members[0][0] < right]
    first = parts[max(0, inside[0] - 1)] if parts[inside[-1]][1] - parts[max(0, inside[0] - 1)][0] <= AROUND else None
    return (first or parts[inside[0]])[0], parts[inside[-1]][1]


def _candidates(clause: str, *, pairs: bool) -> list[list[Span]]:
    found = series(clause)
    return found or ([pair(clause)] if pairs and pair(clause) else [])


def _counts_only(name: str) -> bool:
    """Tell whether a member says a figure and hardly more (3名, 增长4%): it names nothing."""
    rest = without_figures(fold(name))
    return rest != fold(name) and sum(len(word) for word in cut(rest) if not is_light(word)) < 2


def _given(question: Question, names: Sequence[str]) -> float:
    """Tell how far the members say what the question itself names: what is given is not what is asked for."""
    terms = [term for term in question.terms if term not in asked_head(question)]
    said = [max((cover(term, canonical(fold(name))) for term in terms), default=0.0) for name in names]
    return sum(said) / len(said)


def narrowed(question: Question, said: Said) -> str:
    """Give the clauses of a sentence that say what is asked, without those that say less of it, of something else."""
    text = text_of(said)
    parts = clauses(text)
    said_of = [covered_by(question.terms, canonical(fold(text[left:right]))) for left, right in parts]
    left, right = _around(parts, said_of, said_of.index(max(said_of)))
    return text[left:right]


def _around(parts: list[Span], said_of: list[float], at: int) -> Span:
    """Join the clauses beside one, as far as they don't speak of a rival and the whole stays short."""
    first = last = at
    while first > 0 and not _rival(said_of[first - 1], said_of[at]) and parts[last][1] - parts[first - 1][0] <= AROUND:
        first -= 1
    while (
        last + 1 < len(parts)
        and not _rival(said_of[last + 1], said_of[at])
        and parts[last + 1][1] - parts[first][0] <= AROUND
    ):
        last += 1
    return parts[first][0], parts[last][1]


def _rival(other: float, best: float) -> bool:
    return RIVAL <= other < best


def _listing(text: str, members: list[Span], around: Span) -> Listing:
    told = tuple(" ".join(text[left:right].split()) for left, right in members)
    return Listing(told, " ".join(text[around[0] : around[1]].split()).strip("，,；;：:。 "))


def series_answer(question: Question, said: Said, card: Report, markers: Markers) -> str | None:
    """State the members of the series of a sentence, then the clauses that they stand in; None where none is asked."""
    found = listing(question, said) if wants_several(question) else None
    if found is None or any("。" in member for member in found.members):
        return None
    where, marker = short_region(card), markers.add(said.passage, (said.start, said.end))
    lines = [f"{number}. {member}。[{marker}]" for number, member in enumerate(found.members, 1)]
    lead = [] if found.long else [f"原文：{found.words}。[{marker}]"]
    return "\n".join([f"{where}：", *lines, *lead])

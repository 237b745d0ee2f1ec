"""The runs of words of a sentence that may be the asked fact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answering.facts.asking import Asking, cuts, listed, patterns, titles
from assistant.lexicon.gazetteer import places_named
from assistant.lexicon.words import is_light, is_noun

Run = tuple[int, int]
MOST_TOKENS, MOST_CHARACTERS = 14, 36
BREAKS = frozenset(",;:。!?\n\t")
MARKS = {'"': '"', "《": "》", "(": ")"}
# kinds of facts that are names: no verb stands in them
NAMES = frozenset({"person", "organisation", "place", "ordinal"})
# kinds of facts that have a form
SHAPED = {"time": ("time", "date"), "ordinal": ("ordinal",), "number": ("number",)}
# kinds whose head stands in the name itself (律师事务所 in …律师事务所), how long it must be, how much must be new
HEADED, NEW = {"organisation": 2, "place": 3}, 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a sentence, and the clause that it stands in."""

    start: int
    end: int
    word: str
    clause: int


def tokens(text: str) -> list[Token]:
    """Cut a folded sentence into words and marks."""
    found, clause = [], 0
    for left, right in cuts(text):
        word = text[left:right]
        if word.strip():
            found.append(Token(left, right, word, clause))
        clause += word in BREAKS
    return found


def spans(words: list[Token], kind: str, head: str = "") -> Iterator[Run]:
    """Give the first and last token of each run that may be a fact.

    A name holds no verb outside marks, but where it ends with the head (明理律师事务所).
    """
    named, loose = kind in NAMES, listed("runs", "loose")
    for first, start in enumerate(words):
        if start.word in loose or start.word in BREAKS or start.word in ")》" or (named and acts(start.word)):
            continue
        marks: list[str] = []
        done = False
        for last in range(first, min(first + MOST_TOKENS, len(words))):
            token = words[last]
            if token.end - start.start > MOST_CHARACTERS:
                break
            if not marks and token.word in BREAKS:
                break
            done = done or (named and not marks and acts(token.word))
            if marks and token.word == marks[-1]:
                marks.pop()
            elif token.word in MARKS:
                marks.append(MARKS[token.word])
            elif token.word in MARKS.values():
                break
            if not marks and token.word not in loose and (not done or (head and head.endswith(token.word))):
                yield first, last


def acts(word: str) -> bool:
    """Tell whether a word is a verb or the like."""
    return len(word) > 1 and is_light(word) and not word[0].isdigit()


def fitting(asked: Asking, text: str, words: list[Token]) -> list[Run]:
    """Give the runs that are of the form asked for, where it has one; those that say the head, where there are any."""
    runs = [run for run in spans(words, asked.kind, asked.head) if _in_shape(asked.kind, _text(text, words, run))]
    if asked.kind == "place" and (asked.head in listed("asking", "areas") or not asked.head):
        return [run for run in runs if _is_place(_text(text, words, run), anything=not asked.head)]
    own: list[Run] = []
    if by_name(asked):
        people = [run for run in runs if _is_person(words, *run)]
        return [run for run in people if _bears(asked.head, text, words[run[0]].start, words[run[1]].end)] or people
    if len(asked.head) >= HEADED.get(asked.kind, MOST_CHARACTERS):
        own = [run for run in runs if _says_head(asked, _text(text, words, run))]
    return own or runs


def people(text: str, words: list[Token]) -> list[Run]:
    """Give the runs of a folded sentence that are names of people."""
    return [run for run in spans(words, "person") if _is_person(words, *run)]


def by_name(asked: Asking) -> bool:
    """Tell whether a person is asked for by name: 县长是谁; a head of a group may be told by office."""
    return asked.kind == "person" and asked.head.endswith(titles()) and asked.head not in listed("asking", "offices")


def _text(text: str, words: list[Token], run: Run) -> str:
    return text[words[run[0]].start : words[run[1]].end]


def _bears(title: str, text: str, start: int, end: int) -> bool:
    return text[:start].endswith(title) or text[end:].startswith(title)


def _says_head(asked: Asking, span: str) -> bool:
    return asked.head in span and len(set(span) - set(asked.text)) >= NEW


def _is_place(span: str, *, anything: bool) -> bool:
    """Tell whether words name a place; 哪里 may be answered with a house, an office (`anything`)."""
    shapes = dict(patterns("shapes"))
    ends = ("place", "organisation") if anything else ("place",)
    return bool(places_named(span)) or any(shapes[name].search(span) for name in ends)


def _is_person(words: list[Token], first: int, last: int) -> bool:
    """A name that no dictionary has is cut into its characters; others stand beside a title (院士李某)."""
    inside = [token.word for token in words[first : last + 1]]
    if not dict(patterns("shapes"))["person"].search("".join(inside)):
        return False
    before, behind = words[first - 1].word if first else "", words[last + 1].word if last + 1 < len(words) else ""
    # between two titles stands a verb (市长任组长)
    if before.endswith(titles()) and behind.startswith(titles()):
        return False
    beside = before.endswith(titles()) or behind.startswith(titles())
    known = len(inside) == 1 and is_noun(inside[0]) and not is_light(inside[0])
    return all(len(word) == 1 for word in inside) or (beside and (known or len(inside[0]) == 1))


def _in_shape(kind: str, span: str) -> bool:
    shapes = [pattern for name, pattern in patterns("shapes") if name in SHAPED.get(kind, ())]
    return not shapes or any(pattern.search(span) for pattern in shapes)

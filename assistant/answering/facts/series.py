"""The members of a series inside a sentence: A、B和C, “A”“B”, 《A》《B》, 一是A；二是B.

Spans are offsets of the text given.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from statistics import median

from assistant.answering.facts.wanted import tables
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.words import cut, is_light

Span = tuple[int, int]
# what stands inside marks is one piece: commas there end no clause, 、 there begins no member
MARKED = re.compile(r'"[^"\n]{1,80}"|《[^《》\n]{1,80}》|[(][^()\n]{1,80}[)]|<[^<>\n]{1,80}>')
QUOTED = re.compile(r'"[^"\n]{1,60}"|《[^《》\n]{1,60}》')
BREAK = re.compile(r"(?<!\d),|,(?!\d{3})|[;:。!?\t\n]")
COUNTED = re.compile(
    r"[\d两三四五六七八九十]{1,3}(?:余|多)?(?:个|项|条|类|家|次|种|处|大|座|位|名|件|所|支|款|地|市|县|省)"
)
LONGEST_MEMBER = 60
AND = ("和", "及", "以及", "与")
JOINED = "(?:、|和|及|以及|与)?"


def clauses(text: str) -> list[Span]:
    """Split a sentence at commas, semicolons and colons that stand outside quotes and brackets."""
    folded = _masked(fold(text))
    cuts = [0, *(match.end() for match in BREAK.finditer(folded)), len(text)]
    return [(left, right) for left, right in pairwise(cuts) if text[left:right].strip()]


def series(text: str) -> list[list[Span]]:
    """Give the series that a clause holds, each as its members in order: names in marks first."""
    found = (_quoted(text), _listed(text), _inside(text))
    return [one for one in found if one]


def pair(text: str) -> list[Span]:
    """Give both members of A和B; [] where no 和 or 及 stands between two."""
    folded = _masked(fold(text))
    for at, word in _words(folded, (0, len(text))):
        if word in AND and at > 1:
            left, right = _bare(text, 0, at), _bare(text, at + len(word), len(text))
            usual = _length_after_leader(folded, left)
            last = _until(folded, right, usual)
            return [_unquoted(folded, one) for one in (_since(folded, left, last[1] - last[0]), last)]
    return []


def numbered(text: str) -> list[Span]:
    """Give the members of 一是…；二是… inside a sentence, without their number; [] for fewer than two."""
    folded = fold(text)
    marks = [
        match
        for match in re.finditer(f"(?:^|(?<=[;:,。]))({tables()['series']['ordinals']})", folded)
        if match.end() < len(folded)
    ]
    if len(marks) < 2:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [_bare(text, mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


def _masked(folded: str) -> str:
    return MARKED.sub(lambda match: match.group()[0] + "□" * (len(match.group()) - 2) + match.group()[-1], folded)


def _bare(text: str, start: int, end: int) -> Span:
    """Move the ends of a member inwards past punctuation."""
    while start < end and (text[start].isspace() or text[start] in "，,、；;：:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,、；;：:。"):
        end -= 1
    return start, end


def _quoted(text: str) -> list[Span]:
    """Give names in marks that follow one another: “A”“B”, 《A》、《B》和《C》."""
    folded = fold(text)
    best: list[Span] = []
    run: list[Span] = []
    for match in QUOTED.finditer(folded):
        between = folded[run[-1][1] : match.start()] if run else ""
        alike = bool(run) and folded[run[-1][0]] == match.group()[0]
        run = [*run, match.span()] if alike and re.fullmatch(JOINED, between) else [match.span()]
        best = run if len(run) > len(best) else best
    # 人民网、《甲报》《乙报》: the names in marks are a part of the series
    if len(best) < 2 or folded[: best[0][0]].endswith("、") or folded[best[-1][1] :].startswith("、"):
        return []
    return [span if folded[span[0]] == "《" else (span[0] + 1, span[1] - 1) for span in best]


def _inside(text: str) -> list[Span]:
    """Give the members of a series that one pair of quotation marks holds: “A、B、C”."""
    for match in QUOTED.finditer(fold(text)):
        found = _listed(text[match.start() + 1 : match.end() - 1], closed=True) if "、" in match.group() else []
        if found:
            return [(left + match.start() + 1, right + match.start() + 1) for left, right in found]
    return []


def _listed(text: str, *, closed: bool = False) -> list[Span]:
    """Give the members of A、B和C, the words before the first and behind the last (not where `closed`) left out."""
    folded = _masked(fold(text))
    cuts = [match.span() for match in re.finditer("、|(?<=》)(?=《)", folded)]
    if not any(right > left for left, right in cuts):
        return []
    starts, ends = [0, *(right for _left, right in cuts)], [*(left for left, _right in cuts), len(text)]
    spans = [_bare(text, left, right) for left, right in zip(starts, ends, strict=True)]
    if any(left >= right for left, right in spans):
        return []
    spans = spans[: next((at for at, span in enumerate(spans[:-1], 1) if at > 1 and _and_so_on(folded, span)), None)]
    middle = [right - left for left, right in spans[1:-1]]
    usual = median(middle) if middle else _length_after_leader(folded, spans[0])
    last = spans[-1] if closed else _until(folded, spans[-1], usual, count=len(spans))
    counted = COUNTED.match(folded, last[1])
    whole = counted and any(one.number == len(spans) for one in figures(counted.group()))
    behind = [*spans[1:-1], *([last] if whole else _apart(folded, last, usual))]
    first = spans[0] if _does(folded, behind[0]) else _behind_verbs(folded, spans[0])
    found = [_since(folded, first, median(right - left for left, right in behind)), *behind]
    sized = all(0 < right - left <= LONGEST_MEMBER for left, right in found)
    return [_unquoted(folded, span) for span in found] if sized else []


def _length_after_leader(folded: str, span: Span) -> float:
    """Guess how long the first of two members is: what follows the last word that begins a series."""
    return float(span[1] - max(_starts(folded, span)))


def _words(folded: str, span: Span) -> list[tuple[int, str]]:
    """Give the words of a piece with the places at which they stand."""
    found, at = [], span[0]
    for word in cut(folded[span[0] : span[1]]):
        place = folded.find(word, at, span[1])
        if place >= 0:
            found.append((place, word))
            at = place + len(word)
    return found


def _starts(folded: str, span: Span) -> list[int]:
    """Give the places in a piece at which a member may begin: its start, and behind a verb or a particle."""
    found = [span[0]]
    for at, word in _words(folded, span):
        if at + len(word) < span[1] and _verb(word):
            found.append(at + len(word))
    found += [place for mark in '"《' if (place := folded.find(mark, span[0] + 1, span[1] - 1)) > 0]
    return found


def _and_so_on(folded: str, span: Span) -> bool:
    return any(word in ("等", "等等") and at > span[0] for at, word in _words(folded, span))


def _does(folded: str, span: Span) -> bool:
    """Tell whether a member begins with a verb itself (加强培训、完善制度)."""
    words = _words(folded, span)
    return bool(words) and _verb(words[0][1])


def _verb(word: str) -> bool:
    return word in _begin() or (len(word) > 1 and is_light(word))


def _behind_verbs(folded: str, span: Span) -> Span:
    """Take the verbs away that a piece begins with, as long as two characters are left."""
    at = span[0]
    for place, word in _words(folded, span):
        if place != at or not _verb(word) or span[1] - place - len(word) < 2:
            break
        at = place + len(word)
    return at, span[1]


def _since(folded: str, span: Span, usual: float) -> Span:
    """Take the words before the first member away: of the places at which it may begin, the likeliest by length."""
    best = min(_starts(folded, span), key=lambda at: (abs(span[1] - at - usual), at))
    return best, span[1]


def _until(folded: str, span: Span, usual: float, *, count: int = 2) -> Span:
    """Take the words behind the last member away: 等…, 3个…, 成功…; else a verb that ends it at the usual length.

    3个 ends a series only where it counts its members (`count`, one more with 和).
    """
    if folded[span[0]].isdigit() and "的" in folded[span[0] : span[1]]:
        return span
    soft = []
    for at, word in _words(folded, span):
        size = at - span[0]
        if size > 0 and (word in ("等", "等等") or (word in _end() and size >= 0.6 * usual)):
            return span[0], at
        if size > 1 and (counted := COUNTED.match(folded, at, span[1])) and counted.end() < span[1]:
            if any(one.number in (count, count + 1) for one in figures(counted.group())):
                return span[0], at
            soft.append(at)
        if size > 1 and (word == "的" or (len(word) > 1 and is_light(word))):
            soft.append(at)
    soft += [match.end() for match in QUOTED.finditer(folded, *span)]
    best = min([span[1], *soft], key=lambda at: (abs(at - span[0] - usual), -at))
    return (span[0], best) if abs(span[1] - span[0] - usual) - abs(best - span[0] - usual) >= 2 else span


def _apart(folded: str, span: Span, usual: float) -> list[Span]:
    """Split the last piece of A、B和C into B and C, where both are of a member's length."""
    for at, word in _words(folded, span):
        before, behind = at - span[0], span[1] - at - len(word)
        if word in AND and min(before, behind) >= max(2.0, 0.4 * usual):
            return [(span[0], at), (at + len(word), span[1])]
    return [span]


def _unquoted(folded: str, span: Span) -> Span:
    left, right = span
    right -= folded[left:right].endswith("的") and right - left > 2
    if folded[left] == '"' and folded[right - 1] == '"' and folded.count('"', left, right) == 2:
        return left + 1, right - 1
    # a quote that opens before the first member and closes behind the last belongs to none of them
    alone = folded.count('"', left, right) == 1
    return left + (alone and folded[left] == '"'), right - (alone and folded[right - 1] == '"')


@cache
def _begin() -> frozenset[str]:
    return frozenset(tables()["series"]["begin"].split())


@cache
def _end() -> frozenset[str]:
    return frozenset(tables()["series"]["end"].split())

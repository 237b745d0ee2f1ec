"""Hold each statement of a language model to the evidence it cites, and quote the sentences that bear it out.

Stricter than the check that every answer goes through afterwards: here every number counts, with a unit or
without, years and dates too, and words that no quote backs up are not said either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.figures.claims import claims
from assistant.answering.writing.evidence import Evidence
from assistant.answering.writing.statements import Part, Statement
from assistant.answering.writing.subjects import bearers
from assistant.answering.writing.turned import turned
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.model import Question, Report

# Least share of a statement's character pairs that its quotes and headings hold
SUPPORT = 0.3
# Longest run of characters that may stand in a statement with nothing in quote, heading, identity or question
STRETCH = 4
DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)*")
BEHIND = re.compile(rf"(?:{DIGITS.pattern})(?P<behind>[^\W\d]|[%‰])")
SPACE = re.compile(r"(?<=\d) +(?!\d)")
# Numerals in words: runs of two and more, shares, multiples
CHINESE = re.compile(
    r"[零〇一二两三四五六七八九十百千万亿]{2,}|[一二三四五六七八九十百]+分之|[一二两三四五六七八九](?:成|倍|番)|[过近]?半数|[一过近]半"
)
DENIAL = re.compile(r"没有|未|无|并非|不是|不存在|否")
# Words in which a statement must own that its figure is a goal
GOAL = re.compile(r"目标|力争|计划|预期|预计|争取|确保|左右|不低于|将")
# What sentences are joined with says nothing of its own
FILLER = re.compile(
    r"根据(?:上述|以上|该|所给|提供的)*(?:材料|报告|资料)(?:显示|记载|可知|内容)?|综上所述|综上|具体来说|总体来看|分别为|主要包括"
)
UNSAFE = re.compile(r"[<>]|\]\(|https?:|www\.|\|.*\|", re.IGNORECASE)
PLAIN = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A part of a statement with the sentences (evidence and span) that it is quoted from."""

    words: str
    quotes: tuple[tuple[Evidence, tuple[int, int]], ...]

    @property
    def texts(self) -> list[str]:
        """Give the quoted sentences."""
        return [one.text(span) for one, span in self.quotes]


def ground(
    statement: Statement, evidence: Mapping[int, Evidence], cards: Mapping[str, Report], question: Question
) -> tuple[Quoted, ...] | None:
    """Find the quotes of every part of a statement; None where a word or number isn't borne out."""
    if UNSAFE.search(statement.words) or not all(part.markers for part in statement.parts):
        return None
    if any(number not in evidence for part in statement.parts for number in part.markers):
        return None
    found = []
    for part in statement.parts:
        quoted = _quoted(part, [evidence[number] for number in dict.fromkeys(part.markers)], cards)
        if quoted is None:
            return None
        found.append(quoted)
    return tuple(found) if _supported(statement.words, found, cards, question) else None


def _quoted(part: Part, cited: Sequence[Evidence], cards: Mapping[str, Report]) -> Quoted | None:
    words = fold(part.words)
    ranked = sorted(
        ((one, span) for one in cited for span in one.spans),
        key=lambda pair: -_share(words, fold(pair[0].text(pair[1]))),
    )
    chosen: dict[tuple[Evidence, tuple[int, int]], None] = {}
    for figure in figures(part.words):
        places = bearers(part.words, figure, [one.text(span) for one, span in ranked])
        if not places or (_is_goal(*ranked[places[0]], figure) and not GOAL.search(part.words)):
            return None
        chosen[ranked[places[0]]] = None
    for number in _numerals(part.words):
        pair_of = next((pair for pair in ranked if number in _numbers(fold(pair[0].text(pair[1])))), None)
        if pair_of is not None:
            if not any(number in _numbers(fold(one.text(span))) for one, span in chosen):
                chosen[pair_of] = None
        elif not any(number in _identity(one, cards) for one in cited):
            return None
    if not chosen and ranked:
        chosen[ranked[0]] = None
    return Quoted(part.words, tuple(chosen)) if chosen else None


def _is_goal(one: Evidence, span: tuple[int, int], figure: Figure) -> bool:
    """Tell whether a sentence gives a figure as a goal only."""
    found = [claim.goal for claim in claims(one.passage) if claim.sentence == span and claim.figure.same(figure)]
    return bool(found) and all(found)


def _numerals(text: str) -> list[str]:
    """List the numbers of a text that are no figures: years, dates, those without a known unit."""
    rest = list(fold(text))
    for figure in figures(text):
        rest[figure.start : figure.end] = "\0" * (figure.end - figure.start)
    return sorted(_numbers("".join(rest)))


def _numbers(folded: str) -> set[str]:
    """Give the numbers of a text, in digits both alone and with the character behind (2023, 2023年)."""
    close = SPACE.sub("", folded)
    digits = {match[0].replace(",", "") for match in DIGITS.finditer(close)}
    digits |= {(match[0] + match["behind"]).replace(",", "") for match in BEHIND.finditer(close)}
    odd = {char for char in folded if unicodedata.category(char) in ("No", "Nl") and char != "〇"}
    return digits | odd | {match[0] for match in CHINESE.finditer(folded)}


def _identity(one: Evidence, cards: Mapping[str, Report]) -> set[str]:
    """Give the numbers of a passage's headings and of its report's identity."""
    card = cards[one.passage.report]
    years = [f"{year}年" for year in (*card.years, card.year, card.delivered) if year]
    return _numbers(fold(" ".join([*years, *one.passage.heading, one.passage.header or "", card.title or ""])))


def _supported(words: str, found: Sequence[Quoted], cards: Mapping[str, Report], question: Question) -> bool:
    quotes = fold(" ".join(text for quoted in found for text in quoted.texts))
    if DENIAL.search(fold(words)) and not DENIAL.search(quotes):
        return False
    sources = dict.fromkeys(one for quoted in found for one, _span in quoted.quotes)
    heads = fold(" ".join(head for one in sources for head in (*one.passage.heading, one.passage.header or "")))
    if _share(fold(words), f"{quotes} {heads}") < SUPPORT:
        return False
    about = [cards[one.passage.report] for one in sources]
    known = " ".join(f"{card.title} {card.region} {card.issuer}" for card in about)
    heard = fold(f"{quotes} {heads} {known} {question.text} {question.asked}")
    return _unheard(fold(words), heard) <= STRETCH and not turned(fold(words), quotes, heard)


def _pairs(folded: str) -> list[str]:
    plain = PLAIN.sub("", FILLER.sub("", folded))
    return [plain[i : i + 2] for i in range(len(plain) - 1)]


def _share(words: str, source: str) -> float:
    """Give the share of the character pairs of `words` that `source` holds."""
    pairs, held = _pairs(words), set(_pairs(source))
    return sum(pair in held for pair in pairs) / len(pairs) if pairs else 0.0


def _unheard(words: str, source: str) -> int:
    """Measure the longest run of characters of which `source` holds no two together."""
    held = set(_pairs(source))
    longest = run = 0
    for pair in _pairs(words):
        run = 0 if pair in held else run + 1
        longest = max(longest, run)
    return longest

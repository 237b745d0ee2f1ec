"""Places and years in an answer: a figure is told of the place and the year whose report is quoted for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from assistant.answering.checking.called import is_of
from assistant.answering.checking.figures import places as stated_at
from assistant.answering.checking.grounds import Grounds, Unit, Unknown, around
from assistant.answering.checking.numbers import numeral_tokens
from assistant.answering.checking.squeeze import squeezed
from assistant.answering.figures.periods import YEARLIKE, period_before
from assistant.lexicon.figures import Figure
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import mentions
from assistant.model import Citation, Part, Report

LEADS = re.compile(r"^(?:[\s\0]|(?:是的|不是|没有|有)。|[-*•]\s)*")


def places_stand(unit: Unit, grounds: Grounds, *, verbatim: bool) -> bool:
    """Tell whether every place of a unit is that of a report it cites there, or stands in the quote.

    What the unit begins with is what it speaks of: this must be the report's own place, unless its words are the
    quote's own (`verbatim`) or a model's.
    """
    first = LEADS.match(unit.words).end()  # type: ignore[union-attr]
    colon = unit.words.find("：")
    for one in mentions(unit.words):
        lead = one.start == first and grounds.verbatim and not verbatim
        own = list(unit.cited) if one.end <= colon else unit.own(one.start, one.end, grounds.sound)
        cards = _cards(own, grounds) if unit.markers else list(grounds.cards.values())
        if any(is_of(one, card) for card in cards) if unit.markers else grounds.called.of(one):
            continue
        if lead or squeezed(one.text) not in _elsewhere(own, cards, grounds, marked=bool(unit.markers)):
            return False
    return True


def _elsewhere(own: list[Citation], cards: list[Report], grounds: Grounds, *, marked: bool) -> str:
    """Give the other words in which a place may stand: quotes, titles, what the question asks for."""
    asked = squeezed(grounds.question.indicator) if grounds.question and marked else grounds.wording
    told = "" if marked else "".join(squeezed(f"{card.region} {card.title} {card.report}") for card in cards)
    titles = "".join(squeezed(card.title or "") for card in cards)
    return "\n".join([around(own), titles, told, asked])


def _cards(own: Iterable[Citation], grounds: Grounds) -> list[Report]:
    return [grounds.cards[one.report] for one in own if one.report in grounds.cards]


def years_stand(unit: Unit, figure: Figure, grounds: Grounds) -> bool:
    """Tell whether the year that a unit gives a figure is one that its quote, or else the report, gives it."""
    told = set(YEARLIKE.findall(period_before(fold(unit.words[: figure.start])) or ""))
    own = unit.own(figure.start, figure.end, grounds.sound)
    return not told or any(told <= years for years in _admissible(figure, unit, own, grounds))


def _admissible(figure: Figure, unit: Unit, own: list[Citation], grounds: Grounds) -> Iterator[set[str]]:
    for one in own:
        years = report_years(grounds.cards[one.report], grounds.parts.get(one.marker))
        above = set(YEARLIKE.findall(fold(" ".join(one.heading))))
        found = stated_at(one.quote, figure, unit.words, operand=True)
        for place in found:
            said = set(YEARLIKE.findall(period_before(fold(one.quote[: place.end])) or ""))
            yield said or (years | above)
        if not found:
            yield years | above | set(YEARLIKE.findall(fold(one.quote)))


def report_years(card: Report, part: Part | Unknown | None) -> set[str]:
    """Give the years that a report's figures hold for where the text says none; a plan's are those ahead."""
    covered = {str(year) for year in (*card.years, card.year) if year}
    ahead = {str(year) for year in (card.delivered, (card.year or -1) + 1) if year}
    return ahead | covered if part in ("plan", "unknown") else covered or ahead


def identity_tokens(card: Report) -> frozenset[str]:
    """Give the numbers of a report's identity, with what stands behind them."""
    ahead = (card.year + 1,) if card.year else ()
    years = tuple(f"{year}年 {year}" for year in (*card.years, card.year, card.delivered, *ahead) if year)
    return _tokens((*years, card.title or "", card.report, card.region or ""))


@lru_cache(maxsize=50_000)
def _tokens(texts: tuple[str, ...]) -> frozenset[str]:
    return numeral_tokens(*texts)


def known_numerals(unit: Unit, grounds: Grounds) -> frozenset[str]:
    """Give the numbers that a unit may hold beside its figures: of quotes, headings, identities, the question."""
    asked = asked_numerals(grounds)
    if not unit.markers:
        periods = {row.period for row in grounds.rows if row.period}
        years = {form for year in grounds.years for form in (year, f"{year}年")}
        return numeral_tokens(*periods).union(asked, years)
    asked = frozenset(one for one in asked if not YEARLIKE.fullmatch(one.rstrip("年")))
    periods = {row.period for row in grounds.rows_with(unit.markers) if row.period}
    quoted = chain.from_iterable((one.quote, *one.heading, one.period or "") for one in unit.cited)
    return numeral_tokens(*quoted, *periods).union(
        asked, *(identity_tokens(one) for one in _cards(unit.cited, grounds))
    )


def asked_numerals(grounds: Grounds) -> frozenset[str]:
    """Give the numbers of the question that are no figures: years, and those in names (12345热线)."""
    return numeral_tokens(grounds.asked, *((grounds.question.text,) if grounds.question else ()))

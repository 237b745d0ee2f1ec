"""Understand a question without a model: every field of `Question` from words and patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.errors import QuestionError
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import official
from assistant.model import Kind, Question, Report, Scope
from assistant.question.followup import complete
from assistant.question.patterns import first, group, single
from assistant.question.places import Places, places_asked
from assistant.question.terms import indicator_of, terms_of, unit_asked
from assistant.question.years import years_asked
from assistant.settings import settings


def understand(
    asked: str,
    history: Sequence[Mapping[str, str]] = (),
    cards: Sequence[Report] = (),
    *,
    years: Sequence[int] | None = None,
    regions: Sequence[str] | None = None,
) -> Question:
    """Read a question (with the conversation before it) against the reports of a library.

    `years` and `regions` override what the words say. Raises QuestionError for an empty or overlong question.
    """
    limit = settings().question_limit
    if not asked.strip():
        raise QuestionError("问题是空的", fix="请写下要问的内容")
    if len(asked) > limit:
        raise QuestionError(f"问题有{len(asked)}个字，最多{limit}个", fix="请缩短问题，一次问一件事")
    text, before = complete(asked, history, lambda words: _read(words, words, cards))
    if regions:
        text = "和".join(regions) + text
    found = _read(asked, text, cards, years)
    # what was spoken of before is where a completed question most likely points
    return replace(found, context=_read(before, before, cards).terms) if before and text != asked else found


def _read(asked: str, text: str, cards: Sequence[Report], years: Sequence[int] | None = None) -> Question:
    folded = official(fold(" ".join(text.split())))
    everywhere = first("scope", folded) == "all"
    places = places_asked(folded, cards, everywhere=everywhere)
    covered = {year for card in cards for year in card.years}
    named_years, left = years_asked(places.text, covered=covered)
    wanted = tuple(years) if years else named_years
    kind = _kind(left)
    claimed = next((one.text for one in figures(left)), None) if kind == "yes_no" else None
    indicator = indicator_of(left.replace(claimed, "") if claimed else left)
    reports, missing_years = _reports(places, wanted, cards)
    titles = [card.title for card in cards if card.report in reports and card.title]
    return Question(
        asked=asked,
        text=text,
        scope=_scope(everywhere, places),
        kind=kind,
        indicator=indicator,
        terms=_telling(terms_of(indicator), titles),
        unit=unit_asked(left),
        operation=first("operation", left),
        regions=places.names,
        years=wanted,
        reports=reports,
        missing_regions=places.missing,
        missing_years=missing_years,
        below=places.below,
        claimed=claimed,
        left=left,
        goal=bool(single("goal", "words").search(left)),
    )


def _telling(terms: tuple[str, ...], titles: Sequence[str]) -> tuple[str, ...]:
    """Leave out the terms that the title of every report says: there they tell nothing apart."""
    left = tuple(term for term in terms if not titles or not all(term in title for title in titles))
    return left or terms


def _kind(text: str) -> Kind:
    """Tell what is asked for; a sum, an extreme and a bare name of an indicator ask for figures."""
    if figures(text) and dict(group("kind"))["yes_no"].search(text):
        return "yes_no"
    found = first("kind", text)
    if found is None and first("operation", text):
        return "figure"
    if found is None and re.search(r"(?:率|数|额|值|量|比例|面积|人口|强度|浓度)[?。!]*$", text.strip()):
        return "rate" if re.search(r"(?:率|比例|强度)[?。!]*$", text.strip()) else "figure"
    if found is None and not re.search("什么|谁|哪|怎|如何|为何|啥", text):
        return "figure"
    return {"rate": "rate", "figure": "figure", "list": "list", "yes_no": "yes_no", "text": "text"}.get(
        found or "", "text"
    )  # type: ignore[return-value]


def _scope(everywhere: bool, places: Places) -> Scope:
    if everywhere:
        return "all"
    if len(places.reports) + len(places.missing) > 1:
        return "several"
    return "one" if places.names or places.missing else "unnamed"


def _reports(places: Places, years: Sequence[int], cards: Sequence[Report]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Give the reports that regions and years admit, and the years that none of the region's reports has."""
    named = places.names or places.missing
    admitted = [card for card in cards if not named or card.report in places.reports]
    if not years:
        return tuple(card.report for card in admitted), ()
    covered = {year for card in admitted for year in (*card.years, card.delivered)}
    missing = tuple(year for year in years if year not in covered)
    return tuple(card.report for card in admitted), missing

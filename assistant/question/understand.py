"""Understand a question without a model: every field of `Question` from words and patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.errors import QuestionError
from assistant.lexicon.figures import figures
from assistant.lexicon.fold import fold
from assistant.lexicon.tables import official, report_kind
from assistant.model import Question, Report, Scope
from assistant.question.asking import asks_of, bound_of, kind_of, operation_of, top_of
from assistant.question.followup import complete
from assistant.question.issuers import without_issuer
from assistant.question.library import Shelf, shelf_of
from assistant.question.patterns import first, group, polite, single, tables
from assistant.question.places import Places, of_level, places_asked
from assistant.question.terms import indicator_of, rates_of, terms_of, unit_asked
from assistant.question.years import report_named, without_recent, years_asked
from assistant.settings import settings


def understand(
    asked: str,
    history: Sequence[Mapping[str, str]] = (),
    cards: Sequence[Report] = (),
    *,
    years: Sequence[int] | None = None,
    regions: Sequence[str] | None = None,
    today: date | None = None,
) -> Question:
    """Read a question (with the conversation before it) against the reports of a library.

    `years` and `regions` override what the words say; 去年 counts from `today`. Raises QuestionError for an empty or
    overlong question.
    """
    limit = settings().question_limit
    if not asked.strip():
        raise QuestionError("问题是空的", fix="请写下要问的内容")
    if len(asked) > limit:
        raise QuestionError(f"问题有{len(asked)}个字，最多{limit}个", fix="请缩短问题，一次问一件事")
    shelf = shelf_of(cards)
    text, before = complete(asked, history, lambda words: _read(words, words, shelf, today=today))
    if regions:
        text = "和".join(regions) + text
    found = _read(asked, text, shelf, years, today)
    # what was spoken of before is where a completed question most likely points
    completed = bool(before) and text != asked
    return replace(found, context=_read(before, before, shelf, today=today).terms) if completed else found


def _read(
    asked: str, text: str, shelf: Shelf, years: Sequence[int] | None = None, today: date | None = None
) -> Question:
    folded = official(polite().sub("", fold(" ".join(text.split()))) or fold(text))
    folded, excluded = _without_excluded(folded, shelf)
    places = places_asked(folded, shelf, everywhere=first("scope", folded) == "all")
    everywhere = first("scope", folded) == "all" or places.grouped
    admitted = _admitted(places, shelf, folded if everywhere else "", excluded)
    looked = admitted or places.above
    called, said = _called(looked, places.text) if not years else ((), places.text)
    goal = bool(single("goal", "words").search(said))
    named_years, left = years_asked(
        said,
        covered=shelf.years if looked is shelf.cards else {year for card in looked for year in card.years},
        known=shelf.years | (shelf.delivered if goal else frozenset()),
        today=today,
    )
    if len(places.names) == 1 and not everywhere:
        left, admitted = without_issuer(left, admitted)
    wanted = tuple(years) if years else _with_year_before(named_years, places.text, left, places, admitted)
    many = everywhere or len(places.names) != 1
    bound, rest = bound_of(left) if many else (None, left)
    top, rest = top_of(rest)
    kind = kind_of(rest, measured=bound is not None or top is not None)
    claimed = next((one.text for one in figures(rest)), None) if kind == "yes_no" else None
    words = rest.replace(claimed, "") if claimed else rest
    indicator = indicator_of(words)
    if not terms_of(indicator) and single("indicator", "plans").search(words):
        indicator = indicator_of(words, plans=True)
    terms = terms_of(indicator)
    operation = operation_of(left, everywhere=everywhere or top is not None)
    if operation in (None, "share") and len(wanted) == 2 and single("between", "years").search(left):
        operation = "difference"
    aimed = goal and operation not in ("difference", "compare")
    by_name = bool(places.names) and not everywhere
    reports, missing_years = _of_years(admitted, wanted, goal=goal, aimed=aimed, named=by_name)
    above, _missing = _of_years(places.above, wanted, goal=goal, aimed=aimed, named=True)
    if called:
        reports, above, missing_years = (called if admitted else ()), (() if admitted else called), ()
    return Question(
        asked=asked,
        text=text,
        scope=_scope(everywhere, places),
        kind=kind,
        indicator=indicator,
        terms=_telling(rates_of(terms) if kind == "rate" else terms, [card.title for card in reports if card.title]),
        unit=None if bound else unit_asked(left),
        operation=operation,
        regions=places.names,
        years=wanted,
        reports=shelf.ids if reports is shelf.cards else tuple(card.report for card in reports),
        missing_regions=places.missing,
        missing_years=missing_years,
        below=tuple(card.report for card in places.below),
        above=tuple(card.report for card in above),
        inside=places.inside,
        claimed=claimed,
        left=left,
        goal=goal,
        asks=asks_of(left, kind=kind, operation=operation, bound=bound, top=top, claimed=claimed),
        bound=bound,
        top=top,
    )


def _called(cards: Sequence[Report], text: str) -> tuple[tuple[Report, ...], str]:
    """Give the work reports that a question calls by the year they were given in, and the text without their name.

    Other kinds are called by the year that they cover, which is read as any year. In words about one report 这五年
    counts from its own end: they name no year of the library.
    """
    year, rest, with_year = report_named(text)
    found = tuple(card for card in cards if card.delivered == year and _is_work_report(card)) if year else ()
    return (found, without_recent(rest)) if found else ((), with_year)


def _is_work_report(card: Report) -> bool:
    return report_kind(card.title or card.report) == "政府工作报告"


def _with_year_before(
    years: tuple[int, ...], text: str, left: str, places: Places, admitted: Sequence[Report]
) -> tuple[int, ...]:
    """Give the year before the only one that is covered, where 上一年 is asked for.

    Where one year is to be compared with the one before (比上年多多少), and the place has reports of both, give both.
    """
    own = {card.years for card in admitted}
    if not years and single("between", "own_before").search(text):
        return tuple(year - 1 for each in own for year in each) if [len(each) for each in own] == [1] else years
    if len(years) != 1 or len(places.names) > 1 or not single("between", "before").search(left):
        return years
    before = years[0] - 1
    of_both = [any(year in card.years for card in admitted) for year in (before, years[0])]
    of_one = any({before, years[0]} <= set(card.years) for card in admitted)
    return (before, years[0]) if all(of_both) and not of_one else years


def _without_excluded(text: str, shelf: Shelf) -> tuple[str, tuple[Report, ...]]:
    """Take 除了海州区 out of a question about the other places; give the reports that it leaves out."""
    match = dict(group("scope"))["except"].search(text)
    left_out = places_asked(match["places"], shelf, everywhere=False).reports if match else ()
    # 除了村居的,其他调解委员会 leaves out no place
    return (text[: match.start()] + text[match.end() :], left_out) if match and left_out else (text, ())


def _telling(terms: tuple[str, ...], titles: Sequence[str]) -> tuple[str, ...]:
    """Leave out the terms that the title of every report says: there they tell nothing apart."""
    left = tuple(term for term in terms if not titles or not all(term in title for title in titles))
    return left or terms


def _scope(everywhere: bool, places: Places) -> Scope:
    if everywhere:
        return "all"
    if len(places.names) + len(places.missing) > 1:
        return "several"
    return "one" if places.names or places.missing else "unnamed"


def _admitted(places: Places, shelf: Shelf, everywhere: str, excluded: Sequence[Report]) -> tuple[Report, ...]:
    """Give the cards that the places admit; `everywhere` is the question where it asks of 各省, 哪个县 …."""
    if places.names or places.missing:
        return places.reports
    cards = of_level(shelf.cards, everywhere) if everywhere else shelf.cards
    left_out = {card.report for card in excluded}
    return tuple(card for card in cards if card.report not in left_out) if left_out else cards


def _of_years(
    cards: tuple[Report, ...], years: Sequence[int], *, goal: bool, aimed: bool, named: bool
) -> tuple[tuple[Report, ...], tuple[int, ...]]:
    """Give the cards that cover the years, and the years that none of them covers.

    Of a place that is named, all cards stay where none covers a year: what they say of it may still be found. An aim of
    a year alone (`aimed`) stands in the work report that was given in it, where there is one.
    """
    if not years:
        return cards, ()
    wanted = set(years)
    covered = {year for card in cards for year in (*card.years, *_ahead(card, goal=goal))}
    missing = tuple(year for year in years if year not in covered)
    if not named:
        return _covering(cards, wanted, goal=goal, aimed=aimed), missing
    by_region: dict[str | None, list[Report]] = {}
    for card in cards:
        by_region.setdefault(card.region, []).append(card)
    kept = {card.report for its in by_region.values() for card in _covering(its, wanted, goal=goal, aimed=aimed)}
    return tuple(card for card in cards if card.report in kept), missing


def _ahead(card: Report, *, goal: bool) -> tuple[int, ...]:
    """Give the year a report was given in where it speaks of it: of aims, or a report that plans for it."""
    kind = report_kind(card.title or "")
    plans = goal or kind not in tables()["looking_back"]["kinds"]
    return (card.delivered,) if card.delivered and plans else ()


def _covering(cards: Sequence[Report], wanted: set[int], *, goal: bool, aimed: bool) -> tuple[Report, ...]:
    """Give the cards that cover a wanted year; goals stand in the report given in it. All, where there is none."""
    own = [bool(wanted & set(card.years)) for card in cards]
    given = [card.delivered in wanted for card in cards]
    if aimed and (planning := [a and _is_work_report(card) for a, card in zip(given, cards, strict=True)]):
        told = {card.delivered for card, keep in zip(cards, planning, strict=True) if keep}
        own = [a and not wanted & set(card.years) <= told for a, card in zip(own, cards, strict=True)]
    flags = [a or (goal and b) for a, b in zip(own, given, strict=True)]
    for chosen in (flags, given):
        if any(chosen):
            return tuple(card for card, keep in zip(cards, chosen, strict=True) if keep)
    return tuple(cards)

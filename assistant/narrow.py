"""What a filter leaves of the library and of a question; a filter that leaves nothing says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.names import join, years_name
from assistant.index.library import unknown_report
from assistant.lexicon.gazetteer import Place, place_of, places_named
from assistant.model import Answer, Filter, Hit, Question, Report, Scope

PARTS = {"review": "回顾", "plan": "打算"}


def told(only: Filter) -> tuple[tuple[str, str], ...]:
    """Give the name and the value of each thing that a filter asks for."""
    fields = (
        ("地区", "、".join(only.regions)),
        ("年份", "、".join(f"{year}年" for year in only.years)),
        ("报告", "、".join(only.reports)),
        ("部分", PARTS[only.part] if only.part else ""),
    )
    return tuple((name, value) for name, value in fields if value)


def sentence(only: Filter) -> str:
    """Give a filter in one line."""
    return "；".join(f"{name} {value}" for name, value in told(only))


def admitted(only: Filter, cards: Sequence[Report]) -> tuple[Report, ...]:
    """Give the reports that a filter admits, in their order; raises LibraryError for a name that none has."""
    known = {card.report for card in cards}
    for name in only.reports:
        if name not in known:
            raise unknown_report(name)
    left = [card for card in cards if not only.reports or card.report in only.reports]
    if only.regions:
        wanted = {name: places_named(name) or tuple(filter(None, [place_of(name)])) for name in only.regions}
        left = [card for card in left if any(_inside(card, name, places) for name, places in wanted.items())]
    return tuple(card for card in left if not only.years or set(only.years) & set(_years(card, only)))


def narrowed(question: Question, only: Filter, cards: Sequence[Report]) -> Question:
    """Ask the question of what the filter admits: its regions, years and reports stand in place of the words'."""
    if not only:
        return question
    left = admitted(only, cards)
    names = {card.report for card in left}
    found = replace(
        question,
        years=only.years or question.years,
        reports=tuple(name for name in question.reports if name in names),
        below=tuple(name for name in question.below if name in names),
        above=tuple(name for name in question.above if name in names),
        goal=question.goal or only.part == "plan",
    )
    if only.regions or only.reports:
        regions = only.regions or tuple(dict.fromkeys(card.region for card in left if card.region))
        found = replace(
            found,
            scope=_scope(question, only, left),
            regions=regions,
            reports=tuple(card.report for card in left),
            missing_regions=(),
            below=(),
            above=(),
            inside=(),
        )
    if (found.regions, found.years) != (question.regions, question.years):
        found = replace(found, text=_asked(found))
    kept = [card for card in left if card.report in found.reports]
    covered = {year for card in kept for year in (*card.years, card.delivered, *_years(card, only))}
    return replace(found, missing_years=tuple(year for year in found.years if year not in covered))


def leaves_none(only: Filter, before: Question) -> bool:
    """Tell whether it is the filter that leaves no report: the question, `before` without it, had some."""
    return bool(before.reports or only.regions or only.reports)


def no_report(question: Question, only: Filter, before: Question, cards: Sequence[Report]) -> Answer:
    """Decline: the filter leaves no report; say which of its fields does."""
    chosen = admitted(Filter(reports=only.reports), cards)
    placed = admitted(Filter(only.regions, reports=only.reports), cards)
    if only.regions and not placed:
        where = join(only.regions)
        why = "所选的报告不在这个地区。" if only.reports else f"资料库中没有{where}及其下属地区的报告。"
        return _declined(question, only, "没有报告", why, "no_such_region")
    asked = [card for card in placed if only.regions or only.reports or card.report in before.reports] or chosen
    years = years_name(year for card in asked for year in _years(card, only))
    spoken = "其中的打算属于" if only.part == "plan" else "涵盖"
    return _declined(question, only, "没有报告", f"不限年份有{len(asked)}份报告，{spoken}{years}。", "no_such_year")


def no_passage(question: Question, only: Filter) -> Answer:
    """Decline: no report that is left has a passage of the part asked for."""
    why = f"{len(question.reports)}份报告里都没有认出这一部分。"
    return _declined(question, only, "没有段落", why, "not_stated")


def of_part(hits: Sequence[Hit], only: Filter) -> tuple[Hit, ...]:
    """Keep the hits that belong to the part asked for."""
    return tuple(hit for hit in hits if only.part is None or hit.passage.part == only.part)


def _inside(card: Report, name: str, places: Sequence[Place]) -> bool:
    """Tell whether a report's region is the place named, or lies in it."""
    if card.region is None:
        return False
    path = place.path if (place := place_of(card.region)) else (card.region,)
    return card.region == name or name in path or any(path[: len(one.path)] == one.path for one in places)


def _years(card: Report, only: Filter) -> tuple[int, ...]:
    """Give the years that a report speaks of: in its plans the one ahead, as its figures are read."""
    if only.part != "plan" or card.year is None:
        return card.years
    return (card.delivered if card.delivered and card.delivered > card.year else card.year + 1,)


def _scope(question: Question, only: Filter, left: Sequence[Report]) -> Scope:
    if question.scope == "all":
        return "all"
    if len(left) < 2:
        return "one"
    return "several" if len(only.regions) + len(only.reports) > 1 else "all"


def _asked(question: Question) -> str:
    """Give the question's words with its places and years in place of those that they named."""
    years = "、".join(f"{year}年" for year in question.years)
    return "和".join(question.regions + question.missing_regions) + years + (question.left or question.indicator)


def _declined(question: Question, only: Filter, what: str, why: str, reason: str) -> Answer:
    return Answer(
        question=question.asked,
        status="refused",
        reason=reason,
        answer=f"筛选后{what}：{sentence(only)}。{why}",
        understood=question,
    )

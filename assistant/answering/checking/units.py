"""Whether a sentence or line of an answer holds: every figure, number, name, place and year of it is backed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.arithmetic.computations import Shown, computations, how_many
from assistant.answering.checking.called import names_of
from assistant.answering.checking.figures import negative, places, same_written
from assistant.answering.checking.grounds import Grounds, Unit, around
from assistant.answering.checking.names import (
    EDGES,
    asked_names,
    forms,
    is_borne_out,
    is_verbatim,
    names_stand,
    objects_stand,
    plain_words,
)
from assistant.answering.checking.numbers import blanked, numerals, words_of_number
from assistant.answering.checking.places import asked_numerals, known_numerals, places_stand, report_years, years_stand
from assistant.answering.checking.rows import table_line_holds
from assistant.answering.checking.squeeze import squeezed
from assistant.answering.checking.verdicts import comparison_holds, counts_hold
from assistant.answering.figures.claims import NONE_AT_ALL
from assistant.answering.figures.periods import YEARLIKE
from assistant.answering.names import report_name
from assistant.lexicon.figures import Figure, figures
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import mentions
from assistant.lexicon.lost import MARK, doubt, may_be_lost

SILENT = "未找到："
LEFT_OUT = re.compile(r"未计入：([^（）]+)）")
MORE = re.compile(r"等\d+份$")


def holds(unit: Unit, grounds: Grounds, header: Sequence[str]) -> bool:
    """Tell whether a unit holds; `header` are the columns of the table that it is a line of."""
    if any(one not in grounds.sound for one in unit.markers):
        return False
    counted, counts = counts_hold(unit, grounds)
    if not counted or not names_stand(unit, grounds):
        return False
    if not unit.markers:
        return _without_marker(unit, grounds, counts)
    if unit.words.lstrip().startswith("|"):
        return table_line_holds(unit, header, grounds)
    if not _said(unit, grounds):
        return False
    return _numbers_hold(unit, grounds, counts) and comparison_holds(unit, grounds)


def _without_marker(unit: Unit, grounds: Grounds, counts: list[tuple[int, int]]) -> bool:
    """What carries no marker says nothing of its own: a verdict, a count of reports, who is silent, a head."""
    words = unit.words.strip()
    if not words:
        return True
    if (words.startswith(SILENT) and not _silent_named(words, grounds)) or not _left_out_named(words, grounds):
        return False
    if grounds.verbatim and not words.startswith("|") and not _is_form(words, grounds):
        return False
    placed = places_stand(unit, grounds, verbatim=False) and _pairs_hold(unit, grounds)
    return placed and _numbers_hold(unit, grounds, [*counts, *asked_names(unit, grounds)])


def _silent_named(words: str, grounds: Grounds) -> bool:
    """未找到：甲县（2022年）、乙县（2021—2023年）。 names silent reports only, with their years."""
    rest = words.removeprefix(SILENT).strip("。")
    silent = grounds.coverage.silent if grounds.coverage else ()
    for name in sorted({report_name(grounds.cards[one.report]) for one in silent}, key=len, reverse=True):
        rest = rest.replace(name, "")
    return not MORE.sub("", rest.strip("、")).strip("、")


def _left_out_named(words: str, grounds: Grounds) -> bool:
    """（…未计入：甲县、乙县） names places of rows only."""
    named = {row.region or row.report for row in grounds.rows if row.stated}
    listed = LEFT_OUT.search(words)
    return listed is None or all(MORE.sub("", name) in named for name in listed[1].split("、"))


def _is_form(words: str, grounds: Grounds) -> bool:
    whole = squeezed(words)
    return bool(forms().fullmatch(words)) or any(whole.endswith(head) or head.endswith(whole) for head in grounds.heads)


def _pairs_hold(unit: Unit, grounds: Grounds) -> bool:
    """阳泉市城区（2020年）, 甲县为2021年: the years told of a place are those of its report or rows."""
    found = list(mentions(unit.words))
    for place, one in enumerate(found):
        end = found[place + 1].start if place + 1 < len(found) else len(unit.words)
        told = set(YEARLIKE.findall(fold(unit.words[one.end : end])))
        cards = grounds.called.of(one)
        years: set[str] = set()
        for card in cards:
            periods = grounds.periods.get(card.report, ())
            years |= report_years(card, "plan") | set(YEARLIKE.findall(" ".join(periods)))
        if cards and not told <= years | set(YEARLIKE.findall(grounds.wording)):
            return False
    return True


def _said(unit: Unit, grounds: Grounds) -> bool:
    """Tell whether a sentence is the quote's own words, a form with a row's value, or a model's with known names."""
    words, prefixed = _without_region(unit, grounds)
    verbatim = prefixed and is_verbatim(words, unit)
    if not places_stand(unit, grounds, verbatim=verbatim):
        return False
    if not grounds.verbatim:
        return objects_stand(unit, grounds) and (bool(figures(unit.words)) or is_borne_out(unit))
    return verbatim or (_begins_with_own(unit, grounds) and _of_rows(unit, grounds))


def _without_region(unit: Unit, grounds: Grounds) -> tuple[str, bool]:
    """Take the place before the colon away; tell whether it is the report's own (or none is there)."""
    words = plain_words(unit).replace(squeezed(MARK), "")
    for one in unit.cited:
        for name in names_of(grounds.cards[one.report], unplaced=True):
            for form in (squeezed(name), squeezed(grounds.cards[one.report].region or name)):
                head, colon, rest = words.partition(":")
                if colon and head and (head == form or form.endswith(head) or head.endswith(squeezed(name))):
                    return rest.strip(EDGES), head in form or form.endswith(head) or form in head
    return words, True


def _begins_with_own(unit: Unit, grounds: Grounds) -> bool:
    """A form over one report begins with its name; one over several names places that are held apart."""
    if grounds.coverage is not None or how_many(unit.words) > 0:
        return True
    words = plain_words(unit)
    cards = [grounds.cards[one.report] for one in unit.cited]
    own = [squeezed(name) for card in cards for name in names_of(card, unplaced=True)]
    return any(name in words[: words.find(name) + len(name)] and words.find(name) <= 4 for name in own)


def _of_rows(unit: Unit, grounds: Grounds) -> bool:
    """Tell whether every figure of a form is a row's, or belongs to a computation or the question's wording."""
    rows = grounds.rows_with(unit.markers)
    if not rows:
        return False
    told = squeezed("\n".join(f"{row.value} {row.period}" for row in rows))
    shown = computations(unit.words)
    spans = [(one.start, one.end) for one in shown]
    named = [one.text for one in figures(grounds.question.indicator)] if grounds.question else []
    return all(
        squeezed(one.text) in told
        or any(first <= one.start and one.end <= last for first, last in spans)
        or any(same_written(one, unit.words, other.result, unit.words) for other in shown)
        or one.text in named
        or (one.number == 0 and any(row.number == 0 and row.unit == one.unit for row in rows))
        for one in figures(unit.words)
    ) and any(squeezed(row.value or "") in squeezed(unit.words) for row in rows)


def _numbers_hold(unit: Unit, grounds: Grounds, counts: list[tuple[int, int]]) -> bool:
    """Tell whether every figure, and every number that is none, is backed."""
    shown = computations(unit.words)
    if how_many(unit.words) != len(shown) or not all(_operands_stand(one, unit, grounds) for one in shown):
        return False
    free = [*counts, *(span for one in shown for span in one.free)]
    worked = [figure for one in shown for figure in (one.result, *one.operands)]
    for one in figures(unit.words):
        if any(first <= one.start and one.end <= last for first, last in free):
            continue
        timed = _of_period(one, unit, grounds)
        if shown and not timed and not any(same_written(one, unit.words, other, unit.words) for other in worked):
            return False
        if not (shown or timed or _stands(one, unit, grounds)) or not years_stand(unit, one, grounds):
            return False
    return _plain_numbers_stand(blanked(unit.words, free), unit, grounds)


def _of_period(figure: Figure, unit: Unit, grounds: Grounds) -> bool:
    """Tell whether a figure is a part of a time that a row of the unit's markers holds for (2023年前8个月)."""
    at = slice(max(0, figure.start - 6), figure.end)
    periods = (row.period or "" for row in grounds.rows_with(unit.markers))
    return any(figure.text in period and unit.words[at].endswith(period[-6:]) for period in periods)


def _operands_stand(shown: Shown, unit: Unit, grounds: Grounds) -> bool:
    return all(_stands(one, unit, grounds, operand=True) for one in shown.operands)


def _stands(figure: Figure, unit: Unit, grounds: Grounds, *, operand: bool = False) -> bool:
    """Tell whether a quote of the figure's own marker states it, its characters undamaged, or denies any (0件)."""
    for one in unit.own(figure.start, figure.end, grounds.sound):
        found = places(one.quote, figure, unit.words, operand=operand)
        if any(doubt(one.quote, place) != "decline" for place in found):
            return True
        if not found and NONE_AT_ALL.search(fold(one.quote)) and _is_none(figure, unit, grounds):
            return True
    return False


def _is_none(figure: Figure, unit: Unit, grounds: Grounds) -> bool:
    """Tell whether a figure is 0 in the unit asked for: what a denial (无…案件) comes to."""
    asked = {"件", grounds.question.unit if grounds.question else None}
    return figure.unit in asked and squeezed(figure.text) == f"0{figure.unit}" and not negative(unit.words, figure)


def _plain_numbers_stand(words: str, unit: Unit, grounds: Grounds) -> bool:
    """Years, dates and numbers in names stand with the character behind them; numerals in words as they are."""
    known = known_numerals(unit, grounds)
    quoted = around(unit.cited)
    asked = {one for one in asked_numerals(grounds) if len(one) > 2 and not YEARLIKE.fullmatch(one)}
    for at, number, behind in numerals(words):
        named = not unit.markers and number + behind in grounds.identities
        if not (number + behind in known or number in asked or named or _in_place(words, at, number, quoted)):
            return False
    spoken = [squeezed(one) for one in words_of_number(words)]
    return not spoken or all(one in quoted + grounds.wording + grounds.identities for one in spoken)


def _in_place(words: str, at: int, number: str, source: str) -> bool:
    """Tell whether a number stands in the quotes between the very characters that it stands between here."""
    piece = squeezed(words[max(0, at - 2) : at + len(number) + 2].replace("\0", ""))
    return len(piece) > len(number) + 1 and piece in source


def marked(unit: Unit, grounds: Grounds) -> str:
    """Give a unit's text, with 原文疑有缺字 behind each figure whose neighbours its quote has lost."""
    text = unit.text
    if MARK in text or not any(may_be_lost(one.quote) for one in unit.cited):
        return text
    for figure in reversed(figures(unit.words)):
        own = unit.own(figure.start, figure.end, grounds.sound)
        found = [(one.quote, place) for one in own for place in places(one.quote, figure, unit.words)]
        if found and all(doubt(quote, place) for quote, place in found):
            text = text[: figure.end] + MARK + text[figure.end :]
    return text

"""Figures that a report does not state but its figures give: share, remainder, sum of parts, difference, multiple.

Each is shown with its computation and the quotes it rests on, so that the check can work it out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.arithmetic.before import year_before
from assistant.answering.arithmetic.operands import named, names_of, pattern, taken_off
from assistant.answering.arithmetic.rates import by_rate
from assistant.answering.arithmetic.sums import summed
from assistant.answering.arithmetic.worked import Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import claims
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.cover import RELATED, cover
from assistant.answering.figures.select import Found, found_in
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

# words of the question that tell which year's figure is meant, not which figure
OF_YEARS = frozenset({"目标", "计划", "预期", "完成", "实际"})
# candidates for each side of a pair that are looked at
CANDIDATES, ALIKE = 4, 0.95


def derived(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Work what is asked out of figures of one report; None where it does not state them."""
    asked = question, hits, card, markers
    if question.operation in ("difference", "compare") and len(question.years) == 2:
        return _between_years(*asked)
    if names := named("times", question.left):
        return _times(names, *asked)
    if question.operation == "share" and (names := named("share", question.left)):
        return _share(names, *asked)
    if question.operation in ("rest", "without"):
        return _rest(names, *asked) if (names := named("rest", question.left)) else None
    if question.operation == "sum" and (found := summed(*asked)):
        return found
    if question.operation in ("difference", "compare") and (names := named("difference", question.left)):
        return _difference(names, *asked)
    return year_before(*asked) or by_rate(*asked)


def _between_years(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Take one year's figure from another's; a year that the report only plans for has its goal."""
    found: list[Found] = []
    for year in sorted(question.years):
        ahead = card.year is not None and year > card.year
        terms = tuple(term for term in question.terms if term not in OF_YEARS) or question.terms
        asked = replace(question, operation=None, years=(year,), goal=ahead, terms=terms)
        best = found_in(asked, hits, card)
        if not best:
            return None
        found.append(best[0])
    less, more = sorted(found, key=number)
    if less.claim.figure.unit != more.claim.figure.unit:
        return None
    later = "增加" if more is found[-1] else "减少"
    name = f"{question.years[-1]}年比{question.years[0]}年"
    return _gap(more, less, Result(name, "", "", Decimal(0), "", more.period, verb=later), card, markers)


def _gap(more: Found, less: Found, told: Result, card: Report, markers: Markers) -> Derived:
    gap, unit = number(more) - number(less), more.claim.figure.unit
    unit = "个百分点" if unit == "%" else unit
    value = amount(gap, unit, more.claim.figure.text)
    less_shown = amount(number(less), less.claim.figure.unit, less.claim.figure.text)
    result = replace(told, formula=f"{shown(more)} − {less_shown}", value=value, number=gap, unit=unit)
    return derived_from(result, (more, less), card, markers)


def figures_of(
    words: str, question: Question, hits: Sequence[Hit], card: Report, *, rates: bool = False
) -> list[Found]:
    """Give the figures that answer what `words` name, best first; without `rates` no percentages."""
    indicator = indicator_of(words)
    asked = replace(question, kind="figure", operation=None, unit=None, indicator=indicator, terms=names_of(words))
    return [one for one in found_in(asked, hits, card) if rates or one.claim.figure.kind != "percent"]


def _pair(whole: str, part: str, question: Question, hits: Sequence[Hit], card: Report) -> tuple[Found, Found] | None:
    """Find both figures, in one unit and one sentence, the part smaller than the whole; the best said first."""
    wholes = figures_of(whole, question, hits, card)[:CANDIDATES]
    parts = figures_of(f"{whole} {part}", question, hits, card)[:CANDIDATES]
    parts += [one for one in figures_of(part, question, hits, card)[:CANDIDATES] if one not in parts]
    parts += [one for a in wholes for one in _beside(a, names_of(part)) if one not in parts]
    pairs = [
        (a.score + b.score, a, b)
        for a in wholes
        for b in parts
        if a.claim.sentence == b.claim.sentence
        and a.claim.figure.unit == b.claim.figure.unit
        and 0 < b.claim.figure.number < a.claim.figure.number
    ]
    best = max(pairs, key=lambda pair: (pair[0], pair[1].claim.figure.number), default=None)
    return best[1:] if best else None


def _beside(whole: Found, terms: Sequence[str]) -> list[Found]:
    """Give the figures of a whole's sentence whose own words say the part, whatever else they leave out."""
    return [
        replace(whole, claim=claim, score=0.0)
        for claim in claims(whole.passage)
        if claim.sentence == whole.claim.sentence
        and terms
        and all(cover(term, f"{claim.before}|{claim.after}") >= RELATED for term in terms)
    ]


def _share(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    pair = _pair(names["whole"], names["part"], question, hits, card)
    if pair is None:
        return None
    whole, part = pair
    share = half_up(number(part) / number(whole) * 100, 2)
    name = f"{when(part, card)}{indicator_of(names['part'])}占比".replace(" ", "")
    formula = f"{shown(part)} ÷ {shown(whole)} × 100%"
    return derived_from(
        Result(name, formula, amount(share, "%"), share, "%", part.period), (part, whole), card, markers
    )


def _rest(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    pairs = [_pair(names["whole"], part, question, hits, card) for part in taken_off(names["part"])]
    found = [pair for pair in pairs if pair is not None]
    if not found or len(found) < len(pairs) or len({pair[0].claim.figure for pair in found}) != 1:
        return None
    whole, parts = found[0][0], [pair[1] for pair in found]
    rest = number(whole) - sum(number(one) for one in parts)
    unit = whole.claim.figure.unit
    name = f"{when(parts[0], card)}{names['no']}{names['part']}的".replace(" ", "")
    formula = " − ".join(shown(one) for one in (whole, *parts))
    value = amount(rest, unit, whole.claim.figure.text)
    return derived_from(Result(name, formula, value, rest, unit, parts[0].period), (*parts, whole), card, markers)


def _two(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report
) -> tuple[Found, Found, bool] | None:
    """Find the figures of two things that are named: in one unit, of one time; best of one sentence.

    What the second name leaves out it shares with the first (城镇居民收入增速比农村): both are tried.
    """
    one, other = names["one"], names["other"]
    if pattern("difference", "stated").search(other):
        return None
    tail = one[len(one) // 2 :] if len(names_of(one)) > len(names_of(other)) else ""
    firsts = figures_of(one, question, hits, card, rates=True)
    seconds = figures_of(other, question, hits, card, rates=True)
    seconds = seconds or (figures_of(f"{other} {tail}", question, hits, card, rates=True) if tail else [])
    pairs = [
        (a.score + b.score + 0.2 * (a.claim.sentence == b.claim.sentence), a, b)
        for a in _best(firsts)
        for b in _best(seconds)
        if a.claim.figure.unit == b.claim.figure.unit
        and a.claim != b.claim
        and a.years == b.years
        and a.claim.goal == b.claim.goal
    ]
    best = max(pairs, key=lambda pair: pair[0], default=None)
    if best is None or (best[1].claim.sentence != best[2].claim.sentence and (_unsure(firsts) or _unsure(seconds))):
        return None
    return best[1], best[2], number(best[1]) >= number(best[2])


def _unsure(found: Sequence[Found]) -> bool:
    """Tell whether several figures are as good as the best."""
    return any(not one.claim.figure.same(found[0].claim.figure) for one in _best(found))


def _best(found: Sequence[Found]) -> list[Found]:
    """Give the figures that are as good as the best: another one of a fitting measure word is another figure."""
    return [one for one in found[:CANDIDATES] if one.score >= ALIKE * found[0].score]


def _difference(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    found = _two(names, question, hits, card)
    if found is None or number(found[0]) == number(found[1]):
        return None
    one, other, over = found
    said = f"{when(one, card)}{indicator_of(names['one'])}比{indicator_of(names['other'])}".replace(" ", "")
    rate = one.claim.figure.unit == "%"
    verb = ("高" if rate else "多") if over else ("低" if rate else "少")
    more, less = (one, other) if over else (other, one)
    return _gap(more, less, Result(said, "", "", Decimal(0), "", one.period, verb=verb), card, markers)


def _times(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report, markers: Markers
) -> Derived | None:
    found = _two(names, question, hits, card)
    if found is None or not number(found[1]):
        return None
    one, other, _over = found
    times = half_up(number(one) / number(other), 2)
    name = f"{when(one, card)}{indicator_of(names['one'])}是{indicator_of(names['other'])}的".replace(" ", "")
    result = Result(name, f"{shown(one)} ÷ {shown(other)}", amount(times, "倍"), times, "倍", one.period, verb="")
    return derived_from(result, (one, other), card, markers)

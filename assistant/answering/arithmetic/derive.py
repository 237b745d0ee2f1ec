"""Figures that a report does not state but its figures give: share, remainder, sum of parts, difference, multiple.

Each is shown with its computation and the quotes it rests on, so that the check can work it out again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.arithmetic.before import year_before
from assistant.answering.arithmetic.moved import POINTS, changed_by, from_to
from assistant.answering.arithmetic.operands import named, names_of, pattern, taken_off
from assistant.answering.arithmetic.per import for_each
from assistant.answering.arithmetic.rates import by_rate, complement, rate_of_parts
from assistant.answering.arithmetic.sums import summed
from assistant.answering.arithmetic.worked import Derived, Result, derived_from, number, shown, when
from assistant.answering.cite import Markers
from assistant.answering.figures.claims import claims
from assistant.answering.figures.compute import amount, half_up
from assistant.answering.figures.cover import LIGHT, RELATED, cover, weight
from assistant.answering.figures.select import Found, found_in
from assistant.answering.names import indicator_name
from assistant.lexicon.tables import contrasts
from assistant.model import Hit, Question, Report
from assistant.question.terms import indicator_of

# words of the question that tell which year's figure is meant, not which figure
OF_YEARS = frozenset({"目标", "计划", "预期", "完成", "实际"})
# candidates for each side of a pair that are looked at
CANDIDATES, ALIKE = 4, 0.95
# Least score of a part whose whole is only half said
SURE = 0.8


def derived(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Work what is asked out of figures of one report; None where it does not state them."""
    asked = question, hits, card, markers
    if question.operation in ("difference", "compare") and len(question.years) == 2:
        return _between_years(*asked) or from_to(*asked, "between") or _against_before(*asked)
    if moved := from_to(*asked):
        return moved
    if question.operation == "difference" and pattern("before", "last").search(question.text):
        return changed_by(*asked)
    if names := named("times", question.left):
        return _times(names, *asked)
    if question.operation == "share":
        names = named("share", question.left)
        return (_share(names, *asked) if names else None) or complement(*asked)
    if question.operation == "mean":
        return for_each(*asked)
    if question.operation in ("rest", "without"):
        return _rest(names, *asked) if (names := named("rest", question.left)) else None
    if question.operation in ("sum", None) and (added := summed(*asked)):
        return added
    if question.operation in ("difference", "compare") and (names := named("difference", question.left)):
        return _difference(names, *asked)
    return year_before(*asked) or by_rate(*asked) or rate_of_parts(*asked)


def _against_before(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Give the change that is told where the year before the report's own is asked to be compared with it."""
    if card.years != (question.years[-1],) or question.years[0] != question.years[-1] - 1:
        return None
    return changed_by(replace(question, years=()), hits, card, markers)


def _between_years(question: Question, hits: Sequence[Hit], card: Report, markers: Markers) -> Derived | None:
    """Take one year's figure from another's; a year that the report only plans for has its goal."""
    found: list[Found] = []
    for year in sorted(question.years):
        ahead = card.year is not None and year > card.year
        terms = tuple(term for term in question.terms if term not in OF_YEARS) or question.terms
        unit = None if question.unit == POINTS else question.unit
        asked = replace(question, operation=None, years=(year,), goal=ahead, terms=terms, unit=unit)
        best = found_in(asked, hits, card)
        if not best:
            return None
        found.append(best[0])
    less, more = sorted(found, key=number)
    if less.claim.figure.unit != more.claim.figure.unit:
        return None
    later = "增加" if more is found[-1] else "减少"
    name, aside = indicator_name(question), f"（{question.years[-1]}年与{question.years[0]}年相比）"
    told = Result(name, "", "", Decimal(0), "", more.period, verb=later, aside=aside)
    years = [year for _number, year in sorted(zip(map(number, found), sorted(question.years), strict=True))]
    return _gap(more, less, told, card, markers, years=(years[-1], years[0]))


def _gap(
    more: Found, less: Found, told: Result, card: Report, markers: Markers, *, years: tuple[int, ...] = ()
) -> Derived:
    gap, unit = number(more) - number(less), more.claim.figure.unit
    unit = "个百分点" if unit == "%" else unit
    value = amount(gap, unit, more.claim.figure.text)
    larger, smaller = (f"{year}年" for year in years) if years else ("", "")
    formula = f"{larger}{shown(more)} − {smaller}{shown(less)}"
    result = replace(told, formula=formula, value=value, number=gap, unit=unit)
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
    own = figures_of(part, question, hits, card)[:CANDIDATES]
    parts = figures_of(f"{whole} {part}", question, hits, card)[:CANDIDATES]
    parts += [one for one in own if one not in parts]
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
    if best is None and own and not _unsure(own) and own[0].score >= SURE:
        above = _whole_before(names_of(whole), own[0])
        return (above, own[0]) if above else None
    return best[1:] if best else None


def _whole_before(terms: Sequence[str], part: Found) -> Found | None:
    """Give the one larger figure before a part in its sentence whose words say some of the whole (审结226件,其中…)."""
    inside = [claim for claim in claims(part.passage) if claim.sentence == part.claim.sentence]
    before = [claim for claim in inside if claim.start < part.claim.start]
    # 审结226件,其中…: the whole stands right before 其中
    split = next((at for at in range(len(before), 0, -1) if "其中" in [*before, part.claim][at].before), 0)
    found = [
        claim
        for claim in (before[split - 1 : split] if split else before)
        if claim.figure.unit == part.claim.figure.unit
        and claim.figure.number > part.claim.figure.number > 0
        and any(weight(term) >= LIGHT and cover(term, f"{claim.before}|{claim.after}") >= RELATED for term in terms)
    ]
    return replace(part, claim=found[0]) if len(found) == 1 else None


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
    name = f"{when(parts[0], card)}{names['no'].removesuffix('有')}{names['part']}的".replace(" ", "")
    formula = " − ".join(shown(one) for one in (whole, *parts))
    value = amount(rest, unit, whole.claim.figure.text)
    return derived_from(Result(name, formula, value, rest, unit, parts[0].period), (*parts, whole), card, markers)


def _two(
    names: re.Match[str], question: Question, hits: Sequence[Hit], card: Report
) -> tuple[Found, Found, bool] | None:
    """Find the figures of two things that are named: in one unit, of one time; best of one sentence.

    What one name leaves out it shares with the other (城镇居民收入增速比农村): the names as they are come first.
    """
    one, other = names["one"], names["other"]
    if pattern("difference", "stated").search(other):
        return None
    tail = one[len(one) // 2 :] if len(names_of(one)) > len(names_of(other)) else ""
    alone = not tail or figures_of(other, question, hits, card, rates=True)
    tried = [(one, other) if alone else (one, f"{other} {tail}"), *_spelt_apart(one, other)]
    found = (_pair_of(first, second, question, hits, card) for first, second in tried)
    return next((pair for pair in found if pair), None)


def _pair_of(
    one: str, other: str, question: Question, hits: Sequence[Hit], card: Report
) -> tuple[Found, Found, bool] | None:
    firsts = figures_of(one, question, hits, card, rates=True)
    seconds = figures_of(other, question, hits, card, rates=True)
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
    if best is None:
        return None
    apart = best[1].claim.sentence != best[2].claim.sentence
    # rates of things that have no word in common are not held against each other
    alike = best[1].claim.figure.unit != "%" or set(names_of(one)) & set(names_of(other))
    if apart and (not alike or _unsure(firsts) or _unsure(seconds)):
        return None
    return best[1], best[2], number(best[1]) >= number(best[2])


def _spelt_apart(one: str, other: str) -> list[tuple[str, str]]:
    """Give both names in full where they differ by one word: 城镇, 农村居民收入 → 城镇居民收入, 农村居民收入."""
    for group in contrasts():
        first = next((word for word in group if word in one), None)
        second = next((word for word in group if word in other and word != first), None)
        if first and second and second not in one and first not in other:
            shared = one.replace(first, "").lstrip("的") + other.replace(second, "").lstrip("的")
            return [(first + shared, second + shared)] if shared else []
    return []


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

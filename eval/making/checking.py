"""What is wrong with a set: each item alone against the reports, and items beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from eval.computations import proven
from eval.evidence import Text, spans
from eval.figures import values
from eval.judge import contains, judge
from eval.normalise import normalise
from eval.sets import Evidence, Item

# What is worked out stands in no sentence.
COMPUTED = ("reasoning",)
# Two ways to round one figure, or to work it out, differ by less.
NEAR = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an item, and the words that show it."""

    item: str
    what: str
    detail: str = ""


def findings(items: Sequence[Item], text_of: Text) -> list[Finding]:
    """Give what is wrong, in the order of the set; `text_of` gives a report's text, None for an unknown report."""
    found = defaultdict(list)
    for one in (*(each for item in items for each in _alone(item, text_of)), *asked_twice(items)):
        found[one.item].append(one)
    return [one for item in items for one in found[item.id]]


def _alone(item: Item, text_of: Text) -> Iterator[Finding]:
    yield from _places(item, text_of)
    yield from _expectation(item)
    if item.declines and not item.note.strip():
        yield Finding(item.id, "应当拒答（must 是空的），却没有 note 说明原因")


def _places(item: Item, text_of: Text) -> Iterator[Finding]:
    """Check that the reports are there, the evidence in them, and the expected figures in the evidence."""
    names = [*item.reports, *(one.report for one in item.evidence), *(row.report for row in item.rows or ())]
    unknown = [name for name in dict.fromkeys(names) if text_of(name) is None]
    yield from (Finding(item.id, "资料库里没有这份报告", name) for name in unknown)
    places = [(one, spans(_only(item, one), text_of)) for one in item.evidence if one.report not in unknown]
    lost = [one for one, found in places if not found]
    for one in lost:
        yield Finding(item.id, "证据不在报告里", f"{one.report}：{one.quote or one.sha256}")
    if not unknown and not lost and item.evidence:
        quotes = {name: "\n".join(_words(found, name, text_of) for _, found in places) for name in dict.fromkeys(names)}
        yield from _figures(item, quotes)


def _only(item: Item, evidence: Evidence) -> Item:
    return replace(item, evidence=(evidence,))


def _words(found: Iterable[tuple[str, int, int]], name: str, text_of: Text) -> str:
    return "\n".join((text_of(report) or "")[start:end] for report, start, end in found if report == name)


def _figures(item: Item, quotes: dict[str, str]) -> Iterator[Finding]:
    whole = "\n".join(quotes.values())
    shown = values(whole) | proven(normalise(item.answer))
    if item.type not in COMPUTED and not (item.type == "across" and not item.rows):
        for group in item.must:
            if values(*group) and not any(_holds(whole, shown, one) for one in group):
                yield Finding(item.id, "数字不在证据里", " 或 ".join(group))
    for row in item.rows or ():
        own = quotes.get(row.report, "")
        if own and values(row.value) and not _holds(own, values(own), row.value):
            yield Finding(item.id, "行里的数字不在这份报告的证据里", f"{row.report}：{row.value}")


def _holds(text: str, shown: set[tuple[Decimal, str]], alternative: str) -> bool:
    return contains(text, alternative) or values(alternative) <= shown


def _expectation(item: Item) -> Iterator[Finding]:
    """Check that one answer, and only one, can be right."""
    for group in item.must:
        for one in group:
            if bad := [other for other in item.must_not if contains(one, other)]:
                yield Finding(item.id, "must 里有 must_not 的内容，怎样答都不对", f"{one}：{bad[0]}")
        apart = _figures_apart(group)
        if len(apart) > 1 and not item.note and not all(contains(item.answer, one) for one in apart):
            yield Finding(item.id, "同一组里有不同的数字，两个答案都算对，note 没有说明", "、".join(apart))
    if item.answer and not item.declines:
        entry = {"status": "answered", "answer": item.answer}
        if not judge(item, entry).right:
            yield Finding(item.id, "参考答案自己就不算对", item.answer)


def _figures_apart(group: Sequence[str]) -> list[str]:
    """Give alternatives whose figures of one unit are no roundings of each other."""
    kept: list[tuple[str, Decimal, str]] = []
    for one in group:
        for number, unit in values(one):
            if not any(unit == its and _rounded(number, other) for _, other, its in kept):
                kept.append((one, number, unit))
    units = [unit for _, _, unit in kept]
    return list(dict.fromkeys(one for one, _, unit in kept if units.count(unit) > 1))


def _rounded(one: Decimal, other: Decimal) -> bool:
    """Tell whether two numbers are near, or the finer is the coarser when it is rounded, or cut, to its places."""
    if abs(one - other) <= NEAR * max(abs(one), abs(other)):
        return True
    coarse, fine = sorted((one, other), key=lambda each: -int(each.as_tuple().exponent))
    place = Decimal(1).scaleb(int(coarse.as_tuple().exponent))
    return any(fine.quantize(place, how) == coarse for how in (ROUND_HALF_UP, ROUND_DOWN))


def asked_twice(items: Sequence[Item]) -> list[Finding]:
    """Find questions that are asked twice, in the same conversation."""
    found = []
    first: dict[tuple[object, ...], Item] = {}
    for item in items:
        turns = tuple(normalise(turn["content"]) for turn in item.history)
        same = first.setdefault((normalise(item.question).rstrip("?。."), turns), item)
        if same is item:
            continue
        if same.must == item.must:
            found.append(Finding(item.id, "与另一题重复", same.id))
        else:
            found.append(Finding(item.id, "同一个问题在另一题里另有答案", same.id))
    return found

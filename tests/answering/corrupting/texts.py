"""What a wrong answer says: figures, years, places, markers, names, counts and verdicts falsified in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from assistant.answering.checking.grounds import MARKER
from assistant.lexicon.figures import Figure, figures
from assistant.model import Answer, Report
from tests.answering.corrupting.wrong import Wrong, said

FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")
CHINESE = "零一二三四五六七八九"
SCALE = re.compile("万亿|[万亿]")
YEAR = re.compile(r"20\d\d")
NAME = re.compile(r"[《“]([^《》“”]+)[》”]")
PLACES = (
    "濮阳县",
    "衡阳市",
    "绿塘乡",
    "阳泉市城区",
    "台前县",
    "清丰县",
    "岳阳县",
    "阜新市海州区",
    "黑龙江省",
    "安阳市",
)
UNITS = ("件", "人", "项", "户", "%", "个百分点", "万元", "人次")


def _said_figures(answer: Answer) -> list[Figure]:
    """Give the figures that an answer says, without the × 100% of a formula and what stands in its counts."""
    return [
        one
        for one in figures(answer.answer)
        if not answer.answer[max(0, one.start - 2) : one.start].startswith("×")
        and any(char.isdigit() for char in one.text)
    ]


def _digits(one: Figure) -> list[int]:
    return [at for at, char in enumerate(one.text) if char.isdigit()]


def digits(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """One digit changed, two transposed, a zero lost or put in, the point lost or moved; also in full width."""
    for one in _said_figures(answer):
        places = _digits(one)
        at = rng.choice(places)
        other = rng.choice([digit for digit in "123456789" if digit != one.text[at]])
        forms = [("a digit changed", one.text[:at] + other + one.text[at + 1 :])]
        pairs = [(a, b) for a, b in pairwise(places) if one.text[a] != one.text[b]]
        if pairs:
            a, b = rng.choice(pairs)
            forms.append(
                (
                    "digits transposed",
                    one.text[:a] + one.text[b] + one.text[a + 1 : b] + one.text[a] + one.text[b + 1 :],
                )
            )
        forms.append(("a digit put in", one.text[:at] + other + one.text[at:]))
        if len(places) > 1:
            forms.append(("a digit lost", one.text[:at] + one.text[at + 1 :]))
        if "." in one.text:
            forms.append(("the point lost", one.text.replace(".", "")))
            forms.append(("98.08 told as 98.8", re.sub(r"\.0", ".", one.text)))
        else:
            forms.append(("a point put in", one.text[: places[-1]] + "." + one.text[places[-1] :]))
        for way, new in forms:
            changed = figures(new)
            if len(changed) == 1 and changed[0].same(one):
                continue
            yield from said(way, answer, one.start, one.end, new)
            yield from said(f"{way}, full width", answer, one.start, one.end, new.translate(FULL))


def scales(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """万 or 亿 dropped, added or exchanged; the unit changed or dropped; a bound or a minus sign added."""
    for one in _said_figures(answer):
        last = _digits(one)[-1] + 1
        scaled = SCALE.search(one.text)
        if scaled:
            yield from said("万/亿 dropped", answer, one.start, one.end, SCALE.sub("", one.text))
            new = "亿" if scaled[0] == "万" else "万"
            yield from said("万/亿 exchanged", answer, one.start, one.end, SCALE.sub(new, one.text))
        else:
            yield from said(
                "万/亿 added", answer, one.start, one.end, one.text[:last] + rng.choice("万亿") + one.text[last:]
            )
        unit = rng.choice([unit for unit in UNITS if unit != one.unit])
        yield from said("unit changed", answer, one.start, one.end, one.text[:last] + unit)
        yield from said("unit dropped", answer, one.start, one.end, one.text[:last])
        if not one.about:
            word = rng.choice(["近", "超过", "约", "逾"])
            yield from said("bound added", answer, one.start, one.end, word + one.text)
            yield from said("bound added", answer, one.start, one.end, one.text + rng.choice(["以上", "以下", "左右"]))
        yield from said("minus added", answer, one.start, one.end, "-" + one.text)


def in_words(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """Another value in 百分之 or in Chinese numerals."""
    for one in _said_figures(answer):
        if one.kind == "percent" and one.unit == "%":
            wrong = round(one.number + rng.choice([1, -1, 0.1, 10]), 2)
            yield from said("百分之, wrong", answer, one.start, one.end, f"百分之{wrong:g}")
            spoken = "".join(CHINESE[int(char)] if char.isdigit() else "点" for char in f"{wrong:g}" if char != "-")
            yield from said("百分之 in numerals, wrong", answer, one.start, one.end, f"百分之{spoken}")
        elif one.unit and one.number == int(one.number):
            wrong_number = int(one.number) + rng.randint(1, 8)
            tens, ones = divmod(wrong_number % 100, 10)
            spoken = (CHINESE[tens] + "十" if tens else "") + (CHINESE[ones] if ones else "") or "百"
            if wrong_number > 99:
                spoken = "".join(CHINESE[int(char)] for char in str(wrong_number))
            yield from said("Chinese numerals, wrong", answer, one.start, one.end, spoken + one.unit)


def others(answer: Answer, reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A figure of the same quote, of another quote, of another report in place of the one that is said."""
    for one in _said_figures(answer):
        near = [figure for cited in answer.citations for figure in figures(cited.quote)]
        far = list(figures(rng.choice(reports).text[:3000]))
        shown = {figure.text for figure in figures(answer.answer)}
        for way, pool in (("a figure of a quote", near), ("a figure of another report", far)):
            wrong = [figure.text for figure in pool if not figure.same(one) and figure.text not in shown]
            if wrong:
                yield from said(way, answer, one.start, one.end, rng.choice(wrong))


def years(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A neighbouring year, in either width."""
    for match in YEAR.finditer(answer.answer):
        for by in (-1, 1, rng.choice([-10, 10])):
            wrong = str(int(match[0]) + by)
            yield from said("a neighbouring year", answer, match.start(), match.end(), wrong)
        yield from said("a year in full width", answer, match.start(), match.end(), wrong.translate(FULL))


def places(answer: Answer, reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """The place of an answer swapped with one in the library or another."""
    named = [name for name in PLACES if name in answer.answer] + [card.region for card in reports if card.region]
    for name in dict.fromkeys(named):
        for match in re.finditer(re.escape(name), answer.answer):
            other = rng.choice([place for place in PLACES if place not in name and name not in place])
            yield from said("region swapped", answer, match.start(), match.end(), other)


def markers(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A marker lost, of nothing, or of another quote which does not say it."""
    for match in MARKER.finditer(answer.answer):
        yield from said("marker of nothing", answer, match.start(), match.end(), f"[{len(answer.citations) + 7}]")
        before = answer.answer[: match.start()]
        alone = answer.answer[match.end() :][:1] != "[" and not before.endswith("]")
        line = before.rpartition("\n")[2]
        if alone and "=" not in line + answer.answer[match.end() :].partition("\n")[0]:
            yield from said("marker lost", answer, match.start(), match.end(), "")
        own = next(one for one in answer.citations if one.marker == int(match[1]))
        words = [one.text for one in figures(line.rpartition("。")[2] or line)]
        away = [
            one for one in answer.citations if one.quote != own.quote and not any(word in one.quote for word in words)
        ]
        if away and "、" not in line:
            other = rng.choice(away)
            yield from said("marker swapped", answer, match.start(), match.end(), f"[{other.marker}]")


def names(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """A name in 《》 or “” changed by a character, another word put into a fact."""
    for match in NAME.finditer(answer.answer):
        at = rng.randrange(match.start(1), match.end(1))
        yield from said("a name changed", answer, at, at + 1, "鑫")
        yield from said("another name", answer, match.start(1), match.end(1), "某某规定")
    for line in re.finditer(r"(?:^|：|\d\. )([^\n|：]{6,})。\[\d+\]", answer.answer):
        if answer.rows:
            continue
        chars = [at for at in range(line.start(1), line.end(1)) if "一" <= answer.answer[at] <= "鿿"]
        for at in rng.sample(chars, min(2, len(chars))):
            yield from said("a word of a fact changed", answer, at, at + 1, "鑫")
        at = rng.choice(chars[1:-1])
        yield from said("不 put into a fact", answer, at, at, "不")


COUNTED = re.compile(r"查阅了(\d+)份|其中(\d+)份|以上(\d+)份")
VERDICTS = {"是的。": "不是。", "不是。": "是的。", "有。": "没有。", "没有。": "有。"}


def counts(answer: Answer, _reports: Sequence[Report], rng: Random) -> Iterator[Wrong]:
    """Counts of reports and verdicts changed."""
    for match in COUNTED.finditer(answer.answer):
        number = match.lastindex or 1
        wrong = str(int(match[number]) + rng.choice([1, 2, 5]))
        yield from said("a count of reports", answer, match.start(number), match.end(number), wrong)
    for verdict, other in VERDICTS.items():
        if answer.answer.startswith(verdict) and answer.rows:
            yield from said("a verdict turned", answer, 0, len(verdict), other)


WAYS = (digits, scales, in_words, others, years, places, markers, names, counts)

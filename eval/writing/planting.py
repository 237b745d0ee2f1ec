"""Wrong answers made out of true ones: each takes a sentence of the evidence and makes one thing of it wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.lexicon.figures import Figure, figures
from eval.modelserver.characters import SENTENCE, best_sentence, materials

YEAR = re.compile(r"(?<!\d)(20[12]\d)(?=年)")
DENIAL = re.compile(r"没有|未(?!来|成年|检)|不(?=[^同断仅动足])|无(?=[^论锡])")
VERB = re.compile(
    r"达到|达|完成|办理|办结|审结|受理|建成|接收|化解|调解|检查|审核|梳理|培养|投入|出台|开展|共有|(?<![没只还所])有|(?<![作行])为"
)
UNITS = ("件", "项", "个", "人", "次", "家", "户", "名", "份", "万元", "亿元", "%")
REGIONS = ("海州区", "衡阳市", "绿塘乡", "濮阳县", "阳泉市城区")
CLOSE = "。；！？"
BOUNDS = ("以上", "以下", "以内", "左右", "上下")


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that is true, its material, all materials, and the names of the report's region."""

    number: int
    sentence: str
    others: Sequence[tuple[int, str]]
    question: str


@dataclass(frozen=True, slots=True)
class Planted:
    """What the server says, which statement of it is wrong, and how; None where a sentence can't be made so wrong."""

    kind: str
    words: str
    wrong: str


Change = Callable[[Source, random.Random], str | None]


def _digit(source: Source, rng: random.Random) -> str | None:
    """Another digit in a figure."""
    figure = _one(source, rng)
    if figure is None:
        return None
    places = [at for at, char in enumerate(figure.text) if char.isdigit()]
    at = rng.choice(places)
    other = rng.choice([digit for digit in "123456789" if digit != figure.text[at]])
    changed = figure.text[:at] + other + figure.text[at + 1 :]
    whole = "".join(text for _, text in source.others)
    return _with(source.sentence, figure, changed) if changed not in whole else None


def _swapped_digits(source: Source, rng: random.Random) -> str | None:
    """Two neighbouring digits exchanged."""
    figure = _one(source, rng)
    if figure is None:
        return None
    pairs = [m.start() for m in re.finditer(r"(?=(\d)(\d))", figure.text) if m[1] != m[2] and m[2] != "0"]
    if not pairs:
        return None
    at = rng.choice(pairs)
    changed = figure.text[:at] + figure.text[at + 1] + figure.text[at] + figure.text[at + 2 :]
    whole = "".join(text for _, text in source.others)
    return _with(source.sentence, figure, changed) if changed not in whole else None


def _unit_dropped(source: Source, rng: random.Random) -> str | None:
    """A figure without its unit."""
    figure = _one(source, rng)
    if figure is None or not figure.unit:
        return None
    bare = re.sub(r"[^\d.,]+$", "", figure.text)
    return _with(source.sentence, figure, bare) if bare != figure.text else None


def _unit_swapped(source: Source, rng: random.Random) -> str | None:
    """A figure with another unit."""
    figure = _one(source, rng)
    if figure is None or not figure.unit or figure.unit not in figure.text:
        return None
    other = rng.choice([unit for unit in UNITS if unit != figure.unit])
    changed = figure.text.replace(figure.unit, other)
    whole = "".join(text for _, text in source.others)
    return _with(source.sentence, figure, changed) if changed not in whole else None


def _year(source: Source, rng: random.Random) -> str | None:
    """The year before or after, or a year put before a sentence that tells none."""
    told = YEAR.findall(source.sentence)
    if told:
        year = rng.choice(told)
        other = str(int(year) + rng.choice((-3, -2, -1, 1, 2)))
        return source.sentence.replace(year, other) if other not in told else None
    return f"{rng.choice((2016, 2017, 2018, 2025, 2026))}年，{source.sentence}"


def _region(source: Source, rng: random.Random) -> str | None:
    """Another place."""
    own = [name for name in REGIONS if name in source.question]
    other = rng.choice([name for name in REGIONS if name not in own])
    for name in own:
        if name in source.sentence:
            return source.sentence.replace(name, other)
    return f"{other}{source.sentence}"


def _other_indicator(source: Source, rng: random.Random) -> str | None:
    """A true figure of another sentence in place of this one's."""
    figure = _one(source, rng)
    if figure is None:
        return None
    there = {one.text for one in figures(source.sentence)}
    pool = [one.text for _, text in source.others for one in figures(text) if one.unit == figure.unit]
    pool = [text for text in pool if text not in there]
    return _with(source.sentence, figure, rng.choice(pool)) if pool else None


def _neighbour(source: Source, rng: random.Random) -> str | None:
    """Two figures of one unit in one sentence exchanged."""
    found = figures(source.sentence)
    pairs = [
        (one, two)
        for at, one in enumerate(found)
        for two in found[at + 1 :]
        if one.unit == two.unit and one.text != two.text
    ]
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    return _with(_with(source.sentence, two, one.text), one, two.text)


def _negation(source: Source, rng: random.Random) -> str | None:
    """What is denied told as done, what was done denied."""
    denied = DENIAL.search(source.sentence)
    if denied and rng.random() < 0.7:
        return source.sentence[: denied.start()] + source.sentence[denied.end() :]
    verbs = list(VERB.finditer(source.sentence))
    if not verbs:
        return None
    at = rng.choice(verbs)
    word = "没有" if at[0] in ("有", "共有") else "不" if at[0] == "为" else rng.choice(("未", "没有"))
    behind = at[0].removesuffix("有") if word == "没有" and at[0].endswith("有") else at[0]
    return source.sentence[: at.start()] + word + behind + source.sentence[at.end() :]


def _bound(source: Source, rng: random.Random) -> str | None:
    """A figure told as a bound or as rounded."""
    figure = _one(source, rng)
    if figure is None or figure.about or figure.text.endswith(BOUNDS):
        return None
    changed = rng.choice((f"超过{figure.text}", f"{figure.text}以上", f"近{figure.text}", f"{figure.text}以下"))
    return _with(source.sentence, figure, changed)


def _added(source: Source, rng: random.Random) -> str | None:
    """A figure or claim that nothing states, behind what is true."""
    more = ("同比增长8.3%", "居全省第一", "较上年翻了一番", "占总数的三分之一", "超额完成目标", "被国务院通报表扬")
    return f"{source.sentence.rstrip(CLOSE)}，{rng.choice(more)}"


def _computed(source: Source, rng: random.Random) -> str | None:
    """A sum that the text doesn't state."""
    found = [one for one in figures(source.sentence) if one.unit and one.kind == "count"]
    same = [(one, two) for one in found for two in found if one.start < two.start and one.unit == two.unit]
    if not same:
        return None
    one, two = rng.choice(same)
    return f"{source.sentence.rstrip(CLOSE)}，合计{one.number + two.number:g}{one.unit}"


CHANGES: dict[str, Change] = {
    "digit changed": _digit, "digits exchanged": _swapped_digits, "unit dropped": _unit_dropped,
    "unit exchanged": _unit_swapped, "neighbouring year": _year, "other region": _region,
    "figure of another sentence": _other_indicator, "figures exchanged": _neighbour, "negation turned": _negation,
    "made a bound": _bound, "claim added": _added, "sum computed": _computed,
}  # fmt: skip
MARKS = ("no marker", "marker of nothing", "marker of another passage")
KINDS = (*CHANGES, *MARKS)


def plant(prompt: str, question: str, kind: str, rng: random.Random) -> Planted | None:
    """Make a wrong answer of one kind to what a prompt asks; None where its materials don't allow it.

    Half of them stand alone, half behind a true sentence.
    """
    source = _source(prompt, question, rng)
    if source is None:
        return None
    wrong = source.sentence if kind in MARKS else CHANGES[kind](source, rng)
    if wrong is None or (kind not in MARKS and wrong == source.sentence):
        return None
    marker = _marker(source, kind, rng)
    if marker is None:
        return None
    wrong = wrong.rstrip(CLOSE)
    words = f"{wrong}。{marker}"
    first = best_sentence(prompt)
    if first is not None and first[1].rstrip(CLOSE) != source.sentence.rstrip(CLOSE) and rng.random() < 0.5:
        words = f"{first[1].rstrip(CLOSE)}。[{first[0]}]{words}"
    return Planted(kind, words, wrong)


def _source(prompt: str, question: str, rng: random.Random) -> Source | None:
    """Take the sentence that answers, or any other that states a figure."""
    offered = materials(prompt)
    best = best_sentence(prompt)
    stating = [(number, one) for number, text in offered for one in SENTENCE.findall(text) if figures(one)]
    if best is None and not stating:
        return None
    number, sentence = best if best is not None and (rng.random() < 0.6 or not stating) else rng.choice(stating)
    return Source(number, sentence.strip(), offered, question)


def _marker(source: Source, kind: str, rng: random.Random) -> str | None:
    numbers = [number for number, _ in source.others]
    if kind == "no marker":
        return ""
    if kind == "marker of nothing":
        return f"[{max(numbers) + rng.randint(1, 40)}]"
    if kind == "marker of another passage":
        told = [one.text for one in figures(source.sentence)]
        others = [number for number, text in source.others if not any(one in text for one in told)]
        return f"[{rng.choice(others)}]" if told and others else None
    return f"[{source.number}]"


def _one(source: Source, rng: random.Random) -> Figure | None:
    found = [one for one in figures(source.sentence) if any(char.isdigit() for char in one.text)]
    return rng.choice(found) if found else None


def _with(sentence: str, figure: Figure, text: str) -> str:
    return sentence[: figure.start] + text + sentence[figure.end :]

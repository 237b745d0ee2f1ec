"""Read the data files of the lexicon, each once, as plain tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.lexicon.trie import any_of
from assistant.lexicon.words import at_words

DATA = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """Yield the lines of `data/name` that are neither empty nor comments."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


@cache
def generic_words() -> frozenset[str]:
    """Words that say little of what is asked (情况, 数量 …)."""
    return frozenset(word for line in lines("generic.txt") for word in line.split())


@cache
def fillers() -> frozenset[str]:
    """Words beside an indicator that change nothing of it (全省, 达到, 现有 …)."""
    return frozenset(word for line in lines("fillers.txt") for word in line.split())


@cache
def asking_words() -> dict[str, tuple[str, ...]]:
    """Category → words of asking (polite → 请问 麻烦 …), which never name what is asked for."""
    found: dict[str, list[str]] = {}
    for line in lines("asking.txt"):
        category, words = line.split(":", 1)
        found.setdefault(category, []).extend(words.split())
    return {category: tuple(words) for category, words in found.items()}


@cache
def particles() -> frozenset[str]:
    """Lone characters that say nothing (的, 了, 是 …)."""
    return frozenset(word for line in lines("particles.txt") for word in line.partition(":")[2].split())


@cache
def verbs_of_speech() -> dict[str, tuple[str, ...]]:
    """Read verbs.txt: 查 → (检查,); several, behind, between, nouns → their words."""
    pairs = (line.partition(":") for line in lines("verbs.txt"))
    return {name: tuple(words.split()) for name, _, words in pairs}


@cache
def lone_verbs() -> dict[str, str]:
    """One-character verb of speech → the verb that reports use (查 → 检查)."""
    lists = ("several", "behind", "between", "nouns")
    return {name: words[0] for name, words in verbs_of_speech().items() if name not in lists}


@cache
def lone_nouns() -> dict[str, str]:
    """One-character noun of speech → the noun that reports use (猪 → 生猪)."""
    pairs = (pair.partition("=") for pair in verbs_of_speech()["nouns"])
    return {name: noun for name, _, noun in pairs}


@cache
def sounds() -> dict[str, str]:
    """Character → its syllable without tone; syllables that many speakers do not tell apart are one (shi, si)."""
    table = dict(line.split(": ", 1) for line in lines("pinyin.txt"))
    alike = [pair.split("=") for pair in table.pop("alike").split()]
    found: dict[str, str] = {}
    for syllable, characters in table.items():
        for wide, narrow in alike:
            ends = syllable.startswith(wide) or syllable.endswith(wide)
            syllable = syllable.replace(wide, narrow) if ends else syllable
        found |= dict.fromkeys(characters, syllable)
    return found


@cache
def contrasts() -> tuple[tuple[str, ...], ...]:
    """Groups of words that stand against each other (城镇 农村), longer words of a group first."""
    return tuple(tuple(sorted(line.split(), key=len, reverse=True)) for line in lines("contrasts.txt"))


@cache
def suffixes() -> frozenset[str]:
    """Lone characters that make a noun of the word before them (进驻 + 率)."""
    return frozenset(word for line in lines("suffixes.txt") for word in line.split())


@cache
def province_groups() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """(shown name, names that stand alone, names that need 各省 … behind, full names of the members)."""
    found = []
    for line in lines("groups.txt"):
        names, members = (side.split() for side in line.split(":"))
        alone = tuple(name for name in names if not name.endswith("+"))
        behind = tuple(name.rstrip("+") for name in names if name.endswith("+"))
        found.append((alone[0], alone, behind, tuple(members)))
    return tuple(found)


@cache
def _report_kinds() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines("kinds.txt"))


def report_kind(title: str) -> str:
    """Give the kind of report that a title (or a file name) names; "" when it names none that is known."""
    return next((names[0] for names in _report_kinds() if any(name in title for name in names)), "")


@cache
def unit_kinds() -> dict[str, str]:
    """Measure word → kind (件 → count, % → percent, 元 → money …)."""
    table = (line.split(":", 1) for line in lines("units.txt"))
    return {unit: kind for kind, units in table for unit in units.split()}


@cache
def paired_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(a word that names two things, the two): 城乡 → 城镇, 农村; longer words first."""
    table = (line.split(":", 1) for line in lines("pairs.txt"))
    return tuple((both, tuple(members.split())) for both, members in table)


@cache
def sibling_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that tell siblings apart: those that must be said where they are asked, those that make narrower."""
    table = dict(line.split(":", 1) for line in lines("siblings.txt"))
    return tuple(table["asked"].split()), tuple(table["told"].split())


@cache
def amount_words() -> dict[str, tuple[str, ...]]:
    """Give the words that tell all there is from what was added (total, added …), longest first."""
    table = (line.split(":", 1) for line in lines("amounts.txt"))
    return {name: tuple(sorted(words.split(), key=len, reverse=True)) for name, words in table}


@cache
def unit_families() -> tuple[frozenset[str], ...]:
    """Groups of measure words that count the same things (件 起 宗 …)."""
    return tuple(frozenset(line.split()) for line in lines("unit_families.txt"))


@cache
def units_of_heads() -> tuple[tuple[str, frozenset[str]], ...]:
    """(last words of an indicator, the measure words it is counted with), longer heads first."""
    table = (line.split(":", 1) for line in lines("heads.txt"))
    pairs = [(head, frozenset(units.split())) for units, heads in table for head in heads.split()]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def related_words() -> dict[str, tuple[str, ...]]:
    """Term → the other terms that meet it in part."""
    near: dict[str, list[str]] = {}
    for line in lines("related.txt"):
        asked, one_way, met_by = line.partition(">")
        group = (met_by if one_way else line).split()
        for word in asked.split() if one_way else group:
            near.setdefault(word, []).extend(other for other in group if other != word)
    for spoken, verb in lone_verbs().items():
        # reports speak so too: 查了13户
        near.setdefault(verb, []).append(f"{spoken}了")
    return {word: tuple(dict.fromkeys(others)) for word, others in near.items()}


@cache
def aspects() -> tuple[tuple[str, str, bool], ...]:
    """(word, aspect, hard) of what can be said of an indicator, longer words first."""
    found = []
    for line in lines("aspects.txt"):
        strength, aspect, *words = line.split()
        found += [(word, aspect, strength == "hard") for word in words]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def only_aspects(text: str) -> bool:
    """Tell whether words say only what is said of something (成功率, 办结), not of what."""
    for word, _aspect, _hard in aspects():
        text = text.replace(word, "")
    return not re.sub("目标|计划|预期|打算|情况|[率数的了比例 ]", "", text)


def _alternation(words: list[str]) -> re.Pattern[str]:
    return re.compile(any_of(words))


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    groups = [line.split() for line in lines("synonyms.txt")]
    table = {word.lower(): group[0] for group in groups for word in group}
    return _alternation(list(table)), table


@cache
def _everyday() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = (line.split("=", 1) for line in lines("everyday.txt"))
    # official wordings stand for themselves, so that nothing is replaced inside them (救援队 in 应急救援队伍)
    table = {word.lower(): word.lower() for line in lines("synonyms.txt") for word in line.split()}
    table |= {everyday.strip(): official.strip() for everyday, official in pairs}
    return _alternation(list(table)), table


def canonical(text: str) -> str:
    """Read every wording of one indicator as its first one (行政首长出庭率 → 出庭应诉率); `text` is folded."""
    pattern, table = _synonyms()
    return pattern.sub(lambda match: table[match.group()], text)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("(" + _alternation([line.split()[0].lower() for line in lines("synonyms.txt")]).pattern + ")")


def indicators_apart(text: str) -> list[str]:
    """Split a canonical text so that every known indicator is a piece of its own."""
    return [piece for piece in _heads().split(text) if piece.strip()]


@cache
def known_indicators() -> frozenset[str]:
    """The first wording of every synonym group."""
    return frozenset(line.split()[0].lower() for line in lines("synonyms.txt"))


def official(text: str) -> str:
    """Put official words in the place of everyday ones (民告官 → 行政诉讼)."""
    pattern, table = _everyday()
    return at_words(pattern, lambda match: table[match.group()], text)

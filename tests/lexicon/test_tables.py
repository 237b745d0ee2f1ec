"""The word tables: big enough, no word twice, and reading a text with them changes nothing that is official."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.lexicon import tables
from assistant.lexicon.fold import fold
from assistant.lexicon.gazetteer import places_named
from assistant.lexicon.words import cut, domain_words

ROOT = Path(__file__).resolve().parents[2]
# Official words that an everyday wording of the table spells in full, and whose reading is wanted
READ_ON_PURPOSE = {"一把手出庭"}


def groups() -> list[list[str]]:
    """Give the groups of synonyms as they stand in the file, small letters."""
    return [line.lower().split() for line in tables.lines("synonyms.txt")]


def wordings() -> list[str]:
    """Give every wording of every group."""
    return [word for group in groups() for word in group]


def everyday() -> list[tuple[str, str]]:
    """Give (everyday word, official word) as they stand in the file."""
    pairs = (line.split("=") for line in tables.lines("everyday.txt"))
    return [(key.strip(), official.strip()) for key, official in pairs]


def related() -> list[str]:
    """Give the lines of near words."""
    return list(tables.lines("related.txt"))


def twice(words: list[str]) -> set[str]:
    """Give the words that stand more than once."""
    seen: set[str] = set()
    return {word for word in words if word in seen or seen.add(word)}  # type: ignore[func-returns-value]


def test_the_tables_are_big_enough() -> None:
    """Terms of the field, everyday words, groups of synonyms and lines of near words."""
    assert len(domain_words()) >= 600
    assert len([pair for pair in everyday() if pair[0] != pair[1]]) >= 250
    assert len(groups()) >= 250
    assert len(related()) >= 150


def test_every_line_parses() -> None:
    """Two wordings or more in a group, two sides to an everyday word, one > at most between near words."""
    assert [group for group in groups() if len(group) < 2] == []
    assert [pair for pair in everyday() if not all(pair)] == []
    assert [line for line in related() if line.count(">") > 1 or len(line.replace(">", " ").split()) < 2] == []
    assert [line for line in related() if not all(side.strip() for side in line.split(">"))] == []


def test_no_word_stands_twice() -> None:
    """A word with two readings would be read as whichever comes last."""
    assert twice(wordings()) == set()
    assert twice([key for key, _official in everyday()]) == set()
    assert twice(related()) == set()


def test_no_term_or_word_of_asking_stands_twice() -> None:
    """One line tells where a word belongs."""
    assert twice([term for line in tables.lines("words.txt") for term in line.split()]) == set()
    assert twice([word for words in tables.asking_words().values() for word in words]) == set()


def test_everyday_words_make_no_cycle() -> None:
    """An official word is never an everyday one itself."""
    keys = {key for key, official in everyday() if key != official}
    assert [pair for pair in everyday() if pair[0] != pair[1] and pair[1] in keys] == []


def test_official_words_are_known_words() -> None:
    """Each is made of terms and words that reports are cut into: one that falls into characters is misspelt."""
    known = set(domain_words()) | set(wordings())
    unknown = [
        word
        for key, official in everyday()
        for word in official.split()
        if key != official and word not in known and all(len(piece) == 1 for piece in cut(word))
    ]
    assert unknown == []


def test_words_of_asking_are_no_indicators() -> None:
    """What is taken out of every question must not be what one asks for."""
    asking = {word for words in tables.asking_words().values() for word in words}
    assert asking & set(wordings()) == set()
    assert asking & {official for key, official in everyday() if key != official} == set()


def test_lone_characters() -> None:
    """Particles and suffixes are single characters."""
    assert [one for one in tables.particles() | tables.suffixes() if len(one) != 1] == []


def test_groups_of_provinces_have_provinces() -> None:
    """Every member is the full name of a province, no name means two groups."""
    groups_of = tables.province_groups()
    members = {member for _shown, _alone, _behind, members in groups_of for member in members}
    assert [name for name in sorted(members) if [place.level for place in places_named(name)][:1] != ["省"]] == []
    assert twice([name for _shown, alone, behind, _members in groups_of for name in {*alone, *behind}]) == set()
    assert {shown: len(of) for shown, _alone, _behind, of in groups_of}["西部"] == 12


def test_words_are_folded() -> None:
    """Questions and texts are folded before they are looked up: a capital or a curly quote would never be met."""
    assert [word for word in wordings() if fold(word) != word] == []
    assert [pair for pair in everyday() if fold("=".join(pair)) != "=".join(pair)] == []
    assert [line for line in related() if fold(line) != line] == []


def test_near_words_are_read_as_their_first_wording() -> None:
    """A term of a question stands in its first wording, so an asked word in another would never be met."""
    asked = [word for line in related() for word in line.partition(">")[0].split()]
    assert [word for word in asked if word in wordings() and tables.canonical(word) != word] == []


def test_reading_twice_changes_nothing() -> None:
    """The first wording of a group makes no wording of another, alone or in a report."""
    once = [tables.canonical(word) for word in wordings()]
    assert once == [group[0] for group in groups() for _word in group]
    assert [word for word in once if tables.canonical(word) != word] == []
    for path in sorted((ROOT / "samples" / "source").glob("*.md")):
        text = tables.canonical(fold(path.read_text("utf-8")))
        assert tables.canonical(text) == text, path.name


def test_everyday_words_leave_official_ones_alone() -> None:
    """Nothing is replaced inside a synonym, a term of the field or the official word itself."""
    assert [word for word in wordings() if tables.official(word) != word] == []
    terms = set(domain_words()) - READ_ON_PURPOSE
    assert [term for term in terms if tables.official(term) != term] == []
    assert [pair for pair in everyday() if tables.official(pair[1]) != pair[1]] == []


def test_no_everyday_word_is_a_synonym() -> None:
    """One table reads a word, not both; an identity (旅客 = 旅客) only keeps a word as it is."""
    known = set(wordings())
    assert [pair for pair in everyday() if pair[0] in known and pair[0] != pair[1]] == []


def test_everyday_words_leave_places_alone() -> None:
    """小店区 is a place, 小店 are small shops."""
    names = [name for line in tables.lines("places.tsv") for name in line.split("\t") if not name.isdigit()]
    towns = [line.split("\t") for line in tables.lines("places_towns.txt")]
    names += [name + last for last, of_kind in towns for name in of_kind.split()]
    changed = [name for name in names if len(name) > 2 and tables.official(name) != name]
    assert changed == []


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("罚了多少", "处罚多少"),
        ("处罚了多少", "处罚多少"),
        ("空气好的天数", "优良天数"),
        ("报告政府工作", "报告政府工作"),
        ("抽调成员单位", "抽调成员单位"),
        ("排查企业", "排查企业"),
        ("货物价格", "货物价格"),
        ("民告官", "行政诉讼"),
    ],
)
def test_everyday_words_are_read_where_they_stand_alone(asked: str, read: str) -> None:
    """An everyday word inside an official phrase is not one."""
    assert tables.official(asked) == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("城镇登记失业率", "城镇调查失业率"),
        ("出口额", "进口额"),
        ("一般公共预算收入", "一般公共预算支出"),
        ("城镇居民收入", "农村居民收入"),
        ("人均生产总值", "生产总值"),
        ("户籍人口", "常住人口"),
        ("生猪出栏", "生猪存栏"),
        ("农林牧渔业增加值", "农林牧渔业总产值"),
        ("高铁里程", "铁路里程"),
        ("行政复议受理率", "行政复议审结率"),
    ],
)
def test_different_indicators_stay_apart(one: str, other: str) -> None:
    """A wrong equal makes a wrong figure."""
    assert tables.canonical(one) != tables.canonical(other)

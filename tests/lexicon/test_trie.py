"""A pattern of many words finds what one alternative after the other finds."""

from __future__ import annotations

import re

from assistant.lexicon.tables import DATA, _synonyms
from assistant.lexicon.trie import any_of


def test_the_longest_word_that_begins_at_a_place() -> None:
    """Longer words win, whatever their order; characters that mean something in patterns are themselves."""
    pattern = re.compile(any_of(["行政", "行政复议", "复议", "a+b", "[件]", "行政复议案"]))
    assert pattern.findall("行政复议案件，行政复，a+b[件]") == ["行政复议案", "行政", "a+b", "[件]"]
    assert re.compile(any_of([])).findall("行政") == []


def test_as_one_alternative_after_the_other() -> None:
    """Over the wordings of the lexicon and a text that is full of them."""
    words = list(_synonyms()[1])
    plain = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    text = (DATA / "synonyms.txt").read_text("utf-8").lower() + (DATA / "everyday.txt").read_text("utf-8").lower()
    assert re.compile(any_of(words)).findall(text) == plain.findall(text)

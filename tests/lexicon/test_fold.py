"""Folding keeps every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.lexicon.fold import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＧＤＰ增长８．５％", "gdp增长8.5%"),
        ("（一）２０２３年１－６月，", "(一)2023年1-6月,"),
        ("「七五」普法", '"七五"普法'),
        ("﹁七五﹂", '"七五"'),
        ("二○二三年", "二〇二三年"),
        ("⼀是⾏政复议", "一是行政复议"),
        ("⻓效机制、⺠⽣、⻔⼾、⻝品", "长效机制、民生、门户、食品"),
        ("〔2023〕5号", "[2023]5号"),
        ("Ⅲ级　应急", "ⅲ级 应急"),
        ("5G基站、12345", "5g基站、12345"),
        ("89﹪–95‰", "89%-95‰"),
    ],
)
def test_variants_become_one_spelling(text: str, folded: str) -> None:
    """Width, case, typesetting variants of punctuation, of radicals and of the round zero."""
    assert fold(text) == folded
    assert len(folded) == len(text)


@pytest.mark.parametrize("text", ["㎡", "①", "½", "²", "……", "İ", "℃", "ﬁ"])
def test_what_would_change_length_or_figure_stays(text: str) -> None:
    """Folded, a square metre would move offsets, and a circled number, a fraction, a power be figures."""
    assert fold(text) == text


@given(st.text())
def test_length_never_changes(text: str) -> None:
    """One code point in, one out, and folding twice is folding once."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    assert all(fold(letter) == folded for letter, folded in zip(text, fold(text), strict=True))

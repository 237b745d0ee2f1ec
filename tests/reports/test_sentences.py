"""Sentences of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reports.sentences import sentences


def cut(text: str) -> list[str]:
    """Give the sentences as text."""
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_full_stops_and_line_ends() -> None:
    """Not at commas, semicolons or decimal points."""
    assert cut("增长5.1%,全省第四;二是提速。成效好!\n下一段") == ["增长5.1%,全省第四;二是提速。", "成效好!", "下一段"]


def test_closing_quotes_stay_with_their_sentence() -> None:
    """So a quote never begins with the end of another."""
    assert cut("他说：“办好了。”群众满意。") == ["他说：“办好了。”", "群众满意。"]


def test_a_part_of_a_text_can_be_cut() -> None:
    """Offsets are those of the whole text."""
    assert sentences("甲。乙。丙。", 2, 6) == [(2, 4), (4, 6)]


@given(st.text(alphabet="甲乙1.,;。！？”\n ", max_size=80))
def test_every_character_is_in_one_sentence(text: str) -> None:
    """White space aside."""
    assert "".join("".join(cut(text)).split()) == "".join(text.split())

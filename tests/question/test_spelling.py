"""A known term with one character mistyped is read as that term, when nothing else was found."""

from __future__ import annotations

import pytest

from assistant.question import respelled


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("办理检察建义", ("检察建义", "检察建议")),
        ("行政审皮事项", ("行政审皮事项", "行政审批事项")),
        ("行政审批事项", None),
        ("粮食产量", None),
        ("今天天气", None),
        ("信仿", None),
    ],
)
def test_one_character_off_a_known_term(words: str, read: tuple[str, str] | None) -> None:
    """The longest run counts; known terms and short words are left alone."""
    assert respelled(words) == read

from __future__ import annotations

import time

import pytest

from assistant.answering.writing.thinking import Speech, spoken

REPLIES = [
    ("6件。[1]", "6件。[1]"),
    ("<think>9件</think>6件。[1]", "6件。[1]"),
    ("<Thinking>9件</thinking>\n6件。[1]", "6件。[1]"),
    ("9件</think>6件。[1]", "6件。[1]"),
    ("6件。<think>9件</think>[1]", "6件。[1]"),
    ("6件。[1]<think>9件", "6件。[1]"),
    ("<think>8<think>9件</think>件</think>6件。[1]", "6件。[1]"),
    ("<reasoning>9件</reasoning><think>8件</think>6件。[1]", "6件。[1]"),
    ("<think>9件", ""),
    ("3<5，<b>6件</b>。[1]", "3<5，<b>6件</b>。[1]"),
    ("6\u200b件。[1]\u202e", "6件。[1]"),
    ("", ""),
]


@pytest.mark.parametrize(("reply", "said"), REPLIES)
def test_what_is_said(reply: str, said: str) -> None:
    """Thoughts go, closed or not, whatever else has brackets stays, and what can't be seen goes."""
    assert spoken(reply) == said


@pytest.mark.parametrize(("reply", "said"), REPLIES)
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_in_pieces_it_is_the_same(reply: str, said: str, size: int) -> None:
    """Half a tag is never said, and the end is the same."""
    speech = Speech()
    for start in range(0, len(reply), size):
        speech.hear(reply[start : start + size])
        assert "<t" not in speech.words and "</t" not in speech.words
    speech.hear("\n")
    assert speech.words == said


def test_endless_thoughts_are_read_once() -> None:
    """A reply of nothing but opening tags costs no more than another of its length."""
    began = time.perf_counter()
    assert spoken("<think>嗯" * 100_000) == ""
    assert time.perf_counter() - began < 2

"""LangChain's interfaces: what a chain may hand over, and one Chinese line for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import QuestionError


@pytest.fixture(scope="module")
def assistant(sample_library: Path) -> Assistant:
    """Open the library of the samples."""
    return Assistant.open(sample_library)


@pytest.mark.parametrize("k", [0, -1, 1.5, "3", None, True])
def test_a_retriever_gives_one_passage_or_more(assistant: Assistant, k: object) -> None:
    """A number below 1, which a slice would take from the end, is refused."""
    with pytest.raises(QuestionError, match=r"^k 不能是 .*。k 是段落的个数，请写 1 或更大的整数$"):
        assistant.as_retriever(k=k)  # type: ignore[arg-type]
    assert len(assistant.as_retriever(k=1).invoke("行政审批事项")) == 1


@pytest.mark.parametrize("query", [None, 5, {"question": "x"}])
def test_a_retriever_takes_text(assistant: Assistant, query: object) -> None:
    """Anything but text is refused."""
    with pytest.raises(QuestionError, match="要检索的应是文字"):
        assistant.as_retriever().invoke(query)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [{}, None, 5, {"question": 1}, {"question": None}, ["几件"]])
def test_a_runnable_without_a_question(assistant: Assistant, given: object) -> None:
    """It says what it takes."""
    with pytest.raises(QuestionError, match=r'^没有收到问题。请给出文字，或 {"question": "…", "history": \[…\]}$'):
        assistant.as_runnable().invoke(given)


@pytest.mark.parametrize(
    "history", ["之前的话", 5, {"role": "user"}, [1], [None], [{"role": "user"}], [{"role": "user", "content": 1}]]
)
def test_a_runnable_with_a_broken_history(assistant: Assistant, history: object) -> None:
    """The form of the turns is told."""
    with pytest.raises(QuestionError, match=r"^history 不能用。请写成"):
        assistant.as_runnable().invoke({"question": "几件", "history": history})


@pytest.mark.parametrize("history", [None, [], ()])
def test_no_history_is_fine(assistant: Assistant, history: object) -> None:
    """None and nothing are the same."""
    answer = assistant.as_runnable().invoke({"question": "濮阳县有多少项行政审批事项？", "history": history})
    assert "2189项" in answer.answer

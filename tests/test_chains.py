"""LangChain's interfaces: what a chain may hand over, and one Chinese line for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import QuestionError
from assistant.model import Filter


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


def test_a_filter_narrows_the_retriever(assistant: Assistant) -> None:
    """Only what it admits is found, of the part too."""
    only = Filter(regions=("湖南",), part="plan")
    found = assistant.as_retriever(k=5, only=only).invoke("行政复议案件")
    assert {one.metadata["region"] for one in found} == {"湖南省衡阳市"}
    assert all(one.metadata["heading"][0] == "三、2024年主要思路" for one in found)


def test_a_filter_narrows_the_runnable(assistant: Assistant) -> None:
    """It goes beside the question; anything else in its place is refused."""
    answers = assistant.as_runnable()
    answer = answers.invoke({"question": "海州区行政复议案件几件", "only": Filter(regions=("湖南",))})
    assert "130件" in answer.answer
    with pytest.raises(QuestionError, match="only 不能用"):
        answers.invoke({"question": "几件", "only": "湖南"})

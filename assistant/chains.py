"""LangChain's interfaces over the assistant, so that it drops into somebody's own chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, field_validator

from assistant.errors import QuestionError
from assistant.model import Answer, Filter, Hit, Report


class Asks(Protocol):
    """Whoever answers a question with the conversation before it, as `Assistant.ask` does."""

    def __call__(
        self, question: str, history: Sequence[Mapping[str, str]] = (), *, only: Filter | None = None
    ) -> Answer:
        """Answer one question."""


class PassageRetriever(BaseRetriever):
    """The best k passages for a query, by words and meaning."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    search: Callable[..., Sequence[Hit]]
    cards: Mapping[str, Report]
    k: int = 8

    @field_validator("k", mode="before")
    @classmethod
    def _count(cls, k: object) -> int:
        if not isinstance(k, int) or isinstance(k, bool) or k < 1:
            raise QuestionError(f"k 不能是 {k!r}", fix="k 是段落的个数，请写 1 或更大的整数")
        return k

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        if not isinstance(query, str):
            raise QuestionError(f"要检索的应是文字，不能是 {type(query).__name__}", fix="请给出一个问题")
        return [self._document(hit) for hit in self.search(query, k=self.k)]

    def _document(self, hit: Hit) -> Document:
        passage, card = hit.passage, self.cards[hit.passage.report]
        return Document(
            page_content=passage.text,
            metadata={
                "report": passage.report,
                "region": card.region,
                "year": card.year,
                "title": card.title,
                "heading": list(passage.heading),
                "start": passage.start,
                "end": passage.end,
                "score": hit.score,
            },
        )


def runnable(answers: Asks) -> Runnable[Any, Answer]:
    """Wrap `ask`: takes a question, or a mapping with `question` and optionally `history` and `only`, a Filter.

    The runnable raises QuestionError for anything else.
    """

    def ask(given: Any) -> Answer:  # noqa: ANN401 - a chain hands over a string or a mapping
        question, history, only = _asked(given)
        return answers(question, history, only=only)

    return RunnableLambda(ask, name="assistant")


def _asked(given: object) -> tuple[str, list[Mapping[str, str]], Filter | None]:
    """Give question, history and filter; raise QuestionError when a chain hands over something else."""
    fields = given if isinstance(given, Mapping) else {"question": given}
    question, history, only = fields.get("question"), fields.get("history"), fields.get("only")
    if not isinstance(question, str):
        raise QuestionError("没有收到问题", fix='请给出文字，或 {"question": "…", "history": […]}')
    turns = [] if history is None else history
    if not isinstance(turns, list | tuple) or not all(map(_is_turn, turns)):
        raise QuestionError("history 不能用", fix='请写成 [{"role": "user", "content": "…"}]')
    if only is not None and not isinstance(only, Filter):
        raise QuestionError("only 不能用", fix="请给出 assistant.model.Filter")
    return question, list(turns), only


def _is_turn(turn: object) -> bool:
    return isinstance(turn, Mapping) and all(isinstance(turn.get(name), str) for name in ("role", "content"))

"""LangChain's interfaces over the assistant, so that it drops into somebody's own chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict

from assistant.model import Answer, Hit, Report
from assistant.retrieval import Searcher


class Asks(Protocol):
    """Whoever answers a question with the conversation before it, as `Assistant.ask` does."""

    def __call__(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        """Answer one question."""


class PassageRetriever(BaseRetriever):
    """The best k passages of the whole library for a query, by words and meaning."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    searcher: Searcher
    cards: Mapping[str, Report]
    k: int = 8

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [self._document(hit) for hit in self.searcher.search(query, k=self.k)]

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
    """Wrap `ask`: takes a question, or a mapping with `question` and optionally `history`."""

    def ask(given: Any) -> Answer:  # noqa: ANN401 - a chain hands over a string or a mapping
        if isinstance(given, str):
            return answers(given)
        return answers(given["question"], given.get("history") or ())

    return RunnableLambda(ask, name="assistant")

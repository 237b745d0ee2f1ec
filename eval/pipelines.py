"""Two plain pipelines that answer the questions beside the assistant, judged by the same judge.

`TopSentence` gives the one sentence of the library that BM25 over jieba's words ranks first; `TopPassages` the four
passages that LangChain's vector store ranks first, as a language model would be given them. Neither declines. Beside
what is answered both tell the ten places that they rank first, for the metrics of retrieval.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from assistant.model import Answer, Citation, Hit, Passage, Report
from assistant.reports.structure.sentences import sentences
from embeddings import Embedding
from eval import plain

if TYPE_CHECKING:
    from langchain_core.vectorstores import InMemoryVectorStore
    from rank_bm25 import BM25Okapi

Place = tuple[str, int, int]
RANKED = 10


class Pipeline(Protocol):
    """What the evaluation needs of a pipeline."""

    def ask(self, question: str, history: Sequence[dict[str, str]] = ()) -> Answer:
        """Answer one question."""

    def report(self, name: str) -> Report:
        """Give a report of the library."""


class _Plain:
    """Reports by name, and an answer of the text at the places that were found."""

    def __init__(self, reports: Iterable[Report]) -> None:
        """Keep the reports; indexes are built at the first question."""
        self.reports: Mapping[str, Report] = {one.report: one for one in reports}

    def report(self, name: str) -> Report:
        """Give a report."""
        return self.reports[name]

    def _answered(self, question: str, find: Callable[[], Sequence[Place]], told: int) -> Answer:
        """Answer with the best `told` of the places found."""
        began = time.perf_counter()
        places = find()
        cited = tuple(self._cite(marker, *place) for marker, place in enumerate(places[:told], 1))
        text = "\n".join(f"{one.quote}[{one.marker}]" for one in cited)
        elapsed = (time.perf_counter() - began) * 1000
        hits = tuple(self._hit(number, *place) for number, place in enumerate(places))
        return Answer(question, "answered", text, citations=cited, elapsed_ms=elapsed, hits=hits)

    def _hit(self, number: int, name: str, start: int, end: int) -> Hit:
        """Give a place as a hit; the order is all that is known of its score."""
        return Hit(Passage(name, number, start, end, self.reports[name].text[start:end]), 1 / (number + 1))

    def _cite(self, marker: int, name: str, start: int, end: int) -> Citation:
        report = self.reports[name]
        return Citation(
            marker, name, report.title, report.region, report.year, None, (), None, report.text[start:end], start, end
        )


class TopSentence(_Plain):
    """The sentence that BM25 (rank_bm25 over jieba's words) ranks first."""

    def ask(self, question: str, history: Sequence[dict[str, str]] = ()) -> Answer:
        """Give the sentence nearest to the conversation's words."""
        _ = self._index
        return self._answered(question, lambda: self._best(spoken(question, history)), told=1)

    def _best(self, words: str) -> list[Place]:
        import jieba

        index, places = self._index
        scores = index.get_scores(jieba.lcut(words))
        return [places[int(at)] for at in (-scores).argsort(kind="stable")[:RANKED]]

    @cached_property
    def _index(self) -> tuple[BM25Okapi, list[Place]]:
        import jieba
        from rank_bm25 import BM25Okapi

        jieba.setLogLevel("ERROR")
        places = [(one.report, *span) for one in self.reports.values() for span in sentences(one.text)]
        return BM25Okapi([jieba.lcut(self.reports[name].text[a:b]) for name, a, b in places]), places


class TopPassages(_Plain):
    """The passages that LangChain's in-memory vector store ranks first, with the assistant's own embedding model."""

    def __init__(self, reports: Iterable[Report], embedding: Embedding) -> None:
        """Keep the reports and the model."""
        super().__init__(reports)
        self._embedding = embedding

    def ask(self, question: str, history: Sequence[dict[str, str]] = ()) -> Answer:
        """Give the passages nearest to the conversation's words."""
        _ = self._store
        return self._answered(question, lambda: self._found(spoken(question, history)), told=plain.TOP)

    def _found(self, words: str) -> list[Place]:
        return [(one["report"], one["start"], one["end"]) for one in plain.search(self._store, words, RANKED)]

    @cached_property
    def _store(self) -> InMemoryVectorStore:
        return plain.build(self.reports.values(), self._embedding)


def spoken(question: str, history: Sequence[Mapping[str, str]]) -> str:
    """Give a question with what the user said before it, which is all that a plain pipeline has for a follow-up."""
    return " ".join([*(turn["content"] for turn in history if turn["role"] == "user"), question])

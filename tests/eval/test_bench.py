"""The pieces of the bench that need no library: the plain pipeline and the table's lines."""

from __future__ import annotations

from langchain_core.embeddings import Embeddings

from assistant.model import Report
from eval.bench import Measured
from eval.plain import build, search


class Letters(Embeddings):
    """Counts two letters, so that nearness is known."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Give (a, b) counts of each text, never both zero."""
        return [[text.count("a") + 0.1, float(text.count("b"))] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Give the counts of a question."""
        return self.embed_documents([text])[0]


def test_plain_pipeline() -> None:
    """Pieces of 320 characters overlap by 32, and the nearest comes first."""
    store = build([Report("r.txt", "a" * 320 + "b" * 320)], Letters())
    assert len(store.store) == 3
    assert search(store, "b" * 20)[0] == {"report": "r.txt", "start": 576, "end": 640}


def test_measured_line() -> None:
    """The ratio stands beside both numbers, a dash where there is nothing to compare."""
    assert Measured("p50", 2.0, 4.0, "{:.1f}").line() == "| p50 | 2.0 | 4.0 | 0.50 |"
    assert Measured("page", 3.5, None, "{:.2f}").line() == "| page | 3.50 | — | — |"

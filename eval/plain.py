"""What is measured beside the assistant: a plain LangChain pipeline of pieces, vectors and the top k.

python -m eval.plain STORE QUESTION prints its passages from a cold process.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from embeddings import load_embedding

if TYPE_CHECKING:
    from langchain_core.vectorstores import InMemoryVectorStore

    from assistant.model import Report
    from embeddings import Embedding

SIZE, OVERLAP, TOP = 320, 32, 4


def build(reports: Iterable[Report], embedding: Embedding) -> InMemoryVectorStore:
    """Cut every report into pieces of SIZE characters with OVERLAP, and put them into a vector store."""
    from langchain_core.documents import Document
    from langchain_core.vectorstores import InMemoryVectorStore

    store = InMemoryVectorStore(embedding)
    documents = []
    for report in reports:
        for start in range(0, max(len(report.text) - OVERLAP, 1), SIZE - OVERLAP):
            piece = report.text[start : start + SIZE]
            place = {"report": report.report, "start": start, "end": start + len(piece)}
            documents.append(Document(piece, metadata=place))
    store.add_documents(documents)
    return store


def search(store: InMemoryVectorStore, question: str, top: int = TOP) -> list[dict[str, Any]]:
    """Give the places of the `top` pieces nearest to a question: report, start, end."""
    return [found.metadata for found in store.similarity_search(question, k=top)]


def main(arguments: Sequence[str]) -> int:
    """Load a store from its file and search it once."""
    from langchain_core.vectorstores import InMemoryVectorStore

    path, question = arguments
    store = InMemoryVectorStore.load(str(Path(path)), load_embedding())
    sys.stdout.write(f"{search(store, question)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

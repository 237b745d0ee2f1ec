"""The section on finding of docs/results.md: tables of every set, times, and which aims are met."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from assistant.index import Library
from assistant.question import understand
from assistant.retrieval import Searcher
from assistant.retrieval.weights import Weights
from embeddings import Embedding, load_embedding
from embeddings.benchmarks import HELD_FOLD
from eval.search.collections import ALL, SHARED, Collection
from eval.search.measure import MEASURES, Target, interval, measured, targets
from eval.search.plain import Plain
from eval.search.ways import IN_USE, Way, ways

NOTES = Path(__file__).with_name("notes.md")
# weights fitted without one fold of policy-qa, for each (eval/search/fit.py)
FOLDS_FILE = Path(__file__).with_name("folds.json")
UNDERSTOOD = "fusion + lexicon, places and years understood"
PLAIN = "plain LangChain pipeline"
# which parts of a set are reported, and whether whole reports (documents) are what must be found too
PARTS = {"statutes": (str(HELD_FOLD),), "reports": ("tune", "test")}
HELD = ("statutes",)
BY_REPORT = ("policy-qa",)


@dataclass(frozen=True, slots=True)
class Built:
    """A collection in a library, as long as it is needed."""

    collection: Collection
    library: Library
    embedding: Embedding


@contextmanager
def built(name: str, model: str | None = None) -> Iterator[Built]:
    """Build the library of a set in a temporary folder."""
    collection, embedding = ALL[name](), load_embedding(model)
    with TemporaryDirectory(prefix="search-") as folder:
        place = Path(folder) / "library"
        Library.add(place, collection.reports, split=collection.split, embedding=embedding, original=lambda _one: None)
        yield Built(collection, Library.open(place, embedding), embedding)


def table(name: str, *, plain: bool = True, model: str | None = None, parts: Sequence[str] | None = None) -> str:
    """Build the library of a set, measure every way, and give the tables in Markdown."""
    with built(name, model) as one:
        chosen = tuple(parts or PARTS.get(name, ()))
        asked = [q for q in one.collection.questions if not chosen or q.part in chosen]
        found = _ways(one, plain=plain)
        text = _told(name, one, len(asked), chosen) + _rows(found, targets(one.library, asked), one)
        if name in BY_REPORT:
            text += "\nThe document is what must be found:\n\n"
            text += _rows(found, targets(one.library, asked, by_report=True), one)
        if name == "statutes":
            text += "\n" + _times(found, [q.text for q in asked[:100]], one)
        return text + "\n"


def section() -> str:
    """Give the section for docs/results.md; sets without their material are left out."""
    there = [name for name in ALL if name == "samples" or SHARED.is_dir()]
    parts = [f"### {name}\n\n{table(name)}" for name in there]
    return "\n".join(["## Finding the passage\n", *parts, NOTES.read_text("utf-8")])


def _ways(one: Built, *, plain: bool) -> dict[str, Way]:
    found = ways(one.library, one.embedding)
    searcher = Searcher(one.library, one.embedding)

    def understood(question: str) -> NDArray[np.float32]:
        read = understand(question, (), one.library.cards)
        asked = read.indicator or read.text if len(read.reports) == 1 else read.text
        if not read.regions or not read.reports:
            return searcher.score(asked, whole=read.text).fused
        places = one.library.positions(read.reports)
        scores = searcher.score(asked, whole=read.text, admitted=places).fused
        admitted = np.full(len(scores), -1, np.float32)
        admitted[places] = scores[places]
        return admitted

    if one.collection.name in ("samples", "reports"):
        found[UNDERSTOOD] = understood
    if plain:
        found[PLAIN] = Plain(one.library.passages, one.embedding)
    return found


def _told(name: str, one: Built, asked: int, parts: Sequence[str]) -> str:
    held = " (held back from everything that was fitted)" if name in HELD and tuple(parts) == PARTS[name] else ""
    return f"{asked} questions{held}, {one.library.passage_count} passages of {len(one.library.cards)} reports.\n\n"


def _rows(found: dict[str, Way], asked: Sequence[Target], one: Built) -> str:
    lines = [
        "| scored by | " + " | ".join(MEASURES) + " | R@1, 95 % interval |",
        "| --- |" + " ---: |" * (len(MEASURES) + 1),
    ]
    folds = _folds(one) if one.collection.name == "policy-qa" else {}
    for name, way in found.items():
        of_part = {part: ways_.get(name, way) for part, ways_ in folds.items()}
        values = np.concatenate(
            [
                measured(
                    of_part.get(part, way), [each for each in asked if each.asked.part == part], one.library.owners
                )
                for part in sorted({each.asked.part for each in asked})
            ]
        )
        low, high = interval(values[:, 0])
        shares = " | ".join(f"{share:.3f}" for share in values.mean(axis=0))
        lines.append(f"| {name} | {shares} | {low:.3f}-{high:.3f} |")
    return "\n".join(lines) + "\n"


def _folds(one: Built) -> dict[str, dict[str, Way]]:
    """Give for each fold the ways that use weights, with those fitted without it."""
    stored = json.loads(FOLDS_FILE.read_text("utf-8"))
    return {fold: ways(one.library, one.embedding, Weights(**values)) for fold, values in stored.items()}


def _times(found: dict[str, Way], questions: Sequence[str], one: Built) -> str:
    """Measure one question through understanding and search, beside the plain pipeline, and opening the library."""
    searcher, cards = Searcher(one.library, one.embedding), one.library.cards

    def ours(question: str) -> None:
        searcher.search(understand(question, (), cards).text, k=20)

    began = time.perf_counter()
    again = Searcher(Library.open(one.library.folder, one.embedding), one.embedding)
    opened = time.perf_counter() - began
    again.search(questions[0], k=20)
    ready = time.perf_counter() - began
    lines = ["| a question, ms | p50 | p95 |", "| --- | ---: | ---: |"]
    named: list[tuple[str, Callable[[str], object]]] = [("understanding and search", ours)]
    named += [(name, found[name]) for name in (IN_USE, PLAIN) if name in found]
    for name, way in named:
        times = sorted(_milliseconds(way, question) for question in questions)
        lines.append(f"| {name} | {times[len(times) // 2]:.1f} | {times[int(len(times) * 0.95)]:.1f} |")
    lines.append(f"\nOpening the library took {opened:.2f} s, with the first question {ready:.2f} s.")
    return "\n".join(lines) + "\n"


def _milliseconds(way: Callable[[str], object], question: str) -> float:
    began = time.perf_counter()
    way(question)
    return (time.perf_counter() - began) * 1000

"""Measure the times beside those of a plain LangChain pipeline: python -m eval.bench prints a Markdown table.

Machines differ, so that where something can be compared the ratio stands beside both numbers.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from embeddings import load_embedding
from eval import plain
from eval.evidence import overlaps, spans
from eval.processes import command_seconds, first_page_seconds
from eval.runner import DEFAULT_SET, SAMPLES, ask_all
from eval.sets import load_set

if TYPE_CHECKING:
    from langchain_core.vectorstores import InMemoryVectorStore

    from assistant.model import Report
    from eval.records import Record

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One line of the table: ours and the plain pipeline's number, None where there is none to compare."""

    name: str
    ours: float
    plain: float | None
    form: str

    def line(self) -> str:
        """Give the line in Markdown, with ours / plain."""
        other = "—" if self.plain is None else self.form.format(self.plain)
        ratio = f"{self.ours / self.plain:.2f}" if self.plain else "—"
        return f"| {self.name} | {self.form.format(self.ours)} | {other} | {ratio} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench", description=__doc__)
    parser.add_argument("--reports", type=Path, default=SAMPLES, help="folder of reports (samples/reports)")
    parser.add_argument("--set", type=Path, default=DEFAULT_SET, help="question set over them")
    parser.add_argument("--no-page", action="store_true", help="leave out the time to the first page")
    arguments = parser.parse_args()
    try:
        with TemporaryDirectory(prefix="bench-") as folder:
            found = table(arguments, Path(folder))
    except AssistantError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"Python {platform.python_version()}, {platform.machine()}, {cores()} cores\n\n{found}")
    return 0


def table(arguments: argparse.Namespace, folder: Path) -> str:
    """Measure and give the table in Markdown."""
    head = ["| measured | assistant | plain LangChain | ratio |", "| --- | ---: | ---: | ---: |"]
    return "\n".join([*head, *(one.line() for one in measure(arguments, folder))]) + "\n"


def measure(arguments: argparse.Namespace, folder: Path) -> Iterator[Measured]:
    """Measure everything over one library and one plain store, built in `folder`."""
    from assistant.assistant import Assistant, add_files
    from assistant.reports import read

    embedding, library = load_embedding(), folder / "library"
    add_files(folder / "warm", [arguments.reports], embedding=embedding)  # modules and dictionaries load once
    indexing = _seconds(lambda: add_files(library, [arguments.reports], sample=True, embedding=embedding))
    began = time.perf_counter()
    store = plain.build(readable(read(arguments.reports)), embedding)
    plain_indexing = time.perf_counter() - began
    assistant = Assistant.open(library, embedding)
    characters = sum(len(assistant.report(card.report).text) for card in assistant.cards)
    yield Measured("indexing, characters/s", characters / indexing, characters / plain_indexing, "{:,.0f}")
    yield from _questions(assistant, store, arguments.set)
    yield from _cold(library, store, folder / "store.json", arguments)


def _questions(assistant: Any, store: InMemoryVectorStore, path: Path) -> Iterator[Measured]:  # noqa: ANN401 - Asks
    """Measure a question's time, and how much of the evidence is reached."""
    items = load_set(path)
    rounds = [ask_all(assistant, items) for _ in range(ROUNDS)]
    times = [one.entry["elapsed_ms"] for records in rounds for one in records]
    plain_times = [_seconds(lambda: plain.search(store, item.question)) * 1000 for item in items * ROUNDS]  # noqa: B023
    for share in (50, 95):
        yield Measured(f"question p{share}, ms", rank(times, share), rank(plain_times, share), "{:.1f}")
    ours = _reached(rounds[0], lambda one: one.entry["citations"])
    theirs = _reached(rounds[0], lambda one: plain.search(store, one.item.question))
    if ours is not None and theirs is not None:
        yield Measured(f"evidence reached (plain: top {plain.TOP})", ours, theirs, "{:.1%}")


def _cold(library: Path, store: InMemoryVectorStore, stored: Path, arguments: argparse.Namespace) -> Iterator[Measured]:
    """Measure whole processes."""
    question = load_set(arguments.set)[0].question
    store.dump(str(stored))
    ask = [sys.executable, "-m", "assistant", "ask", question, "--library", str(library)]
    ours = command_seconds(ask)
    theirs = command_seconds([sys.executable, "-m", "eval.plain", str(stored), question])
    yield Measured("cold process to an answer, s", ours, theirs, "{:.2f}")
    if not arguments.no_page:
        first_page_seconds(library)
        yield Measured("second make run to the first page, s", first_page_seconds(library), None, "{:.2f}")


def _reached(records: list[Record], shown: Callable[[Record], list[dict[str, Any]]]) -> float | None:
    """Give the share of pieces of evidence that overlap what is shown; None when the reports have none."""
    hits = total = 0
    for one in records:
        if one.item.declines:
            continue
        places = spans(one.item, one.text_of)
        found = shown(one)
        hits += sum(any(overlaps(piece, [place]) for piece in found) for place in places)
        total += len(places)
    return hits / total if total else None


def readable(items: Iterator[Report | AssistantError]) -> Iterator[Report]:
    """Leave out what could not be read."""
    return (item for item in items if not isinstance(item, AssistantError))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def rank(times: list[float], percent: int) -> float:
    """Give the time that so many percent of the times do not surpass."""
    return sorted(times)[max(0, -(-len(times) * percent // 100) - 1)]


def cores() -> int:
    """Give how many cores this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    sys.exit(main())

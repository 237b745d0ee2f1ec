"""Which size of passages finds the evidence best: recall at several depths over the tuning halves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.assistant import Assistant
from assistant.errors import ReadError
from assistant.index import Library
from assistant.model import Report
from assistant.reports import read, split
from assistant.settings import settings
from embeddings import configured_embedding
from eval.evidence import spans
from eval.reading.labels import ROOT, SHARED, table
from eval.search.collections import Asked, Place
from eval.search.measure import MEASURES, measured, targets
from eval.search.ways import IN_USE, ways
from eval.sets import Item, load_set

DEPTHS = (1, 5, 10)
SIZES = (120, 200, 320, 480, 640, 960)
QUESTIONS = ROOT / "eval" / "questions"


def groups(shared: Path = SHARED) -> list[tuple[str, Path, list[Item]]]:
    """Give (name, reports, questions of the tuning halves) of each group of reports that is there."""
    sets = (
        ("samples", ROOT / "samples" / "reports", ("samples",)),
        ("five reports", shared / "reports", ("reports", "tuning-reports")),
        ("31 provincial reports", shared / "reports-2025", ("provinces", "tuning-provinces")),
    )
    return [
        (name, folder, [one for file in files for one in load_set(QUESTIONS / f"{file}.jsonl", "tune")])
        for name, folder, files in sets
        if folder.exists()
    ]


def recall_at(reports: Sequence[Report], items: Sequence[Item], size: int) -> tuple[int, int, list[float]]:
    """Give (passages, pieces of evidence, recall at each of DEPTHS) with passages of at most `size` characters.

    Recall at k: the share of the pieces of evidence of which a character lies in one of the k best passages of the
    whole library, by the search that is in use.
    """
    with TemporaryDirectory(prefix="sizes-") as folder:
        library = Path(folder) / "library"
        Library.add(library, reports, split=partial(split, size=size), embedding=configured_embedding())
        assistant = Assistant.open(library)
        return len(assistant.library.passages), *_recall(assistant, items)


def _recall(assistant: Assistant, items: Sequence[Item]) -> tuple[int, list[float]]:
    """Give (pieces of evidence, recall at each of DEPTHS) over the questions of one report."""
    asked = [
        Asked(item.id, item.question, item.split, ((Place(*place),),))
        for item in items
        if item.evidence and not item.history and item.type != "across"
        for place in spans(item, lambda name: assistant.report(name).text)
    ]
    library = assistant.library
    sought = targets(library, asked)
    places = [MEASURES.index(f"R@{depth}") for depth in DEPTHS]
    way = ways(library, assistant.embedding)[IN_USE]
    return len(sought), measured(way, sought, library.owners).mean(axis=0)[places].tolist()


def section(shared: Path = SHARED, sizes: Sequence[int] = SIZES) -> str:
    """Give the section in Markdown."""
    rows = []
    together = {size: [0] * (2 + len(DEPTHS)) for size in sizes}
    for name, folder, items in groups(shared):
        reports = [one for one in read(folder) if not isinstance(one, ReadError)]
        for size in sizes:
            passages, total, shares = recall_at(reports, items, size)
            rows.append([name, str(size), f"{passages:,}", *(f"{one:.3f}" for one in shares), str(total)])
            counts = [passages, *(round(one * total) for one in shares), total]
            together[size] = [before + now for before, now in zip(together[size], counts, strict=True)]
    for size, (passages, *hits, total) in together.items():
        rows.append(["all", str(size), f"{passages:,}", *(f"{one / total:.3f}" for one in hits), str(total)])
    head = [
        "### Size of passages\n",
        "Share of the pieces of evidence in the best passages of the whole library, questions of the tuning halves. A",
        "longer passage holds more, so that it is found more easily and tells less where;",
        f"{settings().passage_size} is in use.\n",
    ]
    columns = ["reports", "characters at most", "passages", *(f"recall@{depth}" for depth in DEPTHS), "pieces"]
    return "\n".join([*head, table(columns, rows)])

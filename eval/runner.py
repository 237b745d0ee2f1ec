"""Ask every question of a set, judge the answers, measure, and keep both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from assistant.errors import AssistantError, LibraryError
from assistant.model import Answer, Report
from eval.entries import entry
from eval.environment import no_model
from eval.metrics import scores, summary
from eval.records import Record, record
from eval.report import page
from eval.sets import SPLITS, TYPES, Item

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_SET = ROOT / "eval" / "questions" / "samples.jsonl"
SAMPLES = ROOT / "samples" / "reports"


class Asks(Protocol):
    """What the evaluation needs of an assistant."""

    def ask(self, question: str, history: Sequence[dict[str, str]] = ()) -> Answer:
        """Answer one question."""

    def report(self, name: str) -> Report:
        """Give a report of the library."""


@contextmanager
def sample_library() -> Iterator[Path]:
    """Build a library of samples/reports for as long as it is needed."""
    from assistant.assistant import add_files

    with TemporaryDirectory(prefix="samples-") as folder:
        add_files(Path(folder) / "library", [SAMPLES], sample=True)
        yield Path(folder) / "library"


def ask_all(assistant: Asks, items: Sequence[Item], on_progress: Callable[[int], None] | None = None) -> list[Record]:
    """Ask each question with its history; one that ends in an AssistantError is a failed record."""

    @cache
    def text_of(name: str) -> str | None:
        try:
            return assistant.report(name).text
        except LibraryError:
            return None

    if items:
        with no_model():  # dictionaries load with the first question; its time is not a question's
            _ask(assistant, items[0])
    records = []
    for done, item in enumerate(items, 1):
        records.append(record(item, entry(item, _ask(assistant, item), assistant.report), text_of))
        if on_progress:
            on_progress(done)
    return records


def measure(records: Sequence[Record], tell: Callable[[Sequence[Record]], dict[str, Any]] = summary) -> dict[str, Any]:
    """Give what `tell` tells of all records, by type and by split; what has no question is left out."""
    types = {name: [one for one in records if one.item.type == name] for name in TYPES}
    splits = {name: [one for one in records if one.item.split == name] for name in SPLITS}
    return {
        "all": tell(records),
        "types": {name: tell(some) for name, some in types.items() if some},
        "splits": {name: tell(some) for name, some in splits.items() if some},
    }


def save(out: Path, records: Sequence[Record], metrics: dict[str, Any]) -> None:
    """Write answers.jsonl, a line a question, metrics.json and report.html into a folder, which is made."""
    out.mkdir(parents=True, exist_ok=True)
    counts = scores(records)
    with (out / "answers.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for one in records:
            line = one.to_dict() | {"item": one.item.fingerprint, "scores": counts[one.item.id]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    told = json.dumps(metrics, ensure_ascii=False, indent=2) + "\n"
    (out / "metrics.json").write_text(told, encoding="utf-8", newline="\n")
    page.write(out / "report.html", records, metrics)


def _ask(assistant: Asks, item: Item) -> Answer:
    try:
        return assistant.ask(item.question, history=list(item.history))
    except AssistantError as error:
        return Answer(question=item.question, status="failed", reason=str(error))

"""The section of docs/results.md on answers: aims, each set by type and split, plain pipelines beside it, misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from assistant.assistant import Assistant, add_files
from eval import aims, misses
from eval.metrics import latency, right, summary
from eval.pipelines import Pipeline, TopPassages, TopSentence
from eval.records import Record
from eval.runner import ask_all
from eval.sets import SPLITS, TYPES, load_set
from eval.table import SHARES, share

PLAIN = ("BM25 sentence", "LangChain top 4")
HEAD = """## Answers without a language model

Per set and half: `right`, the other shares with their counts, times in ms. `refused`: of the questions that must be
declined; `refused_wrongly`: of the others; `cited`: of the answered ones, a citation overlaps the evidence; rows are
compared by report and value; `false_silence`: of the reports called silent, those that do state it.
Every figure of this section is of one run.

### Aims

Over the `test` halves of {sets}, {count} questions; an aim missed is written as missed.

{table}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A set with the records of the assistant and of both plain pipelines, question by question."""

    name: str
    questions: Path
    reports: int
    own: list[Record]
    plain: tuple[list[Record], ...]


def measured(name: str, questions: Path, reports: Path) -> Measured:
    """Ask a set of the assistant and of both plain pipelines over one library."""
    with TemporaryDirectory(prefix="answers-") as folder:
        add_files(Path(folder) / "library", [reports])
        assistant = Assistant.open(Path(folder) / "library")
        items = load_set(questions)
        whole = [assistant.report(card.report) for card in assistant.cards]
        others: tuple[Pipeline, ...] = (TopSentence(whole), TopPassages(whole, assistant.embedding))
        plain = tuple(ask_all(one, items) for one in others)
        return Measured(name, questions, len(whole), ask_all(assistant, items), plain)


def section(found: Sequence[Measured]) -> str:
    """Give the whole section in Markdown."""
    unseen = [one for each in found for one in each.own if one.item.split == "test"]
    sets = ", ".join(each.name[0].lower() + each.name[1:] for each in found)
    parts = [HEAD.format(sets=sets, count=len(unseen), table=aims.table(unseen))]
    parts += [part for each in found for part in _of_set(each)]
    return "\n".join(parts)


def _of_set(each: Measured) -> Iterator[str]:
    command = f"python -m assistant eval eval/questions/{each.questions.name}"
    yield f"### {each.name}: answers\n\n`{command}` over a library of {each.reports} reports.\n"
    for split in SPLITS:
        yield f"`{split}`:\n\n{_table(_half(each.own, split))}"
    yield f"### {each.name}: beside plain pipelines\n\n{_beside(each)}"
    yield f"### {each.name}: misses by cause\n\n{_misses(each.own)}"


def _half(records: Sequence[Record], split: str) -> list[Record]:
    return [one for one in records if one.item.split == split]


def _groups(records: Sequence[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Give the records of each type that has any, then all."""
    for name in TYPES:
        if some := [one for one in records if one.item.type == name]:
            yield name, some
    yield "all", list(records)


def _table(records: Sequence[Record]) -> str:
    head = ["type", "questions", *SHARES, "p50 ms", "p95 ms"]
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    for name, some in _groups(records):
        one = summary(some)
        lines.append([name, str(one["questions"]), *(share(one[key]) for key in SHARES), *_times(one)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _times(one: dict[str, Any]) -> list[str]:
    return ["—" if one[key] is None else f"{one[key]:.1f}" for key in ("p50_ms", "p95_ms")]


def _beside(each: Measured) -> str:
    """Compare the share that is right, by half and type, with the ratio of ours to the better of both."""
    head = ["half", "type", "questions", "assistant", *PLAIN, "ratio", "p50 ms"]
    lines = [head, ["---", "---", *["---:"] * (len(head) - 2)]]
    for split in SPLITS:
        halves = [_half(records, split) for records in (each.own, *each.plain)]
        for name, some in _groups(halves[0]):
            ids = {one.item.id for one in some}
            ways = [[one for one in half if one.item.id in ids] for half in halves]
            shares = [right(way).score or 0.0 for way in ways]
            best = max(shares[1:])
            ratio = f"{shares[0] / best:.2f}" if best else "—"
            times = " / ".join(f"{latency(way, 0.5) or 0:.1f}" for way in ways)
            lines.append([split, name, str(len(some)), *(f"{one:.3f}" for one in shares), ratio, times])
    note = (
        "Share that is right by the same judge: every expected figure or name in the text and nothing forbidden. The "
        "plain pipelines give text, no rows, and never decline; a follow-up is asked of them with the user's turns "
        "before it. `ratio`: the assistant to the better of both. Times: assistant / sentence / passages.\n\n"
    )
    return note + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _misses(records: Sequence[Record]) -> str:
    halves = {split: misses.counted(_half(records, split)) for split in SPLITS}
    lines = [["cause", *SPLITS], ["---", *["---:"] * len(SPLITS)]]
    for name in (*misses.WRONG, *misses.BESIDE):
        if any(counts[name] for counts in halves.values()):
            lines.append([name, *(str(counts[name]) for counts in halves.values())])
    wrong = [str(sum(counts[name] for name in misses.WRONG)) for counts in halves.values()]
    lines.append(["wrong answers", *wrong])
    told = f"{', '.join(misses.BESIDE)}: counted of right answers too.\n\n"
    return told + "".join(f"| {' | '.join(line)} |\n" for line in lines)

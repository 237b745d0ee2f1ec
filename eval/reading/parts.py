"""Review or plan: the part of each passage against the part of most of its characters in the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.model import Part, Passage, Report
from assistant.reports import split
from eval.reading.labels import SHARED, digest, halves, labels, share, table, with_reports

Confusion = Counter[tuple[Part | None, Part | None]]
Spans = Sequence[Sequence[Any]]
GROUPS = {
    "tune": "work reports, tune (16)",
    "test": "work reports, test (15)",
    "law": "法治政府 reports (5)",
    "own": "written 法治政府 reports (8)",
}


def part_of(text: str, start: int, end: int, spans: Spans) -> Part | None:
    """Give the label of a stretch: that of most of its characters that are no white space.

    Characters outside every span count for none; a tie goes to the part that comes first in the stretch.
    """
    counts: Counter[Part | None] = Counter()
    for at in range(start, end):
        if not text[at].isspace():
            counts[next((part for first, last, part in spans if first <= at < last), None)] += 1
    return max(counts, key=lambda part: counts[part]) if counts else None


def confusion(text: str, passages: Iterable[Passage], spans: Spans) -> Confusion:
    """Count (label, code) over the passages of a report."""
    return Counter((part_of(text, one.start, one.end, spans), one.part) for one in passages)


def accuracy(counts: Confusion) -> tuple[int, int]:
    """Give (right, all): right is a passage whose part is its label, none included."""
    return sum(count for (label, code), count in counts.items() if label == code), counts.total()


def measure(shared: Path = SHARED) -> tuple[dict[str, Confusion], list[str]]:
    """Give the confusion of each group of reports, and the reports whose stored text is not the labelled one."""
    names = [label["report"] for label in labels("parts")]
    half = halves([name for name in names if name.endswith(".docx")])
    every: dict[str, Confusion] = {name: Counter() for name in GROUPS}
    changed = []
    own = (("own", label, report) for label, report in with_reports("parts-own", shared))
    real = ((half.get(label["report"], "law"), label, report) for label, report in with_reports("parts", shared))
    for group, label, report in (*real, *own):
        if digest(report.text) != label["text_sha256"]:
            changed.append(label["report"])
            continue
        every[group] += confusion(report.text, split(report), label["spans"])
    return {name: counts for name, counts in every.items() if counts or name != "own"}, changed


def wrong(report: Report, spans: Spans) -> list[tuple[Passage, Part | None]]:
    """Give the passages of a report whose part is not their label, with that label."""
    told = [(one, part_of(report.text, one.start, one.end, spans)) for one in split(report)]
    return [(one, part) for one, part in told if one.part != part]


def section(shared: Path = SHARED) -> str:
    """Give the section in Markdown."""
    every, changed = measure(shared)
    kinds: tuple[Part | None, ...] = ("review", "plan", None)
    rows = []
    for name, counts in every.items():
        mistaken = [
            f"{label or 'neither'} as {code or 'neither'} {counts[label, code]}"
            for label in kinds
            for code in kinds
            if label != code and counts[label, code]
        ]
        rows.append([GROUPS[name], share(*accuracy(counts)), ", ".join(mistaken) or "none"])
    head = "### Review or plan\n\nPassages with the part that a person gave them (`eval/labels/parts.jsonl`).\n"
    told = [f"Left out, since their stored text is another one now: {', '.join(changed)}.\n"] if changed else []
    return "\n".join([head, table(["reports", "right", "mistaken"], rows), *told])

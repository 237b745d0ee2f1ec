"""Whether page chrome goes and the report stays: kept body sentences, dropped chrome lines, by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from assistant.model import Report
from assistant.reports.structure.sentences import sentences
from eval.reading.labels import SHARED, Label, digest, labels, path_of, report_at, share, squeezed, table


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line of a report: its label (body, about, chrome) and its words."""

    label: str
    text: str


@dataclass(slots=True)
class Cleaning:
    """Counts over reports; `rules` counts (rule, label) of the lines dropped."""

    sentences: int = 0
    kept_sentences: int = 0
    chrome: int = 0
    dropped_chrome: int = 0
    about: int = 0
    kept_about: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Cleaning) -> None:
        """Add the counts of another report."""
        for name in ("sentences", "kept_sentences", "chrome", "dropped_chrome", "about", "kept_about"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.rules += other.rules


def kept_sentences(lines: Iterable[Line], stored: str) -> tuple[int, int]:
    """Give (kept, all) body sentences: kept is one that stands in the stored text, white space aside.

    Sentences are looked for in their order, each behind the one before, so that one kept twice counts once each.
    """
    text, at, kept, total = squeezed(stored), 0, 0, 0
    for line in lines:
        if line.label != "body":
            continue
        for start, end in sentences(line.text):
            wanted = squeezed(line.text[start:end])
            total += 1
            found = text.find(wanted, at)
            if found >= 0:
                kept, at = kept + 1, found + len(wanted)
    return kept, total


def dropped_by_rule(lines: Iterable[Line], dropped: Sequence[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Count (rule, label) of the labelled lines that were dropped; `dropped` is (line, rule) of each.

    A line that was dropped once counts for one labelled line only.
    """
    rules: dict[str, list[str]] = {}
    for text, rule in dropped:
        rules.setdefault(squeezed(text), []).append(rule)
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        left = rules.get(squeezed(line.text))
        if left:
            found[left.pop(0), line.label] += 1
    return found


def cleaning(lines: Sequence[Line], report: Report) -> Cleaning:
    """Count for one report what stayed and what went."""
    kept, total = kept_sentences(lines, report.text)
    rules = dropped_by_rule(lines, [(one.line, one.rule) for one in report.dropped])
    gone = Counter(label for (_, label), count in rules.items() for _ in range(count))
    several = Counter(line.label for line in lines)
    return Cleaning(
        sentences=total,
        kept_sentences=kept,
        chrome=several["chrome"],
        dropped_chrome=gone["chrome"],
        about=several["about"],
        kept_about=several["about"] - gone["about"],
        rules=rules,
    )


def measure(shared: Path = SHARED) -> Cleaning:
    """Measure over the labelled reports that are there and unchanged."""
    every = Cleaning()
    for _, group in groupby(labels("cleaning"), key=lambda label: str(label["report"])):
        rows = list(group)
        path = path_of(rows[0], shared)
        report = report_at(path) if path else None
        if path is not None and report is not None:
            every.add(cleaning(_lines(rows, path), report))
    return every


def section(shared: Path = SHARED) -> str:
    """Give the section in Markdown."""
    every = measure(shared)
    rows = [
        ["kept sentences of the body", share(every.kept_sentences, every.sentences)],
        ["dropped lines of page chrome", share(every.dropped_chrome, every.chrome)],
        ["kept lines about the report (title, date, source)", share(every.kept_about, every.about)],
    ]
    names = ("chrome", "about", "body")
    by_rule = [
        [rule, *(str(every.rules[rule, name]) for name in names)] for rule in sorted({rule for rule, _ in every.rules})
    ]
    return "\n".join(
        [
            "### Cleaning\n\nFive real reports, every line labelled by hand (`eval/labels/cleaning.jsonl`).\n",
            table(["measure", "share"], rows),
            "Lines that each rule dropped, by label.\n",
            table(["rule", *names], by_rule),
        ]
    )


def _lines(rows: Sequence[Label], path: Path) -> list[Line]:
    """Give the words of labelled lines; a hash that no longer fits is a label to be made again."""
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    lines = [Line(str(row["label"]), text[row["start"] : row["end"]]) for row in rows]
    wrong = [
        row["start"] for row, line in zip(rows, lines, strict=True) if digest(squeezed(line.text)) != row["line_sha256"]
    ]
    if wrong:
        raise ValueError(f"labels of {path.name} do not fit its text at {wrong}")
    return lines

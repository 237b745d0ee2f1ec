"""The same five digests through every format: how far passages are those of the reference format, Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import ReadError
from assistant.model import Passage, Report
from assistant.reports import read, split
from eval.reading import writers
from eval.reading.labels import share, table

REFERENCE, SCANNED = "md", "pdf, scanned"
_MARKS = re.compile(r"(?m:^\|(?:\s*-+\s*\|)+$)|[\s#>|]")

# Name, suffix, writer (of blocks), and whether the writer wants a folder to work in.
FORMATS: tuple[tuple[str, str, Callable[..., bytes], bool], ...] = (
    (REFERENCE, ".md", writers.markdown, False),
    ("txt, UTF-8", ".txt", writers.plain("utf-8"), False),
    ("txt, UTF-8 with BOM", ".txt", writers.plain("utf-8-sig"), False),
    ("txt, GB18030", ".txt", writers.plain("gb18030"), False),
    ("txt, UTF-16", ".txt", writers.plain("utf-16"), False),
    ("txt, Big5", ".txt", writers.plain("big5"), False),
    ("html (a saved page)", ".html", writers.web, False),
    ("docx", ".docx", writers.word, False),
    ("zip of md", ".zip", writers.packed, False),
    ("pdf", ".pdf", writers.pdf, True),
    ("doc", ".doc", writers.office("doc"), True),
    ("rtf", ".rtf", writers.office("rtf"), True),
    ("odt", ".odt", writers.office("odt"), True),
    (SCANNED, ".pdf", writers.scan, True),
)


@dataclass(slots=True)
class Likeness:
    """Counts over the digests of one format; `similar` is the sum of the passages' similarities."""

    digests: int = 0
    passages: int = 0
    same: int = 0
    same_heading: int = 0
    similar: float = 0.0
    rows: int = 0
    same_rows: int = 0
    told: list[str] = field(default_factory=list)


def words(text: str) -> str:
    """Give the words of a passage: without white space and the marks of Markdown."""
    return _MARKS.sub("", text)


def same(reference: Sequence[str], other: Sequence[str]) -> int:
    """Count the passages of the reference that the other has too, letter for letter, each once."""
    return (Counter(reference) & Counter(other)).total()


def similarity(reference: Sequence[str], other: Sequence[str]) -> float:
    """Give the sum over the reference's passages of the likeest passage of the other: 1.0 is the same, 0.0 nothing.

    Likeness of two passages is 2·M/T: M characters that match in order, T those of both (difflib's ratio).
    """
    total = 0.0
    for one in reference:
        if one in other:
            total += 1.0
            continue
        matcher = SequenceMatcher(None, "", one, autojunk=False)
        best = 0.0
        for text in other:
            matcher.set_seq1(text)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                best = max(best, matcher.ratio())
        total += best
    return total


def compare(reference: Report, other: Report, into: Likeness) -> None:
    """Add how like two readings of one digest are."""
    ours, theirs = split(reference), split(other)
    into.digests += 1
    into.passages += len(ours)
    texts, found = [words(one.text) for one in ours], [words(one.text) for one in theirs]
    into.same += same(texts, found)
    into.similar += similarity(texts, found)
    into.same_heading += same([_headed(one) for one in ours], [_headed(one) for one in theirs])
    rows, rows_found = _rows(reference), _rows(other)
    into.rows += len(rows)
    into.same_rows += same(rows, rows_found)


def measure(names: Sequence[str] | None = None) -> dict[str, Likeness]:
    """Write and read every digest in the formats named (all, when None) and compare them with the reference."""
    every: dict[str, Likeness] = {}
    with TemporaryDirectory(prefix="formats-") as kept:
        references = {
            name: _read(writers.markdown(writers.blocks_of(name)), ".md", Path(kept)) for name in writers.DIGESTS
        }
        for name, suffix, write, wants_folder in FORMATS:
            if names is not None and name not in names:
                continue
            every[name] = Likeness()
            for digest in writers.DIGESTS:
                _one(every[name], references[digest], digest, suffix, partial(_written, write, wants_folder))
    return every


def section(names: Sequence[str] | None = None) -> str:
    """Give the section in Markdown."""
    rows = []
    told = []
    for name, one in measure(names).items():
        mean = f"{one.similar / one.passages:.4f}" if one.passages else "—"
        rows.append([
            name, str(one.digests), share(one.same, one.passages), mean,
            share(one.same_heading, one.passages), share(one.same_rows, one.rows),
        ])  # fmt: skip
        told += [f"- {name}: {word}" for word in dict.fromkeys(one.told)]
    head = [
        "### One text, every format\n",
        "The five digests of `samples/source` written in each format and read; passages beside those of Markdown,",
        "white space and the marks of Markdown aside.\n",
    ]
    columns = ["format", "digests", "same passages", "likeness", "same under the same headings", "table rows"]
    return "\n".join([*head, table(columns, rows), *told, ""])


def _one(
    into: Likeness, reference: Report | str, digest: str, suffix: str, written: Callable[[str, Path], bytes]
) -> None:
    with TemporaryDirectory(prefix="formats-") as folder:
        try:
            data = written(digest, Path(folder))
        except writers.SkippedError as error:
            into.told.append(f"skipped, {error}")
            return
        found = _read(data, suffix, Path(folder))
    if isinstance(found, str) or isinstance(reference, str):
        into.told.append(f"not read: {found}")
        return
    compare(reference, found, into)


def _written(write: Callable[..., bytes], wants_folder: bool, digest: str, folder: Path) -> bytes:
    blocks = writers.blocks_of(digest)
    return write(blocks, folder) if wants_folder else write(blocks)


def _read(data: bytes, suffix: str, folder: Path) -> Report | str:
    """Read bytes as a file of a format: the report, or what was told instead."""
    path = folder / f"reading{suffix}"
    path.write_bytes(data)
    for item in read(path):
        return item.what if isinstance(item, ReadError) else item
    return "nothing"


def _headed(passage: Passage) -> str:
    return "\n".join([*(words(one) for one in passage.heading), words(passage.text)])


def _rows(report: Report) -> list[str]:
    """Give each row of a table with its header."""
    return [
        words(f"{one.header}") + "\n" + words(report.text[one.start : one.end])
        for one in report.sections
        if one.kind == "row"
    ]

"""Stand-ins for the rooms before the index: a tiny embedding, reports from real files, a splitter by line."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from assistant.index.sentences import Told
from assistant.model import Dropped, Passage, Report, Section


class BigramEmbedding:
    """Counts hashed character bigrams: texts that share characters are near each other."""

    def __init__(self, name: str = "bigram-64", dimension: int = 64) -> None:
        """Make a model; another name or dimension is another model. `encoded` counts the texts embedded."""
        self.name, self.dimension, self.encoded = name, dimension, 0
        self.fingerprint = hashlib.sha256(f"{name}@{dimension}".encode()).hexdigest()

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        """Give the vectors of passages."""
        self.encoded += len(texts)
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> np.ndarray:
        """Give the vector of a question."""
        vector = np.zeros(self.dimension, np.float32)
        for at in range(len(text) - 1):
            vector[zlib.crc32(text[at : at + 2].encode()) % self.dimension] += 1
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


class Telling:
    """Tells a passage as one sentence, its number standing for its figures; `told` counts the passages."""

    def __init__(self, recipe: str = "one") -> None:
        """Make one; another recipe is another telling."""
        self.recipe, self.told = recipe, 0

    def __call__(self, passage: Passage) -> tuple[str, list[Told]]:
        """Give the headings of a passage and its one sentence."""
        self.told += 1
        one = Told(0, len(passage.text), 0, -1, -1, passage.text, str(passage.number).encode())
        return " ".join(passage.heading), [one]


def read(path: Path, region: str | None = None, year: int | None = None) -> Report:
    """Read a text file as a report: its first line is the title."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    title = text.partition("\n")[0]
    sections = (
        Section("title", 0, len(title)),
        Section("paragraph", len(title) + 1, len(text), heading=(title,), part="review"),
    )
    return Report(
        report=path.name, text=text, source=str(path), digest=hashlib.sha256(data).hexdigest(), title=title,
        region=region, level="县", year=year, years=(year,) if year else (), sections=sections,
        dropped=(Dropped("打印本页", "chrome"),), evidence={"title": "首行"},
    )  # fmt: skip


def split(report: Report) -> tuple[Passage, ...]:
    """Make one passage of each line after the title."""
    found, start = [], 0
    for line in report.text.splitlines(keepends=True):
        body = line.rstrip("\n")
        if start and body:
            heading = (report.title or "",)
            found.append(Passage(report.report, len(found), start, start + len(body), body, heading))
        start += len(line)
    return tuple(found)


def many(folder: Path, count: int, *, word: str = "行政复议") -> Iterator[Report]:
    """Write and read reports of thirty lines, one after the other."""
    folder.mkdir(exist_ok=True)
    for number in range(count):
        lines = [f"第{number}县第{line}项：办理{word}案件{number * 31 + line}件。" for line in range(30)]
        path = folder / f"{number:03d}.txt"
        path.write_text(f"{number}县报告\n" + "\n".join(lines), encoding="utf-8")
        yield replace(read(path), region=f"{number}县")

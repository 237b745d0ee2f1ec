"""Answers as a Markdown document: question, answer, citations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from assistant.batch.shape import Shape
from assistant.batch.wording import STATUSES, asked_of, coverage_of, mark_of, nearest_of, place_of, reason_of


@contextmanager
def write_markdown(path: Path, shape: Shape) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Write one section a question, as it comes."""
    del shape
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("# 问答\n")
        yield lambda entry: _write(file, entry)


def _write(file: TextIO, entry: dict[str, Any]) -> None:
    file.write(f"\n## {plain(entry['id'])}　{plain(asked_of(entry))}\n\n")
    file.write(f"{_status(entry)}\n\n")
    if entry["answer"]:
        file.write(f"{entry['answer'].strip()}\n\n")
    if entry["coverage"] is not None:
        file.write(f"{plain(coverage_of(entry['coverage']))}\n\n")
    _quotes(file, "出处", entry["citations"])
    _quotes(file, "最接近的原文（不是答案）", nearest_of(entry))


def _status(entry: dict[str, Any]) -> str:
    reason = reason_of(entry)
    told = f"**{STATUSES[entry['status']]}**"
    return f"{told}：{plain(reason)}" if reason else told


def _quotes(file: TextIO, title: str, citations: list[dict[str, Any]]) -> None:
    if citations:
        file.write(f"{title}：\n\n")
    for one in citations:
        file.write(f"- {mark_of(one)} {plain(place_of(one))}\n\n")
        file.write("".join(f"  > {escaped(line)}\n" for line in one["quote"].splitlines()) + "\n")


def plain(text: str) -> str:
    """Give text in one line, without what Markdown would take for HTML."""
    return escaped(" ".join(text.split()))


def escaped(text: str) -> str:
    """Give text without what Markdown would take for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;")

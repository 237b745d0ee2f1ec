"""The text of a question file in any encoding of Chinese, line by line; bytes that are none spoil their line alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import QuestionError, ReadError
from assistant.reports.loading.encoding import decode

_SAMPLE = 1 << 18
_MARKED = ("utf-8-sig", "utf-16", "utf-32")


def text_lines(path: Path) -> Iterator[str]:
    """Give the lines with their ends, decoded; raises QuestionError when half of them can't be.

    A line with bytes of another encoding has lone surrogates or replacement characters in their place.
    """
    name = encoding_of(path)
    # Lone bytes come out as lone surrogates, which no good text has; UTF-16 and 32 know no such thing.
    errors = "replace" if name.startswith(_MARKED[1:]) else "surrogateescape"
    with path.open(encoding=name, errors=errors, newline="") as file:
        yield from file


def encoding_of(path: Path) -> str:
    """Tell the encoding: by its mark, as that of a report is told, then by which reads the most lines."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    try:
        name = decode(sample, str(path))[1]
    except ReadError:
        name = "utf-8"
    if name.startswith(_MARKED):
        return name
    # The sample may end within a character, and one line in another encoding must not decide.
    broken = {one: _broken(path, one) for one in dict.fromkeys((name, "utf-8", "gb18030"))}
    best, (bad, lines) = min(broken.items(), key=lambda one: one[1][0])
    if bad and bad * 2 >= lines:
        raise QuestionError("文字编码不认识", where=str(path), fix="请用 UTF-8 或 GB18030 保存")
    return best


def _broken(path: Path, name: str) -> tuple[int, int]:
    """Count the lines that can't be decoded, and all lines."""
    bad = lines = 0
    with path.open("rb") as file:
        for raw in file:
            lines += 1
            try:
                raw.decode(name)
            except UnicodeDecodeError:
                bad += 1
    return bad, lines

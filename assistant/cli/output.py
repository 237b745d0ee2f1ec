"""What every command writes: results to stdout, errors in one line to stderr."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 200


def tolerant() -> None:
    """Let no character that a terminal cannot show end a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Write a line to stdout."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> None:
    """Write one line to stderr."""
    sys.stderr.write(f"{' '.join(text.split())}\n")


def console() -> Console:
    """Give a console for tables: as wide as the terminal, else wide enough that no cell is cut."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PIPED_WIDTH
    return Console(markup=False, highlight=False, emoji=False, width=width, soft_wrap=False)


@contextmanager
def progress(told: str, total: int | None = None) -> Iterator[Callable[[], None]]:
    """Show a bar (without a total: a count) on stderr while work goes on; nothing when it is no terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())

    class Rate(ProgressColumn):
        """How many are done in a second, once that can be told."""

        def render(self, task: Task) -> str:
            """Write the rate."""
            speed = task.finished_speed or task.speed
            return f"{speed:.1f} 个/秒" if speed else "— 个/秒"

    ending = () if total is None else (Rate(), TextColumn("还要"), TimeRemainingColumn())
    with Progress(*columns, *ending, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(told, total=total)
        yield lambda: bar.advance(task)

"""What a terminal shows while a language model is at an answer; gone when the answer is there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Heard = tuple[Callable[[str], None] | None, Callable[[int, int], None] | None]


@contextmanager
def under_way() -> Iterator[Heard]:
    """Show on stderr the text so far, or how many reports are read; nothing when it is no terminal."""
    if not sys.stderr.isatty():
        yield None, None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text

    with Live(console=Console(stderr=True), transient=True, auto_refresh=False) as live:

        def show(text: str) -> None:
            live.update(Text(text), refresh=True)

        yield show, lambda done, total: show(f"语言模型正在读报告 {done}/{total}…")

"""Answers in several processes, each with the library open as it was when the batch began."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.batch.asking import Task, answered, failed

if TYPE_CHECKING:
    from loky import ProcessPoolExecutor

    from assistant.assistant import Assistant

# Tasks begun for each process: enough that none waits while the oldest takes long.
_AHEAD = 8
_TRIES = 3
_WATCH_SECONDS = 1.0
# Each process computes with one thread, else they would stand in each other's way.
_ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")


@dataclass(slots=True)
class Begun:
    """A task, what will come of it, and the pool that has it."""

    task: Task
    future: Future[dict[str, Any]]
    pool: ProcessPoolExecutor


class Processes:
    """A pool of processes; when one dies, what the others had begun is asked again."""

    def __init__(self, folder: Path, generation: str, count: int) -> None:
        """Start nothing yet; the generation must stay open in this process meanwhile."""
        self._folder, self._generation, self._count = folder.absolute(), generation, count
        self.ahead = count * _AHEAD
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, task: Task) -> Begun:
        """Hand a task to the next free process."""
        with suppress(RuntimeError):
            return self._submit(task)
        # The pool broke over another task while this one was handed over.
        self.stop()
        return self._submit(task)

    def end(self, begun: Begun) -> dict[str, Any]:
        """Wait for a task; one over which its process dies again and again has failed."""
        for left in reversed(range(_TRIES)):
            error = begun.future.exception()
            if error is None:
                return begun.future.result()
            if not _died(error):
                raise error
            # Whichever task killed the process, all that was begun is lost; the last try is made alone.
            if begun.pool is self._pool or left == 1:
                self.stop()
            if left:
                begun = self.begin(begun.task)
        self.stop()
        return failed(begun.task.line, f"第 {begun.task.line.number} 行：回答它的进程中途退出（多半是内存不够）")

    def stop(self) -> None:
        """End all processes at once."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=True)
            self._pool = None

    def _submit(self, task: Task) -> Begun:
        with nullcontext() if self._pool else _uninterrupted():
            pool = self._started()
            return Begun(task, pool.submit(_ask, str(self._folder), self._generation, task), pool)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from loky import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self._count, initializer=_begin, initargs=(os.getpid(),), env=_ALONE)
        return self._pool


def _ask(folder: str, generation: str, task: Task) -> dict[str, Any]:
    """Answer a task, in a worker."""
    return answered(_opened(folder, generation), task)


@cache
def _opened(folder: str, generation: str) -> Assistant:
    from assistant.assistant import Assistant
    from assistant.index import Library
    from embeddings import configured_embedding

    model = configured_embedding()
    return Assistant(Library.open(folder, model, generation=generation), model)


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that ignore Ctrl-C from their first moment; only the main thread can see to that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _died(error: BaseException) -> bool:
    """Tell that a process died, or was ended because of another task, from an error of answering."""
    from loky.process_executor import ShutdownExecutorError

    return isinstance(error, BrokenProcessPool | CancelledError | ShutdownExecutorError)

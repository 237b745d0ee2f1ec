"""Worker processes in which files are read: bounded in time and memory, so that no file can stop the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports.loading.limits import MEMORY, seconds
from assistant.reports.loading.load import load_source
from assistant.reports.loading.sources import Source
from assistant.reports.read import report_of
from assistant.reports.recipe import recipe

if TYPE_CHECKING:
    from loky import ProcessPoolExecutor

_MOST = 4


@dataclass(slots=True)
class Job:
    """A source that is being read, its bytes, and what will come of it."""

    source: Source
    data: bytes
    future: Future[Report | ReadError]


class Workers:
    """A pool of processes; one that hangs or dies is replaced, and what the others were reading is read again."""

    def __init__(
        self, count: int | None = None, limit: Callable[[int, str], float] = seconds, memory: int = MEMORY
    ) -> None:
        """Start nothing yet; `limit` gives the seconds for bytes of a format, `memory` the bytes of a process."""
        self.count = count or min(_MOST, _cores())
        self._limit, self._memory = limit, memory
        self._pool: ProcessPoolExecutor | None = None

    def begin(self, source: Source, data: bytes) -> Job:
        """Hand a source to the next free process."""
        return Job(source, data, self._submit(source, data))

    def end(self, job: Job) -> Report | ReadError:
        """Wait for a source; a process that took too long or died while it read this one is a ReadError."""
        error = self._failure(job)
        if error is not None and _died(error):
            # Whichever file killed the process, all that was being read is lost: read this one alone.
            self.stop()
            job.future = self._submit(job.source, job.data)
            error = self._failure(job)
        if error is None:
            return job.future.result()
        if isinstance(error, TimeoutError) or _died(error):
            self.stop()
        return _told(job.source, error, self._limit(len(job.data), job.source.suffix))

    def stop(self) -> None:
        """End all processes at once."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=True)
            self._pool = None

    def _submit(self, source: Source, data: bytes) -> Future[Report | ReadError]:
        told = replace(source, held=b"")
        with suppress(RuntimeError):
            return self._started().submit(_read, told, data)
        # The pool broke over another file while this one was handed over.
        self.stop()
        return self._started().submit(_read, told, data)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from loky import ProcessPoolExecutor

            # A fresh interpreter each, on every system; the program's own file is not run in it again.
            self._pool = ProcessPoolExecutor(self.count, initializer=_bounded, initargs=(self._memory,))
        return self._pool

    def _failure(self, job: Job) -> BaseException | None:
        """Give what went wrong with a job, None when nothing did."""
        try:
            return job.future.exception(timeout=self._limit(len(job.data), job.source.suffix))
        except TimeoutError as error:
            return error


def _read(source: Source, data: bytes) -> Report | ReadError:
    """Read one source, in a worker."""
    try:
        return replace(report_of(load_source(source, data)), reader=recipe())
    except ReadError as error:
        return error
    except MemoryError:
        return ReadError("读它要用的内存太多", where=source.where, fix="请拆成较小的文件")


def _died(error: BaseException) -> bool:
    """Tell that the process died, or was ended because of another file, from an error of reading."""
    from concurrent.futures import CancelledError
    from concurrent.futures.process import BrokenProcessPool

    from loky.process_executor import ShutdownExecutorError

    return isinstance(error, BrokenProcessPool | CancelledError | ShutdownExecutorError)


def _told(source: Source, error: BaseException, limit: float) -> ReadError:
    if isinstance(error, TimeoutError):
        fix = "请拆成较小的文件，或另存后再试"
        return ReadError(f"读了 {limit:.0f} 秒还没有读完，已放弃", where=source.where, fix=fix)
    if _died(error):
        return ReadError("读它的进程中途退出（多半是内存不够）", where=source.where, fix="请拆成较小的文件")
    told = f"读的时候出了没有料到的错（{type(error).__name__}）"
    return ReadError(told, where=source.where, fix="请另存成别的格式再试，并把这个文件告诉我们")


def _bounded(memory: int) -> None:
    """Bound the private memory of a worker, in bytes, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

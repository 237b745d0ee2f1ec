"""Reading many sources beside each other, in order; what was read before by the same rules is not read again."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ReadError
from assistant.model import Report
from assistant.reports.loading.sources import Source, sources
from assistant.reports.workers import Job, Workers

_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Seen:
    """A source whose bytes were read before by the same rules: it was not read again."""

    source: str
    digest: str


class Reading:
    """Reads paths and addresses into reports; a file that cannot be read is one ReadError among the others.

    `original` gives the bytes of the report that came last: few files are held at a time, however many there are.
    """

    def __init__(
        self,
        paths: Iterable[str | Path],
        *,
        known: Container[str] = (),
        typed: bool = True,
        workers: Workers | None = None,
    ) -> None:
        """Prepare; `known` are the digests that need no reading, `typed` tells addresses that a person typed here."""
        self._paths, self._known, self._typed = paths, known, typed
        self._workers = workers or Workers()
        self._last: tuple[str, bytes] = ("", b"")

    def __iter__(self) -> Iterator[Report | ReadError | Seen]:
        """Yield what each source gives, in order."""
        waiting: deque[ReadError | Seen | Job] = deque()
        try:
            for path in self._paths:
                for source in sources(path, typed=self._typed):
                    waiting.append(self._begin(source))
                    while len(waiting) > self._workers.count * _AHEAD:
                        yield self._end(waiting.popleft())
            while waiting:
                yield self._end(waiting.popleft())
        finally:
            self._workers.stop()

    def original(self, report: Report) -> bytes | None:
        """Give the bytes of the report that was yielded last; None for any other."""
        digest, data = self._last
        return data if digest == report.digest else None

    def _begin(self, source: Source | ReadError) -> ReadError | Seen | Job:
        if isinstance(source, ReadError):
            return source
        try:
            data = source.data()
        except ReadError as error:
            return error
        digest = hashlib.sha256(data).hexdigest()
        return Seen(source.where, digest) if digest in self._known else self._workers.begin(source, data)

    def _end(self, item: ReadError | Seen | Job) -> Report | ReadError | Seen:
        if not isinstance(item, Job):
            return item
        found = self._workers.end(item)
        if isinstance(found, Report):
            self._last = found.digest, item.data
        return found

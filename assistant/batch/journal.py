"""What was answered so far, beside the output: a batch that was killed goes on from here.

A file of lines, only ever appended to: checksum, key, entry as JSON. What a kill cut off at its end is not counted.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from assistant.errors import QuestionError, system_reason

# Every entry is handed to the system at once, 3 µs, which keeps it when this program is killed. Waiting for the disk
# matters only when the machine itself stops: 0.2 ms where it was measured, many times that on a slow disk. So many
# seconds of answers may then be lost.
SYNC_SECONDS = 1.0
_CHECKSUM, _KEY = 8, 32


def journal_of(out: Path) -> Path:
    """Give the file in which a batch into `out` keeps what was answered."""
    return out.with_name(out.name + ".journal")


class Journal:
    """Entries by key. In memory are 16 bytes for each that was there when it was opened, none for those added."""

    def __init__(self, path: Path) -> None:
        """Open or make it, and read what it has; raises QuestionError when it can't be written."""
        self.path = path
        try:
            self._file = path.open("a+b", buffering=0)
        except OSError as error:
            raise _unwritable(path, error) from error
        self._keys, self._places = self._read()
        self._synced = time.monotonic()

    def __len__(self) -> int:
        """Give how many entries were there when it was opened."""
        return len(self._keys)

    def get(self, key: str) -> dict[str, Any] | None:
        """Give the entry of a key that was there when the journal was opened."""
        place = int(np.searchsorted(self._keys, np.uint64(_short(key)), side="right")) - 1
        while place >= 0 and self._keys[place] == np.uint64(_short(key)):
            with self.path.open("rb") as file:
                file.seek(int(self._places[place]))
                line = file.readline()
            if line[_CHECKSUM + 1 : _CHECKSUM + 1 + _KEY] == key.encode() and _sound(line):
                found: dict[str, Any] = json.loads(line[_CHECKSUM + _KEY + 2 :])
                return found
            place -= 1
        return None

    def add(self, key: str, entry: dict[str, Any]) -> None:
        """Append an entry; it survives the death of this program when this returns."""
        body = f"{key} {json.dumps(entry, ensure_ascii=False, separators=(',', ':'))}\n".encode()
        try:
            self._file.write(b"%08x " % zlib.crc32(body) + body)
            if time.monotonic() - self._synced >= SYNC_SECONDS:
                self.sync()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def sync(self) -> None:
        """Wait until all is on the disk."""
        os.fsync(self._file.fileno())
        self._synced = time.monotonic()

    def __enter__(self) -> Journal:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the disk and close."""
        with suppress(OSError):
            self.sync()
        empty = os.fstat(self._file.fileno()).st_size == 0
        self._file.close()
        if empty:
            self.path.unlink(missing_ok=True)

    def _read(self) -> tuple[np.ndarray, np.ndarray]:
        keys, places, good = array("Q"), array("q"), 0
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    good += len(line)
                    if _sound(line):
                        keys.append(_short(line[_CHECKSUM + 1 : _CHECKSUM + 1 + _KEY].decode()))
                        places.append(good - len(line))
        # Else the next entry would be glued to the half one.
        self._file.truncate(good)
        found, where = np.array(keys, np.uint64), np.array(places, np.int64)
        order = np.argsort(found, kind="stable")
        return found[order], where[order]


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Let no other batch write to the same output meanwhile; raises QuestionError when one does."""
    lock = FileLock(out.with_name(out.name + ".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise QuestionError("另一个进程正在写这个输出文件", where=str(out), fix="请等它结束，或换一个文件名") from error
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield
    finally:
        with suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def _sound(line: bytes) -> bool:
    return line[:_CHECKSUM] == b"%08x" % zlib.crc32(line[_CHECKSUM + 1 :]) and line[_CHECKSUM : _CHECKSUM + 1] == b" "


def _short(key: str) -> int:
    return int(key[:16], 16)


def _unwritable(path: Path, error: OSError) -> QuestionError:
    return QuestionError(f"写不了输出文件（{system_reason(error)}）", where=str(path), fix="请换一个位置")

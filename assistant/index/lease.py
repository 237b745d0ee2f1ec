"""What keeps a generation on disk while somebody reads it: a lock on its manifest, shared by all who read.

The system releases it when the process ends, however it ends. Nothing is written, so that a library on a read-only
disk can be read. Where the system has no such locks (Windows), a file that is open can't be moved, which does the same.
"""

from __future__ import annotations

import importlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from assistant.errors import LibraryError
from assistant.index.layout import REBUILD, reading


class Lease:
    """Keeps a generation from being swept away until it is closed, or nobody has it any more."""

    def __init__(self, manifest: Path) -> None:
        """Take it; raises LibraryError when the generation is not there (any more)."""
        with reading(manifest):
            self._file: BinaryIO = manifest.open("rb")
        locks = _locks()
        # A file system without locks: a reader is then as safe as the previous generation, which is always kept.
        with suppress(OSError):
            if locks is not None:
                locks.flock(self._file, locks.LOCK_SH)
        if not _same(self._file, manifest):
            self.close()
            raise LibraryError("资料库的文件缺失", where=str(manifest), fix=REBUILD)

    def close(self) -> None:
        """Give it back."""
        self._file.close()

    def __del__(self) -> None:
        """Give it back with whatever held it."""
        with suppress(AttributeError):
            self._file.close()


def swept(generation: Path, manifest: Path) -> bool:
    """Move a generation aside (`gone`) so that nobody can open it; False, and nothing done, while somebody reads it."""
    locks = _locks()
    if locks is None or not manifest.exists():
        return _moved(generation)
    with manifest.open("rb") as file:
        return _free(locks, file) and _moved(generation)


def gone(generation: Path) -> Path:
    """Give the name under which a generation waits to be deleted."""
    return generation.with_name(generation.name + ".gone")


def _moved(generation: Path) -> bool:
    shutil.rmtree(gone(generation), ignore_errors=True)
    try:
        generation.rename(gone(generation))
    except OSError:
        return False
    return True


def _free(locks: ModuleType, file: BinaryIO) -> bool:
    try:
        locks.flock(file, locks.LOCK_EX | locks.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _same(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _locks() -> ModuleType | None:
    return importlib.import_module("fcntl") if os.name == "posix" else None

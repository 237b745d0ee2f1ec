"""Where things lie in a library folder, and the few ways in which files are written and read there.

The folder holds:

- library.json: says that the folder is a library, and in which format
- CURRENT: {"current": "000007", "previous": "000006"}, replaced atomically, the only switch
- write.lock: held by the one process that writes
- generations/000007/: everything that is searched; never changed after the switch
- reports/<key>.txt and .json: text and outline of a report, named by their content, shared by generations
- originals/<digest>.ext: the original files, named by their content
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import LibraryError, system_reason

FORMAT = 1
_GENERATION = re.compile(r"\d{6}")
_REPLACE_TRIES = 20
_DAMAGE = (OSError, ValueError, KeyError, IndexError, TypeError, EOFError, RuntimeError, MemoryError)
REBUILD = "请用 --library 换一个新文件夹，重新 add 原来的文件（资料库里留有一份，在 originals 文件夹）"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a library folder."""

    root: Path

    @property
    def marker(self) -> Path:
        """The file that says that the folder is a library."""
        return self.root / "library.json"

    @property
    def current(self) -> Path:
        """The file that names the current generation."""
        return self.root / "CURRENT"

    @property
    def lock(self) -> Path:
        """The file that the one writer holds."""
        return self.root / "write.lock"

    @property
    def generations(self) -> Path:
        """The folder of the generations."""
        return self.root / "generations"

    @property
    def reports(self) -> Path:
        """The folder of the stored texts and outlines."""
        return self.root / "reports"

    @property
    def originals(self) -> Path:
        """The folder of the original files."""
        return self.root / "originals"

    def is_there(self) -> bool:
        """Tell whether anything was ever added; raises LibraryError when the folder may not be read."""
        with reading(self.root):
            return self.current.exists()

    def pointer(self) -> tuple[str, ...]:
        """Give the names of the current and the previous generation, current first; () when there is none."""
        if not self.is_there():
            return ()
        with reading(self.current):
            names = json.loads(self.current.read_text(encoding="utf-8"))
            found = tuple(name for name in (names["current"], names["previous"]) if name)
            if not all(_GENERATION.fullmatch(name) for name in found):
                raise ValueError(found)
            return found

    def generation(self, name: str) -> Path:
        """Give the folder of a generation."""
        return self.generations / name

    def stored_generations(self) -> list[str]:
        """Give the names of all generation folders, finished or not, oldest first."""
        if not self.generations.is_dir():
            return []
        return sorted(path.name for path in self.generations.iterdir() if _GENERATION.fullmatch(path.name))

    def check_marker(self) -> None:
        """Raise LibraryError when the folder's format is not the one that this version reads."""
        with reading(self.marker):
            stored = json.loads(self.marker.read_text(encoding="utf-8"))["format"]
        if stored != FORMAT:
            what = f"资料库的格式是 {stored}，这个版本只认 {FORMAT}"
            raise LibraryError(what, where=str(self.root), fix=REBUILD)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Tell every way in which a damaged file fails to be read as one LibraryError that names the file."""
    try:
        yield
    except _DAMAGE as error:
        raise LibraryError("资料库的文件缺失或已损坏，读不了", where=str(path), fix=REBUILD) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Tell a full disk or a folder without permission as one LibraryError; what was there stays."""
    try:
        yield
    except OSError as error:
        what = f"写不进资料库（{system_reason(error)}），原有内容没有改动"
        raise LibraryError(what, where=str(folder), fix="请检查磁盘空间和文件夹权限") from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in place of another in one step: a reader sees the old one or the new one, never a part."""
    beside = path.with_name(path.name + ".new")
    write_file(beside, data)
    _rename(beside, path)
    sync_folder(path.parent)


def place_file(path: Path, data: bytes) -> None:
    """Put a file in place as `replace_file` does, but leave it to `sync_files` to wait for the disk."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(data)
    _rename(beside, path)


def sync_files(paths: Collection[Path]) -> None:
    """Wait until files that `place_file` put in place are on the disk, and their names."""
    for path in paths:
        sync_file(path)
    for folder in {path.parent for path in paths}:
        sync_folder(folder)


def _rename(beside: Path, path: Path) -> None:
    for left in reversed(range(_REPLACE_TRIES)):
        try:
            beside.replace(path)
            break
        except PermissionError:
            # Windows refuses while a reader has the old file open, which is for a moment only.
            if not left:
                raise
            time.sleep(0.05)


def sync_file(path: Path) -> None:
    """Wait until a file that something else wrote is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def dump(value: Any) -> bytes:  # noqa: ANN401 - anything that JSON can hold
    """Give the JSON of a value in one line, UTF-8, without the end of line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

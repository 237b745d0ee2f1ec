"""Arrays that lie in files: what a generation is built from is read a piece at a time, never held as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import pairwise
from os import SEEK_END
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Protocol

import numpy as np

from assistant.index.layout import reading, writing


class Source(Protocol):
    """Where pieces lie."""

    def read(self, start: int, size: int) -> bytes:
        """Give `size` bytes from byte `start` on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`count` numbers of one kind in a row, from byte `start` of a source on."""

    source: Source
    kind: np.dtype[Any]
    start: int
    count: int

    def read(self) -> np.ndarray:
        """Read the numbers, shape (count,); raises LibraryError when the file is damaged."""
        return np.frombuffer(self.source.read(self.start, self.count * self.kind.itemsize), self.kind)

    def part(self, first: int, end: int) -> Piece:
        """Give the piece of the numbers `first` to `end` - 1."""
        return replace(self, start=self.start + first * self.kind.itemsize, count=end - first)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a finished generation. Opened for each read: on Windows an open one could not be deleted."""

    path: Path

    def read(self, start: int, size: int) -> bytes:
        """Give `size` bytes from byte `start` on."""
        with reading(self.path), self.path.open("rb") as file:
            file.seek(start)
            data = file.read(size)
            if len(data) != size:
                raise EOFError(self.path)
            return data


class Spool:
    """A file without a name that holds arrays for a while; it is gone when it is closed or the process ends."""

    def __init__(self, folder: Path) -> None:
        """Make the file on the disk of a folder."""
        self._folder = folder
        with writing(folder):
            self._file: IO[bytes] = TemporaryFile(dir=folder)  # noqa: SIM115 - `close` closes it

    def put(self, array: np.ndarray) -> Piece:
        """Append an array; raises LibraryError when the disk is full."""
        with writing(self._folder):
            start = self._file.seek(0, SEEK_END)
            self._file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
        return Piece(self, array.dtype, start, array.size)

    def read(self, start: int, size: int) -> bytes:
        """Give `size` bytes from byte `start` on."""
        with writing(self._folder):
            self._file.seek(start)
            return self._file.read(size)

    def close(self) -> None:
        """Delete the file."""
        # What is still to be written may not fit on the disk, and is not wanted any more.
        with suppress(OSError):
            self._file.close()


def stored_array(path: Path) -> Piece:
    """Give the numbers of an .npy file of one axis; call it under `reading`."""
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        shape, _order, kind = np.lib.format.read_array_header_1_0(file)
        if len(shape) != 1 or kind.hasobject:
            raise ValueError(path)
        return Piece(StoredFile(path), kind, file.tell(), shape[0])


@contextmanager
def array_file(path: Path, kind: type[np.generic], count: int) -> Iterator[IO[bytes]]:
    """Open an .npy file of `count` numbers, which are then written to it in blocks."""
    with path.open("wb") as file:
        header = {"descr": np.lib.format.dtype_to_descr(np.dtype(kind)), "fortran_order": False, "shape": (count,)}
        np.lib.format.write_array_header_1_0(file, header)
        yield file


def blocks(sizes: np.ndarray, most: int) -> list[tuple[int, int]]:
    """Cut runs of these sizes into blocks (first, end) of about `most`; a block has one whole run at least."""
    ends = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
    cuts = np.unique([0, *np.searchsorted(ends, np.arange(most, ends[-1], most)), len(sizes)]).tolist()
    return list(pairwise(cuts))

"""The one writer of a library: its lock, its folder, and what it clears away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import LibraryError
from assistant.index.bodies import sweep_bodies
from assistant.index.generation import MANIFEST, Generation
from assistant.index.layout import FORMAT, Layout, dump, replace_file, writing
from assistant.index.lease import gone, swept
from assistant.index.records import Record


@contextmanager
def locked(folder: Path) -> Iterator[Layout]:
    """Be the one writer of a library; raises LibraryError at once when another process is.

    A new library to which nothing was added is cleared away again.
    """
    layout = Layout(folder)
    with writing(folder):
        _check_folder(layout)
        fresh = not layout.marker.exists()
        made = [one for one in (folder, *folder.parents) if not one.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(layout.lock)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            what = "另一个进程正在修改这个资料库"
            raise LibraryError(what, where=str(folder), fix="请等它结束后再试") from error
    try:
        with writing(folder):
            _prepare(layout)
        yield layout
    finally:
        failed = fresh and not layout.current.exists()
        if failed:
            _clear(layout)
        lock.release()
        if failed:
            _clear_folders(layout, made)


def current_generation(layout: Layout) -> Generation | None:
    """Give the current generation; None when nothing was ever added."""
    pointer = layout.pointer()
    return Generation(layout.generation(pointer[0])) if pointer else None


def sweep(layout: Layout) -> None:
    """Delete what neither the current nor the previous generation needs nor one that is being read.

    Leftovers of killed writers go too.
    """
    kept = layout.pointer()
    others = [name for name in layout.stored_generations() if name not in kept]
    in_use = [name for name in others if not swept(layout.generation(name), layout.generation(name) / MANIFEST)]
    for path in layout.generations.glob(gone(Path("*")).name):
        shutil.rmtree(path, ignore_errors=True)
    records: list[Record] = []
    for name in (*kept, *in_use):
        try:
            records.extend(Generation(layout.generation(name)).records)
        except LibraryError:
            if name == kept[0]:
                return
    sweep_bodies(layout, {one.body for one in records}, {one.original for one in records})


def _check_folder(layout: Layout) -> None:
    """Refuse a folder of other files: the library deletes in its own folders."""
    if not layout.root.exists():
        return
    if not layout.root.is_dir():
        raise LibraryError("资料库要是文件夹，这里是文件", where=str(layout.root), fix="请换一个位置")
    if layout.marker.exists():
        layout.check_marker()
        return
    ours = {layout.lock.name, layout.marker.name + ".new"}
    if any(path.name not in ours for path in layout.root.iterdir()):
        what = "文件夹里已有别的文件，不是资料库"
        raise LibraryError(what, where=str(layout.root), fix="请用 --library 指定一个空文件夹")


def _clear(layout: Layout) -> None:
    """Delete what this writer made in a folder that held no library before."""
    for folder in (layout.generations, layout.reports, layout.originals):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (layout.marker, layout.lock):
        with suppress(OSError):
            file.unlink()


def _clear_folders(layout: Layout, made: Sequence[Path]) -> None:
    """Delete the folders that this writer made, unless another one is there by now."""
    if os.name == "nt":  # where the lock could not be deleted while it was held, nor can that of another one
        with suppress(OSError):
            layout.lock.unlink()
    with suppress(OSError):
        for folder in made:
            folder.rmdir()


def _prepare(layout: Layout) -> None:
    if not layout.marker.exists():
        replace_file(layout.marker, dump({"format": FORMAT, "kind": "government report library"}))
    for folder in (layout.generations, layout.reports, layout.originals):
        folder.mkdir(exist_ok=True)

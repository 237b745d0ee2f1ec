"""From a path or an address to what is to be read: files, members of archives, pages; nothing is parsed here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from assistant.errors import ReadError, system_reason
from assistant.reports.loading.archive import PACKED, Archive
from assistant.reports.loading.known import ARCHIVES, FORMATS, NOT_READ, readable
from assistant.reports.loading.limits import FILE_BYTES, size


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    `name` is the path inside the folder or archive that was given, else the file's name; `where` the path, the
    address, or "a.zip!/b.txt"; `held` the file, the archive, or the bytes of what was fetched; `charset` what a server
    said that these are encoded in.
    """

    name: str
    where: str
    suffix: str
    held: Path | bytes | Archive
    charset: str | None = None

    def data(self) -> bytes:
        """Read the bytes; raise ReadError when that cannot be done."""
        if isinstance(self.held, Archive):
            return self.held.read(self.name)
        if isinstance(self.held, bytes):
            return self.held
        try:
            return self.held.read_bytes()
        except OSError as error:
            raise unreadable(self.where, error) from error


def sources(path: str | Path, *, typed: bool = True) -> Iterator[Source | ReadError]:
    """List what a file, a folder with all below it (sorted, hidden files left out), a .zip or an address holds.

    Yields a ReadError for each item that cannot be read; raises nothing. `typed` says that a person at this machine
    typed the address, which may then be one of the machine's own.
    """
    text = str(path)
    if is_address(text):
        yield from _fetched(text, typed=typed)
        return
    given = Path(path)
    try:
        if not _is_text(text):
            yield _misnamed(given)
        elif given.is_dir():
            yield from _folder(given)
        elif given.exists():
            yield from _file(given, given.name)
        else:
            yield ReadError("没有这个文件或文件夹", where=text, fix="请检查路径")
    except (OSError, ValueError) as error:
        yield unreadable(text, error)


def is_address(path: str | Path) -> bool:
    """Tell an address from a path."""
    return "://" in str(path)


def is_page(where: str) -> bool:
    """Tell a page or file that was fetched from a file here, and from a member of an archive."""
    return is_address(where) and "!/" not in where


def count(paths: Iterable[str | Path]) -> int:
    """Count what is to be read under these paths, an address as one; nothing is opened but archives' lists."""
    return sum(1 if is_address(path) else sum(1 for _ in sources(path)) for path in paths)


def source_at(where: str) -> Source:
    """Give the source of a `where` again: a file, or a member of an archive."""
    outer, _, member = where.partition("!/")
    name = member or Path(outer).name
    held = Archive(Path(outer), outer) if member else Path(outer)
    return Source(name, where, PurePosixPath(name).suffix.lower(), held)


def unreadable(where: str, error: OSError | ValueError) -> ReadError:
    """Tell why the system does not give a file."""
    if isinstance(error, ValueError):
        return ReadError("路径里有不能用的字符", where=where, fix="请检查路径")
    if isinstance(error, PermissionError):
        return ReadError("没有读取权限", where=where, fix="请检查文件权限")
    return ReadError(f"读不了（{system_reason(error)}）", where=where, fix="请检查路径和磁盘")


def _folder(folder: Path) -> Iterator[Source | ReadError]:
    found = 0
    for item in _walk(folder, set()):
        if isinstance(item, ReadError):
            yield item
            continue
        if item.suffix.lower() not in {*FORMATS, *ARCHIVES, *NOT_READ}:
            continue
        found += 1
        yield from _file(item, item.relative_to(folder).as_posix())
    if not found:
        yield ReadError(f"文件夹里没有能读的文件（{readable()}）", where=str(folder), fix="请检查路径")


def _walk(folder: Path, seen: set[Path]) -> Iterator[Path | ReadError]:
    """Yield the files below a folder in order, each real folder once, so that links cannot loop."""
    try:
        real = folder.resolve()
        if real in seen:
            return
        seen.add(real)
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield unreadable(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if not _is_text(entry.name):
            yield _misnamed(entry)
        elif entry.is_dir():
            yield from _walk(entry, seen)
        else:
            yield entry


def _file(path: Path, name: str) -> Iterator[Source | ReadError]:
    where, suffix = str(path), path.suffix.lower()
    if suffix not in FORMATS and suffix not in ARCHIVES:
        yield _unknown(suffix, where)
        return
    if not path.is_file():
        told = "不是普通文件" if path.exists() else "是失效的链接"
        yield ReadError(told, where=where, fix="请换一个文件")
        return
    length = path.stat().st_size
    if length > FILE_BYTES:
        yield ReadError(f"有 {size(length)}，超过 {size(FILE_BYTES)}", where=where, fix="请拆成较小的文件")
    elif suffix in ARCHIVES:
        yield from _archive(path, where)
    else:
        yield Source(name, where, suffix, path)


def _archive(held: Path | bytes, where: str) -> Iterator[Source | ReadError]:
    with Archive(held, where) as archive:
        for name in archive.members():
            if isinstance(name, ReadError):
                yield name
                continue
            suffix = PurePosixPath(name).suffix.lower()
            source = f"{where}!/{name}"
            if suffix in PACKED:
                yield ReadError("压缩包里的压缩包不读", where=source, fix="请先解开")
            elif suffix in FORMATS:
                yield Source(name, source, suffix, archive)
            else:
                yield _unknown(suffix, source)


def _fetched(address: str, *, typed: bool) -> Iterator[Source | ReadError]:
    from assistant.reports.loading.fetching import fetch

    try:
        page = fetch(address, typed=typed)
    except ReadError as error:
        yield error
        return
    if page.suffix in ARCHIVES:
        yield from _archive(page.data, address)
    elif page.suffix in FORMATS:
        yield Source(page.name, address, page.suffix, page.data, charset=page.charset)
    else:
        yield _unknown(page.suffix, address)


def _is_text(name: str) -> bool:
    """Tell a name that can be written from one in another encoding than the system's, which Python carries as bytes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _misnamed(path: Path) -> ReadError:
    shown = os.fsencode(path).decode("utf-8", errors="replace")
    return ReadError("文件名不是这个系统的编码（多半是旧压缩包解开的）", where=shown, fix="请改名后再添加")


def _unknown(suffix: str, where: str) -> ReadError:
    unknown = (f"不认识的格式 {suffix or '（没有后缀）'}", f"可以读：{readable()}")
    told, fix = NOT_READ.get(suffix, unknown)
    return ReadError(told, where=where, fix=fix)

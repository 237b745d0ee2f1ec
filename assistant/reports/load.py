"""From a path to texts: files, folders, archives; a broken item is an error beside the others."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path, PurePosixPath

from assistant.errors import ReadError, system_reason
from assistant.reports import archive
from assistant.reports.limits import FILE_BYTES, TEXT_BYTES, size
from assistant.reports.loaded import Loaded, Parsed

FORMATS = {
    ".txt": "plain",
    ".md": "plain",
    ".markdown": "plain",
    ".html": "web",
    ".htm": "web",
    ".docx": "word",
    ".pdf": "pdf",
}
ARCHIVES = (".zip",)
_PACKED = (*ARCHIVES, ".rar", ".7z")
# Formats that people have and that are not read (yet): what is told, and what to do.
_OTHERS = {
    ".doc": ("旧的 Word 格式还读不了", "请用 Word 或 WPS 另存为 .docx"),
    ".wps": ("WPS 格式还读不了", "请用 WPS 另存为 .docx"),
    ".docm": ("带宏的 Word 格式还读不了", "请另存为 .docx"),
    ".rar": ("RAR 压缩包还读不了", "请改用 .zip"),
    ".7z": ("7z 压缩包还读不了", "请改用 .zip"),
    **dict.fromkeys((".xls", ".xlsx", ".et"), ("表格文件还读不了", "请另存为 .docx 或 .pdf")),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"),
        ("图片还读不了，文字识别（OCR）没有安装", "请换成带文字的版本"),
    ),
}


def load(path: str | Path) -> Iterator[Loaded | ReadError]:
    """Read a file, a folder with all below it (sorted, hidden files left out) or a .zip.

    Yields a `Loaded` for each readable item and a `ReadError` for each that is not; raises nothing.
    """
    text = str(path)
    if "://" in text:
        yield ReadError("还不能读网址", where=text, fix="请先把网页另存为 .html 再添加")
        return
    given = Path(path)
    try:
        if given.is_dir():
            yield from _folder(given)
        elif given.exists():
            yield from _file(given, given.name)
        else:
            yield ReadError("没有这个文件或文件夹", where=text, fix="请检查路径")
    except OSError as error:
        yield _unreadable(text, error)


def original(source: str) -> bytes:
    """Read the original bytes of a `Loaded.source` again, from a file or from inside an archive."""
    outer, _, inner = source.partition("!/")
    try:
        data = Path(outer).read_bytes()
    except OSError as error:
        raise _unreadable(source, error) from error
    return archive.member(data, inner, outer) if inner else data


def parse(data: bytes, suffix: str, where: str) -> Parsed:
    """Parse bytes by their format's suffix; raise ReadError when they are empty, too large or broken."""
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError("文件是空的", where=where, fix="请换一个有内容的文件")
    if suffix in (".txt", ".md", ".markdown", ".html", ".htm") and len(data) > TEXT_BYTES:
        raise ReadError(f"有 {size(len(data))}，超过 {size(TEXT_BYTES)}", where=where, fix="请拆成较小的文件")
    module = importlib.import_module(f"assistant.reports.formats.{FORMATS[suffix]}")
    parsed: Parsed = module.parse(data, where)
    if not parsed.text.strip():
        raise ReadError("里面没有文字", where=where, fix="请确认文件有内容")
    return parsed


def _folder(folder: Path) -> Iterator[Loaded | ReadError]:
    seen: set[Path] = set()
    found = 0
    for item in _walk(folder, seen):
        if isinstance(item, ReadError):
            yield item
            continue
        if item.suffix.lower() not in {*FORMATS, *ARCHIVES, *_OTHERS}:
            continue
        found += 1
        yield from _file(item, item.relative_to(folder).as_posix())
    if not found:
        yield ReadError(f"文件夹里没有能读的文件（{_allowed()}）", where=str(folder), fix="请检查路径")


def _walk(folder: Path, seen: set[Path]) -> Iterator[Path | ReadError]:
    """Yield the files below a folder in order, each real folder once, so that links cannot loop."""
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _unreadable(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_dir():
            yield from _walk(entry, seen)
        elif entry.is_file():
            yield entry


def _file(path: Path, name: str) -> Iterator[Loaded | ReadError]:
    where = str(path)
    suffix = path.suffix.lower()
    if suffix not in FORMATS and suffix not in ARCHIVES:
        yield _unknown(suffix, where)
        return
    try:
        if not path.is_file():
            yield ReadError("不是普通文件", where=where, fix="请换一个文件")
            return
        count = path.stat().st_size
        if count > FILE_BYTES:
            yield ReadError(f"有 {size(count)}，超过 {size(FILE_BYTES)}", where=where, fix="请拆成较小的文件")
            return
        data = path.read_bytes()
    except OSError as error:
        yield _unreadable(where, error)
        return
    if suffix in ARCHIVES:
        yield from _archive(data, where)
    else:
        yield _item(data, name, where, suffix)


def _archive(data: bytes, where: str) -> Iterator[Loaded | ReadError]:
    for member in archive.members(data, where):
        if isinstance(member, ReadError):
            yield member
            continue
        name, content = member
        suffix = PurePosixPath(name).suffix.lower()
        source = f"{where}!/{name}"
        if suffix in _PACKED:
            yield ReadError("压缩包里的压缩包不读", where=source, fix="请先解开")
        else:
            yield _item(content, name, source, suffix) if suffix in FORMATS else _unknown(suffix, source)


def _item(data: bytes, name: str, source: str, suffix: str) -> Loaded | ReadError:
    try:
        parsed = parse(data, suffix, source)
    except ReadError as error:
        return error
    found = {one.name: getattr(parsed, one.name) for one in fields(Parsed)}
    digest = hashlib.sha256(data).hexdigest()
    return Loaded(name=name, source=source, suffix=suffix, digest=digest, original=data, **found)


def _unknown(suffix: str, where: str) -> ReadError:
    unknown = (f"不认识的格式 {suffix or '（没有后缀）'}", f"可以读：{_allowed()}")
    told, fix = _OTHERS.get(suffix, unknown)
    return ReadError(told, where=where, fix=fix)


def _unreadable(where: str, error: OSError) -> ReadError:
    if isinstance(error, PermissionError):
        return ReadError("没有读取权限", where=where, fix="请检查文件权限")
    return ReadError(f"读不了（{system_reason(error)}）", where=where, fix="请检查路径和磁盘")


def _allowed() -> str:
    return "、".join([*FORMATS, *ARCHIVES])

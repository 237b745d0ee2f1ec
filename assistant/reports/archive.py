"""Members of a .zip, within bounds: no path out of it, no bomb, no archive inside an archive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.errors import ReadError
from assistant.reports.limits import ARCHIVE_BYTES, FILE_BYTES, MEMBERS, RATIO, RATIO_FROM, size

_BROKEN = "不是完整的 ZIP（可能没有下载完或已损坏）"
_AGAIN = "请重新下载后再试"
_UTF8 = 0x800
_ENCRYPTED = 0x1
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def members(data: bytes, where: str) -> Iterator[tuple[str, bytes] | ReadError]:
    """Yield (name, bytes) of each file in an archive by name, and an error for each that is refused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _ERRORS:
        yield ReadError(_BROKEN, where=where, fix=_AGAIN)
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS:
            yield ReadError(f"里面有 {len(infos)} 个文件，超过 {MEMBERS} 个", where=where, fix="请拆成较小的压缩包")
            return
        total = 0
        for info in sorted(infos, key=_name):
            name = _name(info)
            if _hidden(name):
                continue
            total += info.file_size
            if total > ARCHIVE_BYTES:
                yield ReadError(f"解开后超过 {size(ARCHIVE_BYTES)}，其余没有读", where=where, fix="请拆成较小的压缩包")
                return
            try:
                yield name, _read(archive, info, f"{where}!/{name}")
            except ReadError as error:
                yield error
        if not infos:
            yield ReadError("压缩包里没有文件", where=where, fix="请检查压缩包")


def member(data: bytes, name: str, where: str) -> bytes:
    """Read one member by the name that `members` gave it; raise ReadError when it is not there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if _name(info) == name:
                    return _read(archive, info, f"{where}!/{name}")
    except _ERRORS as error:
        raise ReadError(_BROKEN, where=where, fix=_AGAIN) from error
    raise ReadError("压缩包里没有这个文件", where=f"{where}!/{name}", fix="请检查名称")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    path = PurePosixPath(_name(info))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ReadError("压缩包里的路径指向外面，没有读", where=where, fix="请重新打包")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("压缩包里的文件有密码", where=where, fix="请解开后再添加")
    if info.file_size > FILE_BYTES:
        raise ReadError(
            f"解开后有 {size(info.file_size)}，超过 {size(FILE_BYTES)}", where=where, fix="请拆成较小的文件"
        )
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size):
        raise ReadError("压缩率异常（像是压缩炸弹），没有读", where=where, fix="请解开检查后再添加")
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except _ERRORS as error:
        raise ReadError("压缩包里的这个文件已损坏", where=where, fix=_AGAIN) from error
    if len(content) > info.file_size:
        raise ReadError("压缩包里的文件比它说的大，没有读", where=where, fix="请重新打包")
    return content


def _name(info: zipfile.ZipInfo) -> str:
    """Give a member's name; archives made on Chinese Windows write it in GB18030 without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        pass
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _hidden(name: str) -> bool:
    return any(
        part.startswith(("~$", "__MACOSX")) or (part.startswith(".") and part != "..") for part in name.split("/")
    )

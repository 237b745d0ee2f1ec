"""Members of a .zip, within bounds: no path out of it, no bomb, no archive inside an archive."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from assistant.errors import ReadError
from assistant.reports.loading.limits import ARCHIVE_BYTES, FILE_BYTES, MEMBERS, RATIO, RATIO_FROM, size

PACKED = (".zip", ".rar", ".7z")
_BROKEN = "不是完整的 ZIP（可能没有下载完或已损坏）"
_AGAIN = "请重新下载后再试"
_UTF8 = 0x800
_ENCRYPTED = 0x1
_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


class Archive:
    """A .zip that is listed once and stays open while its members are read."""

    def __init__(self, held: Path | bytes, where: str) -> None:
        """Take a file or its bytes; nothing is opened yet."""
        self._held, self._where = held, where
        self._zip: zipfile.ZipFile | None = None
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._twice: tuple[str, ...] = ()

    def __enter__(self) -> Archive:
        """Leave the opening to the first use."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file; a later read opens it again."""
        if self._zip is not None:
            self._zip.close()
        self._zip = None

    def members(self) -> Iterator[str | ReadError]:
        """Yield the name of each file in order, and an error for each that is refused."""
        try:
            infos = self._listed()
        except ReadError as error:
            yield error
            return
        if not infos:
            yield ReadError("压缩包里没有文件", where=self._where, fix="请检查压缩包")
        if len(infos) > MEMBERS:
            told = f"里面有 {len(infos)} 个文件，超过 {MEMBERS} 个"
            yield ReadError(told, where=self._where, fix="请拆成较小的压缩包")
            return
        for name in self._twice:
            yield ReadError(
                "压缩包里有两个同名的文件，只读最后一个", where=f"{self._where}!/{name}", fix="请改名后重新打包"
            )
        total = 0
        for name in sorted(name for name in infos if not _hidden(name)):
            total += infos[name].file_size
            if total > ARCHIVE_BYTES:
                told = f"解开后超过 {size(ARCHIVE_BYTES)}，其余没有读"
                yield ReadError(told, where=self._where, fix="请拆成较小的压缩包")
                return
            yield _refused(infos[name], name, f"{self._where}!/{name}") or name

    def read(self, name: str) -> bytes:
        """Read one member by the name that `members` gave it; raise ReadError when that cannot be done."""
        inside = f"{self._where}!/{name}"
        info = self._listed().get(name)
        if info is None or self._zip is None:
            raise ReadError("压缩包里没有这个文件", where=inside, fix="请检查名称")
        if refused := _refused(info, name, inside):
            raise refused
        return _content(self._zip, info, inside)

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        """Open the file and give its members by name, folders left out."""
        if self._zip is None:
            try:
                self._zip = zipfile.ZipFile(io.BytesIO(self._held) if isinstance(self._held, bytes) else self._held)
            except _ERRORS as error:
                raise ReadError(_BROKEN, where=self._where, fix=_AGAIN) from error
            named = [(_name(info), info) for info in self._zip.infolist() if not info.is_dir()]
            self._infos = dict(named)
            counts = Counter(name for name, _ in named)
            self._twice = tuple(name for name, count in counts.items() if count > 1)
        return self._infos


def _refused(info: zipfile.ZipInfo, name: str, where: str) -> ReadError | None:
    """Tell by its entry in the list why a member is not read; None when it may be."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in (*path.parts, "")[0]:
        return ReadError("压缩包里的路径指向外面，没有读", where=where, fix="请重新打包")
    if info.flag_bits & _ENCRYPTED:
        return ReadError("压缩包里的文件有密码", where=where, fix="请解开后再添加")
    if info.file_size > FILE_BYTES:
        return ReadError(
            f"解开后有 {size(info.file_size)}，超过 {size(FILE_BYTES)}", where=where, fix="请拆成较小的文件"
        )
    if info.file_size > RATIO_FROM and info.file_size > RATIO * max(1, info.compress_size):
        return ReadError("压缩率异常（像是压缩炸弹），没有读", where=where, fix="请解开检查后再添加")
    return None


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
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

"""The parts of a .docx package, within bounds: no entities, no bomb, nothing fetched, missing parts told."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.reports.loading.formats.word.nodes import attr, kind
from assistant.reports.loading.limits import MEMBERS, size

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BROKEN = "不是完整的 Word 文件（可能没有下载完或已损坏）"
_AGAIN = "请重新下载或另存后再试"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, IndexError)
# One part of text and marks; the longest real report has less than a hundredth of it.
_XML_BYTES = 64 * 2**20
# A part that the text can do without, and what goes without it.
_SECONDARY = {
    "styles": "样式",
    "numbering": "自动编号",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "header": "页眉",
    "footer": "页脚",
    "core-properties": "文件属性",
}


class Package:
    """Reads the parts of one file by what they are to its main document."""

    def __init__(self, data: bytes, where: str) -> None:
        """Open the package; raise ReadError when it is none."""
        self.warnings: list[str] = []
        self._where = where
        if data.startswith(_OLE):
            raise ReadError("是加密的或旧格式的 Word 文件", where=where, fix="请用 Word 或 WPS 去掉密码，另存为 .docx")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ERRORS as error:
            raise ReadError(_BROKEN, where=where, fix=_AGAIN) from error
        infos = self._zip.infolist()
        if len(infos) > MEMBERS:
            raise ReadError(f"里面有 {len(infos)} 个部分，超过 {MEMBERS} 个", where=where, fix="请另存后再试")
        self._infos = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
        self._main = next(
            (path for _, kind_, path in self._links("") if kind_ == "officeDocument"), "word/document.xml"
        )
        self._related = self._links(self._main)

    def main(self) -> Element:
        """Give the root of the main document; raise ReadError when it is missing, broken or not Word's."""
        if self._main.lower() not in self._infos:
            raise ReadError("里面没有 Word 的正文", where=self._where, fix="请用 Word 或 WPS 打开检查，另存为 .docx")
        root = self._xml(self._main)
        if kind(root) != "w:document":
            raise ReadError("不是 Word 文件，只是名为 .docx", where=self._where, fix="请用 Word 或 WPS 另存为 .docx")
        return root

    def one(self, role: str) -> Element | None:
        """Give the part with a role ("styles", "numbering" …), None with a warning when it cannot be read."""
        linked = next((path for _, name, path in self._related if name == role), f"word/{role}.xml")
        return self._optional(linked, role)

    def named(self, identity: str, role: str) -> Element | None:
        """Give the part of a role that the main document refers to by an id."""
        path = next((path for one, name, path in self._related if one == identity and name == role), None)
        return self._optional(path, role) if path else None

    def core(self) -> Element | None:
        """Give the part with the file's properties (its title)."""
        linked = next((path for _, name, path in self._links("") if name == "core-properties"), "docProps/core.xml")
        return self._optional(linked, "core-properties")

    def _optional(self, path: str, role: str) -> Element | None:
        from lxml.etree import XMLSyntaxError

        if path.lower() not in self._infos:
            return None
        try:
            return self._parse(path)
        except (*_ERRORS, XMLSyntaxError):
            self.warnings.append(f"Word 文件里的{_SECONDARY[role]}（{path}）已损坏，没有读")
            return None

    def _links(self, path: str) -> list[tuple[str, str, str]]:
        """Give (id, role, path) of the parts that a part refers to."""
        folder, name = posixpath.split(path)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        if own.lower() not in self._infos:
            return []
        return [
            (
                one.get("Id") or "",
                (one.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/"),
            )
            for one in self._xml(own)
            if kind(one) == "rel:Relationship" and one.get("TargetMode") != "External"
        ]

    def _xml(self, path: str) -> Element:
        from lxml.etree import XMLSyntaxError

        try:
            return self._parse(path)
        except (*_ERRORS, XMLSyntaxError) as error:
            raise ReadError(_BROKEN, where=self._where, fix=_AGAIN) from error

    def _parse(self, path: str) -> Element:
        from lxml import etree

        info = self._infos[path.lower()]
        if info.file_size > _XML_BYTES:
            what = f"里面的 {path} 解开后有 {size(info.file_size)}，超过 {size(_XML_BYTES)}"
            raise ReadError(what, where=self._where, fix="请拆成较小的文件")
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("Word 文件有密码", where=self._where, fix="请去掉密码后再添加")
        # Asked for no more than it says to hold, a part that lies about its size is not unpacked whole.
        with self._zip.open(info) as stream:
            data = stream.read(info.file_size + 1)
        parser = etree.XMLParser(
            resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            what = f"里面的 {path} 自带实体定义（正常的 Word 文件没有），没有读"
            raise ReadError(what, where=self._where, fix="请用 Word 或 WPS 打开检查，另存后再试")
        return root


def title_of(core: Element | None) -> str:
    """Give the title among the file's properties, "" without one."""
    found = (one.text or "" for one in core if kind(one) == "dc:title") if core is not None else iter(())
    return next(found, "").strip()


def note_by_id(root: Element | None, name: str) -> dict[str, Element]:
    """Give the footnotes or endnotes of a part by their ids, without the lines that separate them from the text."""
    if root is None:
        return {}
    notes = ((attr(one, "w:id"), one) for one in root if kind(one) == name)
    return {identity: one for identity, one in notes if identity and (attr(one, "w:type") or "normal") == "normal"}

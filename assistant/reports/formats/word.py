"""Word files (.docx): paragraphs and tables in document order, merged cells once."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.errors import ReadError
from assistant.reports.limits import ARCHIVE_BYTES, size
from assistant.reports.lines import Lines
from assistant.reports.loaded import Parsed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_TITLE_HINT = re.compile(r"[一-鿿]{2}.*(?:报告|情况|总结|说明|汇报|规划|方案|意见)")
_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-5])")
_BROKEN = "不是完整的 Word 文件（可能没有下载完或已损坏）"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# Parts of a paragraph that are not its text: deleted runs, formatting, copies for older programs, field codes.
_SILENT = frozenset([f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText")] + [f"{_MC}Fallback"])


def parse(data: bytes, where: str) -> Parsed:
    """Read a .docx file; raise ReadError when it is broken, encrypted or not a Word file."""
    from docx.table import Table

    document = _open(data, where)
    lines = Lines()
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.table(list(_rows(block)))
        else:
            lines.add(_text(block._p), head=_level(block))
    hint = (document.core_properties.title or "").strip()
    return Parsed(
        text=lines.text,
        title_hint=hint if _TITLE_HINT.search(hint) else None,
        tables=tuple(lines.tables),
        heads=tuple(lines.heads),
    )


def _open(data: bytes, where: str) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError("是加密的或旧格式的 Word 文件", where=where, fix="请用 Word 或 WPS 去掉密码，另存为 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(info.file_size for info in package.infolist())
        if unpacked > ARCHIVE_BYTES // 4:
            raise ReadError(f"解开后有 {size(unpacked)}，太大", where=where, fix="请拆成较小的文件")
        return docx.Document(io.BytesIO(data))
    except (
        zipfile.BadZipFile,
        zlib.error, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, EOFError, OSError,
        AttributeError, NotImplementedError, IndexError, TypeError,
    ) as error:  # fmt: skip
        raise ReadError(_BROKEN, where=where, fix="请重新下载或另存后再试") from error


def _level(paragraph: Paragraph) -> int | None:
    """Give the level that the paragraph's style or outline setting marks it with; 0 for a title."""
    style = paragraph.style
    name = (style.name or "").lower() if style is not None else ""
    if name in ("title", "标题"):
        return 0
    match = _HEADING_STYLE.fullmatch(name)
    if match:
        return int(match[1]) + 1
    return None


def _text(element: object) -> str:
    """Give the text of a paragraph, text boxes after it on lines of their own, fallback copies left out."""
    own: list[str] = []
    boxes: list[str] = []
    _walk(element, own, boxes)
    return "\n".join(["".join(own), *boxes])


def _walk(element: object, own: list[str], boxes: list[str]) -> None:
    for child in element:  # type: ignore[attr-defined]
        tag = child.tag
        if tag == f"{_W}t":
            own.append(child.text or "")
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            own.append(" ")
        elif tag in (f"{_W}br", f"{_W}cr"):
            own.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            own.append("-")
        elif tag == f"{_W}txbxContent":
            boxes.extend(filter(str.strip, (_text(paragraph) for paragraph in child.iter(f"{_W}p"))))
        elif isinstance(tag, str) and tag not in _SILENT:
            _walk(child, own, boxes)


def _rows(table: Table) -> Iterator[list[str | None]]:
    """Give each row's cells: a cell merged over columns once, one merged down as None in the rows below."""
    for row in table._tbl.tr_lst:
        cells: list[str | None] = []
        for cell in row.tc_lst:
            merged_down = cell.vMerge == "continue"
            paragraphs = [_text(p) for p in cell.iter(f"{_W}p") if p.getparent() is cell or _nested(p, cell)]
            cells.append(None if merged_down else " ".join(part for part in paragraphs if part.strip()))
            cells.extend([""] * (cell.grid_span - 1))
        yield cells


def _nested(paragraph: object, cell: object) -> bool:
    """Tell whether a paragraph lies in a table inside the cell, not in a text box."""
    parent = paragraph.getparent()  # type: ignore[attr-defined]
    while parent is not None and parent is not cell:
        if parent.tag == f"{_W}p":
            return False
        parent = parent.getparent()
    return True

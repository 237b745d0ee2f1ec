"""What was fetched: a file name for it, and of which format it truly is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-word": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.ms-works": ".wps",
    "application/kswps": ".wps",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/vnd.rar": ".rar",
    "application/x-rar-compressed": ".rar",
    "application/x-7z-compressed": ".7z",
    "application/ofd": ".ofd",
    "multipart/related": ".mht",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
    "image/tiff": ".tif",
    "application/json": ".json",
}
_SCRIPTS = {".php", ".asp", ".aspx", ".jsp", ".jspx", ".do", ".action", ".shtml", ".cgi", ".htm", ".html", ".xhtml"}
# What bytes begin with, the format that it means, and the suffixes that name the same or a format within it.
_MAGIC: tuple[tuple[re.Pattern[bytes], str, frozenset[str]], ...] = (
    (re.compile(rb"[\s\0\xef\xbb\xbf]{0,64}%PDF-"), ".pdf", frozenset()),
    (re.compile(rb"\{\\rtf"), ".rtf", frozenset()),
    (re.compile(rb"Rar!\x1a\x07"), ".rar", frozenset()),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), ".7z", frozenset()),
    (re.compile(rb"\x89PNG\r\n"), ".png", frozenset()),
    (re.compile(rb"\xff\xd8\xff"), ".jpg", frozenset({".jpeg"})),
    (re.compile(rb"GIF8[79]a"), ".gif", frozenset()),
    (re.compile(rb"II\*\0|MM\0\*"), ".tif", frozenset({".tiff"})),
    (re.compile(rb"BM.{8}\0\0", re.DOTALL), ".bmp", frozenset()),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SUFFIXES = (".doc", ".wps", ".xls", ".et", ".ppt", ".dps", ".wpt", ".dot")
_OLE_STREAMS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt"))
_HTML = re.compile(
    rb"(?:\s|\xef\xbb\xbf|\xff\xfe|\xfe\xff|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHT = re.compile(rb"(?:[\w-]+:[^\n]*\r?\n|[ \t][^\n]*\r?\n)*?content-type:\s*multipart/related", re.IGNORECASE)
_PARTS = (
    ("word/", ".docx", (".docx", ".docm")),
    ("xl/", ".xlsx", (".xlsx", ".xlsm")),
    ("ppt/", ".pptx", (".pptx",)),
    ("OFD.xml", ".ofd", (".ofd",)),
)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
_LONGEST = 120


def named(path: bytes, host: str, headers: Mapping[str, bytes], data: bytes) -> tuple[str, str]:
    """Give a file name (with its suffix) and the suffix; "" when nothing tells the format."""
    given = _from_disposition(headers.get("content-disposition", b""))
    last = _text(unquote_to_bytes(path.partition(b"?")[0].rsplit(b"/", 1)[-1]))
    name = _safe(given or last) or _safe(host)
    kind = headers.get("content-type", b"").partition(b";")[0].strip().lower().decode("latin-1")
    declared = [_suffix(given), _suffix(last), _TYPES.get(kind, "")]
    suffix = _true_suffix([one for one in declared if one], data)
    own = _suffix(name)
    stem = name.removesuffix(name[len(name) - len(own) :]) if own in {*_TYPES.values(), *_SCRIPTS, suffix} else name
    return f"{stem or host}{suffix}", suffix


def charset_of(content_type: bytes) -> str | None:
    """Give the charset that a Content-Type names."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", content_type, re.IGNORECASE)
    return match[1].decode("ascii").lower() if match else None


def _from_disposition(value: bytes) -> str:
    """Read the file name of a Content-Disposition, in the ways that servers write Chinese ones."""
    star = re.search(rb"filename\*\s*=\s*\"?([\w-]*)'[^']*'([^;\"]+)", value, re.IGNORECASE)
    if star:
        return _text(unquote_to_bytes(star[2].strip()), star[1].decode("ascii"))
    plain = re.search(rb"filename\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^;]+))", value, re.IGNORECASE)
    if not plain:
        return ""
    raw = re.sub(rb"\\([\"\\])", rb"\1", plain[1]) if plain[1] is not None else plain[2].strip()
    return _text(unquote_to_bytes(raw) if re.search(rb"%[0-9A-Fa-f]{2}", raw) else raw)


def _text(raw: bytes, charset: str = "") -> str:
    """Decode a name: as it says, else UTF-8, else GBK."""
    for encoding in (charset, "utf-8", "gb18030"):
        try:
            return raw.decode(encoding) if encoding else raw.decode("ascii")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def _safe(name: str) -> str:
    """Keep of a name what a file can be called on every system."""
    last = re.split(r"[/\\]", name)[-1]
    clean = _UNSAFE.sub(" ", last).strip(" .")
    suffix = _suffix(clean)
    return clean[: _LONGEST - len(suffix)].rstrip(" .") + suffix if len(clean) > _LONGEST else clean


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) and not suffix[1:].isdecimal() else ""


def _true_suffix(declared: list[str], data: bytes) -> str:
    """Choose the suffix: what the bytes are, else what the server says; a script's name says nothing."""
    for pattern, suffix, same in _MAGIC:
        if pattern.match(data):
            return next((one for one in declared if one in same), suffix)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(declared, data)
    if data.startswith(_OLE):
        known = next((one for one in declared if one in _OLE_SUFFIXES), None)
        streams = (suffix for name, suffix in _OLE_STREAMS if name.encode("utf-16-le") in data)
        return known or next(streams, ".doc")
    head = data[:8192]
    if _HTML.match(head) or _HTML.match(head.replace(b"\0", b"")):
        return next((one for one in declared if one in (".html", ".htm")), ".html")
    if _MHT.match(head):
        return next((one for one in declared if one in (".mht", ".mhtml")), ".mht")
    told = [one for one in declared if one not in _SCRIPTS or one in (".htm", ".html")]
    return told[0] if told else (".html" if declared else "")


def _zipped(declared: list[str], data: bytes) -> str:
    """Tell the formats apart that are zip files inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return next(iter(declared), ".zip")
    for part, suffix, same in _PARTS:
        if any(name.startswith(part) for name in names):
            return next((one for one in declared if one in same), suffix)
    return next((one for one in declared if one in (".odt", ".ods", ".zip")), ".zip")

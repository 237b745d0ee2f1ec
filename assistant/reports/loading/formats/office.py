"""Old Word files (.doc), WPS (.wps), .rtf and .odt: converted to .docx by LibreOffice, without macros or network.

Much that is called .doc is something else: a web page, an archived page, RTF, a renamed .docx or PDF. What the bytes
say counts, not the suffix.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import importlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from assistant.errors import ReadError
from assistant.reports.loading.loaded import Parsed

_SECONDS = 90
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application[^>]*Word\.Document|<w:wordDocument\b")
_ARCHIVED = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE)
# How Word's own part of an OLE file begins (97 and later), and its flag for a password.
_FIB, _ENCRYPTED = re.compile(rb"\xec\xa5[\xc0-\xd9\x01-\x12][\0\x01]"), 0x0100
_NAMES = {"word": "新的 Word 格式", "pdf": "PDF", "web": "网页", "plain": "纯文本"}
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_NOWHERE = "http://127.0.0.1:9"
_AGAIN = "请用 Word 或 WPS 打开，另存为 .docx"
# Of the profile that LibreOffice is started with: no macro, no link that is followed, a proxy that nobody answers.
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def parse(data: bytes, where: str) -> Parsed:
    """Read a file of Word's and its relatives' formats; raise ReadError when it is broken, locked or no text.

    LibreOffice must be on this machine, except for files that are something else in disguise.
    """
    suffix = PurePosixPath(where).suffix.lower() or ".doc"
    kind = _kind(data, where)
    if kind == "archived":
        data, kind = _archived(data, where), "web"
    if not kind.startswith("."):
        parsed: Parsed = importlib.import_module(f"assistant.reports.loading.formats.{kind}").parse(data, where)
        return replace(parsed, warnings=(*parsed.warnings, f"后缀是 {suffix}，内容其实是{_NAMES[kind]}"))
    from assistant.reports.loading.formats import word

    parsed = word.parse(_converted(data, kind, where), where)
    return replace(parsed, warnings=(*parsed.warnings, f"由 LibreOffice 从 {suffix} 转换读入"))


def _kind(data: bytes, where: str) -> str:
    """Tell by its bytes what a file is: a suffix for LibreOffice, or the name of the parser that reads it."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if data.startswith(_OLE):
        return _ole(data, where)
    if data.startswith(b"PK"):
        return ".odt" if b"opendocument.text" in data[:200] else "word"
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"%PDF"):
        return "pdf"
    if _ARCHIVED.match(head):
        return "archived"
    if _WORD_XML.search(head):
        return ".xml"
    return "web" if head.startswith(b"<") or _PAGE.search(head) else "plain"


def _ole(data: bytes, where: str) -> str:
    """Tell what an OLE file holds, from the names of its parts; raise ReadError for a password or another program."""
    if _named(data, "EncryptedPackage") or _locked(data):
        raise ReadError("文件有密码", where=where, fix="请用 Word 或 WPS 打开，去掉密码，另存为 .docx")
    if not _named(data, "WordDocument"):
        for name, told in (("Workbook", "表格"), ("Book", "表格"), ("PowerPoint Document", "演示文稿")):
            if _named(data, name):
                raise ReadError(f"内容是{told}，不是文档", where=where, fix="请另存为 .docx 或 .pdf")
        # Microsoft Works has no such part; LibreOffice knows it by the suffix.
        return ".wps"
    return ".doc"


def _named(data: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in data


def _locked(data: bytes) -> bool:
    at = next((at for at in range(512, len(data) - 12, 512) if _FIB.match(data, at)), None)
    return at is not None and bool(int.from_bytes(data[at + 10 : at + 12], "little") & _ENCRYPTED)


def _archived(data: bytes, where: str) -> bytes:
    """Take the page out of a web page that Word saved as one file (MHT)."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            return content
    raise ReadError("单个文件的网页（MHT）里没有正文", where=where, fix=_AGAIN)


def _converted(data: bytes, suffix: str, where: str) -> bytes:
    """Convert in a folder and with a profile of its own, which are gone afterwards."""
    found = program()
    if found is None:
        fix = "请安装 LibreOffice，或用 Word/WPS 另存为 .docx"
        raise ReadError("旧的 Word 格式要用 LibreOffice 转换，这台机器上没有", where=where, fix=fix)
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        (folder / f"in{suffix}").write_bytes(data)
        _profile(folder / "profile")
        try:
            _run(found, folder, f"in{suffix}")
            return (folder / "out" / "in.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise ReadError(f"LibreOffice 转换了 {_SECONDS} 秒还没有完，已放弃", where=where, fix=_AGAIN) from error
        except FileNotFoundError as error:
            told = "LibreOffice 打不开它（可能没有下载完、已损坏或有密码）"
            raise ReadError(told, where=where, fix=_AGAIN) from error
        except OSError as error:
            raise ReadError("LibreOffice 启动不了", where=where, fix="请检查 LibreOffice 的安装") from error


def program() -> str | None:
    """Find LibreOffice on the path or where it is usually installed; None where it is not."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    windows = [
        Path(os.environ[name], "LibreOffice", "program", "soffice.exe")
        for name in ("ProgramFiles", "ProgramFiles(x86)")
        if name in os.environ
    ]
    return found or next((str(place) for place in (*map(Path, _PLACES), *windows) if place.is_file()), None)


def _profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>\n',
        "utf-8",
    )


def _run(program: str, folder: Path, name: str) -> None:
    """Run LibreOffice with a time limit; whatever it started ends with it."""
    command = [
        program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(folder / name),
    ]  # fmt: skip
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOWHERE)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **proxies, "no_proxy": "", "NO_PROXY": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(_SECONDS)
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""Old Word files and their relatives through LibreOffice; what only bears the suffix goes to its own reader."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
import pytest

from assistant.errors import ReadError
from assistant.reports.loading.formats import office, word
from assistant.reports.loading.formats.office import parse

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SENTENCE = "全县粮食总产量31.7万吨，增长2.9%。"
AGAIN = "请用 Word 或 WPS 打开，另存为 .docx"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = "application/vnd.oasis.opendocument.text"
_SPACES = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
WORD_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    f"<w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:wordDocument>"
)


def told(data: bytes, name: str = "a.doc") -> str:
    """Give the line that refuses a file."""
    with pytest.raises(ReadError) as error:
        parse(data, name)
    return str(error.value)


def ole(*names: str) -> bytes:
    """Make the shell of an OLE file with parts of these names."""
    return OLE + bytes(504) + b"".join((name + "\0").encode("utf-16-le").ljust(64, b"\0") for name in names)


def linking(picture: str) -> bytes:
    """Make an .odt with a sentence and a picture that lies at an address."""
    spaces = "".join(f' xmlns:{name}="{_ODF}{urn}:1.0"' for name, urn in _SPACES.items())
    frame = (
        f'<draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
        f'<draw:image xlink:href="{picture}" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", _ODT)
        package.writestr(
            "content.xml",
            f'<office:document-content{spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
            f"<office:body><office:text><text:p>{SENTENCE}{frame}</text:p></office:text></office:body>"
            "</office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return file.getvalue()


@pytest.fixture(scope="module")
def document() -> bytes:
    """A .docx with headings, a numbered line and a table with a merged cell."""
    made = docx.Document()
    made.add_heading("清河县2023年政府工作报告", 0)
    made.add_heading("一、过去一年", 1)
    made.add_paragraph("全县地区生产总值达到386.4亿元，增长6.2%；粮食总产量31.7万吨。")
    table = made.add_table(3, 3)
    for row, cells in enumerate((("指标", "上年", "本年"), ("就业（人）", "9012", "9206"), ("", "8700", "8833"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    table.cell(1, 0).merge(table.cell(2, 0))
    made.add_paragraph("改造老旧小区57个，加装电梯120部。", style="List Number")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def old(document: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same document as .doc, .rtf and .odt, written by LibreOffice."""
    folder = tmp_path_factory.mktemp("old")
    (folder / "a.docx").write_bytes(document)
    for suffix in ("doc", "rtf", "odt"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(folder)]
        subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=120)
    return {suffix: (folder / f"a.{suffix}").read_bytes() for suffix in ("doc", "rtf", "odt")}


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_files_read_like_the_new(document: bytes, old: dict[str, bytes], suffix: str) -> None:
    """Text, tables, headings and numbers are those of the .docx; one warning tells of the conversion."""
    new, parsed = word.parse(document, "a.docx"), parse(old[suffix], f"a.{suffix}")
    assert parsed.text == new.text
    assert (parsed.tables, parsed.heads) == (new.tables, new.heads)
    assert parsed.warnings == (f"由 LibreOffice 从 .{suffix} 转换读入",)


@needs_office
def test_wps_files_are_word_files(old: dict[str, bytes]) -> None:
    """What WPS saves as .wps has the parts of a .doc."""
    parsed = parse(old["doc"], "a.zip!/b/a.WPS")
    assert "全县地区生产总值达到386.4亿元" in parsed.text
    assert parsed.warnings == ("由 LibreOffice 从 .wps 转换读入",)


@needs_office
def test_word_xml_is_converted() -> None:
    """Word 2003 saved XML, often under the suffix .doc."""
    assert parse(WORD_XML.encode(), "a.doc").text == SENTENCE


@needs_office
@pytest.mark.parametrize("kept", [600, 9_000, 15_000])
def test_truncated_files_are_told(old: dict[str, bytes], kept: int) -> None:
    """A download that broke off gives no half text."""
    assert told(old["doc"][:kept]) == f"a.doc：LibreOffice 打不开它（可能没有下载完、已损坏或有密码）。{AGAIN}"


@needs_office
def test_a_password_is_told_before_anything_is_started(old: dict[str, bytes]) -> None:
    """The flag in a .doc, and the part that newer programs encrypt into."""
    at = next(at for at in range(512, len(old["doc"]), 512) if old["doc"][at : at + 2] == b"\xec\xa5")
    locked = bytearray(old["doc"])
    locked[at + 11] |= 1
    line = "a.doc：文件有密码。请用 Word 或 WPS 打开，去掉密码，另存为 .docx"
    assert told(bytes(locked)) == line
    assert told(ole("EncryptedPackage", "EncryptionInfo")) == line


@needs_office
def test_nothing_is_left_behind(old: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder and the profile of a conversion are gone after it."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    parse(old["doc"], "a.doc")
    assert list(tmp_path.iterdir()) == []


@needs_office
def test_no_picture_is_fetched() -> None:
    """A picture that a document only links to, which LibreOffice would fetch, is not asked for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        picture = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        assert parse(linking(picture), "a.odt").text == SENTENCE
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("data", "told_as"),
    [
        (f"<html><head><meta charset=gbk></head><body><p>{SENTENCE}</p></body></html>".encode("gbk"), "网页"),
        (f"\ufeff <div><p>{SENTENCE}</p></div>".encode(), "网页"),
        (SENTENCE.encode("gb18030"), "纯文本"),
    ],
)
def test_disguised_files_go_to_their_own_reader(data: bytes, told_as: str) -> None:
    """Web pages and text that somebody named .doc need no LibreOffice."""
    parsed = parse(data, "a.doc")
    assert parsed.text.strip() == SENTENCE
    assert parsed.warnings == (f"后缀是 .doc，内容其实是{told_as}",)


def test_archived_page_is_unpacked() -> None:
    """Word saves a web page as one file (MHT), under .doc too."""
    page = MIMEMultipart("related")
    page.attach(MIMEText(f"<html><body><p>{SENTENCE}</p></body></html>", "html", "gb2312"))
    parsed = parse(page.as_bytes(), "a.doc")
    assert (parsed.text, parsed.warnings) == (SENTENCE, ("后缀是 .doc，内容其实是网页",))
    empty = MIMEMultipart("related")
    empty.attach(MIMEText("x", "css"))
    assert told(empty.as_bytes()) == f"a.doc：单个文件的网页（MHT）里没有正文。{AGAIN}"


def test_a_renamed_docx_is_read_as_one(document: bytes) -> None:
    """The most common of all."""
    parsed = parse(document, "a.doc")
    assert parsed.text == word.parse(document, "a.docx").text
    assert parsed.warnings == ("后缀是 .doc，内容其实是新的 Word 格式",)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (ole("Workbook"), "a.doc：内容是表格，不是文档。请另存为 .docx 或 .pdf"),
        (ole("PowerPoint Document"), "a.doc：内容是演示文稿，不是文档。请另存为 .docx 或 .pdf"),
        (b"PK\x03\x04 cut off", "a.doc："),
        (b"%PDF-1.7 cut off", "a.doc："),
        (bytes(range(256)) * 20, "a.doc：不是文本文件（含有空字节）"),
    ],
)
def test_other_files_are_one_line(data: bytes, line: str) -> None:
    """Another program's file, and broken files of other formats."""
    assert told(data).startswith(line)


def test_without_libreoffice_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither on the path nor where it is usually installed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PLACES", ())
    for name in ("ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    assert told(ole("WordDocument")) == (
        "a.doc：旧的 Word 格式要用 LibreOffice 转换，这台机器上没有。请安装 LibreOffice，或用 Word/WPS 另存为 .docx"
    )


@posix
def test_a_conversion_that_hangs_ends_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time limit neither the program nor its children live on."""
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nsleep 60 &\necho $! > "{tmp_path}/child"\nsleep 60\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(office, "_SECONDS", 1)
    start = time.monotonic()
    assert told(ole("WordDocument")) == f"a.doc：LibreOffice 转换了 1 秒还没有完，已放弃。{AGAIN}"
    assert time.monotonic() - start < 10
    child = int((tmp_path / "child").read_text("utf-8"))
    state = Path(f"/proc/{child}/stat")
    for _ in range(50):
        if not state.exists() or state.read_text("utf-8").split()[2] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child lives on")


@posix
def test_a_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged installation."""
    (tmp_path / "soffice").write_bytes(b"\x7fELF broken")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert told(ole("WordDocument")) == "a.doc：LibreOffice 启动不了。请检查 LibreOffice 的安装"


@needs_office
def test_conversions_run_beside_each_other(old: dict[str, bytes]) -> None:
    """Each has its own profile, so that one does not wait for or break another."""
    read: list[str] = []
    threads = [threading.Thread(target=lambda: read.append(parse(old["doc"], "a.doc").text)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read) == 2
    assert read[0] == read[1]

"""File names and formats of what was fetched."""

from __future__ import annotations

import io
import zipfile

import pytest

from assistant.reports.loading.fetching.naming import charset_of, named

PAGE = b"<!DOCTYPE html><html><body>x</body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(*names: str) -> bytes:
    """Make a zip file with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A.docx", "报告.docx"),
        ("attachment; filename*=GBK''%B1%A8%B8%E6.docx", "报告.docx"),
        ("attachment; filename=\"x.docx\"; filename*=utf-8'zh'%E6%8A%A5%E5%91%8A.docx", "报告.docx"),
        ('attachment; filename="报告.docx"', "报告.docx"),
        ("attachment; filename=报告.docx", "报告.docx"),
        ('attachment; filename="%E6%8A%A5%E5%91%8A.docx"', "报告.docx"),
        ('attachment; filename="../../etc/报告.docx"', "报告.docx"),
        ('attachment; filename="C:\\\\Temp\\\\报告.docx"', "报告.docx"),
        ('attachment; filename=".docx"', "docx.docx"),
        ('attachment; filename="a:b?.docx"', "a b .docx"),
        ("attachment", "down.docx"),
    ],
)
def test_the_name_that_the_server_gives(value: str, name: str) -> None:
    """Plain and extended, quoted and not, in UTF-8 or GBK, never with a folder."""
    data = zipped("word/document.xml")
    assert named(b"/a/down.do?id=1", "example.com", {"content-disposition": value.encode()}, data) == (name, ".docx")


def test_a_name_in_raw_gbk() -> None:
    """Older servers send it so."""
    headers = {"content-disposition": 'attachment; filename="年度报告.doc"'.encode("gbk")}
    assert named(b"/d", "example.com", headers, OLE) == ("年度报告.doc", ".doc")


def test_a_long_name_is_cut_before_its_suffix() -> None:
    """File systems allow 255 bytes."""
    headers = {"content-disposition": f'attachment; filename="{"报" * 300}.pdf"'.encode()}
    name, _ = named(b"/d", "example.com", headers, b"%PDF-1.4")
    assert name.endswith("报.pdf")
    assert len(name) == 120


@pytest.mark.parametrize(
    ("path", "kind", "data", "name"),
    [
        (b"/a/content_1.html", "text/html; charset=gbk", PAGE, "content_1.html"),
        (b"/a/content_1.htm", "text/html", PAGE, "content_1.htm"),
        (b"/a/content_1.shtml", "text/html", PAGE, "content_1.html"),
        (b"/a/view.aspx?id=3", "text/html", PAGE, "view.html"),
        (b"/", "text/html", PAGE, "example.com.html"),
        (b"/%E6%8A%A5%E5%91%8A.pdf", "application/octet-stream", b"%PDF-1.7 x", "报告.pdf"),
        (b"/%B1%A8%B8%E6.pdf", "", b"%PDF-1.7 x", "报告.pdf"),
        (b"/a.pdf", "text/html", PAGE, "a.html"),
        (b"/a.doc", "application/msword", zipped("word/document.xml"), "a.docx"),
        (b"/a.doc", "application/msword", PAGE, "a.html"),
        (b"/a.wps", "application/octet-stream", OLE, "a.wps"),
        (b"/a", "", OLE + "WordDocument".encode("utf-16-le"), "a.doc"),
        (b"/a", "", OLE + "Workbook".encode("utf-16-le"), "a.xls"),
        (b"/a", "", zipped("xl/workbook.xml"), "a.xlsx"),
        (b"/a", "", zipped("OFD.xml"), "a.ofd"),
        (b"/a.zip", "", zipped("a/b.docx"), "a.zip"),
        (b"/a.txt", "text/plain", "甲乙".encode(), "a.txt"),
        (b"/a.md", "text/plain", b"# x", "a.md"),
        (b"/a", "text/plain", b"x", "a.txt"),
        (b"/a.jpg", "", b"\x89PNG\r\n\x1a\n", "a.png"),
        (b"/a.jpeg", "", b"\xff\xd8\xff\xe0", "a.jpeg"),
        (b"/a.do", "application/octet-stream", b"{\\rtf1", "a.rtf"),
        (b"/a", "application/octet-stream", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "a.mht"),
        (b"/a.html", "text/html", "﻿<!-- x -->\n<html>".encode(), "a.html"),
        (b"/a", "", "<html>".encode("utf-16"), "a.html"),
        (b"/2024.01.20", "text/html", PAGE, "2024.01.20.html"),
        (b"/a.xyz", "application/octet-stream", b"\1\2", "a.xyz"),
        (b"/a", "application/octet-stream", b"\1\2", "a"),
    ],
)
def test_the_format_is_what_the_bytes_are_then_what_is_said(path: bytes, kind: str, data: bytes, name: str) -> None:
    """A page behind the name of a PDF is a page; a script's name says nothing."""
    given = named(path, "example.com", {"content-type": kind.encode()}, data)
    assert given[0] == name
    assert name.endswith(given[1])


def test_the_charset_of_the_header() -> None:
    """Quoted, in any case, or not there."""
    assert charset_of(b"text/html; charset=GBK") == "gbk"
    assert charset_of(b'text/html;Charset="utf-8"') == "utf-8"
    assert charset_of(b"text/html") is None

"""Files that are broken, hostile or too large, each made on the spot, and what is told about each in one line."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.reports.fuzz.pdfs import objects, page, pdf, stream
from tests.reports.loading.formats.word_files import changed, docx, p, package

BODY = "某区2023年法治政府建设情况报告\n全区审结行政复议案件{}件，行政机关负责人出庭应诉率100%。\n"
SENTENCE = "全区审结行政复议案件六件，都已办结。"
MEGABYTE = 2**20


def good_pdf() -> bytes:
    """Write a PDF of one page."""
    return pdf(objects([page(["某区二〇二三年法治政府建设情况报告", SENTENCE])]))


def good_word() -> bytes:
    """Write a Word file of two paragraphs."""
    return docx("".join(p(line) for line in BODY.format(6).splitlines()))


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Pack members as they are named."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            archive.writestr(info, data)
    return buffer.getvalue()


def zeros(count: int) -> bytes:
    """Pack so many zero bytes as one member, without holding them."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(count // MEGABYTE):
            member.write(bytes(MEGABYTE))
    return buffer.getvalue()


def overlapping(count: int = 40) -> bytes:
    """Pack members that lie inside each other, as in Fifield's "A better zip bomb": each quotes the next's header."""
    kernel = b"\n".join(b"%d" % at for at in range(100_000))
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed, plain = pack.compress(kernel) + pack.flush(), kernel
    heads: list[tuple[bytes, bytes, int, int, int]] = []
    body = b""
    for at in reversed(range(count)):
        name = b"%02d.txt" % at
        if body:
            packed = b"\0" + struct.pack("<HH", len(body), len(body) ^ 0xFFFF) + body + packed
            plain = body + plain
        crc = zlib.crc32(plain)
        sizes = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, crc, len(packed), len(plain), len(name), 0)
        body = b"PK\x03\x04" + sizes + name
        heads.insert(0, (name, sizes, crc, len(packed), len(plain)))
    data, listed, at = body + packed, b"", 0
    for name, sizes, *_ in heads:
        listed += b"PK\x01\x02" + struct.pack("<H", 20) + sizes + struct.pack("<HHHLL", 0, 0, 0, 0, at) + name
        at += len(name) + 30 + (5 if at or len(heads) > 1 else 0)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(listed), len(data), 0)
    return data + listed + b"PK\x05\x06" + end


def encrypted(data: bytes) -> bytes:
    """Mark every member of an archive as encrypted."""
    marked = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + flags] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)


def locked_pdf(user: str) -> bytes:
    """Write a PDF that needs a password to be opened, or with "" only to be changed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(good_pdf())))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def nested(tag: str, depth: int = 50_000) -> bytes:
    """Write a page whose text lies under that many tags."""
    return f"<html><body>{f'<{tag}>' * depth}{BODY.format(6)}</body></html>".encode()


def looping_pages() -> bytes:
    """Write a PDF whose tree of pages holds itself."""
    found = objects([page([SENTENCE])])
    found[2] = b"<</Type/Pages/Kids[2 0 R 10 0 R 2 0 R]/Count 3/MediaBox[0 0 595 842]>>"
    return pdf(found)


def many_objects(count: int = 100_000) -> bytes:
    """Write a PDF with that many objects that are on no page."""
    return pdf(objects([page([SENTENCE])]) | dict.fromkeys(range(20, 20 + count), b"<<>>"))


def recursive_forms() -> bytes:
    """Write a PDF with a form that draws itself, and forms that draw the next one many times over."""
    count = 30
    forms = b"/XObject<<" + b"".join(b"/X%d %d 0 R" % (at, 100 + at) for at in range(count)) + b">>"
    found = objects([page([SENTENCE]) + b"\n/X0 Do"], forms)
    for at in range(count):
        content = b" ".join([b"/X%d Do" % min(at + 1, count - 1)] * 10)
        found[100 + at] = stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 600]/Resources 3 0 R")
    return pdf(found)


def stream_bomb(megabytes: int = 1024) -> bytes:
    """Write a PDF whose content unpacks to a thousand times its length."""
    pack = zlib.compressobj(9)
    data = b"".join(pack.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + pack.flush()
    found = objects([b""])
    found[11] = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(data), data)
    return pdf(found)


def reference_loop() -> bytes:
    """Write a PDF whose root is a reference to itself."""
    return pdf(objects([page(["x"])]) | {1: b"1 0 R"})


def entities() -> bytes:
    """Write a Word file whose text is an entity that is ten of another, and so on."""
    told = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 12))
    head = f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY e0 "lol">{told}]>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'{head}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>'
    return changed(good_word(), document=text.encode())


def part_bomb() -> bytes:
    """Write a Word file whose main part unpacks to 300 MB."""
    with zipfile.ZipFile(io.BytesIO(good_word())) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return package(members | {"word/document.xml": members["word/document.xml"] + b" " * (300 * MEGABYTE)})


def sparse(path: Path, count: int = 2**30) -> None:
    """Make a file that is that long and holds nothing."""
    with path.open("wb") as file:
        file.truncate(count)


_CUT_WORD = "不是完整的 Word 文件（可能没有下载完或已损坏）。请重新下载或另存后再试"
_CUT_PDF = "不是完整的 PDF（可能没有下载完或已损坏）。请重新下载后再试"
_CUT_ZIP = "不是完整的 ZIP（可能没有下载完或已损坏）。请重新下载后再试"
_NO_TEXT = "PDF 里没有文字，是空白的或者是扫描件。请换成带文字的 PDF，或 Word、网页版本"
_EMPTY = "文件是空的。请换一个有内容的文件"


def cut(make: Callable[[], bytes], share: float) -> Callable[[], bytes]:
    """Give the maker of the first part of a file; 1 leaves the last byte out."""
    return lambda: (data := make())[: min(int(len(data) * share), len(data) - 1)]


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut-10.docx": (cut(good_word, 0.1), _CUT_WORD),
    "cut-50.docx": (cut(good_word, 0.5), _CUT_WORD),
    "cut-99.docx": (cut(good_word, 1), _CUT_WORD),
    "cut-01.pdf": (cut(good_pdf, 0.01), _CUT_PDF),
    "cut-10.pdf": (cut(good_pdf, 0.1), _CUT_PDF),
    "cut-30.pdf": (cut(good_pdf, 0.3), _CUT_PDF),
    "cut-10.zip": (cut(lambda: zipped({"a.txt": BODY}), 0.1), _CUT_ZIP),
    "cut-50.zip": (cut(lambda: zipped({"a.txt": BODY}), 0.5), _CUT_ZIP),
    "cut-99.zip": (cut(lambda: zipped({"a.txt": BODY}), 1), _CUT_ZIP),
    "bomb.zip!/a.txt": (lambda: zeros(100 * MEGABYTE), "压缩率异常（像是压缩炸弹），没有读。请解开检查后再添加"),
    "bomb-large.zip!/a.txt": (lambda: zeros(500 * MEGABYTE), "解开后有 500.0 MB，超过 200.0 MB。请拆成较小的文件"),
    "bomb-many.zip": (
        lambda: zipped(dict.fromkeys((f"{at}.txt" for at in range(20_001)), b""), zipfile.ZIP_STORED),
        "里面有 20001 个文件，超过 20000 个。请拆成较小的压缩包",
    ),
    "bomb-nested.zip!/b.zip": (lambda: zipped({"b.zip": zeros(100 * MEGABYTE)}), "压缩包里的压缩包不读。请先解开"),
    "outside-1.zip!/../a.txt": (lambda: zipped({"../a.txt": BODY}), "压缩包里的路径指向外面，没有读。请重新打包"),
    "outside-2.zip!//a.txt": (lambda: zipped({"/a.txt": BODY}), "压缩包里的路径指向外面，没有读。请重新打包"),
    "outside-3.zip!/C:/a.txt": (lambda: zipped({"C:/a.txt": BODY}), "压缩包里的路径指向外面，没有读。请重新打包"),
    "empty.zip": (lambda: zipped({}), "压缩包里没有文件。请检查压缩包"),
    "locked.pdf": (lambda: locked_pdf("secret"), "PDF 有密码。请去掉密码后再试"),
    "locked.zip!/a.txt": (lambda: encrypted(zipped({"a.txt": BODY})), "压缩包里的文件有密码。请解开后再添加"),
    "locked.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "是加密的或旧格式的 Word 文件。请用 Word 或 WPS 去掉密码，另存为 .docx",
    ),
    "locked-parts.docx": (lambda: encrypted(good_word()), "Word 文件有密码。请去掉密码后再添加"),
    "zeros.txt": (lambda: bytes(5000), _EMPTY),
    "zeros.html": (lambda: bytes(5000), _EMPTY),
    "zeros.pdf": (lambda: bytes(5000), _EMPTY),
    "zeros.docx": (lambda: bytes(5000), _EMPTY),
    "nothing.txt": (bytes, _EMPTY),
    "loop-root.pdf": (reference_loop, _NO_TEXT),
    "bomb.pdf": (
        stream_bomb,
        "里面有一处内容解开后超过 64.0 MB（像是压缩炸弹），没有读。请用别的软件打开检查，另存后再试",
    ),
    "entities.docx": (
        entities,
        _CUT_WORD,
    ),
    "part.docx": (part_bomb, "里面的 word/document.xml 解开后有 300.0 MB，超过 64.0 MB。请拆成较小的文件"),
}
"""Path of what is bad (a member of an archive behind "!/"): how its file is made, and what is told."""

READ: dict[str, Callable[[], bytes]] = {
    "attribute.html": lambda: f'<html><body><p title="{"长" * 1_700_000}">{BODY.format(6)}</p></body></html>'.encode(),
    "nested-div.html": lambda: nested("div"),
    "nested-table.html": lambda: nested("table"),
    "nested-cells.html": lambda: nested("table><tr><td", 20_000),
    "nested-span.html": lambda: nested("span"),
    "nested-b.html": lambda: nested("b"),
    "loop-pages.pdf": looping_pages,
    "objects.pdf": many_objects,
    "forms.pdf": recursive_forms,
    "owner.pdf": lambda: locked_pdf(""),
    "overlap.zip": overlapping,
}

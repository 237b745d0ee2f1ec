"""Small PDF files written object by object, so that objects, streams and the table of objects can be broken apart."""

from __future__ import annotations

import re
import zlib
from random import Random

from tests.reports.fuzz.texts import bytes_mutated, sentences

Objects = dict[int, bytes]

_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>"
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    b"/Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>"
)
_DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
    b"/Descent -120/CapHeight 880/StemV 93>>"
)
_VALUES = (
    b"0", b"-1", b"99999999999", b"1e30", b"null", b"true", b"()", b"(x", b"<FEFF>", b"<zz>", b"[", b"[1 0 R]",
    b"<<>>", b"<<", b">>",
    b"/Name", b"/FlateDecode", b"/LZWDecode", b"/ASCII85Decode", b"/ASCIIHexDecode", b"/RunLengthDecode",
    b"/DCTDecode", b"/Crypt",
    b"1 0 R", b"2 0 R", b"3 0 R", b"4 0 R", b"5 0 R", b"7 0 R", b"999 0 R", b"/Identity-H", b"/GBK-EUC-H",
    b"nan", b"%",
)  # fmt: skip
_OPERATORS = (
    b"BT", b"ET", b"q", b"Q", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ", b"'", b'"', b"Tf", b"cm", b"re", b"f",
    b"S", b"l", b"m", b"Do", b"BI",
    b"ID", b"EI", b"gs", b"c", b"h", b"W", b"n", b"/X0 Do", b"/X0", b"[", b"]", b"BMC", b"EMC", b"Tz", b"Tc",
    b"Ts", b"/P <</MCID 0>> BDC",
)  # fmt: skip


def stream(content: bytes, more: bytes = b"", *, packed: bool = True) -> bytes:
    """Write a stream object."""
    data = zlib.compress(content) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream" % (more, filters, len(data), data)


def page(lines: list[str], *, rules: bool = False, size: int = 12) -> bytes:
    """Write what stands on a page: lines of text, and the rules of a table around them."""
    shown = [b"BT /F1 %d Tf 50 800 Td" % size]
    shown += [b"<%s> Tj 0 -%d Td" % (one.encode("utf-16-be", "replace").hex().encode(), size * 3 // 2) for one in lines]
    shown.append(b"ET")
    for at in range(len(lines) + 1 if rules else 0):
        shown.append(b"50 %d m 400 %d l S" % (812 - at * 18, 812 - at * 18))
    for across in (50, 200, 400) if rules else ():
        shown.append(b"%d 812 m %d %d l S" % (across, across, 812 - len(lines) * 18))
    return b"\n".join(shown)


def objects(pages: list[bytes], resources: bytes = b"") -> Objects:
    """Give the objects of a file: 1 the root, 2 the tree of pages, 3-6 the font, 10 … a page and its content each."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * at) for at in range(len(pages)))
    found = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]>>" % (kids, len(pages)),
        3: b"<</Font<</F1 4 0 R>>%s>>" % resources,
        4: _FONT,
        5: _DESCENDANT,
        6: _DESCRIPTOR,
    }
    for at, content in enumerate(pages):
        found[10 + 2 * at] = b"<</Type/Page/Parent 2 0 R/Resources 3 0 R/Contents %d 0 R>>" % (11 + 2 * at)
        found[11 + 2 * at] = stream(content)
    return found


def pdf(parts: Objects, *, offsets: dict[int, int] | None = None, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Write a file; `offsets` are wrong places of objects in its table."""
    written = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places: dict[int, int] = {}
    for number, body in parts.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    places |= offsets or {}
    last, start = max(parts), len(written)
    table = [b"%010d 00000 n \n" % places[at] if at in places else b"0000000000 65535 f \n" for at in range(last + 1)]
    written += b"xref\n0 %d\n%s" % (last + 1, b"".join(table))
    written += b"trailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, last + 1, start)
    return bytes(written)


def broken(chance: Random) -> bytes:
    """Give a file with text, rules and a form, in which objects, content, places or bytes were changed."""
    contents = []
    for _ in range(chance.randrange(1, 4)):
        lines = [sentences(chance)[: chance.choice((8, 40))] for _ in range(chance.randrange(1, 30))]
        contents.append(page(lines, rules=chance.random() < 0.4, size=chance.choice((1, 9, 12, 300))))
    if chance.random() < 0.5:
        contents = [_content_mutated(chance, content) for content in contents]
    found = objects(contents, b"/XObject<</X0 7 0 R>>")
    form = b"/X0 Do" if chance.random() < 0.2 else page(["表"])
    found[7] = stream(form, b"/Type/XObject/Subtype/Form/BBox[0 0 600 600]/Resources 3 0 R")
    if chance.random() < 0.5:
        for _ in range(chance.choice((1, 1, 2, 5))):
            number = chance.choice(list(found))
            found[number] = _object_mutated(chance, found[number], found)
    offsets = {chance.choice(list(found)): chance.randrange(5000) for _ in range(chance.choice((0, 0, 0, 1, 4)))}
    trailer = chance.choice(
        (*[b"/Root 1 0 R"] * 8, b"/Root 2 0 R", b"", b"/Root 1 0 R/Prev 0", b"/Root 1 0 R/Encrypt 4 0 R")
    )
    data = pdf(found, offsets=offsets, trailer=trailer)
    return bytes_mutated(chance, data) if chance.random() < 0.3 else data


def _content_mutated(chance: Random, content: bytes) -> bytes:
    tokens = content.split(b" ")
    for _ in range(chance.choice((1, 3, 10, 50))):
        at = chance.randrange(len(tokens))
        kind = chance.randrange(4)
        if kind == 0:
            tokens[at : at + 1] = []
        elif kind == 1:
            tokens[at:at] = [chance.choice(_OPERATORS)] * chance.choice((1, 1, 50))
        elif kind == 2:
            tokens[at] = chance.choice(_VALUES)
        else:
            tokens[at:at] = tokens[at : at + chance.randrange(40)]
        tokens = tokens or [b"BT"]
    return b" ".join(tokens)


def _object_mutated(chance: Random, body: bytes, found: Objects) -> bytes:
    """Change one value, key or reference in an object's dictionary, or what is behind its filters."""
    head, mark, data = body.partition(b"stream\n")
    spots = [spot.span() for spot in re.finditer(rb"/[A-Za-z0-9-]+|\d+ 0 R|-?\d+|\([^)]*\)|\[|\]|<<|>>", head)]
    kind = chance.randrange(5)
    if kind == 0 and mark:
        return head + mark + bytes_mutated(chance, data)
    if kind == 1:
        return chance.choice((*found.values(), *_VALUES))
    if not spots:
        return body
    start, end = chance.choice(spots)
    new = b"%d 0 R" % chance.choice(list(found)) if kind == 2 else chance.choice(_VALUES)
    return head[:start] + new + head[end:] + mark + data

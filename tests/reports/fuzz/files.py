"""Files of each format made by chance: as they should be, then changed where their structure is."""

from __future__ import annotations

import copy
import html
import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.reports.fuzz.pdfs import broken
from tests.reports.fuzz.texts import bytes_mutated, encoded, report
from tests.reports.loading.formats.word_files import (
    END,
    begin,
    docx,
    field,
    level,
    lists,
    p,
    package,
    r,
    style,
    tbl,
    tc,
    tr,
)  # fmt: skip

_TAGS = (
    "p", "div", "span", "b", "table", "tbody", "tr", "td", "th", "ul", "li", "h1", "h2", "a href='x'", "br",
    "pre", "form", "section",
    "td rowspan=3", "td colspan='2'", "th rowspan=99999999999999999999", "td colspan='-1'",
    "td colspan='٣' rowspan='²'", "div hidden",
    "div style='display : none'", "center", "font", "script", "style", "title", "head", "body", "html",
    "select", "svg", "textarea",
    "frameset", "iframe", "template", "noscript", "caption", "dl", "o:p", "p style=", 'x"y', "math",
    "plaintext", "![CDATA[", "!--", "?xml",
)  # fmt: skip
_ENTITIES = (
    "&nbsp;", "&amp;", "&lt", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&notanentity;", "&", "&#x;",
    "&ensp;", "&#8203;", "]]>",
    "-->", "<!", "</", "<", "&#12;", "&#x1F3DB;", "&#13;",
)  # fmt: skip
_CHARSETS = ("utf-8", "gb2312", "gbk", "big5", "utf-16", "latin-1", "no-such", "", "utf-7")
_VALUES = (
    "",
    "-1",
    "0",
    "99",
    "100000000000",
    "x",
    "continue",
    "restart",
    "TOC",
    "s0",
    "é",
    "\u0661",
    "1.5",
    "0x1",
    "0",
    "9",
)


def plain(chance: Random) -> bytes:
    """Give a text file."""
    return encoded(chance, report(chance))


def web(chance: Random) -> bytes:
    """Give a page: lines in elements, elements that do not close, entities that are none, a charset that is not."""
    title = _escaped(chance, "政府报告-某网")
    parts = [f"<html><head><meta charset={chance.choice(_CHARSETS)}><title>{title}</title></head>"]
    for line in report(chance).split("\n"):
        tag = chance.choice(_TAGS) if chance.random() < 0.5 else "p"
        inner = line if chance.random() < 0.2 else _escaped(chance, line)
        if "\t" in line and chance.random() < 0.8:
            inner = "".join(f"<td>{cell}</td>" for cell in inner.split("\t"))
            tag = "tr"
        close = f"</{tag.split()[0]}>" if chance.random() < 0.9 else ""
        parts.append(f"<{tag}>{inner}{close}")
    for _ in range(chance.choice((0, 0, 2, 10))):
        at = chance.randrange(len(parts))
        odd = chance.choice((*_ENTITIES, *(f"<{tag}>" for tag in _TAGS), *(f"</{tag.split()[0]}>" for tag in _TAGS)))
        parts.insert(at, odd * chance.choice((1, 1, 3, 300)))
    return encoded(chance, "\n".join(parts))


def _escaped(chance: Random, line: str) -> str:
    at = chance.randrange(len(line) + 1)
    entity = chance.choice(_ENTITIES) if chance.random() < 0.1 else ""
    return html.escape(line[:at]) + entity + html.escape(line[at:])


def word(chance: Random) -> bytes:
    """Give a Word file, elements of its parts moved, doubled, renamed and taken out, parts and bytes changed."""
    data = _document(chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        name = chance.choice(list(members))
        kind = chance.random()
        if kind < 0.75:
            members[name] = _xml_mutated(chance, members[name])
        elif kind < 0.9:
            members[name] = bytes_mutated(chance, members[name])
        else:
            members.pop(name) if len(members) > 1 else None
    packed = package(members)
    return bytes_mutated(chance, packed) if chance.random() < 0.1 else packed


def _document(chance: Random) -> bytes:
    """Give a file with styles, automatic numbers, merged and nested tables, fields, notes and hidden text."""
    numbering = lists(
        "".join(level(at, "chineseCounting", f"%{at + 1}、") for at in range(9)), level(0, "decimal", "%1.")
    )
    names = ("heading 1", "toc 1", "标题", "Title", "a", "b")
    styles = "".join(
        style(f"s{at}", name, based=f"s{(at + 1) % 6}", inner='<w:numPr><w:numId w:val="1"/></w:numPr>')
        for at, name in enumerate(names)
    )
    body = []
    for line in report(chance).split("\n")[:60]:
        text = html.escape("".join(char for char in line if char.isprintable()))
        kind = chance.random()
        if "\t" in line:
            cells = [html.escape(cell) for cell in line.split("\t")]
            merged = tc("", down=chance.choice(("restart", "continue")))
            body.append(
                tbl(
                    tr(*cells), tr(merged, tc("甲", tbl(tr("内"))), more="<w:tblHeader/>"), tr(merged, tc("乙", span=2))
                )
            )
        elif kind < 0.2:
            body.append(p(text, style=f"s{chance.randrange(7)}", num=(chance.randrange(3), chance.randrange(10))))
        elif kind < 0.3:
            body.append(p(begin("TOC"), text) + p(field("PAGEREF", "1"), END) + p(r("隐", "<w:vanish/>")))
        elif kind < 0.35:
            body.append(p(text, '<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:r><w:sym w:char="F0FE"/></w:r>'))
        else:
            body.append(p(text))
    note = f'<w:footnote w:id="1">{p("注解")}</w:footnote>'
    section = '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>'
    return docx("".join(body) + section, styles=styles, numbering=numbering, footnotes=note, header=p("页眉"))


def _xml_mutated(chance: Random, data: bytes) -> bytes:
    from lxml import etree

    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return data
    for _ in range(chance.choice((1, 2, 6))):
        elements = [one for one in root.iter() if one is not root]
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        kind = chance.randrange(5)
        if kind == 0:
            one.getparent().remove(one)
        elif kind == 1:
            other.insert(chance.randint(0, len(other)), copy.deepcopy(one))
        elif kind == 2:
            one.tag = other.tag
        elif one.attrib and kind == 3:
            one.set(chance.choice(list(one.attrib)), chance.choice(_VALUES))
        else:
            one.text = chance.choice(_VALUES)
    return bytes(etree.tostring(root))


def archive(chance: Random) -> bytes:
    """Give a .zip of small files with names of every kind, its list and its bytes changed."""
    makers: dict[str, Callable[[Random], bytes]] = {
        ".txt": plain,
        ".html": web,
        ".docx": word,
        ".pdf": broken,
        ".zip": plain,
        ".xls": plain,
    }
    names = (
        "a",
        "区/报告",
        "../上",
        "/根",
        "C:\\盘",
        "b" * 200,
        "a\nb",
        "",
        ".",
        "__MACOSX/x",
        "~$a",
        "é\u202e",
        "文\0件",
        "//",
        "a/../b",
    )
    buffer = io.BytesIO()
    method = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for _ in range(chance.choice((0, 1, 2, 4))):
            suffix = chance.choice((".txt", ".txt", ".html", ".docx", ".pdf", ".zip", ".xls"))
            info = zipfile.ZipInfo(chance.choice(names) + suffix)
            info.compress_type = method
            data = makers[suffix](chance)
            packed.writestr(info, data)
    data = buffer.getvalue()
    if chance.random() < 0.5:
        data = _list_mutated(chance, data)
    return bytes_mutated(chance, data) if chance.random() < 0.3 else data


def _list_mutated(chance: Random, data: bytes) -> bytes:
    """Change bytes of the headers only: sizes, flags, methods, names, places."""
    changed = bytearray(data)
    heads = [at for mark in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for at in _all(data, mark)]
    for _ in range(chance.choice((1, 2, 5))):
        at = chance.choice(heads) + chance.randrange(4, 46) if heads else 0
        if at < len(changed):
            changed[at] = chance.choice((0, 1, 8, 9, 12, 14, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(changed)


def _all(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


MAKERS: dict[str, Callable[[Random], bytes]] = {
    ".txt": plain, ".html": web, ".docx": word, ".pdf": broken, ".zip": archive,
}  # fmt: skip

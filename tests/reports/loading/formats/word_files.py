"""Write .docx files part by part, the way Word and WPS do, so that a test can hold what python-docx cannot write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OPEN = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships" '
    f'xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:m="{_OPEN}/officeDocument/2006/math" '
    f'xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OPEN}/drawingml/2006/main" '
    f'xmlns:c="{_OPEN}/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData" mc:Ignorable="w14 wpsCustomData"'
)
_STRICT = {
    f"{_OPEN}/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    f"{_OPEN}/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    f"{_OPEN}/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
}
_ROLES = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(body: str, *, strict: bool = False, main: str = _MAIN, **parts: str) -> bytes:
    """Write a file from the XML inside w:body and inside the roots of its other parts (styles, numbering …)."""
    members = {
        "[Content_Types].xml": _content_types(main),
        "_rels/.rels": _links({"officeDocument": "word/document.xml"}),
        "word/document.xml": root("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": _links({role: f"{role}.xml" for role in _ROLES if role in parts}),
    }
    names = {"header": "hdr", "footer": "ftr"}
    for role, inner in parts.items():
        members[f"word/{role}.xml"] = root(names.get(role, role), inner)
    if strict:
        for old, new in _STRICT.items():
            members = {name: text.replace(old, new) for name, text in members.items()}
    return package({name: text.encode() for name, text in members.items()})


def package(members: Mapping[str, bytes]) -> bytes:
    """Pack parts as they are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Write a file again with parts of word/ replaced, or left out for None."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members.update({f"word/{name}.xml": new or b"" for name, new in parts.items()})
    gone = {f"word/{name}.xml" for name, new in parts.items() if new is None}
    return package({name: content for name, content in members.items() if name not in gone})


def root(name: str, inner: str) -> str:
    """Write the root of a part with all name spaces."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {SPACES}>{inner}</w:{name}>'


def p(*runs: str, style: str = "", num: tuple[int, int] | None = None, more: str = "") -> str:
    """Write a paragraph: texts become runs, XML stays; `num` is the list and the level in it."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}{more}</w:pPr>{inner}</w:p>"


def r(text: str, more: str = "") -> str:
    """Write a run."""
    return f'<w:r><w:rPr>{more}<w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, *result: str) -> str:
    """Write a complex field with its result."""
    inner = "".join(run if run.startswith("<") else r(run) for run in result)
    return f"{begin(instruction)}{inner}{END}"


def begin(instruction: str) -> str:
    """Write the start of a field, up to its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def style(identity: str, name: str, *, based: str = "", inner: str = "", default: bool = False) -> str:
    """Write a paragraph style."""
    based = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{identity}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{inner}</w:pPr></w:style>"
    )


def level(at: int, form: str, text: str, *, start: int | str = 1, more: str = "") -> str:
    """Write one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*definitions: str, nums: Mapping[int, int | str] | None = None) -> str:
    """Write list definitions 0, 1 … and the lists that use them: number to definition, or to XML with overrides."""
    defined = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(definitions)
    )
    used = nums if nums is not None else {at + 1: at for at in range(len(definitions))}
    return defined + "".join(
        f'<w:num w:numId="{at}">{one if isinstance(one, str) else use(one)}</w:num>' for at, one in used.items()
    )


def use(definition: int, overrides: str = "") -> str:
    """Write which definition a list uses."""
    return f'<w:abstractNumId w:val="{definition}"/>{overrides}'


def tbl(*rows: str) -> str:
    """Write a table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, more: str = "") -> str:
    """Write a row: texts become cells, XML stays."""
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(one if one.startswith('<') else tc(one) for one in cells)}</w:tr>"


def tc(*blocks: str, span: int | str = 1, down: str = "", more: str = "") -> str:
    """Write a cell; `down` is "restart" or "continue"."""
    merged = f'<w:vMerge w:val="{down}"/>' if down == "restart" else "<w:vMerge/>" if down else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    inner = "".join(one if one.startswith("<") else p(one) for one in blocks)
    return f"<w:tc><w:tcPr>{wide}{merged}{more}</w:tcPr>{inner}</w:tc>"


def _content_types(main: str) -> str:
    return (
        f'<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def _links(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{role}" Type="{_OPEN}/officeDocument/2006/relationships/{role}" Target="{target}"/>'
        for role, target in targets.items()
    )
    return f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'

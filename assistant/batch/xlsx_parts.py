"""The fixed parts of a workbook, and those that name its sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LONGEST_COMMENT = 2_000
# Shapes are numbered in blocks of so many; each sheet has so many blocks for itself.
_BLOCK, _BLOCKS = 1024, 256

RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_TOP = '<alignment vertical="top"/>'
_WRAP = '<alignment vertical="top" wrapText="1"/>'
# In the order of xlsx.PLAIN, TEXT, QUOTED, HEADER, LINK, QUOTED_LINK.
STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="3">'
    '<font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="等线"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills><borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6">'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{_TOP}</xf>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">{_WRAP}</xf>'
    f'<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1" applyAlignment="1">'
    f'{_WRAP}</xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
COMMENTS_HEAD = f'{_HEAD}<comments xmlns="{_MAIN}"><authors><author/></authors><commentList>'
COMMENTS_TAIL = "</commentList></comments>"


def workbook(names: Sequence[str]) -> str:
    """Give the part that names the sheets."""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(names, 1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def workbook_relations(sheets: int) -> str:
    """Give where the sheets and the styles lie."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}{styles}</Relationships>'


def content_types(sheets: int, commented: Sequence[int]) -> str:
    """Give the kind of every part."""
    kinds = {"/xl/workbook.xml": f"{_KIND}.sheet.main+xml", "/xl/styles.xml": f"{_KIND}.styles+xml"}
    kinds |= {f"/xl/worksheets/sheet{number}.xml": f"{_KIND}.worksheet+xml" for number in range(1, sheets + 1)}
    kinds |= {f"/xl/comments{number}.xml": f"{_KIND}.comments+xml" for number in commented}
    found = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f"{found}</Types>"
    )


def sheet_head(widths: Sequence[int], frozen: int, *, first: bool) -> str:
    """Give a sheet up to its rows: what is frozen, and the width of each column in characters."""
    across = f'xSplit="{frozen}" ' if frozen else ""
    corner = "ABCDEFGH"[frozen] + "2"
    selected = 'tabSelected="1" ' if first else ""
    pane = "bottomRight" if frozen else "bottomLeft"
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetViews>'
        f'<sheetView {selected}workbookViewId="0">'
        f'<pane {across}ySplit="1" topLeftCell="{corner}" activePane="{pane}" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def sheet_relations(targets: Mapping[str, int], commented: int | None) -> str:
    """Give the addresses that a sheet links to, and where its comments lie."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
        for target, number in targets.items()
    )
    if commented is not None:
        found += (
            f'<Relationship Id="rIdNotes" Type="{_OFFICE}/comments" Target="../comments{commented}.xml"/>'
            f'<Relationship Id="rIdVml" Type="{_OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing{commented}.vml"/>'
        )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def comment(where: str, text: str) -> str:
    """Give the comment of a cell."""
    told = escape(text.replace("\r\n", "\n").replace("\r", "\n"))
    return f'<comment ref="{where}" authorId="0"><text><t xml:space="preserve">{told}</t></text></comment>'


def vml_head(sheet: int, comments: int) -> str:
    """Give the drawing of a sheet's comments up to its shapes."""
    first = sheet * _BLOCKS
    blocks = ",".join(str(first + number) for number in range(comments // _BLOCK + 1))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
    )


def shape(sheet: int, number: int, row: int, column: int) -> str:
    """Give the hidden box of a comment, the `number`th of its sheet; row and column count from 0."""
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 4}, 30, {max(row - 1, 0) + 8}, 4"
    return (
        f'<v:shape id="_x0000_s{sheet * _BLOCKS * _BLOCK + number + 1}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )

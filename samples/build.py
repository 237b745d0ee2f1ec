"""Write samples/reports from samples/source: python samples/build.py --font wqy-zenhei.ttc."""

from __future__ import annotations

import argparse
import html
import re
import shutil
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.table import Table

HERE = Path(__file__).parent
SOURCE, REPORTS = HERE / "source", HERE / "reports"
NAMES = {
    "haizhou": "海州区2023年法治政府建设情况报告摘编.html",
    "yangquan": "城区2020年度法治政府建设情况报告摘编.txt",
    "puyang": "濮阳县法治政府建设示范县创建情况说明摘编.docx",
    "hengyang": "衡阳市2023年度法治政府建设报告摘编.pdf",
    "lvtang": "绿塘乡2022年法治政府建设工作报告摘编.md",
}
MARKS = {"# ": "title", "## ": "h2", "### ": "h3", "> ": "note", "| ": "row"}
RUNNING_HEAD = "衡阳市法治政府建设年度报告"
MARGIN = 72  # points
FIXED = datetime(2024, 3, 1)


@dataclass(frozen=True)
class Block:
    """One line of a source: its kind (title, note, h2, h3, row or text) and its words."""

    kind: str
    text: str


def read(name: str) -> list[Block]:
    """Read the blocks of source/<name>.md, blank lines left out."""
    blocks = []
    for line in filter(None, (SOURCE / f"{name}.md").read_text("utf-8").splitlines()):
        mark = next((m for m in MARKS if line.startswith(m)), "")
        blocks.append(Block(MARKS.get(mark, "text"), line[len(mark) :].strip()))
    return blocks


def write_html(blocks: list[Block], target: Path) -> None:
    """Write a saved web page, body set into source/page.html."""
    body = []
    for block in blocks[1:]:
        text = html.escape(block.text, quote=False)
        body.append(f"<p><strong>{text}</strong></p>" if block.kind in {"h2", "h3"} else f"<p>{text}</p>")
    page = Template((SOURCE / "page.html").read_text("utf-8"))
    target.write_text(page.substitute(title=blocks[0].text, body="\n".join(body)), "utf-8")


def write_txt(blocks: list[Block], target: Path) -> None:
    """Write text copied from a page, in GB18030 with Windows line ends."""
    body = "\n\n".join(f"　　{b.text}" for b in blocks[1:])
    page = Template((SOURCE / "page.txt").read_text("utf-8")).substitute(title=blocks[0].text, body=body)
    target.write_bytes(page.replace("\n", "\r\n").encode("gb18030"))


def write_docx(blocks: list[Block], target: Path) -> None:
    """Write a Word file: headings by style, rows as one table ("^" merges upwards, "<" to the left)."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = "宋体"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    styles = {"title": "Title", "h2": "Heading 1", "h3": "Heading 2"}
    for block in blocks:
        if block.kind != "row":
            document.add_paragraph(block.text, style=styles.get(block.kind, "Normal"))
    rows = [[cell.strip() for cell in b.text.strip("|").split("|")] for b in blocks if b.kind == "row"]
    _fill(document.add_table(len(rows), len(rows[0]), style="Table Grid"), rows)
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = FIXED
    document.save(str(target))
    _fix_times(target)


def _fill(table: Table, rows: list[list[str]]) -> None:
    """Fill a Word table; merged cells keep the text of the first one."""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text == "^":
                table.cell(r - 1, c).merge(table.cell(r, c))
            elif text == "<":
                table.cell(r, c - 1).merge(table.cell(r, c))
            else:
                table.cell(r, c).text = text
    for cell in {id(c._tc): c for row in table.rows for c in row.cells}.values():
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)


def _fix_times(path: Path) -> None:
    """Pack the file again with one fixed time, so that every build gives the same bytes."""
    with zipfile.ZipFile(path) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, FIXED.timetuple()[:6])
            packed.writestr(entry, data, zipfile.ZIP_DEFLATED)


def write_pdf(blocks: list[Block], target: Path, font: Path) -> None:
    """Write a PDF with an embedded font, a running head and page numbers; figures are never broken."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("han", str(font)))
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    canvas.setTitle(blocks[0].text)
    width, height = A4
    sizes = {"title": 17.0, "h2": 13.5, "h3": 12.0}
    page, y = 0, 0.0
    for block in blocks:
        size = sizes.get(block.kind, 11.0)
        indent = "　　" if block.kind in {"text", "h2", "h3"} else ""
        measure = partial(pdfmetrics.stringWidth, fontName="han", fontSize=size)
        for line in _wrap(indent + block.text, measure, width - 2 * MARGIN):
            if y < MARGIN:
                if page:
                    canvas.showPage()
                page, y = page + 1, height - 90
                canvas.setFont("han", 9)
                canvas.drawCentredString(width / 2, height - 50, RUNNING_HEAD)
                canvas.drawCentredString(width / 2, 50, f"— {page} —")
            canvas.setFont("han", size)
            if block.kind in {"title", "note"}:
                canvas.drawCentredString(width / 2, y, line)
            else:
                canvas.drawString(MARGIN, y, line)
            y -= size * 1.7
    canvas.save()


def _wrap(text: str, measure: Callable[[str], float], limit: float) -> list[str]:
    """Break text into lines no wider than limit, no number broken, no line begun by a closing mark."""
    lines = [""]
    for piece in re.findall(r"[“《（]*(?:[0-9A-Za-z.%+]+|[^0-9A-Za-z])[，。；：、）”》！？]*", text):
        if lines[-1] and measure(lines[-1] + piece) > limit:
            lines.append("")
        lines[-1] += piece
    return lines


def main() -> None:
    """Build all five samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--font", type=Path, required=True, help="a TrueType font with Chinese characters")
    font = parser.parse_args().font
    REPORTS.mkdir(exist_ok=True)
    write_html(read("haizhou"), REPORTS / NAMES["haizhou"])
    write_txt(read("yangquan"), REPORTS / NAMES["yangquan"])
    write_docx(read("puyang"), REPORTS / NAMES["puyang"])
    write_pdf(read("hengyang"), REPORTS / NAMES["hengyang"], font)
    shutil.copyfile(SOURCE / "lvtang.md", REPORTS / NAMES["lvtang"])


if __name__ == "__main__":
    main()

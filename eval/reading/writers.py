"""One digest as a file of every format, with the writers of samples/build.py where these fit."""

from __future__ import annotations

import html
import importlib.util
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from eval.reading.labels import ROOT

DIGESTS = ("haizhou", "hengyang", "lvtang", "puyang", "yangquan")
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
FONT_NAMES = ("wqy-zenhei.ttc", "wqy-microhei.ttc", "simsun.ttc", "Songti.ttc")
HEADS = {"title": "# ", "h2": "## ", "h3": "### ", "note": "> "}
SCALE = 2  # 144 dots an inch: what an office scanner gives at its lowest


class SkippedError(Exception):
    """A format that cannot be written here; the message tells why."""


@cache
def build() -> Any:  # noqa: ANN401 - a module
    """Load samples/build.py, which is a script and no package."""
    import sys

    spec = importlib.util.spec_from_file_location("samples_build", ROOT / "samples" / "build.py")
    if spec is None or spec.loader is None:
        raise SkippedError("samples/build.py is not there")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def blocks_of(digest: str) -> list[tuple[str, str]]:
    """Give (kind, words) of each block of samples/source/<digest>.md; a cell merged with another repeats its words."""
    found: list[tuple[str, str]] = []
    above: list[str] = []
    for block in build().read(digest):
        text = block.text
        if block.kind == "row":
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            for place, cell in enumerate(cells):
                cells[place] = above[place] if cell == "^" else cells[place - 1] if cell == "<" else cell
            above, text = cells, "\t".join(cells)
        found.append((block.kind, text))
    return found


Blocks = list[tuple[str, str]]


def markdown(blocks: Blocks) -> bytes:
    """Write Markdown: marks for headings and notes, a table with its rule."""
    lines: list[str] = []
    for number, (kind, text) in enumerate(blocks):
        if kind == "row":
            first = blocks[number - 1][0] != "row"
            lines += ["", f"| {text.replace(chr(9), ' | ')} |"] if first else [f"| {text.replace(chr(9), ' | ')} |"]
            lines += ["|" + " --- |" * (text.count("\t") + 1)] if first else []
        else:
            lines += ["", HEADS.get(kind, "") + text]
    return ("\n".join(lines).strip() + "\n").encode()


def plain(encoding: str) -> Callable[[Blocks], bytes]:
    """Give the writer of text copied from a page (samples/source/page.txt, its date left out)."""

    def write(blocks: Blocks) -> bytes:
        body = "\n\n".join(text if kind == "row" else f"　　{text}" for kind, text in blocks[1:])
        lines = (build().SOURCE / "page.txt").read_text("utf-8").splitlines()
        undated = "\n".join(line for line in lines if not line.startswith("发布日期"))
        page = Template(undated).substitute(title=blocks[0][1], body=body)
        try:
            return page.replace("\n", "\r\n").encode(encoding)
        except UnicodeEncodeError as error:
            missing = sum(1 for char in set(page) if not _holds(char, encoding))
            raise SkippedError(f"{missing} of {len(set(page))} characters are not in {encoding}") from error

    return write


def web(blocks: Blocks) -> bytes:
    """Write a saved web page: headings in bold, a table, everything set into samples/source/page.html."""
    body: list[str] = []
    for number, (kind, text) in enumerate(blocks[1:], 1):
        told = html.escape(text, quote=False)
        if kind == "row":
            body += ["<table>"] if blocks[number - 1][0] != "row" else []
            body += [f"<tr>{''.join(f'<td>{cell}</td>' for cell in told.split(chr(9)))}</tr>"]
            body += ["</table>"] if number + 1 == len(blocks) or blocks[number + 1][0] != "row" else []
        else:
            body.append(f"<p><strong>{told}</strong></p>" if kind in {"h2", "h3"} else f"<p>{told}</p>")
    page = Template((build().SOURCE / "page.html").read_text("utf-8"))
    return page.substitute(title=blocks[0][1], body="\n".join(body)).encode()


def word(blocks: Blocks) -> bytes:
    """Write a Word file: headings by style, the rows as one table where they stand."""
    import docx

    document = docx.Document()
    styles = {"title": "Title", "h2": "Heading 1", "h3": "Heading 2"}
    table = None
    for kind, text in blocks:
        if kind != "row":
            document.add_paragraph(text, style=styles.get(kind, "Normal"))
            table = None
            continue
        cells = text.split("\t")
        table = table or document.add_table(0, len(cells), style="Table Grid")
        for cell, told in zip(table.add_row().cells, cells, strict=True):
            cell.text = told
    # As Word does it: LibreOffice takes a table apart that a .doc would end with.
    document.add_paragraph()
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(blocks: Blocks, folder: Path) -> bytes:
    """Write a PDF with an embedded font, a running head and page numbers; the rows as a ruled table on a last page."""
    import pypdfium2

    font = next((path for root in FONTS for name in FONT_NAMES for path in Path(root).rglob(name)), None)
    if font is None:
        raise SkippedError(f"no TrueType font with Chinese characters here ({', '.join(FONT_NAMES)})")
    module, target = build(), folder / "page.pdf"
    module.write_pdf([module.Block(kind, text) for kind, text in blocks if kind != "row"], target, font)
    rows = [text.split("\t") for kind, text in blocks if kind == "row"]
    if not rows:
        return target.read_bytes()
    _ruled(rows, folder / "table.pdf", module)
    stream = io.BytesIO()
    with pypdfium2.PdfDocument(target) as document, pypdfium2.PdfDocument(folder / "table.pdf") as last:
        document.import_pages(last)
        document.save(stream)
    return stream.getvalue()


def _ruled(rows: list[list[str]], target: Path, module: Any) -> None:  # noqa: ANN401 - samples/build.py
    """Draw a table with its rules on a page, in the font that `write_pdf` registered."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table

    width, height = A4
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    grid = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "han", 9)])
    _, tall = grid.wrapOn(canvas, width - 2 * module.MARGIN, height)
    grid.drawOn(canvas, module.MARGIN, height - 90 - tall)
    canvas.save()


def scan(blocks: Blocks, folder: Path) -> bytes:
    """Write a PDF that holds nothing but a picture of each page."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf(blocks, folder)) as document:
        pictures = [page.render(scale=SCALE).to_pil().convert("L") for page in document]
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=72.0 * SCALE)
    return stream.getvalue()


def packed(blocks: Blocks) -> bytes:
    """Write an archive that holds the Markdown."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("报告/digest.md", markdown(blocks))
    return stream.getvalue()


def office(suffix: str) -> Callable[[Blocks, Path], bytes]:
    """Give the writer of an older office format: LibreOffice turns the Word file into it."""

    def write(blocks: Blocks, folder: Path) -> bytes:
        program = shutil.which("soffice") or shutil.which("libreoffice")
        if program is None:
            raise SkippedError("LibreOffice is not here")
        (folder / "digest.docx").write_bytes(word(blocks))
        profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
        command = [program, "--headless", profile, "--convert-to", suffix, "--outdir", str(folder)]
        try:
            subprocess.run([*command, str(folder / "digest.docx")], check=True, capture_output=True, timeout=120)
            return (folder / f"digest.{suffix}").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise SkippedError("LibreOffice did not convert the file") from error

    return write


def _holds(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

"""The words of a sample, read without the assistant, so that tests don't lean on what they test."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "samples" / "reports"


def words(path: Path) -> str:
    """Give the whole text of a sample without white space; of a PDF, pages joined without head and number."""
    if path.suffix == ".html":
        from bs4 import BeautifulSoup

        text = BeautifulSoup(path.read_text("utf-8"), "html.parser").get_text()
    elif path.suffix == ".docx":
        import docx

        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    elif path.suffix == ".pdf":
        import pdfplumber

        with pdfplumber.open(path) as pages:
            text = "\n".join("\n".join(page.extract_text().splitlines()[1:-1]) for page in pages.pages)
    else:
        text = path.read_text("gb18030" if path.suffix == ".txt" else "utf-8")
    return re.sub(r"\s", "", text)

"""What a read report depends on beside its bytes: the rules that read it, as one short name."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from assistant.lexicon.tables import DATA
from assistant.settings import settings

_LIBRARIES = ("beautifulsoup4", "lxml", "python-docx", "pdfplumber", "pdfminer.six")


@cache
def recipe() -> str:
    """Give a name that changes when this code, the lexicon, a library or a setting of reading does."""
    here = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted([*here.rglob("*.py"), *(one for one in DATA.iterdir() if one.is_file())]):
        found.update(path.name.encode() + path.read_bytes())
    found.update(" ".join(version(name) for name in _LIBRARIES).encode())
    found.update(f"{settings().passage_size} {find_spec('rapidocr') is not None}".encode())
    return found.hexdigest()[:16]

"""Adds reports in a process of its own, which a test kills: adding_process.py LIBRARY FOLDER COUNT."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.index import Library
from tests.index.library_fakes import BigramEmbedding, Telling, many, split

if __name__ == "__main__":
    library, folder, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    result = Library.add(library, many(folder, count), split=split, embedding=BigramEmbedding(), telling=Telling())
    sys.stdout.write(f"done {result.reports}\n")

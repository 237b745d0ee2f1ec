"""Replies of a language model kept on disk, so that a second batch costs nothing.

One SQLite file: a digest of all that a reply depends on, and its words. Damage, a full or read-only disk and other
processes at work cost a call, never an answer.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

FILE = "model-cache.sqlite3"
# Replies kept; beyond these the oldest tenth goes
MOST = 100_000
# Seconds that one waits while another process writes
WAIT = 5.0
SCHEMA = "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, words TEXT NOT NULL, made REAL NOT NULL)"


class Cache:
    """The replies in one file; may be used by many threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        """Keep the replies in a file of this folder; it is made with the first reply."""
        self.path = folder / FILE

    def get(self, key: str) -> str | None:
        """Give the words kept under a key; None where there are none."""
        row = None
        if self.path.is_file():
            with self._mended(), self._open() as file:
                row = file.execute("SELECT words FROM replies WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def put(self, key: str, words: str) -> None:
        """Keep the words of a reply."""
        with self._mended(), self._open() as file:
            file.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, ?)", (key, words, time.time()))
            if file.execute("SELECT count(*) FROM replies").fetchone()[0] > MOST:
                file.execute(
                    "DELETE FROM replies WHERE key IN (SELECT key FROM replies ORDER BY made LIMIT ?)", (MOST // 10,)
                )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=WAIT)) as file, file:
            # a power cut may damage the file, which is then begun anew
            file.execute("PRAGMA synchronous = OFF")
            file.execute(SCHEMA)
            yield file

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """Take a damaged file away, so that the next reply begins a new one; a busy or unwritable one stays."""
        try:
            yield
        except sqlite3.OperationalError as error:
            # busy, full, read-only; a table of another form is as good as damage
            if "no column" in str(error) or "no such column" in str(error):
                self._away()
        except sqlite3.DatabaseError:
            self._away()

    def _away(self) -> None:
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{FILE}-journal").unlink(missing_ok=True)

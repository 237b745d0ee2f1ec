"""Build a text line by line, remembering where its table rows and link lines are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reports.loaded import Head, TableRow


class Lines:
    """Collects lines; `text` joins them with line ends."""

    def __init__(self) -> None:
        """Begin without lines."""
        self._lines: list[str] = []
        self._length = 0
        self.tables: list[TableRow] = []
        self.heads: list[Head] = []
        self.linked: set[int] = set()

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def text(self) -> str:
        """Give all lines as one text."""
        return "\n".join(self._lines)

    @property
    def length(self) -> int:
        """Give the offset at which the next line will begin."""
        return self._length

    def add(self, line: str, *, linked: bool = False, head: int | None = None, label: str = "") -> None:
        """Add one line, or several where there are line ends in it; `head` is a heading's level, `label` its number."""
        if (head is not None or label) and line.strip():
            self.heads.append(Head(self._length, head, label))
        for part in line.split("\n"):
            if linked:
                self.linked.add(len(self._lines))
            self._lines.append(part)
            self._length += len(part) + 1

    def table(self, rows: Sequence[Sequence[str | None]]) -> None:
        """Add a table, a line each row, cells joined with a tab; None is a cell merged down from above."""
        header: str | None = None
        carried: list[str] = []
        for cells in rows:
            flat = [" ".join((cell or "").split()) for cell in cells]
            above = dict(enumerate(carried))
            merged = [above.get(at, "") if cell is None else "" for at, cell in enumerate(cells)]
            carried = [above.get(at, "") if cell is None else flat[at] for at, cell in enumerate(cells)]
            line = "\t".join(flat).rstrip("\t")
            if not line.strip():
                continue
            start = self._length
            told = "\t".join(merged).rstrip("\t")
            self.add(line)
            both = f"{header}\n{told}" if header and told.strip() else header
            self.tables.append(TableRow(start, start + len(line), both))
            header = header or line

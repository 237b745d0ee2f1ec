"""Build a text line by line, remembering where its table rows and link lines are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reports.loading.loaded import Head, TableRow


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

    def table(
        self, rows: Sequence[Sequence[str | None]], *, header_rows: int = 1, header: str | None = None
    ) -> str | None:
        """Add a table, a line each row, cells joined with a tab; None is a cell merged down from above.

        The first `header_rows` rows tell what the columns are: of several, a group's name is joined to the names
        below it ("2023年 / 件数"). Rows that go on after a break are given the `header` that was returned before it.
        """
        tops: list[list[str | None]] = []
        carried: list[str] = []
        for cells in rows:
            flat = [" ".join((cell or "").split()) for cell in cells]
            above = dict(enumerate(carried))
            merged = [above.get(at, "") if cell is None else "" for at, cell in enumerate(cells)]
            carried = [above.get(at, "") if cell is None else flat[at] for at, cell in enumerate(cells)]
            line = "\t".join(flat).rstrip("\t")
            if not line.strip():
                header_rows -= header is None and len(tops) + 1 < header_rows
                continue
            start = self._length
            told = "\t".join(merged).rstrip("\t")
            self.add(line)
            both = f"{header}\n{told}" if header and told.strip() else header
            self.tables.append(TableRow(start, start + len(line), both))
            if header is None:
                tops.append([None if cell is None else flat[at] for at, cell in enumerate(cells)])
                header = _columns(tops) if len(tops) >= header_rows else None
        return header


def _columns(tops: Sequence[Sequence[str | None]]) -> str:
    """Give the columns' names: in all header rows but the last, a name holds for the empty cells at its right."""
    names: list[list[str]] = [[] for _ in range(max(map(len, tops)))]
    for depth, cells in enumerate(tops):
        group = ""
        # A title over the whole table tells no column from another.
        spread = depth < len(tops) - 1 and sum(1 for cell in cells if cell) > 1
        for at, cell in enumerate(cells):
            group = (cell or "") if cell or cell is None or not spread else group
            if group:
                names[at].append(group)
    return "\t".join(" / ".join(name) for name in names).rstrip("\t")

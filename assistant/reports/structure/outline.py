"""From the stored text to its outline: leaves with offsets, each under the path of its headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.lexicon.fold import fold
from assistant.model import Section
from assistant.reports.cleaning.rules import heading_rules
from assistant.reports.cleaning.title import is_title, title_line
from assistant.reports.loading.loaded import Head, TableRow
from assistant.reports.structure.headings import Heading, heading_of
from assistant.reports.structure.items import items
from assistant.reports.structure.markup import BULLET, masked
from assistant.reports.structure.parted import Leaf, parted
from assistant.reports.structure.sentences import trim

_ORGAN_LINE = re.compile(r"[一-鿿]{2,24}(?:政府|公署|办公室|办事处|局|厅|委员会|管委会|领导小组)")
_GOES_ON = re.compile(r"关于|(?:19|20)[0-9]{2}年|[二一][〇零九][〇零一二三四五六七八九]{2}年|法治政府")
_NO_HEAD = Head(-1, None)
_HOST_LINE = re.compile(r"主[办管](?:单位)?\s*:[^。,;]{2,80}")
_DATE_LINE = re.compile(r"[\[(]?(?:(?:19|20)[0-9]{2}|[二一][〇零九]).{3,16}[\])]?")
_LAST = 4
_RULE_LINE = re.compile(r"[|\s:*_=—–-]+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: its trimmed span, and its number among all lines."""

    start: int
    end: int
    number: int


def outline(
    text: str,
    tables: Sequence[TableRow] = (),
    pages: Sequence[int] = (),
    heads: Sequence[Head] = (),
    covered: int | None = None,
    recognised: Sequence[tuple[int, int]] = (),
) -> tuple[Section, ...]:
    """Give the leaves of a report in order; every character that is no white space is in exactly one.

    `tables` are its table rows, `pages` the offsets at which pages begin, `heads` the lines that the format marks as
    headings, `covered` the last year covered when it is known (it tells review from plan), `recognised` the spans
    that text recognition read.
    """
    builder = _Builder(text, tables, heads, covered)
    sections = tuple(builder.sections())
    if recognised:
        sections = tuple(
            replace(one, ocr=any(start < one.end and one.start < end for start, end in recognised)) for one in sections
        )
    if not pages:
        return sections
    return tuple(replace(section, page=max(1, bisect_right(pages, section.start))) for section in sections)


class _Builder:
    """Walks the lines once, keeping the path of headings above."""

    def __init__(self, text: str, tables: Sequence[TableRow], heads: Sequence[Head], covered: int | None) -> None:
        """Prepare the lines, the rows and the title."""
        self._text = text
        self._folded = masked(fold(text))
        self._rows = {trim(text, row.start, row.end)[0]: row for row in tables}
        self._heads = {trim(text, head.start, len(text))[0]: head for head in heads}
        raw = text.split("\n")
        self._title = title_line(raw)
        self._lines: list[_Line] = []
        at = 0
        for number, line in enumerate(raw):
            start, end = trim(text, at, at + len(line))
            if start < end:
                self._lines.append(_Line(start, end, number))
            at += len(line) + 1
        self._path: list[Heading] = []
        self._covered = covered
        self._in_body = False
        self._table_header: str | None = None

    def sections(self) -> Iterator[Section]:
        """Yield the leaves of every line."""
        leaves = [leaf for at, line in enumerate(self._lines) for leaf in self._line(at, line)]
        yield from parted(self._text, self._folded, leaves, self._covered)

    def _line(self, at: int, line: _Line) -> Iterator[Leaf]:
        row = self._rows.get(line.start)
        if row is None and self._is_row(line):
            yield self._row(line)
            return
        if row is not None:
            yield self._leaf("row", line.start, line.end, header=row.header)
            return
        self._table_header = None
        folded = self._folded[line.start : line.end].strip()
        if self._is_title(at, folded):
            yield self._leaf("title", line.start, line.end)
            return
        if self._is_meta(at, folded):
            yield self._leaf("meta", line.start, line.end)
            return
        head = self._heads.get(line.start, _NO_HEAD)
        heading = heading_of(self._text, self._folded, line.start, line.end, self._below(at), head.level, head.label)
        if heading:
            self._push(heading)
            self._in_body = True
        if heading and heading.end >= line.end:
            yield self._leaf("heading", line.start, line.end)
            return
        self._in_body = self._in_body or len(folded) > 30
        if self._path and folded.startswith("各位代表"):
            # An address to the deputies closes what was listed: it speaks of the whole chapter.
            del self._path[1:]
        if heading is None and self._path and self._path[-1].marker == "bullet":
            self._path.pop()
        yield from self._paragraph(line, heading)

    def _paragraph(self, line: _Line, heading: Heading | None) -> Iterator[Leaf]:
        """Give a paragraph as its lead and its items; a line of a list is an item."""
        bullet = BULLET.match(self._text, line.start, line.end)
        start = trim(self._folded, bullet.end() if bullet else line.start, line.end)[0]
        cuts = items(self._folded, start, line.end)
        if (cuts and cuts[0] == start) or (heading and heading.marker == "bullet" and not cuts):
            cuts = [line.start, *cuts[1:]]
        cuts = [self._before_signs(line.start, cut) for cut in cuts]
        spans = list(zip([line.start, *cuts], [*cuts, line.end], strict=True))
        marked = frozenset(cuts)
        for start, end in spans:
            kind = "item" if start in marked else "paragraph"
            start, end = trim(self._text, start, end)
            if start < end:
                yield self._leaf(kind, start, end, line=line.start)

    def _before_signs(self, start: int, cut: int) -> int:
        """Move a cut before the signs that make the words behind it bold."""
        while cut > start and self._text[cut - 1] in "*_":
            cut -= 1
        return cut

    def _push(self, heading: Heading) -> None:
        while self._path and heading.closes(self._path[-1]):
            self._path.pop()
        if heading.text:
            self._path.append(heading)

    def _leaf(self, kind: str, start: int, end: int, *, header: str | None = None, line: int | None = None) -> Leaf:
        path = () if kind == "title" else tuple(self._path)
        return Leaf(kind, start, end, path, header, start if line is None else line)

    def _is_row(self, line: _Line) -> bool:
        """Tell a row of a table written in text: cells between tabs, or | in Markdown."""
        text = self._text[line.start : line.end]
        return "\t" in text or (text.startswith("|") and text.endswith("|") and text.count("|") > 2)

    def _row(self, line: _Line) -> Leaf:
        text = self._text[line.start : line.end]
        if _RULE_LINE.fullmatch(text):
            return self._leaf("meta", line.start, line.end)
        header = self._table_header
        self._table_header = header or text
        return self._leaf("row", line.start, line.end, header=header)

    def _is_title(self, at: int, folded: str) -> bool:
        line = self._lines[at]
        if line.number == self._title or (self._heads.get(line.start, _NO_HEAD).level == 0 and not self._in_body):
            return True
        if self._in_body or self._path:
            return False
        if re.sub(r"\s", "", folded) == "政府工作报告":
            return True
        # 某市人民政府 / 关于 … 的报告: a title in two lines.
        below = self._after(at)
        return (
            len(below) <= 80 and bool(_GOES_ON.match(below)) and is_title(below) and bool(_ORGAN_LINE.fullmatch(folded))
        )

    def _is_meta(self, at: int, folded: str) -> bool:
        """Tell lines about the report: before its body any such line, after it only the last ones."""
        rules = heading_rules()
        if _RULE_LINE.fullmatch(folded):
            return True
        last = at >= len(self._lines) - _LAST
        if last and (self._is_host(folded) or self._is_signature(at, folded)):
            return True
        if not rules.meta.fullmatch(folded):
            return False
        return not self._in_body or last

    def _is_host(self, folded: str) -> bool:
        """Tell who runs the page; more than one such line is a list of the report's own."""
        return bool(_HOST_LINE.fullmatch(folded)) and sum(1 for _ in self._hosts()) == 1

    def _hosts(self) -> Iterator[str]:
        spans = (self._folded[line.start : line.end] for line in self._lines)
        return (line for line in spans if _HOST_LINE.fullmatch(line))

    def _is_signature(self, at: int, folded: str) -> bool:
        """Tell the organ that signs above the date of a report."""
        below = self._after(at)
        signs = self._in_body and len(folded) <= 40 and bool(_ORGAN_LINE.fullmatch(folded))
        return (
            signs
            and len(below) <= 20
            and bool(_DATE_LINE.fullmatch(below))
            and bool(heading_rules().meta.fullmatch(below))
        )

    def _below(self, at: int) -> str:
        """Give the folded line below with the number that the format shows before it."""
        below = self._after(at)
        label = self._heads.get(self._lines[at + 1].start, _NO_HEAD).label if below else ""
        return f"{fold(label)}{below}"

    def _after(self, at: int) -> str:
        """Give the folded line below, which tells a heading of one sentence from a paragraph."""
        if at + 1 >= len(self._lines):
            return ""
        below = self._lines[at + 1]
        return self._folded[below.start : below.end]

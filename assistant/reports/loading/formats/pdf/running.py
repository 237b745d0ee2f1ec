"""What pages repeat: running heads, page numbers, what a browser prints around a page, marks behind the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.model import Dropped
from assistant.reports.loading.formats.pdf.runs import joined, rows_of
from assistant.reports.loading.formats.pdf.shapes import PageContent, Run

_EDGE_ROWS = 3
_CELLS = 3
_LONGEST = 200
_MOST = 0.6
_SAME = 3.0  # points by which a running head moves between pages
_ZONE = 0.12  # share of the page's height in which a lone number far from the text is a page number

_DASH = r"[-—–―·•~－‐\s]"
_FIGURE = r"[0-9０-９]{1,4}"
_PLAIN = re.compile(rf"\s*({_FIGURE}|[ivxlc]{{1,7}}|[IVXLC]{{1,7}})(?:\s*[/／]\s*({_FIGURE}))?\s*")
_MARKED = re.compile(
    rf"{_DASH}*(?:第\s*({_FIGURE}|[一二三四五六七八九十百]{{1,5}})\s*页|Page\s*({_FIGURE}))"
    rf"(?:{_DASH}|[/／,，])*(?:(?:共|of)?\s*{_FIGURE}\s*页?)?{_DASH}*"
    rf"|[-—–―·•~－‐]\s*({_FIGURE}|[ivxlcIVXLC]{{1,7}}|[一二三四五六七八九十百]{{1,5}})\s*[-—–―·•~－‐]"
    rf"|[-—–―]{{2,}}\s*({_FIGURE})\s*[-—–―]{{2,}}"
    rf"|{_FIGURE}\s*页\s*[/／]?\s*共\s*{_FIGURE}\s*页"
)
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s+[0-9]+/[0-9]+)?")
_PRINTED = re.compile(r"(?:[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}),? *[0-9]{1,2}:[0-9]{2}.*")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row at the head or foot of a page: how far from the edge, what it says without numbers, its own number."""

    page: int
    foot: bool
    order: int
    row: tuple[Run, ...]
    place: float
    key: str
    number: int | None
    apart: bool

    @property
    def text(self) -> str:
        """Give the words of the row."""
        return joined(self.row).text


def drop_running(pages: Sequence[PageContent]) -> None:
    """Take running heads, page numbers and repeated marks out of the pages; what went is told in their `dropped`."""
    for page, gone in zip(pages, _running_rows(pages), strict=True):
        _take_out(page, gone)
    _drop_marks(pages, _filled(pages))


def only_running(pages: Sequence[PageContent]) -> list[int]:
    """Give the numbers of the pages, from 0, that hold running heads and page numbers and no other text."""
    rows = _running_rows(pages)
    return [number for number, page in enumerate(pages) if rows[number] and _emptied(page, rows[number])]


def _filled(pages: Iterable[PageContent]) -> int:
    return sum(1 for page in pages if page.runs or page.grids)


def _emptied(page: PageContent, gone: Iterable[tuple[_Edge, str]]) -> bool:
    return not page.grids and len(page.runs) == sum(len(edge.row) for edge, _ in gone)


def _running_rows(pages: Sequence[PageContent]) -> list[list[tuple[_Edge, str]]]:
    """Give for each page the rows that go and the rules by which they do."""
    edges = [edge for number, page in enumerate(pages) for edge in _edges(number, page)]
    filled = _filled(pages)
    repeated = _repeated(edges, filled)
    counted = _counted(edges)
    by_place: dict[tuple[int, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_place[edge.page, edge.foot].append(edge)
    rows = []
    for number in range(len(pages)):
        head, foot = by_place[number, False], by_place[number, True]
        printed = bool(head and foot and _PRINTED.fullmatch(head[0].text) and _ADDRESS.fullmatch(foot[0].text))
        gone: dict[int, tuple[_Edge, str]] = {}
        for side in (head, foot):
            for edge in side:
                rule = _rule(edge, repeated, counted, printed=printed and edge.order == 0)
                if rule is None:
                    break
                # On a page of few rows one may be both, seen from the head and from the foot.
                gone.setdefault(id(edge.row[0]), (edge, rule))
        rows.append([*gone.values()])
    empty = sum(1 for page, gone in zip(pages, rows, strict=True) if gone and not page.covered and _emptied(page, gone))
    if empty > 0.5 * filled:
        # What fills most pages is their text, however alike they are.
        return [[one for one in gone if one[1] == "page-number"] for gone in rows]
    return rows


def _take_out(page: PageContent, gone: Iterable[tuple[_Edge, str]]) -> None:
    rules = {id(run): rule for edge, rule in gone for run in edge.row}
    ordered = sorted({edge.row for edge, _ in gone}, key=lambda row: row[0].base)
    page.dropped += [Dropped(joined(row).text, rules[id(row[0])]) for row in ordered]
    page.runs = [run for run in page.runs if id(run) not in rules]


def _edges(number: int, page: PageContent) -> list[_Edge]:
    """Give the outermost rows of a page, first and last ones inwards, as far as no table lies further out."""
    rows = rows_of(page.runs)
    top = min((grid.top for grid in page.grids), default=page.height)
    bottom = max((grid.bottom for grid in page.grids), default=0.0)
    edges = []
    for foot in (False, True):
        ordered = rows[::-1] if foot else rows
        for order, row in enumerate(ordered[:_EDGE_ROWS]):
            middle = (row[0].top + row[0].bottom) / 2
            if (middle < bottom) if foot else (middle > top):
                break
            after = ordered[order + 1] if order + 1 < len(ordered) else []
            if len(row) >= _CELLS and len(after) >= _CELLS:
                break  # rows of a table without lines
            inner = after[0].base if after else None
            edges.append(_edge(number, page.height, row, order, inner, foot=foot))
    return edges


def _edge(number: int, height: float, row: Sequence[Run], order: int, inner: float | None, *, foot: bool) -> _Edge:
    keys = [_key(run.text) for run in row]
    base = row[0].base
    place = height - base if foot else base
    apart = place < _ZONE * height and (inner is None or abs(inner - base) > 2.2 * row[0].size)
    count = next((_number(run.text) for run in row if _number(run.text) is not None), None)
    return _Edge(number, foot, order, tuple(row), place, "|".join(key for key in keys if key), count, apart)


def _key(text: str) -> str:
    """Give the words without numbers, nothing for a page number."""
    if _PLAIN.fullmatch(text) or _MARKED.fullmatch(text):
        return ""
    words = re.sub(r"[0-9０-９]+", "#", "".join(text.split()))
    return words.strip("#-—–―·•~|") or words


def _number(text: str) -> int | None:
    match = _PLAIN.fullmatch(text) or _MARKED.fullmatch(text)
    figure = next((group for group in match.groups() if group), "") if match else ""
    if figure.isdecimal():
        return int(figure)
    values = [_ROMAN.get(letter, 0) for letter in figure.lower()]
    if not values or 0 in values:
        return None
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _repeated(edges: Iterable[_Edge], filled: int) -> set[tuple[int, bool, int]]:
    """Give the rows that stand at the same place with the same words on most pages, all odd ones, or three in a row."""
    places: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.key and len(edge.key) < _LONGEST and not edge.text.endswith("。"):
            places[edge.foot, edge.key].append(edge)
    found = set()
    for same in places.values():
        same.sort(key=lambda edge: edge.place)
        start = 0
        for at in range(1, len(same) + 1):
            if at == len(same) or same[at].place - same[at - 1].place > _SAME:
                for group in _counting(same[start:at]):
                    if _running({edge.page for edge in group}, filled):
                        found |= {(edge.page, edge.foot, edge.order) for edge in group}
                start = at
    return found


def _counting(group: Sequence[_Edge]) -> list[list[_Edge]]:
    """Part rows that differ in more than the number of their page: a row of a table repeats its words too."""
    slots = [[int(figure) for figure in re.findall(r"[0-9０-９]{1,9}", edge.text)] for edge in group]
    if len({len(figures) for figures in slots}) == 1:
        columns = [[figures[at] for figures in slots] for at in range(len(slots[0]))]
        steps = [{figure - edge.page for figure, edge in zip(one, group, strict=True)} for one in columns]
        if all(len(set(one)) == 1 or len(step) == 1 for one, step in zip(columns, steps, strict=True)):
            return [list(group)]
    exact: dict[str, list[_Edge]] = defaultdict(list)
    for edge in group:
        exact[edge.text].append(edge)
    return list(exact.values())


def _running(on: set[int], filled: int) -> bool:
    if len(on) < 2:
        return False
    if len(on) >= _MOST * (filled - 1 if filled > 3 else filled):
        return True
    if len({number % 2 for number in on}) == 1 and len(on) >= _MOST * (filled / 2):
        return True
    return any({number + step, number + 2 * step} <= on for number in on for step in (1, 2))


def _counted(edges: Iterable[_Edge]) -> set[tuple[int, bool, int]]:
    """Give the lone numbers that go up with the pages."""
    steps: dict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if not edge.key and edge.number is not None:
            steps[edge.foot, edge.number - edge.page].append(edge)
    return {
        (edge.page, edge.foot, edge.order)
        for same in steps.values()
        for edge in same
        if any(other.page != edge.page and abs(other.place - edge.place) <= _SAME for other in same)
    }


def _rule(
    edge: _Edge, repeated: set[tuple[int, bool, int]], counted: set[tuple[int, bool, int]], *, printed: bool
) -> str | None:
    """Give the rule by which a row goes, None for a row of the text."""
    at = (edge.page, edge.foot, edge.order)
    if not edge.key:
        marked = any(_MARKED.fullmatch(run.text) for run in edge.row)
        return "page-number" if marked or at in counted or (edge.apart and edge.number is not None) else None
    return "running-head" if at in repeated or printed else None


def _drop_marks(pages: Sequence[PageContent], filled: int) -> None:
    """Take out turned text that most pages hold: a mark behind the text."""
    counts = Counter(text for page in pages for text in {run.text for run in page.turned})
    marks = {text for text, count in counts.items() if count >= max(2, _MOST * filled)}
    for page in pages:
        page.dropped += [Dropped(run.text, "running-head") for run in page.turned if run.text in marks]
        page.turned = [run for run in page.turned if run.text not in marks]

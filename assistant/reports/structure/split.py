"""From a report to passages: whole sentences under one heading path, never cut at a comma."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.model import Passage, Report, Section
from assistant.reports.structure.markup import plain
from assistant.reports.structure.sentences import sentences
from assistant.settings import settings

_SALUTATION = 16
# Headings that no text follows pile up to a passage of their own.
_HEADINGS = 400


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text that is not cut further, and the section that it belongs to."""

    start: int
    end: int
    section: Section


def split(report: Report, size: int | None = None) -> tuple[Passage, ...]:
    """Cut a report into passages of at most `size` characters beside their headings (the setting, when None).

    A passage holds whole sentences; a sentence longer than `size` stays whole. Headings go with the text that
    follows them, short neighbours under the same heading are joined, long paragraphs cut at items or sentences.
    """
    limit = max(1, settings().passage_size if size is None else size)
    passages: list[Passage] = []
    for group in _groups(report.text, report.sections):
        for pieces in _packed(report.text, group, limit):
            start, end = pieces[0].start, pieces[-1].end
            leaf = next((p.section for p in pieces if not _leads(report.text, p.section)), pieces[-1].section)
            heading = leaf.heading
            if leaf.kind == "heading":
                heading = (*leaf.heading, plain(report.text[leaf.start : leaf.end]).rstrip("。"))
            passages.append(
                Passage(
                    report=report.report,
                    number=len(passages),
                    start=start,
                    end=end,
                    text=report.text[start:end],
                    heading=heading,
                    part=leaf.part,
                    header=leaf.header,
                    page=leaf.page,
                    ocr=any(piece.section.ocr for piece in pieces),
                )
            )
    return tuple(passages)


def _groups(text: str, sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Give the runs that a passage may lie in: same headings, part and header; headings lead their run."""
    group: list[Section] = []
    leading = True
    for section in sections:
        if section.kind == "meta":
            if group:
                yield group
            group, leading = [], True
            continue
        is_head = _is_head(section)
        follows = leading and (not is_head or not group or _is_head(group[-1]))
        if group and not follows and (is_head or _key(section) != _key(group[-1])):
            done = len(group) if is_head else _done(text, group)
            yield group[:done]
            group, leading = group[done:], True
        group.append(section)
        leading = leading and _leads(text, section)
    if group:
        yield group


def _done(text: str, sections: Sequence[Section]) -> int:
    """Give how many of a run stay in it when the next begins: salutations at its end go with what follows."""
    done = len(sections)
    while done and _leads(text, sections[done - 1]):
        done -= 1
    return done or len(sections)


def _is_head(section: Section) -> bool:
    return section.kind in ("heading", "title")


def _leads(text: str, section: Section) -> bool:
    """Tell headings and salutations (各位代表：), which say nothing without what follows them."""
    if _is_head(section):
        return True
    salutes = section.kind == "paragraph" and section.end - section.start <= _SALUTATION
    return salutes and text[section.end - 1] in ":：!！"


def _key(section: Section) -> tuple[object, ...]:
    return section.heading, section.part, section.header, section.kind == "row"


def _packed(text: str, group: Sequence[Section], limit: int) -> Iterator[list[_Piece]]:
    """Pack a group into runs of at most `limit` characters where whole sentences allow it."""
    run: list[_Piece] = []
    for section in group:
        leads = all(_leads(text, piece.section) for piece in run)
        led = sum(piece.end - piece.start for piece in run if leads and not _is_head(piece.section))
        pieces = _pieces(text, section, max(1, limit - led))
        for number, piece in enumerate(pieces):
            if run and _full(text, run, pieces[number:], limit, begins=number == 0):
                done = _done(text, [one.section for one in run])
                yield run[:done]
                run = run[done:]
            run.append(piece)
    if run:
        yield run


def _full(text: str, run: Sequence[_Piece], ahead: Sequence[_Piece], limit: int, *, begins: bool) -> bool:
    """Tell whether a run ends before the next piece; at the beginning of a section, that may be to keep it whole."""
    if all(_leads(text, piece.section) for piece in run):
        return run[-1].end - run[0].start > limit + _HEADINGS
    if ahead[0].end - run[0].start > limit:
        return True
    whole = ahead[-1].end - ahead[0].start
    long = run[-1].end - run[0].start >= limit // 3
    return begins and ahead[-1].end - run[0].start > limit and (whole <= limit or long)


def _pieces(text: str, section: Section, limit: int) -> list[_Piece]:
    """Give a section as one piece when it fits or may not be cut, else as runs of sentences of even length."""
    if section.end - section.start <= limit or section.kind in ("heading", "title", "row"):
        return [_Piece(section.start, section.end, section)]
    spans = sentences(text, section.start, section.end)
    parts = -(-(section.end - section.start) // limit)
    goal = min(limit, (section.end - section.start) // parts + limit // 8)
    pieces: list[_Piece] = []
    start = end = spans[0][0]
    for first, last in spans:
        if end > start and last - start > goal:
            pieces.append(_Piece(start, end, section))
            start = first
        end = last
    pieces.append(_Piece(start, end, section))
    if len(pieces) > 1 and pieces[-1].end - pieces[-2].start <= limit:
        pieces[-2:] = [_Piece(pieces[-2].start, pieces[-1].end, section)]
    return pieces

"""Citations: verbatim quotes with their place, one marker for one quote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.model import Citation, Passage, Report


def cite(
    passage: Passage, span: tuple[int, int], card: Report, *, period: str | None = None, marker: int | None = None
) -> Citation:
    """Quote `span` (offsets of the stored text) of a passage, without white space at its ends."""
    raw = passage.text[span[0] - passage.start : span[1] - passage.start]
    start = span[0] + len(raw) - len(raw.lstrip())
    quote = raw.strip()
    return Citation(
        marker=marker,
        report=passage.report,
        title=card.title,
        region=card.region,
        year=card.year,
        period=period,
        heading=passage.heading,
        page=passage.page,
        quote=quote,
        start=start,
        end=start + len(quote),
        ocr=passage.ocr,
    )


def recognised(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Tell in one sentence which citations text recognition read, since it may err in a figure; () when none."""
    markers = "".join(f"[{one.marker}]" for one in citations if one.ocr)
    return (f"{markers} 的原文由文字识别（OCR）读出，请对照原件。",) if markers else ()


class Markers:
    """Numbers citations from 1 as they are used; the same quote keeps its number."""

    def __init__(self, cards: Mapping[str, Report]) -> None:
        """Start with none; `cards` are the reports by name."""
        self.cards = cards
        self._found: dict[tuple[str, int, int, str | None], Citation] = {}

    def add(self, passage: Passage, span: tuple[int, int], *, period: str | None = None) -> int:
        """Give the marker of a quote, a new one for a new quote."""
        number = len(self._found) + 1
        one = cite(passage, span, self.cards[passage.report], period=period, marker=number)
        return self._found.setdefault((one.report, one.start, one.end, period), one).marker or 0

    def citations(self) -> tuple[Citation, ...]:
        """Give all citations in the order of their markers."""
        return tuple(self._found.values())

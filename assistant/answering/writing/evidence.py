"""The evidence that a language model is offered: numbered passages, whole sentences of the stored text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.everywhere.evidence import best_of
from assistant.answering.names import region_name, years_name
from assistant.lexicon.fold import fold
from assistant.lexicon.hostile import TO_A_MODEL
from assistant.model import Answer, Citation, Hit, Passage, Report
from assistant.reports.structure.sentences import sentences

# How much is offered: characters of text, and passages. A small local model reads this in seconds.
CHARACTERS, PASSAGES = 6000, 12
# … out of the best so many
RANKED = 1000
OUTLINE_SIGNS = str.maketrans("<>[]", "＜＞［］")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A numbered passage and the spans (offsets of the stored text) of its sentences that are offered."""

    number: int
    passage: Passage
    spans: tuple[tuple[int, int], ...]

    def text(self, span: tuple[int, int]) -> str:
        """Give the characters of a span."""
        return self.passage.text[span[0] - self.passage.start : span[1] - self.passage.start]


def gather(
    found: Answer, hits: Mapping[str, Sequence[Hit]], report_of: Callable[[str], Report]
) -> tuple[Evidence, ...]:
    """Number the passages that `found` quotes, then the best other hits, within CHARACTERS and PASSAGES."""
    passages = [hit.passage for hit in best_of(hits, RANKED)]
    quoted = (_around(one, passages) for one in found.citations)
    return numbered([*quoted, *passages], report_of, CHARACTERS, PASSAGES)


def numbered(
    ordered: Iterable[Passage], report_of: Callable[[str], Report], characters: int, passages: int
) -> tuple[Evidence, ...]:
    """Number passages in their order, as many as there is room for; the first always."""
    kept: list[Evidence] = []
    room = characters
    for passage in dict.fromkeys(ordered):
        spans = _spans(passage, report_of)
        size = sum(end - start for start, end in spans)
        if not spans or (kept and size > room):
            continue
        kept.append(Evidence(len(kept) + 1, passage, spans))
        room -= size
        if len(kept) == passages:
            break
    return tuple(kept)


def _around(one: Citation, passages: Iterable[Passage]) -> Passage:
    """Give the passage in which a quote stands; the quote itself where no hit holds it."""
    for passage in passages:
        if passage.report == one.report and passage.start <= one.start and one.end <= passage.end:
            return passage
    return Passage(one.report, -1, one.start, one.end, one.quote, one.heading, page=one.page)


def _spans(passage: Passage, report_of: Callable[[str], Report]) -> tuple[tuple[int, int], ...]:
    """Give the sentences of a passage that stand so in the stored text and speak of the matter."""
    if report_of(passage.report).text[passage.start : passage.end] != passage.text:
        return ()
    return tuple(
        (passage.start + start, passage.start + end)
        for start, end in sentences(passage.text, 0, len(passage.text))
        if not TO_A_MODEL.search(fold(passage.text[start:end]))
    )


def inert(text: str) -> str:
    """Take from a text the signs that could close its frame or look like a marker of ours."""
    return text.translate(OUTLINE_SIGNS)


def shown(evidence: Sequence[Evidence], cards: Mapping[str, Report]) -> str:
    """Write the evidence for the prompt: number, region, years, heading path, text."""
    return "\n".join(_shown(one, cards[one.passage.report]) for one in evidence)


def _shown(one: Evidence, card: Report) -> str:
    about = [f"地区：{region_name(card)}", f"年度：{years_name(card.years)}"]
    if one.passage.heading:
        about.append(f"标题：{' > '.join(one.passage.heading)}")
    if one.passage.header:
        about.append(f"表头：{one.passage.header}")
    words = "".join(one.text(span) for span in one.spans).strip()
    head = inert("；".join(" ".join(part.split()) for part in about))
    return f"<材料 编号={one.number}>\n（{head}）\n{inert(words)}\n</材料>"

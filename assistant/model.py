"""What flows through the assistant: frozen shapes, no behaviour beyond reading themselves.

Offsets everywhere are code points of `Report.text`, end exclusive: `text[start:end] == quote`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Part = Literal["review", "plan"]
Level = Literal["国", "省", "市", "县", "乡"]
SectionKind = Literal["title", "heading", "meta", "paragraph", "item", "row"]
Status = Literal["answered", "partial", "refused", "failed"]
Scope = Literal["one", "several", "all", "unnamed"]
Kind = Literal["figure", "rate", "yes_no", "list", "text"]
Asks = Literal[
    "figure", "rate", "yes_no", "name", "list", "reason", "procedure", "comparison", "extreme", "sum", "share",
    "difference", "mean", "rank", "threshold", "text",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """One leaf of a report's outline: a heading, a paragraph, a list item (一是…) or a table row.

    `heading` is the path of headings above it, outermost first (for a heading: without itself).
    `header` is the header row of a table, as text, for a row; `page` counts from 1, where pages exist; `ocr` marks
    what text recognition read from an image.
    """

    kind: SectionKind
    start: int
    end: int
    heading: tuple[str, ...] = ()
    level: int = 0
    part: Part | None = None
    header: str | None = None
    page: int | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of page chrome that was taken out of the loaded text, and the rule that did it."""

    line: str
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is stored: its text, its outline and its identity. Unknown is None, never a guess.

    `region` is the full path as far as it is known; `year` the last year covered, `years` all of them;
    `suffix` names its format (".pdf"); `delivered` is the year it was given, `published` the ISO date at which it was
    made public and `dated` the one that it bears itself (落款). `digest` is the SHA-256 of the original bytes,
    `encoding` what these were decoded from.
    `evidence` tells for each field of the identity which words of which place gave it. `counts` are characters kept
    and dropped, headings and tables; `reader` names the state of the rules that read it.
    """

    report: str
    text: str
    source: str = ""
    suffix: str = ""
    digest: str = ""
    title: str | None = None
    region: str | None = None
    level: Level | None = None
    issuer: str | None = None
    year: int | None = None
    years: tuple[int, ...] = ()
    delivered: int | None = None
    published: str | None = None
    dated: str | None = None
    encoding: str | None = None
    sections: tuple[Section, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    reader: str = ""
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences under one heading path: the unit that is indexed and found."""

    report: str
    number: int
    start: int
    end: int
    text: str
    heading: tuple[str, ...] = ()
    part: Part | None = None
    header: str | None = None
    page: int | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was understood of the user's words.

    `text` is the question after a follow-up was completed; `asked` the words as typed. `reports` are the ids that
    the filter (regions, years, reports named) admits; `terms` the indicator words left when places, years and
    question words are taken out; `unit` the measure word asked for (件, 项, %…); `operation` what is to be worked
    out (max, sum, share …). `below` are reports of regions inside a named place that has none of its own, `above` those
    of the nearest place around it, of which only sentences that say one of `inside` speak of it; `context` are the
    terms of the question before, `claimed` a figure that the question asks to confirm, `left` the folded words without
    places and years. `asks` says finer than `kind` what is asked for; `bound` is a value that reports must reach, with
    its comparison (">=5.5%", "<2万亿", "~5%"), `top` how many of a ranking are wanted (前三名: 3).
    """

    asked: str
    text: str
    scope: Scope
    kind: Kind
    indicator: str
    terms: tuple[str, ...]
    unit: str | None = None
    operation: str | None = None
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    missing_regions: tuple[str, ...] = ()
    missing_years: tuple[int, ...] = ()
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    claimed: str | None = None
    left: str = ""
    goal: bool = False
    asks: Asks = "figure"
    bound: str | None = None
    top: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the user wants a question to be asked of, whatever its words say; an empty field leaves it to them.

    `regions` are names of places, each with everything under it; `years` those that a report covers (for `part`
    "plan" those that it plans for); `reports` are ids.
    """

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    reports: tuple[str, ...] = ()
    part: Part | None = None

    def __bool__(self) -> bool:
        """Tell whether it asks for anything."""
        return bool(self.regions or self.years or self.reports or self.part)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, its fused score, both parts of it, and the words that matched."""

    passage: Passage
    score: float
    lexical: float = 0.0
    dense: float = 0.0
    matched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote with its place; `marker` is None where it is shown as nearest evidence only.

    `ocr` marks a quote that text recognition read; it is told beside the answer, not in the batch contract's fields.
    """

    marker: int | None
    report: str
    title: str | None
    region: str | None
    year: int | None
    period: str | None
    heading: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    ocr: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Give the fields of the batch contract, in its order."""
        return {
            "marker": self.marker, "report": self.report, "title": self.title, "region": self.region,
            "year": self.year, "period": self.period, "heading": list(self.heading), "page": self.page,
            "quote": self.quote, "start": self.start, "end": self.end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table over reports; a silent report has `stated=False` and None in the rest."""

    report: str
    region: str | None
    year: int | None
    period: str | None = None
    stated: bool = False
    value: str | None = None
    number: float | int | None = None
    unit: str | None = None
    goal: bool | None = None
    computed: bool | None = None
    marker: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields of the batch contract, in its order."""
        return {
            "report": self.report, "region": self.region, "year": self.year, "period": self.period,
            "stated": self.stated, "value": self.value, "number": self.number, "unit": self.unit,
            "goal": self.goal, "computed": self.computed, "marker": self.marker,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Silent:
    """A report that was looked into and in which the asked indicator was not found."""

    report: str
    region: str | None
    year: int | None
    nearest: Citation | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields of the batch contract."""
        nearest = self.nearest.to_dict() if self.nearest else None
        return {"report": self.report, "region": self.region, "year": self.year, "nearest": nearest}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many reports were looked into, how many state the figure, and the ones that do not."""

    reports: int
    stating: int
    silent: tuple[Silent, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the fields of the batch contract."""
        silent = [one.to_dict() for one in self.silent]
        return {"reports": self.reports, "stating": self.stating, "silent": silent}


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model had to do with an answer, whether its words are in it or not.

    `prompts` are those that were used, each with its version ("answer 2"); `calls` were answered by the server and
    `cached` from disk; tokens are those of the calls, as the server counts them, else `estimated`.
    """

    model: str
    prompts: tuple[str, ...] = ()
    calls: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user gets; `to_dict` gives the line of a batch file (without its id).

    `notes` and `written` are told beside the answer, not in the batch contract's fields.
    """

    question: str
    status: Status
    answer: str = ""
    reason: str | None = None
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    rows: tuple[Row, ...] = ()
    coverage: Coverage | None = None
    elapsed_ms: float = 0.0
    understood: Question | None = None
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()
    written: Written | None = None

    def to_dict(self) -> dict[str, Any]:
        """Give the fields of the batch contract, in its order."""
        return {
            "question": self.question, "status": self.status, "reason": self.reason, "answer": self.answer,
            "citations": [one.to_dict() for one in self.citations],
            "nearest": [one.to_dict() for one in self.nearest],
            "rows": [one.to_dict() for one in self.rows],
            "coverage": self.coverage.to_dict() if self.coverage else None,
            "elapsed_ms": round(self.elapsed_ms, 1),
        }  # fmt: skip

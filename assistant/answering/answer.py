"""Choose how a question is answered, and build the answer. Nothing here makes a figure: rows and quotes do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.answering.arithmetic.derive import derived
from assistant.answering.arithmetic.operands import parts_added, pattern
from assistant.answering.cite import Markers
from assistant.answering.everywhere.evidence import Evidence
from assistant.answering.facts.facts import best_said, fact_rows, list_answer, said_answer
from assistant.answering.facts.sentences import Said
from assistant.answering.facts.texttable import told_table
from assistant.answering.facts.wanted import wants_several
from assistant.answering.figures.claims import claims
from assistant.answering.figures.match import match_claim
from assistant.answering.figures.rows import coverage_of, denied_by_any, figure_rows, row_of
from assistant.answering.figures.select import Found, period_of
from assistant.answering.figures.tables import missing, several
from assistant.answering.likely.decide import decided
from assistant.answering.names import indicator_name, place_said, years_name
from assistant.answering.refuse import refuse
from assistant.lexicon.figures import figures
from assistant.model import Answer, Coverage, Hit, Question, Report, Row
from assistant.question.offtopic import off_topic

# what can be there in some number; 有没有行政复议委员会 is no question of how many
COUNTED = re.compile("(?:案件|事项|申请|纠纷|事故|投诉|诉求|问题|提案|建议)$")
FIGURES = ("figure", "rate")
# what is worked out of two figures: one of them is no answer, unless it is told as such
RELATIONS, BEFORE = ("difference", "times", "mean"), 14
# 突破8000公里 is said without 为
VERBAL = re.compile("突破|超|逾|不少于|不低于")
# 有没有行政复议案件 asks for a count; 负责人出庭了吗 does not
EXISTS = re.compile("有没有|有无|是否有|有过?.{1,20}[吗么]")


def answer(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    *,
    fallback: Sequence[Hit] = (),
) -> Answer:
    """Answer from the hits of every admitted report; `fallback` are hits of the whole library, for a refusal."""
    if off_topic(question.asked):
        return refuse(question, fallback, cards)
    found = by_rules(question, hits, cards, report_of, fallback=fallback)
    return decided(question, hits, cards, found, one_figure)


def by_rules(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    *,
    fallback: Sequence[Hit] = (),
) -> Answer:
    """Answer by the words of reports alone, or decline, however likely the evidence answers."""
    if not question.terms or not question.reports:
        return refuse(question, fallback, cards)
    many = len(question.reports) > 1 or (question.scope == "all" and not _inside(question, cards))
    if not many and (worked := _derived(question, hits, cards)):
        return worked
    if not many and _unworked(question):
        return refuse(question, _flat(hits, fallback), cards)
    single = not many and question.operation in RELATIONS
    counted = question.kind in FIGURES and not wants_several(question)
    if counted or (question.kind == "yes_no" and (question.claimed or EXISTS.search(question.text))):
        found = _figures(question, hits, cards, many=many)
        if found and single and not _relates(found, question.left):
            return refuse(question, _flat(hits, fallback), cards)
        if found or question.kind == "rate":
            return found or refuse(question, _flat(hits, fallback), cards)
    return _facts(question, hits, cards, report_of, many=many) or refuse(question, _flat(hits, fallback), cards)


def _unworked(question: Question) -> bool:
    """Tell whether what is asked must be worked out: one figure of a remainder or of a sum of parts is no answer."""
    adds = question.operation == "sum" and len(parts_added(question.left)[0]) > 1
    return adds or question.operation in ("rest", "without")


def _relates(found: Answer, asked: str) -> bool:
    """Tell whether the words before a figure say that it is a difference, a multiple or a mean itself."""
    for row in found.rows:
        quote = found.citations[(row.marker or 1) - 1].quote
        at = quote.find(row.value or "")
        before = quote[max(0, at - BEFORE) : max(at, 0)] + (row.unit or "")
        moved = pattern("before", "asked").search(asked) and pattern("difference", "moved").search(before)
        if not (moved or pattern("difference", "told").search(before)):
            return False
    return True


def _inside(question: Question, cards: Mapping[str, Report]) -> bool:
    """濮阳县哪几个单位 asks one report of what is inside its place, not of places."""
    return len(question.reports) == 1 and cards[question.reports[0]].region in question.regions


def _derived(question: Question, hits: Mapping[str, Sequence[Hit]], cards: Mapping[str, Report]) -> Answer | None:
    """Answer with a computation over one report's figures, where one is asked for."""
    markers, name = Markers(cards), question.reports[0]
    found = derived(question, hits.get(name, ()), cards[name], markers)
    if found is None:
        return None
    return _told(question, found.text, markers, rows=(found.row,))


def _told(
    question: Question, text: str, markers: Markers, *, rows: tuple[Row, ...] = (), coverage: Coverage | None = None
) -> Answer:
    """Build an answer; it is partial, and says so, where a place that was named has no report."""
    return Answer(
        question=question.asked,
        status="partial" if question.missing_regions else "answered",
        answer=text if coverage else text + missing(question),
        citations=markers.citations(),
        rows=rows,
        coverage=coverage,
        understood=question,
    )


def _flat(hits: Mapping[str, Sequence[Hit]], fallback: Sequence[Hit]) -> Sequence[Hit]:
    if isinstance(hits, Evidence):
        return hits.everything
    own = sorted((hit for some in hits.values() for hit in some), key=lambda hit: -hit.score)
    return own or list(fallback)


def _figures(
    question: Question, hits: Mapping[str, Sequence[Hit]], cards: Mapping[str, Report], *, many: bool
) -> Answer | None:
    markers = Markers(cards)
    only_none = question.kind == "yes_no" and question.claimed is None and not COUNTED.search(question.indicator)
    if only_none and isinstance(hits, Evidence) and not denied_by_any(question, hits, cards):
        return None
    rows = figure_rows(question, hits, cards, markers)
    stated = [row for row in rows if row.stated]
    if only_none:
        stated = [row for row in stated if row.number == 0]
    if not stated:
        return None
    coverage = coverage_of(rows, question, hits, cards) if many else None
    text = (
        several(question, rows, coverage, cards)
        if coverage
        else " ".join(one_figure(question, row, cards[row.report], markers) for row in stated)
    )
    if question.kind == "yes_no" and not many:
        text = _verdict(question, stated) + text
    return _told(question, text, markers, rows=rows if many else tuple(stated), coverage=coverage)


def _verdict(question: Question, stated: Sequence[Row]) -> str:
    """Confirm or deny the figure that the question names; else say whether there is any."""
    if question.claimed is None:
        return "没有。" if stated[0].number == 0 else "有。"
    claimed = figures(question.claimed)[0]
    same = any(row.number == claimed.number and (row.unit == claimed.unit or not claimed.unit) for row in stated)
    return "是的。" if same else "不是。"


def one_figure(question: Question, row: Row, card: Report, markers: Markers) -> str:
    """State one figure in a sentence of its own: place, time, indicator, value."""
    when = row.period or (years_name(card.years) if len(card.years) == 1 else "")
    where = place_said(question, card)
    value = row.value or ""
    if row.number == 0 and "无" in value:
        return f"{where}{when}{value}（即0{row.unit}）。[{row.marker}]"
    span = "" if when or not card.years else f"（报告涵盖{years_name(card.years)}）"
    name = _joined(indicator_name(question)).removesuffix("目标")
    goal = "目标" if row.goal and "目标" not in when else ""
    verb = "" if VERBAL.match(value) else "为"
    return f"{where}{when}{name}{goal}{verb}{value}{span}。[{row.marker}]"


def _joined(name: str) -> str:
    """Keep the indicator readable after a period: 2022年 + 行政复议 → 2022年行政复议."""
    return re.sub(r"^(?:的|在)", "", name)


def _only_figure(question: Question, said: Said, card: Report, markers: Markers) -> Answer | None:
    """Answer with the one figure of a sentence in the very measure word asked for, if it meets every telling term."""
    inside = [one for one in claims(said.passage) if one.sentence == (said.start, said.end)]
    fitting = [one for one in inside if question.unit and one.figure.unit == question.unit]
    if question.kind != "figure" or len(fitting) != 1 or match_claim(question, fitting[0]).unmet:
        return None
    period, years = period_of(fitting[0], card, said.passage)
    found = Found(fitting[0], said.passage, said.score, period, years)
    row = row_of(found, card, markers.add(said.passage, fitting[0].sentence, period=period), question)
    return _told(question, one_figure(question, row, card, markers), markers, rows=(row,))


def _facts(
    question: Question,
    hits: Mapping[str, Sequence[Hit]],
    cards: Mapping[str, Report],
    report_of: Callable[[str], Report],
    *,
    many: bool,
) -> Answer | None:
    markers = Markers(cards)
    if many:
        return told_table(question, fact_rows(question, hits, cards, markers), hits, cards, markers)
    name = question.reports[0]
    said = best_said(question, hits.get(name, ()), cards[name])
    text = None
    if wants_several(question):
        text = list_answer(question, report_of(name), hits.get(name, ()), said, markers)
    if text is None and said is None:
        return None
    if text is None and said is not None and (figure := _only_figure(question, said, cards[name], markers)):
        return figure
    if text is None and said is not None:
        text = said_answer(question, said, cards[name], markers)
    return _told(question, text or "", markers)

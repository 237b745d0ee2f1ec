"""Refusals: which of region, year, indicator is missing, with the nearest evidence apart. No figures in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from assistant.answering.cite import cite
from assistant.answering.everywhere.evidence import Everything
from assistant.answering.facts.sentences import nearest_in, snippet
from assistant.answering.figures.rows import NEAR, coverage_of, ordered, silent_row
from assistant.answering.names import indicator_name, join, region_name, years_name
from assistant.lexicon.figures import without_figures
from assistant.model import Answer, Citation, Coverage, Hit, Question, Report, Row
from assistant.question.offtopic import off_topic

NEAREST = 3
ADVICE = "下面列出最接近的原文，仅供核对，不是答案。"


def nearest_of(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], k: int = NEAREST
) -> tuple[Citation, ...]:
    """Quote the sentences nearest to the question, best first, at most `k`."""
    near = (one for one in nearest_in(question, hits) if one.cover > NEAR)
    found = list(islice(near, k)) or list(islice(nearest_in(question, hits), 1))
    return tuple(cite(one.passage, snippet(question, one), cards[one.passage.report]) for one in found)


def reason_of(question: Question, cards: Mapping[str, Report]) -> str:
    """Name what is missing: off_topic, unclear, no_such_region, no_such_year or not_stated."""
    if off_topic(question.asked):
        return "off_topic"
    if question.missing_regions and not question.reports:
        return "no_such_region"
    if not question.terms:
        return "unclear"
    if question.years and set(question.years) <= set(question.missing_years):
        return "no_such_year"
    return "not_stated"


def _by_report(hits: Sequence[Hit]) -> Mapping[str, Sequence[Hit]]:
    if isinstance(hits, Everything):
        return hits.evidence
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.passage.report, []).append(hit)
    return found


def _message(reason: str, question: Question, cards: Mapping[str, Report]) -> str:
    looked = [cards[name] for name in question.reports]
    where = join((region_name(card) for card in looked), limit=6)
    wanted = without_figures(indicator_name(question))
    if reason == "no_such_region":
        below = join((region_name(cards[name]) for name in question.below), limit=6)
        hint = f"有其下属地区的报告（{below}），但下级的数据不能当作上级的数据。" if below else ""
        around = join(dict.fromkeys(region_name(cards[name]) for name in question.above), limit=6)
        looked_up = f"；已查阅{around}的报告，其中提到{question.inside[-1]}的句子未写明“{wanted}”" if around else ""
        return f"资料库中没有{join(question.missing_regions)}的报告{looked_up}，无法回答。{hint}"
    if reason == "no_such_year":
        asked = years_name(question.years)
        if len(looked) == 1:
            return f"资料库中{where}的报告涵盖{years_name(looked[0].years)}，未找到{asked}的“{wanted}”。"
        return f"资料库中的报告未涵盖{asked}，未找到该年度的“{wanted}”。"
    if reason == "unclear":
        return "没有看出要问的是哪一项指标或事项，请写明地区和指标，例如“某县有多少项行政审批事项”。"
    if reason == "off_topic":
        return "这个问题在资料库的报告里找不到相关内容，无法回答。"
    year = years_name(question.years) if question.years else ""
    if len(looked) == 1:
        return f"已查阅{where}的报告（{years_name(looked[0].years)}），未找到{year}“{wanted}”的说明。"
    return f"已查阅{len(looked)}份报告，均未找到{year}“{wanted}”的说明。"


def refuse(
    question: Question, hits: Sequence[Hit], cards: Mapping[str, Report], *, reason: str | None = None
) -> Answer:
    """Decline, saying which of region, year or indicator is missing, with the nearest evidence of `hits`."""
    why = reason or reason_of(question, cards)
    nearest = () if why in ("off_topic", "unclear") else nearest_of(question, hits, cards)
    rows: tuple[Row, ...] = ()
    coverage: Coverage | None = None
    if why in ("not_stated", "no_such_year") and (question.scope == "all" or len(question.reports) > 1):
        rows = tuple(silent_row(cards[name]) for name in ordered(question.reports, cards))
        coverage = coverage_of(rows, question, _by_report(hits), cards)
    text = _message(why, question, cards) + (ADVICE if nearest else "")
    return Answer(
        question=question.asked,
        status="refused",
        reason=why,
        answer=text,
        nearest=nearest,
        rows=rows,
        coverage=coverage,
        understood=question,
    )

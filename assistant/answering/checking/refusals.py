"""A refusal says what is missing: years of the question and of reports, counts of reports, and no figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answering.checking.citations import ReportOf, coverage_sound, nearest_sound
from assistant.answering.checking.numbers import blanked, numeral_tokens, numerals, words_of_number
from assistant.answering.checking.places import identity_tokens
from assistant.answering.checking.squeeze import squeezed
from assistant.lexicon.figures import figures
from assistant.model import Answer, Report

COUNT = re.compile(r"(?:查阅了?|等|筛选后[^：。]{0,6}|^|。)(\d+)份")
# 哪一项指标, 一份报告: words, no figure
ONE = re.compile("一[^百千万亿]?")
PLAIN = "未找到所问内容的说明，无法回答。"


def refusal(answer: Answer, report_of: ReportOf, cards: Mapping[str, Report]) -> Answer:
    """Give a refusal with its nearest evidence as far as it is verbatim, in plain words where it holds a figure."""
    read = answer.understood
    names = {*(read.reports if read else ()), *(read.below if read else ()), *(one.report for one in answer.nearest)}
    names |= {row.report for row in answer.rows}
    known = [cards.get(name) or report_of(name) for name in names]
    rows = tuple(row for row in answer.rows if not row.stated)
    asked = f"{answer.question} {read.text if read else ''} {read.indicator if read else ''}"
    wording = squeezed(asked + "".join(f"{one.region} {one.title} {one.report}" for one in known))
    counts = {len(names), len(rows), *((answer.coverage.reports,) if answer.coverage else ())}
    checked = replace(
        answer,
        nearest=nearest_sound(answer.nearest, report_of),
        coverage=coverage_sound(answer.coverage, {one.report: one for one in known}, report_of),
        citations=(),
        rows=rows,
    )
    tokens = numeral_tokens(asked).union(*(identity_tokens(one) for one in known))
    years = numeral_tokens(*(f"{year}年 {year}" for year in (read.years if read else ())))
    if _says_only(answer.answer, counts, tokens | years, wording):
        return checked
    return replace(checked, answer=PLAIN)


def _says_only(text: str, counts: set[int], known: frozenset[str], wording: str) -> bool:
    told = [match for match in COUNT.finditer(text) if int(match[1]) in counts]
    rest = blanked(text, [(match.start(1), match.end(1) + 1) for match in told])
    return (
        not figures(rest)
        and all(number + behind in known or number + behind in wording for _at, number, behind in numerals(rest))
        and all(squeezed(one) in wording for one in words_of_number(rest) if not ONE.fullmatch(one))
    )

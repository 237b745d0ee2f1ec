"""The check: nothing is said whose figure does not stand in the quote that its own marker cites.

It runs on every answer of every kind. Each line of an answer, and each sentence of a line, is a unit: its figures
must stand (same number, same unit) in a quote cited by a marker of that unit, or be a count of reports, a year, or
the result of a computation that the unit itself shows. A unit that fails is taken out and the status says `partial`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from assistant.answering.figures import Figure, figures, states
from assistant.model import Answer, Citation, Row

MARKER = re.compile(r"\[(\d+)\]")
UNITS = re.compile(r"[^\n。]*(?:。(?:\[\d+\])*|\n|$)")
COMPUTED = re.compile(r"(?P<formula>[^：:。]*?)\s=\s(?P<result>\S+?)(?:[。（(]|$)")
PER_CENT = " × 100%"
OPERAND = re.compile(r"\d+(?:\.\d+)?")
DENIED = re.compile(r"无|未|没有|零")


def check(answer: Answer, text_of: Callable[[str], str]) -> Answer:
    """Take out what does not hold; `text_of` gives the stored text of a report. A refusal keeps no figure but counts."""
    if answer.status in ("refused", "failed"):
        return answer
    sound = {one.marker: one for one in answer.citations if text_of(one.report)[one.start : one.end] == one.quote}
    rows = tuple(row for row in answer.rows if not row.stated or _row_holds(row, sound))
    counts = _counts(answer)
    kept, lost = [], 0
    for unit in UNITS.findall(answer.answer):
        if _holds(unit, sound, counts):
            kept.append(unit)
        else:
            lost += 1
    lost += len(answer.rows) - len(rows) + len(answer.citations) - len(sound)
    if not lost:
        return answer
    used = {int(one) for one in MARKER.findall("".join(kept))}
    if not used:
        return replace(
            answer,
            status="refused",
            reason="not_stated",
            answer="核对原文时未能确认数据，不予作答。",
            citations=(),
            rows=(),
        )
    text = "".join(kept).strip() + "\n\n（有内容未通过与原文的核对，已删去。）"
    citations = tuple(one for one in answer.citations if one.marker in used and one.marker in sound)
    return replace(answer, status="partial", answer=text, citations=citations, rows=rows)


def _counts(answer: Answer) -> set[int]:
    found = {len(answer.rows), len(answer.citations)}
    if answer.coverage:
        found |= {answer.coverage.reports, answer.coverage.stating, len(answer.coverage.silent)}
    return found


def _row_holds(row: Row, sound: Mapping[int | None, Citation]) -> bool:
    one = sound.get(row.marker)
    if one is None or one.report != row.report:
        return False
    if row.number is None:
        return (row.value or "") in one.quote or bool(row.computed)
    if row.number == 0 and DENIED.search(one.quote):
        return True
    return bool(row.computed) or any(
        figure.unit == row.unit and Decimal(str(figure.number)) == Decimal(str(row.number))
        for figure in figures(one.quote)
    )


def _holds(unit: str, sound: Mapping[int | None, Citation], counts: set[int]) -> bool:
    """Tell whether every figure of a unit is backed by a quote that this unit cites."""
    markers = [int(one) for one in MARKER.findall(unit)]
    if any(one not in sound for one in markers):
        return False
    quotes = [sound[one].quote for one in markers]
    words = MARKER.sub("", unit)
    shown = COMPUTED.search(words)
    if shown is not None:
        words = words.replace(PER_CENT, "")
    return all(
        any(states(quote, figure) for quote in quotes)
        or _is_count(figure, words, counts)
        or (figure.number == 0 and any(DENIED.search(quote) for quote in quotes))
        or (shown is not None and _is_result(figure, shown, quotes))
        for figure in figures(words)
    )


def _is_count(figure: Figure, words: str, counts: set[int]) -> bool:
    """Counts of reports are checked against the coverage."""
    behind = words[figure.end : figure.end + 2]
    return (
        figure.unit in ("份", "项", "个")
        and behind.startswith(("报告", "写", "均", "。", "以"))
        and figure.number in counts
    )


def _is_result(figure: Figure, shown: re.Match[str], quotes: Sequence[str]) -> bool:
    """Redo the shown computation: operands must stand in the quotes, and its result be this figure."""
    if figures(shown["result"])[:1] == ():
        return False
    result = figures(shown["result"])[0]
    if not result.same(figure):
        return figure.text in shown["formula"] and any(states(quote, figure) for quote in quotes)
    try:
        value = _evaluate(shown["formula"])
    except (InvalidOperation, IndexError):
        return False
    return abs(value - Decimal(str(result.number))) <= Decimal("0.006")


def _evaluate(formula: str) -> Decimal:
    """Work out a + b + c, a − b, a ÷ b × 100%, （a + b）÷ n."""
    body, _, divisor = formula.partition("÷")
    operands = [Decimal(str(one.number)) for one in figures(body)]
    if "−" in body:
        value = operands[0] - sum(operands[1:], Decimal(0))
    else:
        value = sum(operands, Decimal(0))
    if not divisor:
        return value
    parts = [Decimal(one) for one in OPERAND.findall(divisor)]
    below = figures(divisor)
    value /= Decimal(str(below[0].number)) if below and "%" not in below[0].unit else parts[0]
    return value * 100 if "× 100%" in divisor else value

"""From a question that was asked, and what a person says of the answer, to an item with evidence that holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import LibraryError, QuestionError
from assistant.model import Answer
from eval.making.checking import findings
from eval.making.showing import Verdict, evidence_of
from eval.making.writing import half, sort_of
from eval.normalise import without_markup
from eval.sets import TYPES, Expected, Item


def item(
    assistant: Assistant, question: str, history: Sequence[dict[str, str]], answer: Answer, said: Verdict,
    *, name: str, kind: str | None = None, split: str | None = None,
) -> Item:  # fmt: skip
    """Make the item; raise QuestionError where its evidence is not in the library or can't show what is expected."""
    must, rows = _expected(answer, said)
    evidence = () if not must else evidence_of(assistant, answer, said, must)
    asked = answer.rows if rows is not None else evidence
    reports = tuple(dict.fromkeys(one.report for one in asked))
    told = kind or sort_of(must, history=bool(history), reports=len(reports))
    if told not in TYPES:
        raise QuestionError(f"没有 {told} 这种题型", fix=f"可以是 {'、'.join(TYPES)}")
    built = Item(
        id=name, type=told, split=split or half(name), question=question, must=must, must_not=said.must_not,
        answer=without_markup(answer.answer) if said.right else "、".join(group[0] for group in must),
        history=tuple(history), reports=reports, evidence=evidence, rows=rows,
        note="：".join(part for part in (_reason(answer, said) if not must else "", said.note) if part),
    )  # fmt: skip
    return _sound(assistant, built)


def _expected(answer: Answer, said: Verdict) -> tuple[tuple[tuple[str, ...], ...], tuple[Expected, ...] | None]:
    """Give what a right answer must hold, and its rows where there are several."""
    if not said.right:
        return said.must, None
    if answer.status == "refused":
        return (), None
    stated = [row for row in answer.rows if row.stated and row.value]
    if not stated:
        fix = "请用 --answer 写明对的回答必须有的数字或词"
        raise QuestionError("这个回答是文字，哪些词必须有，要由人来定", fix=fix)
    must = tuple(dict.fromkeys((str(row.value),) for row in stated))
    rows = tuple(Expected(row.report, str(row.value), row.period) for row in stated)
    return must, rows if len(answer.rows) > 1 else None


def _reason(answer: Answer, said: Verdict) -> str:
    return said.decline or answer.reason or "not_stated"


def _sound(assistant: Assistant, built: Item) -> Item:
    """Give the item back when nothing is wrong with it."""

    def text_of(name: str) -> str | None:
        try:
            return assistant.report(name).text
        except LibraryError:
            return None

    if found := findings([built], text_of):
        told = "；".join(f"{one.what}：{one.detail}" if one.detail else one.what for one in found)
        raise QuestionError(f"这道题写不进题集：{told}", fix="请改好再写")
    return built


def groups(told: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Give the groups of `must` of words in which | stands between alternatives; empty ones are none."""
    split = (tuple(part.strip() for part in one.split("|") if part.strip()) for one in told)
    return tuple(group for group in split if group)


def next_id(items: Sequence[Item], stem: str) -> str:
    """Give the next id of a set that is numbered: the set's name and a number that none has."""
    numbers = [int(found[1]) for one in items if (found := re.fullmatch(rf"{re.escape(stem)}-(\d+)", one.id))]
    return f"{stem}-{max(numbers, default=0) + 1:02d}"


def from_feedback(line: dict[str, Any]) -> Verdict | None:
    """Read what a line of 👍👎 says; None where it says that the answer is wrong but not what is right."""
    expected = line.get("expected") or ()
    expected = (expected,) if isinstance(expected, str) else tuple(map(str, expected))
    quote = line.get("quote") or ""
    said = Verdict(
        right=line.get("rating") == "up", must=groups(expected),
        decline=str(line.get("decline") or ""), quotes=(str(quote),) if quote else (),
        report=str(line.get("report") or ""), note=str(line.get("reason") or ""),
    )  # fmt: skip
    if said.must or said.decline:
        return replace(said, right=False)
    return said if said.right else None

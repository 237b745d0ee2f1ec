"""The command that answers one question, and the filter that batch takes too."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.batch.lines import check_history, check_question
from assistant.batch.wording import coverage_of, mark_of, nearest_of, place_of
from assistant.cli import added
from assistant.cli.library import folder
from assistant.cli.output import complain, console, say
from assistant.cli.underway import under_way
from assistant.errors import QuestionError
from assistant.explain import COLUMNS, Explanation, asked, details, explain, understood
from assistant.model import Answer, Filter
from assistant.narrow import sentence


def ask(arguments: argparse.Namespace) -> int:
    """Answer one question; a refusal is an answer too."""
    question = check_question(arguments.question)
    history = list(check_history(_read(arguments.history))) if arguments.history else []
    from assistant.assistant import Assistant

    assistant, only = Assistant.open(folder(arguments)), filter_of(arguments)
    with under_way() as (on_text, on_step):
        answer = assistant.ask(question, history=history, only=only, on_text=on_text, on_step=on_step)
    told = explain(answer, {card.report: card for card in assistant.cards}, only)
    if arguments.json:
        more = {"explain": told.to_dict()} if arguments.explain else {}
        say(json.dumps(answer.to_dict() | more, ensure_ascii=False))
    else:
        _show(answer, told)
        if arguments.explain:
            _explain(told)
    if answer.status == "failed":
        complain(answer.reason or "没能回答")
        return 1
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise QuestionError("找不到对话文件", where=str(path), fix="请检查路径") from error
    except UnicodeDecodeError as error:
        raise QuestionError("对话文件不是 UTF-8 文字", where=str(path), fix="请用 UTF-8 保存") from error


def filter_of(arguments: argparse.Namespace) -> Filter:
    """Give what --region, --year, --report and --part ask for; raise QuestionError for an empty name."""
    if not all(name.strip() for name in (*arguments.regions, *arguments.reports)):
        raise QuestionError("--region 或 --report 后面是空的", fix="请写上名称，或去掉这个选项")
    regions = tuple(dict.fromkeys(name.strip() for name in arguments.regions))
    return Filter(
        regions, tuple(dict.fromkeys(arguments.years)), tuple(dict.fromkeys(arguments.reports)), arguments.part
    )


def _show(answer: Answer, told: Explanation) -> None:
    """Write the answer, its citations, the coverage, and apart from them the nearest evidence."""
    if sys.stdout.isatty():
        from rich.markdown import Markdown

        console().print(Markdown(answer.answer))
    else:
        say(answer.answer)
    for line in _around(answer, told):
        say(line)


def _explain(told: Explanation) -> None:
    """Write what was understood, the filter, and the best passages with both scores."""
    say("\n检索说明：")
    for name, value in (*understood(told), *details(told)):
        say(f"{name}：{value}")
    if told.found:
        table = added.columns(*COLUMNS)
        for one in told.found:
            table.add_row(*one.cells())
        console().print(table)


def _around(answer: Answer, told: Explanation) -> Iterator[str]:
    entry = answer.to_dict()
    yield from _scope(told)
    if entry["coverage"] is not None:
        yield coverage_of(entry["coverage"])
    if answer.notes:
        yield from ("", *(f"说明：{note}" for note in answer.notes))
    if answer.citations:
        yield from ("", "出处：", *_quotes(entry["citations"]))
    if nearest := nearest_of(entry):
        yield from ("", "最接近的原文（不是答案）：", *_quotes(nearest))


def _scope(told: Explanation) -> Iterator[str]:
    """Tell which reports the question was asked of and what it was taken for, so that a misreading is seen."""
    question = told.question
    if question is not None and question.reports:
        years = [f"{year}年" for year in question.years]
        named = "、".join([*question.regions, *years]) or "全部"
        only = f"；筛选：{sentence(told.only)}" if told.only else ""
        yield from ("", f"范围：{named}，{told.reports}/{told.total} 份报告；问法：{asked(question)}{only}")


def _quotes(citations: list[dict[str, Any]]) -> Iterator[str]:
    for one in citations:
        yield f"{mark_of(one)} {place_of(one)}"
        yield from (f"    {line}" for line in one["quote"].splitlines())

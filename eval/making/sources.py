"""What others' question-answer files hold: SQuAD and CMRC in JSON, tables in CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import QuestionError, system_reason
from assistant.reports.structure.sentences import sentences

COLUMNS = {
    "id": ("id", "编号"),
    "question": ("question", "问题", "query"),
    "answer": ("answer", "答案", "answers", "参考答案"),
    "report": ("report", "报告"),
    "quote": ("quote", "evidence", "证据", "原文", "出处"),
    "note": ("note", "备注"),
}
FIX = "格式见 docs/how-to-evaluate.md"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a file has it, with its answers, the sentences that they stand in, and the text it is about."""

    id: str
    question: str
    answers: tuple[str, ...]
    report: str = ""
    quotes: tuple[str, ...] = ()
    note: str = ""
    context: str = ""


def text_of(path: Path) -> str:
    """Give the text of a file in UTF-8 or GB18030; QuestionError for another."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QuestionError(f"读不了（{system_reason(error)}）", where=str(path), fix="请检查路径") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise QuestionError("文字编码不认识", where=str(path), fix="请用 UTF-8 或 GB18030 保存")


def table(text: str, path: Path) -> Iterator[Asked]:
    """Read a table with a column of questions and one of answers, alternatives apart by |."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    heads = {name: next((head for head in reader.fieldnames or () if head.strip().lower() in heads), None)
             for name, heads in COLUMNS.items()}  # fmt: skip
    if heads["question"] is None or heads["answer"] is None:
        raise QuestionError("第一行没有问题和答案两列", where=str(path), fix="列名写 question、answer，或 问题、答案")
    for number, row in enumerate(reader, 2):
        cells = {name: (row.get(head) or "").strip() if head else "" for name, head in heads.items()}
        answers = tuple(part.strip() for part in cells["answer"].split("|") if part.strip())
        quotes = (cells["quote"],) if cells["quote"] else ()
        yield Asked(
            cells["id"] or f"{path.stem}-{number - 1}",
            cells["question"],
            answers,
            cells["report"],
            quotes,
            cells["note"],
        )


def articles(text: str, path: Path) -> Iterator[Asked]:
    """Read articles with questions: {"data": [{"title", "paragraphs": …}]}, or a list with context_text and qas."""
    try:
        loaded = json.loads(text)
        entries = loaded["data"] if isinstance(loaded, dict) else loaded
        yield from (one for number, entry in enumerate(entries, 1) for one in _article(entry, number, path))
    except json.JSONDecodeError as error:
        raise QuestionError("不是完整的 JSON", where=str(path), fix="请重新导出") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise QuestionError(f"不是 SQuAD 或 CMRC 的样子（{error!r}）", where=str(path), fix=FIX) from error


def _article(entry: dict[str, Any], number: int, path: Path) -> Iterator[Asked]:
    title = str(entry.get("title") or entry.get("context_id") or f"{path.stem}-{number}")
    name = "".join("_" if char in '\\/:*?"<>|' else char for char in title).strip(". ") + ".txt"
    paragraphs = entry.get("paragraphs", [entry])
    for one in paragraphs:
        context = str(one.get("context", one.get("context_text")))
        for asked in one["qas"]:
            yield _question(asked, context, name)


def _question(asked: dict[str, Any], context: str, name: str) -> Asked:
    told = str(asked.get("id", asked.get("query_id", ""))).strip()
    question = str(asked.get("question", asked.get("query_text", ""))).strip()
    answers = [] if asked.get("is_impossible") else asked.get("answers", [])
    words, quotes = [], []
    for one in answers:
        answer, start = (one["text"], one.get("answer_start", -1)) if isinstance(one, dict) else (str(one), -1)
        words.append(answer)
        if (quote := _sentence(context, answer, start)) is not None:
            quotes.append(quote)
    return Asked(told, question, tuple(words), name, tuple(dict.fromkeys(quotes)), context=context)


def _sentence(context: str, answer: str, start: int) -> str | None:
    """Give the sentence in which an answer stands, by its offset if that holds; None where it stands nowhere."""
    if context[start : start + len(answer)] != answer or start < 0:
        start = context.find(answer)
    if start < 0:
        return None
    for first, last in sentences(context):
        if first <= start < last:
            return context[first : max(last, start + len(answer))]
    return answer

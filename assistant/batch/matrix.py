"""A matrix: one row a question, one column a report, one cell an answer. Long form is every pair as an entry."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.batch.cells import guarded
from assistant.batch.document import paragraph, table, writing_body
from assistant.batch.markdown import escaped, plain
from assistant.batch.shape import Shape
from assistant.batch.spreadsheet import CITATIONS, citation, linked
from assistant.batch.wording import answer_in_a_cell, evidence_of, nearest_of
from assistant.batch.xlsx import MOST_COLUMNS, Book, Text, Value
from assistant.errors import QuestionError
from assistant.model import Report

Row = list[dict[str, Any]]
WriteRow = Callable[[Row], None]

REPORTS: Sequence[tuple[Value, int]] = (("列名", 30), ("报告", 30), ("名称", 40), ("地区", 24), ("年份", 8))
TABLE = ("报告", "答案", "原文")


@contextmanager
def matrix_xlsx(path: Path, shape: Shape) -> Iterator[WriteRow]:
    """Write the matrix, each answer with its quote as a comment, all quotes, and what the columns are."""
    if len(shape.each) + 2 > MOST_COLUMNS:
        told = f"有 {len(shape.each)} 份报告，工作表最多 {MOST_COLUMNS:,} 列"
        raise QuestionError(told, where=str(path.with_suffix("")), fix="请用 --form long，或用 --region、--year 筛选")
    titles = titles_of(shape.each)
    with Book(path) as book:
        named = [(Text(title, shape.link(card.report)), 18) for title, card in zip(titles, shape.each, strict=True)]
        matrix = book.sheet("矩阵", [("编号", 10), ("问题", 36), *named], frozen=2)
        quotes, reports = book.sheet("引用", CITATIONS), book.sheet("报告", REPORTS)
        for title, card in zip(titles, shape.each, strict=True):
            reports.append([title, linked(card.report, shape.link), card.title, card.region, card.year])

        def write(row: Row) -> None:
            cells = [Text(answer_in_a_cell(entry), comment=evidence_of(entry)) for entry in row]
            matrix.append([row[0]["id"], row[0]["question"], *cells])
            for entry in row:
                for one in [*entry["citations"], *nearest_of(entry)]:
                    quotes.append(citation(entry["id"], one, shape.link))

        yield write
        for sheet in (matrix, quotes, reports):
            sheet.close()


@contextmanager
def matrix_csv(path: Path, shape: Shape) -> Iterator[WriteRow]:
    """Write the matrix of answers; the quotes are in the long form."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        records = csv.writer(file)
        records.writerow(["id", "question", *map(guarded, titles_of(shape.each))])
        yield lambda row: _record(records.writerow, row)


@contextmanager
def matrix_jsonl(path: Path, shape: Shape) -> Iterator[WriteRow]:
    """Write one object a question: its `answers` are the entries, each with its report, as in the long form."""
    del shape
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(row: Row) -> None:
            answers = [{name: entry[name] for name in entry if name not in ("id", "question")} for entry in row]
            told = {"id": row[0]["id"], "question": row[0]["question"], "answers": answers}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def matrix_markdown(path: Path, shape: Shape) -> Iterator[WriteRow]:
    """Write one section a question with a table: report, answer, quote."""
    titles = titles_of(shape.each)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("# 问答\n")

        def write(row: Row) -> None:
            file.write(f"\n## {plain(row[0]['id'])}　{plain(row[0]['question'])}\n\n")
            file.write(f"| {' | '.join(TABLE)} |\n| --- | --- | --- |\n")
            for title, entry in zip(titles, row, strict=True):
                cells = (title, answer_in_a_cell(entry), evidence_of(entry) or "")
                file.write(f"| {' | '.join(_in_table(cell) for cell in cells)} |\n")

        yield write


@contextmanager
def matrix_docx(path: Path, shape: Shape) -> Iterator[WriteRow]:
    """Write one section a question with a table: report, answer, quote."""
    titles = titles_of(shape.each)
    with writing_body(path) as write_body:

        def write(row: Row) -> None:
            cells = [
                [title, answer_in_a_cell(entry), evidence_of(entry) or ""]
                for title, entry in zip(titles, row, strict=True)
            ]
            write_body(paragraph(f"{row[0]['id']}　{row[0]['question']}", "Heading2") + table([list(TABLE), *cells]))

        yield write


def titles_of(reports: Sequence[Report]) -> list[str]:
    """Give each report a short title of its own: place and year, else its name."""
    short = [f"{card.region or ''}{f'{card.year}年' if card.region and card.year else ''}" for card in reports]
    times = Counter(short)
    return [title if title and times[title] == 1 else card.report for title, card in zip(short, reports, strict=True)]


def _record(write: Callable[[Sequence[str]], object], row: Row) -> None:
    write([guarded(one) for one in (row[0]["id"], row[0]["question"], *map(answer_in_a_cell, row))])


def _in_table(text: str) -> str:
    return escaped(text).replace("|", "\\|").replace("\n", "<br>")

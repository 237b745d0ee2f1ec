"""Questions times reports, in both forms and every format."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.batch import Shape, run
from assistant.batch.matrix import titles_of
from assistant.batch.shape import usual_form
from assistant.batch.xlsx import MOST_COLUMNS
from assistant.errors import QuestionError
from assistant.model import Answer, Citation, Filter, Report, Row
from tests.batch.conftest import QUOTE

CARDS = (
    Report("puyang.docx", "", title="濮阳县报告", region="河南省濮阳市濮阳县", year=2023),
    Report("lvtang.pdf", "", region="绿塘乡", year=2021),
    Report("=1+1", ""),
)
PLACE = ("puyang.docx", "濮阳县报告", "河南省濮阳市濮阳县", 2023, "截至2023年上半年", ("一、简政",), 3)


class ByReport:
    """Answers from the first report, finds nothing in the second, fails in the third."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[tuple[str, Filter | None]] = []

    def ask(self, question: str, history: object = (), *, only: Filter | None = None) -> Answer:
        """Answer by the one report of the filter."""
        self.asked.append((question, only))
        assert only is not None
        (report,) = only.reports
        if report == "=1+1":
            raise ValueError("x")
        near = Citation(None, "lvtang.pdf", None, "绿塘乡", 2021, None, (), None, "调解63件。", 0, 6)
        if report == "lvtang.pdf":
            return Answer(question, "refused", "报告中未找到。", "not_stated", nearest=(near,))
        cited = (Citation(1, *PLACE, QUOTE, 12, 12 + len(QUOTE)),)
        if question == "为什么":
            return Answer(question, "answered", "因为简政[1]。", citations=cited)
        row = Row("puyang.docx", "河南省濮阳市濮阳县", 2023, None, True, "2189项", 2189, "项", False, False, 1)
        return Answer(question, "answered", "2189项[1]", citations=cited, rows=(row,))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write two questions."""
    path = tmp_path / "in.csv"
    path.write_text("id,question\na,多少项\nb,为什么\n", encoding="utf-8")
    return path


def written(source: Path, name: str, form: str = "wide") -> Path:
    """Ask each report, into a file of this name."""
    out = source.with_name(name)
    link = {"puyang.docx": "https://gov.example/puyang"}.get
    run(ByReport(), source, out, only=Filter(part="review"), shape=Shape(CARDS, form, link))
    return out


def test_each_report_is_asked_alone(source: Path, tmp_path: Path) -> None:
    """Question by question; what else the filter asks for stays."""
    asks = ByReport()
    summary = run(asks, source, tmp_path / "out.jsonl", only=Filter(part="review"), shape=Shape(CARDS, "long"))
    assert asks.asked == [
        (question, Filter(reports=(card.report,), part="review")) for question in ("多少项", "为什么") for card in CARDS
    ]
    assert summary.statuses == {"answered": 2, "refused": 2, "failed": 2}


def test_long_jsonl(source: Path) -> None:
    """One line for each pair, the contract's fields with the report behind the id."""
    lines = [json.loads(line) for line in written(source, "out.jsonl", "long").read_text("utf-8").splitlines()]
    assert [(one["id"], one["report"], one["status"]) for one in lines[:3]] == [
        ("a", "puyang.docx", "answered"), ("a", "lvtang.pdf", "refused"), ("a", "=1+1", "failed"),
    ]  # fmt: skip
    assert list(lines[0])[:4] == ["id", "report", "question", "status"]


def test_wide_jsonl(source: Path) -> None:
    """One line a question."""
    lines = [json.loads(line) for line in written(source, "out.jsonl").read_text("utf-8").splitlines()]
    assert [(one["id"], one["question"], len(one["answers"])) for one in lines] == [
        ("a", "多少项", 3),
        ("b", "为什么", 3),
    ]
    assert lines[0]["answers"][0]["rows"][0]["number"] == 2189
    assert list(lines[0]["answers"][1])[:3] == ["report", "status", "reason"]


def test_wide_csv(source: Path) -> None:
    """One row a question, one column a report; the cells are safe."""
    with written(source, "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["id", "question", "河南省濮阳市濮阳县2023年", "绿塘乡2021年", "'=1+1"]
    told = "出错：第 2 行：出了没有料到的错（ValueError：x）。请把这个问题告诉我们"
    assert rows[1] == ["a", "多少项", "2189项", "未找到", told]
    assert rows[2][2] == "因为简政。"


def test_long_csv(source: Path) -> None:
    """The usual columns, the report behind the id."""
    with written(source, "out.csv", "long").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["report"] for row in rows[:3]] == ["puyang.docx", "lvtang.pdf", "'=1+1"]


def test_wide_xlsx(source: Path) -> None:
    """Each answer has its quote as a comment, a refusal the nearest one, told as no answer; headers link."""
    book = load_workbook(written(source, "out.xlsx"))
    assert book.sheetnames == ["矩阵", "引用", "报告"]
    sheet = book["矩阵"]
    assert sheet.freeze_panes == "C2"
    assert [cell.value for cell in sheet[1]] == ["编号", "问题", "河南省濮阳市濮阳县2023年", "绿塘乡2021年", "=1+1"]
    assert [cell.value for cell in sheet[2]][:4] == ["a", "多少项", "2189项", "未找到"]
    assert sheet["C2"].comment.text == "行政审批事项共2189项。（截至2023年上半年；puyang.docx › 一、简政 › 第 3 页）"
    assert sheet["D3"].comment.text == "最接近的原文（不是答案）：调解63件。（lvtang.pdf）"
    assert sheet["E2"].comment is None
    assert sheet["C1"].hyperlink.target == "https://gov.example/puyang"
    assert [cell.value for cell in book["报告"][2]] == [
        "河南省濮阳市濮阳县2023年", "puyang.docx", "濮阳县报告", "河南省濮阳市濮阳县", 2023,
    ]  # fmt: skip
    assert [row[:3] for row in book["引用"].iter_rows(min_row=2, values_only=True)] == [
        ("a", 1, "puyang.docx"), ("a", "最接近", "lvtang.pdf"), ("b", 1, "puyang.docx"), ("b", "最接近", "lvtang.pdf"),
    ]  # fmt: skip


def test_long_xlsx(source: Path) -> None:
    """The report stands in its column, also where nothing was found."""
    sheet = load_workbook(written(source, "out.xlsx", "long"))["答案"]
    assert [sheet[f"K{row}"].value for row in (2, 3, 4)] == ["puyang.docx", "lvtang.pdf", "=1+1"]
    assert [sheet[f"K{row}"].data_type for row in (2, 4)] == ["s", "s"]


def test_wide_markdown(source: Path) -> None:
    """A section a question with a table."""
    text = written(source, "out.md").read_text("utf-8")
    assert text.startswith(
        "# 问答\n\n## a　多少项\n\n| 报告 | 答案 | 原文 |\n| --- | --- | --- |\n"
        "| 河南省濮阳市濮阳县2023年 | 2189项 | 行政审批事项共2189项。"
        "（截至2023年上半年；puyang.docx › 一、简政 › 第 3 页） |\n"
        "| 绿塘乡2021年 | 未找到 | 最接近的原文（不是答案）：调解63件。（lvtang.pdf） |\n"
    )


def test_wide_docx(source: Path) -> None:
    """The same in Word."""
    document = Document(str(written(source, "out.docx")))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 2"] == ["a　多少项", "b　为什么"]
    assert [[cell.text for cell in row.cells][:2] for row in document.tables[1].rows] == [
        ["报告", "答案"], ["河南省濮阳市濮阳县2023年", "因为简政。"], ["绿塘乡2021年", "未找到"],
        ["=1+1", "出错：第 3 行：出了没有料到的错（ValueError：x）。请把这个问题告诉我们"],
    ]  # fmt: skip


def test_titles_are_told_apart() -> None:
    """Two reports of one place and year are called by their names."""
    twice = (CARDS[0], CARDS[1], Report("b.pdf", "", region="绿塘乡", year=2021))
    assert titles_of(twice) == ["河南省濮阳市濮阳县2023年", "lvtang.pdf", "b.pdf"]


def test_more_reports_than_columns(source: Path) -> None:
    """Told before anything is asked."""
    asks, out = ByReport(), source.with_name("out.xlsx")
    with pytest.raises(QuestionError, match="有 16384 份报告，工作表最多 16,384 列。请用 --form long"):
        run(asks, source, out, shape=Shape((CARDS[0],) * MOST_COLUMNS, "wide"))
    assert asks.asked == []


@pytest.mark.parametrize(("name", "form"), [("a.jsonl", "long"), ("a.xlsx", "wide"), ("a.CSV", "wide")])
def test_usual_form(name: str, form: str) -> None:
    """Programs get one entry a line, people a table."""
    assert usual_form(Path(name)) == form

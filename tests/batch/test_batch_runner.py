"""The batch: one line in, one line out, and the fields of the contract."""

from __future__ import annotations

import errno
import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.batch import run
from assistant.batch.asking import Asks, Together
from assistant.errors import QuestionError
from assistant.model import Answer, Filter
from tests.batch.conftest import Stand

LINES = [
    '{"id": "a", "question": "多少项"}',
    "{broken",
    '{"id": "c", "question": "坏"}',
    '{"id": "d", "question": "无"}',
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Write a question file with a good, a broken, a failing and a refused line."""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    return path


def test_jsonl_is_the_contract(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Every field, in the contract's order; lists are never null."""
    summary = run(stand, source, tmp_path / "out.jsonl")
    raw = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert raw[0] == (
        '{"id": "a", "question": "多少项", "status": "answered", "reason": null, "answer": "2189项[1]", '
        '"citations": [{"marker": 1, "report": "puyang.docx", "title": "濮阳县报告", '
        '"region": "河南省濮阳市濮阳县", "year": 2023, "period": null, "heading": ["一、简政", "(一)事项"], '
        '"page": 3, "quote": "行政审批事项共2189项。", "start": 12, "end": 25}], "nearest": [], '
        '"rows": [{"report": "puyang.docx", "region": "河南省濮阳市濮阳县", "year": 2023, "period": null, '
        '"stated": true, "value": "2189项", "number": 2189, "unit": "项", "goal": false, "computed": false, '
        '"marker": 1}], "coverage": null, "elapsed_ms": 12.3}'
    )
    got = [json.loads(line) for line in raw]
    assert [(one["id"], one["status"], one["answer"], one["reason"]) for one in got[1:]] == [
        ("2", "failed", "", '第 2 行：不是完整的 JSON。请写成 {"question": "…"}'),
        ("c", "failed", "", "library：读不出这一段。请重新建库"),
        ("d", "refused", "报告中未找到。", "not_stated"),
    ]
    assert got[1] == {
        "id": "2", "question": "", "status": "failed", "reason": got[1]["reason"], "answer": "",
        "citations": [], "nearest": [], "rows": [], "coverage": None, "elapsed_ms": 0.0,
    }  # fmt: skip
    assert (summary.total, summary.failed) == (4, 2)


def test_what_cannot_be_asked_names_its_line(tmp_path: Path) -> None:
    """Whoever is asked says why, in its own words; the batch adds the line."""

    class Strict:
        def ask(self, question: str, history: object = (), only: object = None) -> None:
            raise QuestionError("问题是空的", fix="请写下要问的内容")

    (tmp_path / "in.jsonl").write_text('{"id": "a", "question": " "}', encoding="utf-8")
    run(Strict(), tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    got = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert (got["status"], got["reason"]) == ("failed", "第 1 行：问题是空的。请写下要问的内容")


def test_history_reaches_the_assistant(stand: Asks, tmp_path: Path) -> None:
    """The turns are handed on as they are."""
    turns = [{"role": "user", "content": "濮阳县"}, {"role": "assistant", "content": "2189项"}]
    (tmp_path / "in.jsonl").write_text(json.dumps({"question": "它呢", "history": turns}), encoding="utf-8")
    run(stand, tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert stand.asked == [("它呢", turns)]


def test_a_filter_reaches_the_assistant(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Every line that can be asked is asked with it."""
    only = Filter(regions=("湖南",), years=(2023,))
    run(stand, source, tmp_path / "out.jsonl", only=only)
    assert stand.only == [only] * 3


def test_no_timing_gives_the_same_bytes(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Without elapsed_ms two runs are equal."""
    for name in ("1.jsonl", "2.jsonl"):
        run(stand, source, tmp_path / name, timing=False)
    first = (tmp_path / "1.jsonl").read_bytes()
    assert first == (tmp_path / "2.jsonl").read_bytes()
    assert b"elapsed_ms" not in first


def test_progress_and_nothing_left_beside(stand: Asks, source: Path, tmp_path: Path) -> None:
    """Progress counts lines; when nothing failed, neither part, lock nor journal stays."""
    seen: list[int] = []
    run(stand, source, tmp_path / "out.csv", on_progress=seen.append)
    assert seen == [1, 2, 3, 4]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.csv", "out.csv.journal"]
    source.write_text(LINES[0], encoding="utf-8")
    run(stand, source, tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.csv"]


def test_a_defect_of_the_program_fails_its_line_alone(stand: Stand, tmp_path: Path) -> None:
    """It is told with its type; the other questions are answered."""

    class Wrong:
        def ask(self, question: str, history: object = (), only: object = None) -> Answer:
            if question == "乙":
                raise ZeroDivisionError("by zero")
            return stand.ask(question)

    (tmp_path / "in.txt").write_text("甲\n乙\n多少项\n", encoding="utf-8")
    summary = run(Wrong(), tmp_path / "in.txt", tmp_path / "out.jsonl")
    got = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["status"] for one in got] == ["refused", "failed", "answered"]
    told = "第 2 行：出了没有料到的错（ZeroDivisionError：by zero）。请把这个问题告诉我们"
    assert (got[1]["reason"], summary.failed, summary.reasons) == (told, 1, {"not_stated": 1})


def test_an_output_that_was_there_stays_until_the_new_one_is_complete(source: Path, tmp_path: Path) -> None:
    """Whatever ends a run early, in every format."""

    class Interrupted:
        def ask(self, question: str, history: object = (), only: object = None) -> None:
            raise KeyboardInterrupt

    for suffix in (".jsonl", ".csv", ".xlsx", ".md", ".docx"):
        out = tmp_path / f"out{suffix}"
        out.write_text("old")
        with pytest.raises(KeyboardInterrupt):
            run(Interrupted(), source, out)
        assert out.read_text() == "old"
        assert sorted(tmp_path.glob(f"out{suffix}*")) == [out]


def test_whose_error_it_is(source: Path, tmp_path: Path) -> None:
    """A disk that takes no more is told with the output's name; an error of the caller's own stays what it is."""

    def full(_done: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        run(Stand(), source, tmp_path / "out.csv", on_progress=full)
    if Path("/dev/full").exists():
        (tmp_path / "out.md.part").symlink_to("/dev/full")
        with pytest.raises(QuestionError, match=r"out\.md：写不了输出文件（磁盘满了）。请换一个位置"):
            run(Stand(), source, tmp_path / "out.md")
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.csv.journal", "out.md.journal"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.pdf", "不认识这种输出文件。可以用 .jsonl、.csv、.xlsx、.md、.docx"),
        ("none/out.jsonl", "输出文件的文件夹不存在。请先建好文件夹"),
        ("folder.csv", "这是一个文件夹。请给出文件名"),
    ],
)
def test_bad_out_is_told_before_any_work(stand: Asks, source: Path, tmp_path: Path, name: str, message: str) -> None:
    """No question is asked when the answers could not be written."""
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(QuestionError) as caught:
        run(stand, source, tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}：{message}"
    assert stand.asked == []


def test_a_file_without_questions(stand: Asks, tmp_path: Path) -> None:
    """A header alone is an error of the file."""
    (tmp_path / "in.csv").write_text("question\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="问题文件里没有问题"):
        run(stand, tmp_path / "in.csv", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_several_at_once_in_one_process(source: Path, tmp_path: Path) -> None:
    """The order is that of the input, and as many wait together as were allowed."""
    waiting = threading.Barrier(3, timeout=30)

    class Slow(Stand):
        def ask(self, question: str, history: Sequence[dict[str, str]] = (), *, only: Filter | None = None) -> Answer:
            waiting.wait()
            return super().ask(question, history, only=only)

    run(Together(Slow(), 3), source, tmp_path / "out.jsonl", timing=False)
    run(Stand(), source, tmp_path / "one.jsonl", timing=False)
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()

"""Loading question sets: what is read, and what is told of a malformed line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import QuestionError
from eval.sets import Evidence, Expected, load_set

GOOD = {
    "id": "1", "type": "across", "split": "tune", "question": "各地?", "reports": ["a.txt"],
    "evidence": [{"report": "a.txt", "quote": "51件"}], "must": [["51件"]], "must_not": ["5件"],
    "rows": [{"report": "a.txt", "value": "51件", "period": None}], "answer": "51件。",
}  # fmt: skip


def write(path: Path, *lines: object) -> Path:
    """Write a set of these lines."""
    rows = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_load(tmp_path: Path) -> None:
    """Every field arrives; a split can be chosen."""
    other = {
        **GOOD,
        "id": "2",
        "split": "test",
        "must": [],
        "evidence": [{"report": "b", "sha256": "0" * 64}],
    }
    path = write(tmp_path / "set.jsonl", GOOD, "", other)
    first, second = load_set(path)
    assert (first.must, first.must_not, first.declines) == ((("51件",),), ("5件",), False)
    assert first.rows == (Expected("a.txt", "51件", None),)
    assert first.evidence == (Evidence("a.txt", "51件"),)
    assert (second.declines, second.evidence[0].sha256) == (True, "0" * 64)
    assert [item.id for item in load_set(path, "test")] == ["2"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{broken", "第 2 行：不是完整的 JSON"),
        ({**GOOD, "type": "other"}, "第 2 行：题目不合格式（'other' 不在 fact_number"),
        ({**GOOD, "question": ""}, "第 2 行：题目不合格式（'' 不是文字）"),
        ({**GOOD, "must": ["51件"]}, "第 2 行：题目不合格式（'51件' 不是列表）"),
        ({**GOOD, "evidence": [{"report": "a"}]}, "第 2 行：题目不合格式（evidence 须有 quote 或 sha256"),
        ({"id": "3"}, "第 2 行：题目不合格式（'type'）"),
        ([1], "第 2 行：题目不合格式"),
        (GOOD, "编号 1 用了两次"),
    ],
)
def test_malformed_lines_are_named(tmp_path: Path, line: object, told: str) -> None:
    """The error names file and line."""
    with pytest.raises(QuestionError) as caught:
        load_set(write(tmp_path / "set.jsonl", GOOD, line))
    assert str(caught.value).startswith(str(tmp_path / "set.jsonl"))
    assert told in str(caught.value)


def test_missing_and_empty(tmp_path: Path) -> None:
    """A file that is not there, and one without questions."""
    with pytest.raises(QuestionError, match="找不到题集"):
        load_set(tmp_path / "none.jsonl")
    with pytest.raises(QuestionError, match="题集里没有题目"):
        load_set(write(tmp_path / "set.jsonl", GOOD), "test")

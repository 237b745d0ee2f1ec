"""Two runs beside each other: what is lost, what chance explains, which questions changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import QuestionError
from eval.compare import runs, told
from eval.compare.paired import compared
from eval.compare.runs import Asked

Scores = dict[str, tuple[float, float]]


def asked(name: str, right: bool, split: str = "tune", item: str = "a", **scores: tuple[float, float]) -> Asked:
    """Make a question of a run."""
    counts: Scores = {"right": (float(right), 1.0), **scores}
    return Asked(name, "fact_number", split, item, right, "answered" if right else "refused", counts)


def run(rights: str, **scores: tuple[float, float]) -> dict[str, Asked]:
    """Make a run of questions named by number: 1 right, 0 wrong."""
    return {str(at): asked(str(at), one == "1", **scores) for at, one in enumerate(rights)}


def test_a_clear_loss_is_worse_and_a_clear_gain_better() -> None:
    """Ten of forty lost; the other way round ten gained."""
    before, after = run("1" * 40), run("1" * 30 + "0" * 10)
    change = compared(before, after).changes[0]
    assert (change.metric, change.first, change.second, change.by) == ("right", (40.0, 40.0), (30.0, 40.0), -0.25)
    assert change.verdict == "worse"
    assert [one.metric for one in compared(before, after).worse] == ["right"]
    assert compared(after, before).changes[0].verdict == "better"


def test_what_chance_explains_is_no_loss() -> None:
    """One lost and one gained of forty, and two lost of forty, are the same."""
    before = run("1" * 39 + "0")
    assert compared(before, run("0" + "1" * 39)).changes[0].verdict == "same"
    assert compared(run("1" * 40), run("1" * 38 + "00")).changes[0].verdict == "same"


def test_of_a_promise_any_loss_is_worse() -> None:
    """One figure of a hundred without support."""
    before = run("1" * 40, figures=(5.0, 5.0))
    after = before | {"0": asked("0", True, figures=(4.0, 5.0))}
    assert [one.metric for one in compared(before, after).worse] == ["figures"]


def test_of_wrong_refusals_more_is_worse() -> None:
    """A share of which less is better loses by rising."""
    before = run("1" * 40, refused_wrongly=(0.0, 1.0))
    after = before | {str(at): asked(str(at), True, refused_wrongly=(1.0, 1.0)) for at in range(10)}
    assert [one.metric for one in compared(before, after).worse] == ["refused_wrongly"]
    assert compared(after, before).worse == ()


def test_questions_that_differ_are_left_out() -> None:
    """One that only one run has, and one whose expectation changed."""
    before, after = run("111"), run("1111") | {"0": asked("0", False, item="b")}
    found = compared(before, after)
    assert (found.common, found.left_out, found.changed) == (("1", "2"), ("0", "3"), ())


def test_changes_of_the_test_half_are_counted_not_listed() -> None:
    """Losses first; the test half by question only when it is asked for."""
    before = {"a": asked("a", False), "b": asked("b", True), "c": asked("c", True, "test")}
    after = {"a": asked("a", True), "b": asked("b", False), "c": asked("c", False, "test")}
    found = compared(before, after)
    assert list(told.lines(found, unseen=False)) == [
        "变了的题：",
        "  b（单个数字）：对→错，已回答→拒答",
        "  a（单个数字）：错→对，拒答→已回答",
        "测试部分变了 1 题：0 题由错变对，1 题由对变错（不逐题列出；--test 列出）",
    ]
    listed = list(told.lines(found, unseen=True))
    assert [line.strip()[0] for line in listed[1:]] == ["b", "c", "a"]


def test_a_run_is_read_from_its_folder_or_file(tmp_path: Path) -> None:
    """answers.jsonl holds more than comparing reads; the committed form only that."""
    line = {
        "id": "a", "type": "list", "split": "tune", "item": "f", "right": True, "status": "answered",
        "scores": {"right": [1, 1]}, "answer": "…",
    }  # fmt: skip
    (tmp_path / "answers.jsonl").write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    expected = {"a": Asked("a", "list", "tune", "f", True, "answered", {"right": (1.0, 1.0)})}
    assert runs.load(tmp_path) == runs.load(tmp_path / "answers.jsonl") == expected
    (short,) = runs.reduced([line])
    assert "answer" not in short
    (tmp_path / "short.jsonl").write_text(json.dumps(short), encoding="utf-8")
    assert runs.load(tmp_path / "short.jsonl") == expected


@pytest.mark.parametrize("text", ["", "{}", "[]", "坏", '{"id": "a"}'])
def test_what_is_no_run_is_told(tmp_path: Path, text: str) -> None:
    """Empty, or lines of something else: one line that says what to do."""
    (tmp_path / "answers.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionError, match="重新运行 eval"):
        runs.load(tmp_path)
    with pytest.raises(QuestionError, match="没有这个文件或文件夹"):
        runs.load(tmp_path / "none")

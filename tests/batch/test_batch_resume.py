"""A batch that ended early is gone on with: what was answered is not asked again, what changed is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.batch import journal_of, run
from assistant.batch.journal import Journal, held
from assistant.errors import QuestionError
from assistant.model import Answer, Filter
from tests.batch.conftest import Stand

KEYS = [f"{number:032x}" for number in range(5)]


class Stops(Stand):
    """Is interrupted at a question."""

    def __init__(self, at: str) -> None:
        """Note which."""
        super().__init__()
        self.at = at

    def ask(self, question: str, history: Sequence[dict[str, str]] = (), *, only: Filter | None = None) -> Answer:
        """Answer until then."""
        if question == self.at:
            raise KeyboardInterrupt
        return super().ask(question, history, only=only)


def write(path: Path, *questions: str) -> Path:
    """Write a question file in which every question has an id of its own."""
    rows = [json.dumps({"id": f"q{number}", "question": text}) for number, text in enumerate(questions)]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def asked(stand: Stand) -> list[str]:
    """Give the questions that were asked."""
    return [question for question, _ in stand.asked]


def test_only_what_is_left_is_asked(tmp_path: Path) -> None:
    """Interrupted at the third, the next run asks from there; the output is as if nothing had happened."""
    source, out = write(tmp_path / "in.jsonl", "多少项", "各地", "丙", "丁"), tmp_path / "out.jsonl"
    first, second, whole = Stops("丙"), Stand(), Stand()
    with pytest.raises(KeyboardInterrupt):
        run(first, source, out)
    assert asked(first) == ["多少项", "各地"]
    assert not out.exists()
    summary = run(second, source, out)
    assert (asked(second), summary.kept, summary.total) == (["丙", "丁"], 2, 4)
    run(whole, source, tmp_path / "whole.jsonl")
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not journal_of(out).exists()


def test_what_changed_is_asked_again(tmp_path: Path) -> None:
    """The question, its id, its history, the filter or the state: each makes it another one; its place does not."""
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(Stops("停"), write(tmp_path / "in.jsonl", "多少项", "各地", "停"), out, state="1")
    changed = [
        {"id": "q1", "question": "各地"},
        {"id": "q0", "question": "多少件"},
        {"id": "new", "question": "各地"},
        {"id": "q1", "question": "各地", "history": [{"role": "user", "content": "甲"}]},
        {"id": "q0", "question": "多少项"},
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, [*changed, {"id": "x", "question": "停"}])), encoding="utf-8")
    again = Stops("停")
    with pytest.raises(KeyboardInterrupt):
        run(again, source, out, state="1")
    assert again.asked == [("多少件", []), ("各地", []), ("各地", [{"role": "user", "content": "甲"}])]
    for other in ({"state": "2"}, {"state": "1", "only": Filter(years=(2023,))}):
        stand = Stops("停")
        with pytest.raises(KeyboardInterrupt):
            run(stand, source, out, **other)
        assert len(stand.asked) == 5


def test_what_failed_is_asked_again(stand: Stand, tmp_path: Path) -> None:
    """The journal stays as long as something failed; the next run asks only that."""
    source, out = write(tmp_path / "in.jsonl", "多少项", "坏", "丙"), tmp_path / "out.xlsx"
    assert run(stand, source, out).failed == 1
    assert journal_of(out).exists()
    again = Stand()
    run(again, source, out)
    assert asked(again) == ["坏"]
    better = Stand()
    run(better, write(tmp_path / "in.jsonl", "多少项", "好", "丙"), out)
    assert asked(better) == ["好"]
    assert not journal_of(out).exists()


def test_timing_is_kept_and_can_still_be_left_out(tmp_path: Path) -> None:
    """The same journal serves both."""
    source, out = write(tmp_path / "in.jsonl", "多少项", "坏"), tmp_path / "out.jsonl"
    run(Stand(), source, out)
    run(Stand(), source, out, timing=False)
    assert "elapsed_ms" not in out.read_text(encoding="utf-8")
    run(Stand(), source, out)
    assert json.loads(out.read_text(encoding="utf-8").splitlines()[0])["elapsed_ms"] == 12.3


def test_another_format_has_a_journal_of_its_own(tmp_path: Path) -> None:
    """Two outputs of the same questions do not stand in each other's way."""
    source = write(tmp_path / "in.jsonl", "多少项", "停")
    with pytest.raises(KeyboardInterrupt):
        run(Stops("停"), source, tmp_path / "out.csv")
    with held(tmp_path / "out.csv"):
        run(Stand(), source, tmp_path / "out.md")
    assert [path.name for path in sorted(tmp_path.glob("out*"))] == ["out.csv.journal", "out.md"]


def test_two_batches_into_one_output(tmp_path: Path) -> None:
    """The second is told, and harms nothing."""
    source, out = write(tmp_path / "in.jsonl", "多少项"), tmp_path / "out.csv"
    with held(out), pytest.raises(QuestionError, match="另一个进程正在写这个输出文件。请等它结束，或换一个文件名"):
        run(Stand(), source, out)
    run(Stand(), source, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.csv"]


def test_journal_finds_what_was_there(tmp_path: Path) -> None:
    """By its key, also of several whose keys begin alike; the last of a key counts."""
    path = tmp_path / "j"
    alike = [f"{7:016x}{number:016x}" for number in range(3)]
    with Journal(path) as journal:
        for key in (*KEYS, *alike):
            journal.add(key, {"answer": f"{key[-1]}\n甲"})
        journal.add(KEYS[1], {"answer": "later"})
        assert journal.get(KEYS[0]) is None
    with Journal(path) as journal:
        assert [journal.get(key) for key in (KEYS[4], KEYS[1])] == [{"answer": "4\n甲"}, {"answer": "later"}]
        assert [journal.get(key) for key in alike] == [{"answer": f"{number}\n甲"} for number in range(3)]
        assert journal.get(f"{7:016x}{9:016x}") is None
        assert journal.get("f" * 32) is None
        assert len(journal) == 9


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_journal_whose_end_was_cut_off(tmp_path: Path, cut: int) -> None:
    """Whatever part of the last entry is missing, the others are there, and the next one is whole."""
    path = tmp_path / "j"
    with Journal(path) as journal:
        for number in (0, 1):
            journal.add(KEYS[number], {"answer": f"答案{number}"})
    data = path.read_bytes()
    path.write_bytes(data[:-cut])
    with Journal(path) as journal:
        assert [journal.get(key) for key in KEYS[:2]] == [{"answer": "答案0"}, None]
        journal.add(KEYS[2], {"answer": "答案2"})
    with Journal(path) as journal:
        assert [journal.get(key) for key in KEYS[:3]] == [{"answer": "答案0"}, None, {"answer": "答案2"}]


def test_journal_with_a_damaged_entry(tmp_path: Path) -> None:
    """It is not believed; those behind it are."""
    path = tmp_path / "j"
    with Journal(path) as journal:
        for key in KEYS[:3]:
            journal.add(key, {"value": "51件"})
    lines = path.read_bytes().split(b"\n")
    lines[1] = lines[1].replace("51件".encode(), "57件".encode())
    path.write_bytes(b"\n".join(lines))
    with Journal(path) as journal:
        assert [journal.get(key) for key in KEYS[:3]] == [{"value": "51件"}, None, {"value": "51件"}]


def test_journal_waits_for_the_disk_in_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry is with the system at once; the disk is waited for once a second and at the end."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with Journal(tmp_path / "j") as journal:
        for number, second in enumerate((0.1, 0.5, 1.1, 1.2, 2.2)):
            now[0] = second
            size = (tmp_path / "j").stat().st_size
            journal.add(KEYS[number], {})
            assert (tmp_path / "j").stat().st_size > size
        assert len(synced) == 2
    assert len(synced) == 3


def test_an_empty_journal_is_not_left(tmp_path: Path) -> None:
    """A file of bad input alone leaves nothing."""
    (tmp_path / "in.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(QuestionError):
        run(Stand(), tmp_path / "in.csv", tmp_path / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]

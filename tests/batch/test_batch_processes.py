"""Batches in real processes: several workers, kills, Ctrl-C, a library that others change meanwhile."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.assistant import Assistant, add_files
from assistant.batch import answer_file, journal_of, run
from assistant.batch.asking import Task
from assistant.batch.lines import Line
from assistant.batch.processes import Processes
from assistant.index import Library
from eval.batch import kills, questions
from eval.batch.running import family

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not list processes")


@pytest.fixture(scope="module")
def source(sample_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write questions of all kinds over the samples, and a broken line."""
    path = tmp_path_factory.mktemp("questions") / "in.csv"
    asked = questions.made(Library.open(sample_library).cards, 60)
    path.write_text("question\n" + "\n".join([*asked, '"offen']) + "\n", encoding="utf-8")
    return path


def command(library: Path, source: Path, out: Path, *more: str) -> list[str]:
    """Give a batch command."""
    told = ["--library", str(library), "batch", str(source), "--out", str(out), *more]
    return [sys.executable, "-X", "utf8", "-m", "assistant", *told]


@contextmanager
def started(arguments: list[str], env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start a command in a group of its own, and see that it has ended."""
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for_answers(journal: Path, process: subprocess.Popen[str], size: int = 1) -> None:
    """Wait until a batch has kept so many bytes of answers."""
    while not journal.exists() or journal.stat().st_size < size:
        assert process.poll() is None
        time.sleep(0.005)


@pytest.mark.slow
def test_two_workers_write_what_one_writes(sample_library: Path, source: Path, tmp_path: Path) -> None:
    """The same bytes, in the order of the input; a broken line in its place; what was answered is counted."""
    assistant = Assistant.open(sample_library)
    seen: list[int] = []
    one = answer_file(assistant, source, tmp_path / "1.jsonl", timing=False)
    two = answer_file(assistant, source, tmp_path / "2.jsonl", timing=False, workers=2, on_progress=seen.append)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()
    assert (one.total, one.failed, one.statuses, one.reasons) == (61, 1, two.statuses, two.reasons)
    assert seen == list(range(1, 62))
    assert sum(one.reasons.values()) == one.statuses["refused"]


@POSIX
@pytest.mark.slow
def test_a_worker_that_is_killed(sample_library: Path, source: Path, tmp_path: Path) -> None:
    """What it had begun is asked again by others; nothing is lost, nothing told as failed."""
    assistant = Assistant.open(sample_library)
    answer_file(assistant, source, tmp_path / "1.jsonl", timing=False)
    killed: list[int] = []
    before = set(family(os.getpid()))

    def kill(done: int) -> None:
        if done in (5, 30):
            workers = [pid for pid in family(os.getpid()) if pid not in before and b"LokyProcess" in _told(pid)]
            os.kill(workers[-1], signal.SIGKILL)
            killed.append(workers[-1])

    answer_file(assistant, source, tmp_path / "2.jsonl", timing=False, workers=2, on_progress=kill)
    assert len(killed) == 2
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def _told(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.slow
def test_a_question_over_which_every_process_dies(
    sample_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It alone has failed; a process that can hold no library at all is such a one."""
    monkeypatch.setattr("assistant.batch.processes._ask", _die_of_its_own)
    answerer = Processes(sample_library, Library.open(sample_library).generation, 1)
    (tmp_path / "in.txt").write_text("甲\n死\n乙\n", encoding="utf-8")
    summary = run(answerer, tmp_path / "in.txt", tmp_path / "out.jsonl")
    got = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(one["status"], one["reason"]) for one in got] == [
        ("refused", None), ("failed", "第 2 行：回答它的进程中途退出（多半是内存不够）"), ("refused", None),
    ]  # fmt: skip
    assert summary.failed == 1


def _die_of_its_own(_folder: str, _generation: str, task: Task) -> dict[str, object]:
    from assistant.model import Answer

    if task.line.question == "死":
        os._exit(9)
    return Answer(task.line.question, "refused").to_dict()


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c(sample_library: Path, source: Path, tmp_path: Path, offline_env: dict[str, str], workers: int) -> None:
    """One line says how to go on, no process stays, and the same command goes on."""
    out, told = tmp_path / "out.xlsx", ["--no-timing", "--workers", str(workers)]
    out.write_text("old")
    with started(command(sample_library, source, out, *told), offline_env) as process:
        wait_for_answers(journal_of(out), process)
        workers_of = family(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, out.read_text()) == (130, "", "old")
    assert stderr.startswith("已中断：答好的 ")
    assert stderr.endswith(f"个记在 {journal_of(out)}。再运行同样的命令就接着做\n")
    assert stderr.count("\n") == 1
    assert kills.outliving(workers_of) == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "outside.log") == [
        "out.xlsx",
        "out.xlsx.journal",
    ]
    with started(command(sample_library, source, out, *told), offline_env) as process:
        stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 2
    assert stdout.startswith("61 个问题：")
    assert stdout.endswith(" 个上次已经答好\n")
    assert stderr == (f"{source}：1 行出错，原因写在 {out} 的 reason 里；改好后再运行同样的命令，只问这些\n")


@POSIX
@pytest.mark.slow
def test_killed_at_random_points(sample_library: Path, source: Path, tmp_path: Path) -> None:
    """Five of the kills of `make soak`: nothing is lost or doubled, no process stays."""
    told = kills.soak(sample_library, _without_broken(source, tmp_path), tmp_path, 5, seed=5)
    assert told.kills == 5
    assert told.batches >= 1
    assert (told.differing, told.doubled, told.orphans) == (0, 0, 0)


@POSIX
@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.skipif("SOAK" not in os.environ, reason="make soak runs the long tests")
def test_killed_two_hundred_times(sample_library: Path, source: Path, tmp_path: Path) -> None:
    """In every format, with one process and with two."""
    told = kills.soak(sample_library, _without_broken(source, tmp_path), tmp_path, 200, seed=200)
    assert told.kills == 200
    assert told.answering > 50
    assert told.batches >= len(kills.WAYS)
    assert (told.differing, told.doubled, told.orphans) == (0, 0, 0)


def _without_broken(source: Path, folder: Path) -> Path:
    path = folder / "sound.csv"
    path.write_text(source.read_text("utf-8").replace('"offen\n', ""), encoding="utf-8")
    return path


@POSIX
@pytest.mark.slow
def test_a_library_that_others_change(samples: Path, source: Path, tmp_path: Path, offline_env: dict[str, str]) -> None:
    """While two batches run, reports come and go and a chat asks: each answers from what it opened."""
    library, extra = tmp_path / "library", tmp_path / "extra.txt"
    add_files(library, [samples], sample=True)
    sound = _without_broken(source, tmp_path)
    answer_file(Assistant.open(library), sound, tmp_path / "whole.jsonl", timing=False)
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    told = "--no-timing"
    with (
        started(command(library, sound, first, told), offline_env) as one,
        started(command(library, sound, second, told, "--workers", "2"), offline_env) as two,
    ):
        wait_for_answers(journal_of(first), one)
        wait_for_answers(journal_of(second), two)
        changes = 0
        while one.poll() is None or two.poll() is None:
            extra.write_text(f"海州区2022年报告\n办理行政复议案件{changes}件。\n", encoding="utf-8")
            add_files(library, [extra])
            assert "海州区" in Assistant.open(library).ask("海州区行政复议案件多少件").answer
            changes += 1
        assert (one.wait(), two.wait()) == (0, 0)
    assert changes >= 2
    assert first.read_bytes() == second.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_a_task_is_known_by_all_that_its_answer_depends_on() -> None:
    """Its place in the file is no part of that."""
    line = Line("a", "甲", number=1)
    key = Task(line).key("s")
    assert len(key) == 32
    assert Task(Line("a", "甲", number=9)).key("s") == key
    assert len({key, Task(line).key("t"), Task(Line("b", "甲")).key("s"), Task(Line("a", "乙")).key("s")}) == 4

"""The batch command: its options, what it tells, and its progress on a terminal."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
Complains = Callable[..., str]


def test_batch_tells_statuses_reasons_and_time(run: Run, samples: Path, tmp_path: Path) -> None:
    """Plain lines in, two lines out on stdout, nothing on stderr where it is no terminal."""
    places = "深圳市行政复议案件多少件", "杭州市行政复议案件多少件"
    lines = "濮阳县有多少项行政审批事项？", *places, "海州区火星基地有多少个"
    (tmp_path / "in.txt").write_text("\n".join(lines), encoding="utf-8")
    done = run("batch", "in.txt", "--out", "out.md", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first == "4 个问题：已回答 1，未能回答 3（没有这个地区的报告 2、报告中未找到 1）。写在 out.md"
    assert re.fullmatch(r"用时 \d+\.\d 秒", second)


def test_batch_each_report(run: Run, samples: Path, tmp_path: Path) -> None:
    """A matrix of what the filter admits; the figure is in the cell of its report, its quote in the comment."""
    (tmp_path / "in.csv").write_text("指标;编号\n行政审批事项有多少项;x\n", encoding="utf-8")
    arguments = ("batch", "in.csv", "--column", "指标", "--each-report", "--year", "2023")
    done = run(*arguments, "--out", "out.xlsx", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3 个回答：")
    sheet = load_workbook(tmp_path / "out.xlsx")["矩阵"]
    cells = {title.value: cell for title, cell in zip(sheet[1], sheet[2], strict=True)}
    assert list(cells)[:2] == ["编号", "问题"]
    assert cells["河南省濮阳市濮阳县2023年"].value == "2189项"
    assert "2189项" in cells["河南省濮阳市濮阳县2023年"].comment.text
    assert (cells["编号"].value, cells["湖南省衡阳市2023年"].value) == ("x", "未找到")
    run(*arguments, "--out", "out.csv", "--form", "long", library=samples)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["status"] for row in rows if row["report"].startswith("濮阳县")] == ["answered"]
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--form", "long"), "--form 要和 --each-report 一起用。请加上 --each-report，或去掉 --form"),
        (("--workers", "0"), "--workers 要写 1 或更大的整数，不能是 '0'。"),
        (("--workers", "two"), "--workers 要写 1 或更大的整数，不能是 'two'。"),
        (("--form", "tall"), "--form 不能是 'tall'，可以是 "),
        (("--column", "指标"), "in.csv：第一行没有 question 或 问题 这一列。"),
    ],
)
def test_batch_options(complains: Complains, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """What can't be is told in one line, before anything is opened."""
    (tmp_path / "in.csv").write_text("question\n几件\n", encoding="utf-8")
    assert told in complains("batch", "in.csv", "--out", "out.csv", *arguments, library=tmp_path / "none")
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.skipif(os.name != "posix", reason="this system has no terminals of this kind")
def test_batch_on_a_terminal(samples: Path, tmp_path: Path) -> None:
    """A bar with how many of how many, the rate and the time left."""
    import pty

    (tmp_path / "in.txt").write_text("\n".join(f"濮阳县行政审批事项{n}项吗" for n in range(150)), encoding="utf-8")
    ours, theirs = pty.openpty()
    known = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "COLUMNS": "120"}
    told = [sys.executable, "-m", "assistant", "--library", str(samples), "batch", "in.txt", "--out", "out.jsonl"]
    with subprocess.Popen(told, cwd=tmp_path, env=known, stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert process.returncode == 0
    text = shown.decode("utf-8", "replace")
    assert "回答" in text
    assert "/150" in text
    assert re.search(r"\d+\.\d 个/秒", text)
    assert re.search(r"还要.*\d:\d\d:\d\d", text)

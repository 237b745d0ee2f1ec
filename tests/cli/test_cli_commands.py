"""The commands on a library of the samples: what each prints and its exit code."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.cli import main
from embeddings.static import StaticEmbeddingModel

Run = Callable[..., object]
ROOT = Path(__file__).resolve().parents[2]
PUYANG = "濮阳县法治政府建设示范县创建情况说明摘编.docx"


@pytest.mark.parametrize("name", ["add", "list", "show", "remove", "edit", "doctor", "ask", "batch", "eval"])
def test_help(run: Run, name: str) -> None:
    """Every command has its help, in Chinese, with --library."""
    done = run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"用法：python -m assistant {name} [-h] [--library 文件夹]")


def test_list_json(run: Run, samples: Path) -> None:
    """One line a report, with the contract's fields in its order."""
    done = run("list", "--json", library=samples)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 5
    assert list(rows[0]) == [
        "report", "source", "title", "region", "level", "year", "years", "delivered", "published", "passages",
        "warnings",
    ]  # fmt: skip
    assert all(row["passages"] > 0 for row in rows)
    assert PUYANG in {row["report"] for row in rows}


def test_list_and_library_option(run: Run, samples: Path) -> None:
    """A table for people; --library wins over the environment, before and after the command."""
    for arguments in (("list", "--library", samples), ("--library", samples, "list")):
        done = run(*arguments, library=samples / "none")
        assert done.returncode == 0
        assert PUYANG in done.stdout
        assert "5 份报告" in done.stdout


def test_show(run: Run, samples: Path) -> None:
    """Identity first, the stored text last."""
    done = run("show", PUYANG, library=samples)
    assert done.stdout.startswith(f"报告：{PUYANG}\n来源：")
    assert "行政审批事项2189项" in done.stdout
    dropped = run("show", "海州区2023年法治政府建设情况报告摘编.html", "--dropped", library=samples)
    assert dropped.returncode == 0
    rules = {line.partition("\t")[0] for line in dropped.stdout.splitlines()}
    assert {"正文之外", "备案号"} <= rules
    assert not any(re.search("[a-z]", rule) for rule in rules)
    assert not re.search("^[a-z]+：", done.stdout, re.MULTILINE)


def test_ask(run: Run, samples: Path) -> None:
    """The figure, its citation apart."""
    done = run("ask", "濮阳县有多少项行政审批事项？", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    answer, _, rest = done.stdout.partition("出处：")
    assert "2189项" in answer
    assert f"[1] {PUYANG}" in rest
    assert "2189项" in rest


def test_ask_json_and_refusal(run: Run, samples: Path) -> None:
    """A refusal is no failure; its nearest evidence stands apart."""
    done = run("ask", "绿塘乡的行政机关负责人出庭应诉率是多少？", "--json", library=samples)
    got = json.loads(done.stdout)
    assert (done.returncode, got["status"]) == (0, "refused")
    assert list(got) == [
        "question", "status", "reason", "answer", "citations", "nearest", "rows", "coverage", "elapsed_ms",
    ]  # fmt: skip


def test_ask_with_history(run: Run, samples: Path, tmp_path: Path) -> None:
    """The conversation before completes the question."""
    turns = [
        {"role": "user", "content": "绿塘乡调解了多少件矛盾纠纷"},
        {"role": "assistant", "content": "105件[1]。"},
    ]
    (tmp_path / "history.json").write_text(json.dumps(turns), encoding="utf-8")
    done = run("ask", "阳泉市城区呢", "--history", "history.json", library=samples)
    assert "895件" in done.stdout


def test_ask_with_a_filter(run: Run, samples: Path) -> None:
    """The region that was chosen answers, with everything under it; the filter is told beside the reports."""
    done = run(
        "ask", "海州区行政复议案件几件", "--region", "湖南", "--region", "绿塘乡", "--year", "2023", library=samples
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "130件" in done.stdout
    scope = "范围：湖南、绿塘乡、2023年，1/5 份报告；问法：单份报告 · 数值；筛选：地区 湖南、绿塘乡；年份 2023年"
    assert scope in done.stdout.splitlines()


def test_ask_with_a_filter_that_leaves_nothing(run: Run, samples: Path) -> None:
    """It is a refusal that names the filter, and no failure."""
    done = run("ask", "行政复议案件几件", "--region", "湖南", "--year", "2020", "--json", library=samples)
    got = json.loads(done.stdout)
    assert (done.returncode, got["status"], got["reason"]) == (0, "refused", "no_such_year")
    assert got["answer"] == "筛选后没有报告：地区 湖南；年份 2020年。不限年份有1份报告，涵盖2023年。"


def test_ask_explained(run: Run, samples: Path) -> None:
    """What was understood, the filter, and a table of the passages with both scores."""
    done = run("ask", "濮阳县有多少项行政审批事项？", "--explain", "--part", "review", library=samples)
    told = done.stdout.partition("\n检索说明：\n")[2].splitlines()
    assert told[:7] == [
        "地区：河南省濮阳市濮阳县",
        "年份：不限",
        "问什么：行政审批事项",
        "问法：单份报告 · 数值",
        "报告：1/5 份",
        "指标词：行政审批事项",
        "单位：项",
    ]
    assert told[7] == "筛选：部分 回顾"
    head = [cell.strip() for cell in told[9].strip("┃").split("┃")]
    assert head == ["报告", "章节", "部分", "得分", "词", "义", "匹配的词"]
    first = [cell.strip() for cell in told[11].strip("│").split("│")]
    assert (first[0], first[2]) == (PUYANG, "回顾")
    assert "行政审批事项" in first[6].split("、")
    assert all(re.fullmatch(r"[01]\.[0-9]{3}", score) for score in first[3:6])


def test_ask_explained_as_json(run: Run, samples: Path) -> None:
    """One more field behind those of the contract."""
    done = run("ask", "濮阳县有多少项行政审批事项？", "--json", "--explain", "--report", PUYANG, library=samples)
    got = json.loads(done.stdout)
    assert list(got)[-2:] == ["elapsed_ms", "explain"]
    assert got["explain"]["filter"] == {"regions": [], "years": [], "reports": [PUYANG], "part": None}
    assert got["explain"]["understood"]["terms"] == ["行政审批事项"]
    assert {one["report"] for one in got["explain"]["hits"]} == {PUYANG}


def test_batch_with_a_filter(run: Run, samples: Path, tmp_path: Path) -> None:
    """Every line is asked of what the filter admits; the fields stay those of the contract."""
    lines = ["各地行政机关负责人出庭应诉率是多少", "海州区行政复议案件几件", "濮阳县有多少项行政审批事项？"]
    text = "".join(json.dumps({"question": one}) + "\n" for one in lines)
    (tmp_path / "in.jsonl").write_text(text, encoding="utf-8")
    done = run("batch", "in.jsonl", "--out", "out.jsonl", "--region", "湖南", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    got = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["status"] for one in got] == ["answered", "answered", "refused"]
    assert {one["region"] for entry in got for one in entry["citations"]} == {"湖南省衡阳市"}
    assert list(got[0]) == [
        "id", "question", "status", "reason", "answer", "citations", "nearest", "rows", "coverage", "elapsed_ms",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".jsonl", ".xlsx", ".docx"])
def test_batch(run: Run, samples: Path, tmp_path: Path, suffix: str) -> None:
    """A file of two questions becomes a file of two answers, and nothing else."""
    text = "id,question\nq1,濮阳县有多少项行政审批事项？\nq2,各地行政机关负责人出庭应诉率是多少\n"
    (tmp_path / "in.csv").write_bytes(text.encode("gb18030"))
    out = tmp_path / f"out{suffix}"
    done = run("batch", "in.csv", "--out", out, library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", out.name]
    assert "2189项" in _text(out)


def test_batch_over_all_reports(run: Run, samples: Path, tmp_path: Path) -> None:
    """Three state the rate, two are named as silent."""
    (tmp_path / "in.jsonl").write_text('{"question": "各地行政机关负责人出庭应诉率是多少"}', encoding="utf-8")
    run("batch", "in.jsonl", "--out", "out.jsonl", "--no-timing", library=samples)
    got = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert (got["coverage"]["reports"], got["coverage"]["stating"]) == (5, 3)
    assert sorted(row["value"] or "" for row in got["rows"]) == ["", "", "100%", "100%", "100%"]
    assert "elapsed_ms" not in got


def test_edit_and_remove(run: Run, samples: Path, tmp_path: Path) -> None:
    """A correction is listed; the samples leave together."""
    library = tmp_path / "library"
    shutil.copytree(samples, library)
    done = run("edit", PUYANG, "--year", "2021", "--years", "2020,2021", "--published", "", library=library)
    assert done.returncode == 0
    assert "涉及年份：2020、2021" in done.stdout
    listed = run("list", "--json", library=library).stdout.splitlines()
    changed = next(json.loads(line) for line in listed if json.loads(line)["report"] == PUYANG)
    assert (changed["year"], changed["years"], changed["published"]) == (2021, [2020, 2021], None)
    assert run("remove", PUYANG, library=library).stdout == f"已移除 {PUYANG}\n"
    assert len(run("remove", "--samples", library=library).stdout.splitlines()) == 4
    assert run("list", "--json", library=library).stdout == ""


def test_a_duplicate_is_told_by_its_own_name(run: Run, tmp_path: Path) -> None:
    """The row names the file that was given, with its path when both are called the same."""
    (tmp_path / "sub").mkdir()
    for name in ("r.txt", "same.txt", "sub/r.txt"):
        (tmp_path / name).write_text("测试县2023年报告\n\n测试县办结行政复议案件12件。\n", encoding="utf-8")
    run("add", "r.txt")
    done = run("add", "same.txt", "sub/r.txt")
    rows = [[cell.strip() for cell in line.split("│")[1:3]] for line in done.stdout.splitlines() if "│" in line]
    assert rows == [["same.txt", "重复"], [str(tmp_path / "sub" / "r.txt"), "重复"]]


def test_vectors_made_anew_are_told(
    sample_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of the reports changed, but the passages were embedded by another model: the summary says so."""
    library = tmp_path / "library"
    shutil.copytree(sample_library, library)
    source = ROOT / "samples" / "reports" / PUYANG
    assert main(["add", str(source), "--library", str(library)]) == 0
    assert "重新计算" not in capsys.readouterr().out
    monkeypatch.setattr(StaticEmbeddingModel, "fingerprint", property(lambda _: "0" * 64, lambda *_: None), False)
    assert main(["add", str(source), "--library", str(library)]) == 0
    told = capsys.readouterr().out
    assert "没有变" in told
    assert re.search(r"资料库里原有的 [0-9]+ 个段落，向量已用现在的模型重新计算。", told)


def test_doctor(run: Run, samples: Path, tmp_path: Path) -> None:
    """Every check is one line; a missing library makes the code 1."""
    done = run("doctor", library=samples)
    assert done.returncode == 0, done.stdout
    assert all(line.startswith("正常  ") for line in done.stdout.splitlines())
    missing = run("doctor", library=tmp_path / "none")
    assert missing.returncode == 1
    assert f"问题  资料库：{tmp_path / 'none'}：这里还没有资料库。" in missing.stdout


def test_eval(run: Run, tmp_path: Path) -> None:
    """The default set over the samples: the table, the per-question file, the metrics."""
    done = run("eval", "--out", "result", "--split", "tune", "--markdown")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("| type | questions | right | refused |")
    answers = (tmp_path / "result" / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    metrics = json.loads((tmp_path / "result" / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["all"]["questions"] == len(answers)
    assert metrics["all"]["verbatim"]["score"] == 1.0


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        return str(list(load_workbook(path)["答案"].iter_rows(values_only=True)))
    if path.suffix == ".docx":
        return "\n".join(one.text for one in Document(str(path)).paragraphs)
    return path.read_text(encoding="utf-8")


def test_add_tells_each_file_and_saves_it(run: Run, tmp_path: Path) -> None:
    """What was kept and dropped, place and year, in the table and in --report; again costs nothing."""
    page = (
        "首页\n当前位置：首页 > 政务公开\n衡阳市2023年度法治政府建设报告\n一、基本情况\n"
        "全市审结行政复议案件130件，行政机关负责人出庭应诉率达到100%，各项工作都有新的进展。\n打印本页\n"
    )
    (tmp_path / "=甲.txt").write_text(page, encoding="gb18030")
    (tmp_path / "空.txt").write_bytes(b"")
    done = run("add", "=甲.txt", "空.txt", "--report", "结果.csv", library=tmp_path / "lib")
    assert done.returncode == 2
    assert "湖南省衡阳市" in done.stdout
    assert done.stdout.rstrip().endswith("每个文件的情况写在 结果.csv")
    rows = list(csv.DictReader((tmp_path / "结果.csv").read_text("utf-8-sig").splitlines()))
    first, second = rows
    assert {name: first[name] for name in ("报告", "结果", "去掉", "标题", "表格", "地区", "年份")} == {
        "报告": "'=甲.txt", "结果": "新增", "去掉": "20", "标题": "1", "表格": "0", "地区": "湖南省衡阳市",
        "年份": "2023",
    }  # fmt: skip
    assert second["结果"] == "没有读入"
    assert second["提示"].endswith("文件是空的。请换一个有内容的文件")
    assert "gb18030" in run("show", "=甲.txt", library=tmp_path / "lib").stdout
    again = run("add", "=甲.txt", library=tmp_path / "lib")
    assert "没有变" in again.stdout
    told = run("add", "=甲.txt", "--report", "没有/结果.csv", library=tmp_path / "lib")
    assert (told.returncode, "没有/结果.csv：写不了" in told.stderr) == (1, True)


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_shows_progress_with_rate_and_time_left(tmp_path: Path) -> None:
    """A bar while files are read, the table at the end."""
    import pty

    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"某区{number}\n全区办结案件{number}件。\n" * 40, encoding="utf-8")
    main, other = pty.openpty()
    command = [sys.executable, "-m", "assistant", "add", str(tmp_path), "--library", str(tmp_path / "lib")]
    known = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "150", "LINES": "40"}
    with subprocess.Popen(command, cwd=tmp_path, env=known, stdin=other, stdout=other, stderr=other) as process:
        os.close(other)
        shown = b""
        with suppress(OSError):  # Linux ends a pseudo-terminal with an error
            while part := os.read(main, 65536):
                shown += part
    os.close(main)
    text = shown.decode("utf-8", errors="replace")
    assert process.returncode == 0, text
    assert all(word in text for word in ("读入", "0/6", "个/秒", "还要", "资料库里现有 6 份报告"))
    assert "Traceback" not in text

"""The commands of eval as processes: compare, baselines, check, import and add."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]
HAIZHOU = "海州区2023年法治政府建设情况报告摘编.html"
SOUND = {
    "id": "q1", "type": "fact_number", "split": "tune", "question": "海州区行政复议案件几件", "reports": [HAIZHOU],
    "evidence": [{"report": HAIZHOU, "quote": "全年审结行政复议案件6件"}], "must": [["6件"]],
}  # fmt: skip
BROKEN = SOUND | {"id": "q2", "question": "海州区复议几件", "must": [["7件"]]}
DUE = {
    "id": "q3",
    "type": "unanswerable",
    "split": "test",
    "question": "火星复议几件",
    "must": [],
    "note": "no_such_region",
}


def written(path: Path, *lines: dict[str, Any]) -> Path:
    """Write a file of lines."""
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return path


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Read one."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("name", ["compare", "baselines", "check", "import", "add"])
def test_help(run: Run, name: str) -> None:
    """Each has its help, in Chinese; eval's own names them."""
    done = run("eval", name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"用法：python -m assistant eval {name} [-h]")
    assert name in run("eval", "--help").stdout.partition("另有 ")[2]


def test_eval_writes_three_files_and_compare_reads_them(run: Run, samples: Path, tmp_path: Path) -> None:
    """A run beside itself is no loss; beside one with an answer that was right, and a promise broken, it is."""
    written(tmp_path / "set.jsonl", SOUND, DUE)
    done = run("eval", "set.jsonl", "--out", "before", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(one.name for one in (tmp_path / "before").iterdir()) == [
        "answers.jsonl",
        "metrics.json",
        "report.html",
    ]
    metrics = json.loads((tmp_path / "before" / "metrics.json").read_text("utf-8"))["all"]
    assert metrics["recall_at_10"] == {"score": 1.0, "hits": 1, "total": 1, "low": 1.0, "high": 1.0}
    first, second = lines_of(tmp_path / "before" / "answers.jsonl")
    assert (first["hits"][0]["report"], second["scores"]["refused"]) == (HAIZHOU, [1, 1])
    assert 0 < first["confidence"] <= 1
    assert second["confidence"] is None
    same = run("eval", "compare", "before", "before")
    assert (same.returncode, same.stderr, "变了的题" in same.stdout) == (0, "", False)
    first["right"], first["scores"]["figures"] = False, [0, 2]
    first["scores"]["right"] = [0, 1]
    written(tmp_path / "after.jsonl", first, second)
    worse = run("eval", "compare", "before", "after.jsonl")
    assert (worse.returncode, worse.stderr) == (1, "变差：数字有据\n")
    assert "  q1（单个数字）：对→错，已回答；数字有据" in worse.stdout.splitlines()


def test_compare_of_other_questions(complains: Callable[..., str], tmp_path: Path) -> None:
    """Nothing in common, no such run, one argument: one line, code 1."""
    line = {"id": "a", "type": "list", "split": "tune", "item": "f", "right": True, "status": "answered", "scores": {}}
    written(tmp_path / "a.jsonl", line)
    written(tmp_path / "b.jsonl", line | {"item": "g"})
    assert "两次评测没有相同的题" in complains("eval", "compare", "a.jsonl", "b.jsonl")
    assert "读不了评测结果（没有这个文件或文件夹）" in complains("eval", "compare", "a.jsonl", "none")
    assert complains("eval", "compare", "a.jsonl") == "缺少 后。写法见 python -m assistant eval compare --help"


def test_check(run: Run, samples: Path, tmp_path: Path) -> None:
    """Nothing wrong is 0; each finding is one line and the code 1; one split only."""
    written(tmp_path / "set.jsonl", SOUND, BROKEN | {"split": "test"})
    done = run("eval", "check", "set.jsonl", library=samples)
    assert (done.returncode, done.stdout) == (1, "q2：数字不在证据里（7件）\n2 题，1 题有不妥\n")
    tune = run("eval", "check", "set.jsonl", "--split", "tune", library=samples)
    assert (tune.returncode, tune.stdout) == (0, "1 题，没有发现不妥\n")


def test_check_of_no_set(complains: Callable[..., str], samples: Path, tmp_path: Path) -> None:
    """A missing set, a missing library, an unknown split."""
    assert "找不到题集" in complains("eval", "check", "none.jsonl", library=samples)
    written(tmp_path / "set.jsonl", SOUND)
    assert "这里还没有资料库" in complains("eval", "check", "set.jsonl", library=tmp_path / "none")
    assert "--split 不能是 'all'" in complains("eval", "check", "set.jsonl", "--split", "all", library=samples)


def test_import_then_add_then_check(run: Run, tmp_path: Path) -> None:
    """Others' articles become reports of a library; the set over them is sound but for what was told."""
    context = "甲县2023年法治政府建设年度报告\n甲县2023年接收行政复议申请51件，其中办结50件。"
    asked = [
        {"id": "a", "question": "甲县接收行政复议申请几件", "answers": [{"text": "51件", "answer_start": 31}]},
        {"id": "b", "question": "甲县办结几件", "answers": [{"text": "99件", "answer_start": 3}]},
    ]
    article = {"title": "甲县2023", "paragraphs": [{"context": context, "qas": asked}]}
    (tmp_path / "others.json").write_text(json.dumps({"data": [article]}), encoding="utf-8")
    done = run("eval", "import", "others.json", "--out", "sets/set.jsonl", "--reports", "reports")
    assert done.returncode == 2
    assert done.stderr == "1 处没有照样导入：b：答案不在文章里\n"
    assert done.stdout.splitlines() == ["1 篇文章写在 reports，可以用 add 读入资料库", "1 题写在 sets/set.jsonl"]
    library = tmp_path / "library"
    assert run("add", "reports", library=library).returncode == 0
    checked = run("eval", "check", "sets/set.jsonl", library=library)
    assert (checked.returncode, checked.stdout) == (0, "1 题，没有发现不妥\n")
    evaluated = run("eval", "sets/set.jsonl", library=library)
    assert evaluated.returncode == 0
    assert json.loads((tmp_path / "out/eval/metrics.json").read_text("utf-8"))["all"]["right"]["hits"] == 1


def test_import_writes_over_nothing(complains: Callable[..., str], tmp_path: Path) -> None:
    """A set that is there stays; what is no such file is told."""
    written(tmp_path / "set.jsonl", SOUND)
    (tmp_path / "others.csv").write_text("question,answer\n几件,6件\n", encoding="utf-8")
    assert complains("eval", "import", "others.csv", "--out", "set.jsonl") == "set.jsonl：已经有这个文件。请换一个名字"
    assert "不认识这种问答文件" in complains("eval", "import", "set.jsonl", "--out", "new.jsonl")


def test_add_by_options(run: Run, samples: Path, tmp_path: Path) -> None:
    """A right answer, one put right, a refusal: three lines that load, and each is sound."""
    first = run("eval", "add", "海州区行政复议案件几件", "--set", "my.jsonl", "--right", library=samples)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[0] == "阜新市海州区2023年行政复议案件为6件。[1]"
    assert first.stdout.splitlines()[-1].startswith("my-01 写在 my.jsonl：fact_number，")
    options = ("--answer", "6件|六件", "--quote", "全年审结行政复议案件6件", "--split", "tune", "--id", "own")
    assert run("eval", "add", "海州区复议", "--set", "my.jsonl", *options, library=samples).returncode == 0
    refusal = run("eval", "add", "火星复议几件", "--set", "my.jsonl", "--decline", "no_such_region", library=samples)
    assert refusal.returncode == 0
    lines = lines_of(tmp_path / "my.jsonl")
    assert [(one["id"], one["must"]) for one in lines] == [
        ("my-01", [["6件"]]),
        ("own", [["6件", "六件"]]),
        ("my-02", []),
    ]
    assert run("eval", "check", "my.jsonl", library=samples).returncode == 0


def test_add_asks_the_person(samples: Path, tmp_path: Path) -> None:
    """Without options it asks: yes, no with what is right, decline, nothing."""
    known = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "ASSISTANT_LIBRARY": str(samples)}

    def add(question: str, said: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "assistant", "eval", "add", question, "--set", "my.jsonl"]
        return subprocess.run(
            command, cwd=tmp_path, env=known, input=said, capture_output=True, text=True, encoding="utf-8", check=False
        )

    told = [
        add("海州区行政复议案件几件", "y\n"),
        add("海州区复议怎么样", "n\n100%；6件\n\n"),
        add("绿塘乡的出庭应诉率", "d\nnot_stated\n没写\n"),
        add("海州区有几个司法所", "\n"),
    ]
    assert [one.returncode for one in told] == [0, 0, 0, 0]
    assert told[0].stderr == "这个回答对吗？y 对，n 不对，d 应当拒答，回车不写："
    assert told[3].stdout.splitlines()[-1] == "没有写进题集"
    lines = lines_of(tmp_path / "my.jsonl")
    assert [one["must"] for one in lines] == [[["6件"]], [["100%"], ["6件"]], []]
    assert lines[2]["note"] == "not_stated：没写"


def test_add_what_is_wrong_is_not_written(complains: Callable[..., str], samples: Path, tmp_path: Path) -> None:
    """A figure that no sentence shows, a question that is there, an id that is taken, both or neither of two."""
    written(tmp_path / "my.jsonl", SOUND)
    before = (tmp_path / "my.jsonl").read_text("utf-8")
    add = ("eval", "add", "--set", "my.jsonl")
    assert "没有写着这个答案的句子" in complains(*add, "海州区复议", "--answer", "7件", library=samples)
    twice = complains(*add, "海州区行政复议案件几件？", "--answer", "6件", library=samples)
    assert twice == "海州区行政复议案件几件？：与另一题重复（q1）。请改那一题"
    assert "编号 q1 已经有了" in complains(*add, "海州区复议", "--answer", "6件", "--id", "q1", library=samples)
    assert "要写一个问题" in complains(*add, library=samples)
    assert (tmp_path / "my.jsonl").read_text("utf-8") == before


def test_add_from_feedback(run: Run, samples: Path, tmp_path: Path) -> None:
    """Up and what is put right are written; the others are told, one line each, and the code is 2."""
    feedback = written(
        tmp_path / "feedback.jsonl",
        {"question": "海州区行政复议案件几件", "rating": "up"},
        {"question": "海州区复议怎么样", "rating": "down", "expected": "6件", "reason": "答偏了"},
        {"question": "衡阳市行政复议案件几件", "rating": "down"},
        {"question": "海州区行政复议案件几件?", "rating": "up"},
        {"question": "绿塘乡的出庭应诉率", "rating": "down", "decline": "not_stated"},
    )
    done = run("eval", "add", "--feedback", feedback.name, "--set", "my.jsonl", library=samples)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "feedback.jsonl 第 3 行：只说不对，没有说什么是对的。请补上 expected 或 decline",
        "feedback.jsonl 第 4 行：海州区行政复议案件几件?：与另一题重复（my-01）。请改那一题",
    ]
    assert done.stdout.splitlines()[-1] == "写进 3 题，2 条要由人看"
    assert [one["id"] for one in lines_of(tmp_path / "my.jsonl")] == ["my-01", "my-02", "my-03"]


def test_baselines(run: Run, samples: Path, tmp_path: Path) -> None:
    """The assistant beside two plain pipelines, over one library, each with its files."""
    written(tmp_path / "set.jsonl", SOUND, DUE)
    done = run("eval", "baselines", "set.jsonl", "--out", "beside", library=samples)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in ("助手", "BM25 一句", "LangChain 四段", "全部正确", "nDCG@10"))
    assert sorted(one.name for one in (tmp_path / "beside").iterdir()) == ["assistant", "bm25", "langchain"]
    plain = json.loads((tmp_path / "beside" / "bm25" / "metrics.json").read_text("utf-8"))["all"]
    assert (plain["refused"]["hits"], plain["recall_at_10"]["total"]) == (0, 1)


def test_what_testing_installs_is_not_needed(samples: Path, tmp_path: Path) -> None:
    """With what requirements-light.lock holds all commands run; of baselines the plain BM25 alone is left out."""
    hidden = ("torch", "scipy", "sklearn", "rank_bm25", "ir_measures", "pytrec_eval", "langchain_text_splitters")
    lock = (ROOT / "requirements-light.lock").read_text("utf-8").lower().replace("-", "_")
    assert [name for name in hidden if f"\n{name}==" in lock] == []
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({hidden!r}))\n"
        "from assistant.cli import main\n"
        "codes = [main(['eval', 'set.jsonl', '--out', 'a']), main(['eval', 'compare', 'a', 'a']),\n"
        "         main(['eval', 'check', 'set.jsonl']), main(['eval', 'baselines', 'set.jsonl'])]\n"
        "sys.exit(0 if codes == [0, 0, 0, 2] else str(codes))"
    )
    written(tmp_path / "set.jsonl", SOUND, DUE)
    known = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "ASSISTANT_LIBRARY": str(samples)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=known, capture_output=True, encoding="utf-8", check=False
    )
    told = "rank-bm25 没有安装，这种做法没有跑；要跑就 pip install rank-bm25\n"
    assert (done.returncode, done.stderr) == (0, told)
    assert sorted(one.name for one in (tmp_path / "out/baselines").iterdir()) == ["assistant", "langchain"]
